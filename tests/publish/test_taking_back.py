"""What was taken back stays away: no way leads to it, nothing of it is kept, wherever the place is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from places import There
from publishing import SWEEP, back, docroot, folder_place, look, put, served
from saying import CANARY, Copy, token

from sitegen.memory.refused import Refused
from sitegen.publish.takings import RELEASE, TEXT

FOLDERS = ("flip", "in place")
WAYS = (*FOLDERS, "ssh", "sftp", "sftp in place")
MODES = pytest.mark.parametrize("mode", FOLDERS)


@pytest.fixture(params=WAYS if SWEEP else WAYS[:-1])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    """Any place; by default without the slowest, on which test_withdraw.py takes an answer back."""
    return There(request.param, request, tmp_path, monkeypatch)


@pytest.fixture(params=WAYS if SWEEP else FOLDERS)
def there(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    """Any place; by default only those that take little time."""
    return There(request.param, request, tmp_path, monkeypatch)


def found(base: Path, words: str = CANARY) -> list[str]:
    """All files below the folder that hold the words: as they are, packed, or in their name."""
    import gzip

    holding = []
    for path in base.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data = gzip.decompress(data)
            if words.encode() in data or words in path.name:
                holding.append(path.relative_to(base).as_posix())
    return holding


def three_releases(there: There) -> Copy:
    """A harmless one, one with the name, and one with the name and more; the last is served."""
    copy = Copy({"leave": "About leave."})
    copy.publish(there.place)
    copy.answers["pay"] = f"{CANARY} said so."
    copy.publish(there.place)
    copy.answers["leave"] = "About leave, in other words."
    copy.publish(there.place)
    return copy


def test_a_withdrawn_name_comes_back_by_no_rollback_and_is_kept_nowhere(anywhere: There, tmp_path: Path) -> None:
    there = anywhere
    there.place = there.place._replace(keep=9)
    copy = three_releases(there)
    first, second, third = sorted(look(there.place).rows[1:], key=lambda row: row.stamp)
    assert found(tmp_path)
    copy.withdraw("pay")
    assert copy.publish(there.place).left == ()
    assert found(tmp_path) == []
    result = back(there.place)
    assert result.release.id == first.release
    assert [second.release in words for words in result.skipped] == [False, True]
    assert [third.release in words for words in result.skipped] == [True, False]
    assert "holds what was withdrawn on" in result.skipped[0]
    assert found(tmp_path) == []
    assert served(there.folder, there.mode)["answers/leave.html"].endswith(b"About leave.")
    with pytest.raises(Refused, match=f"Release {second.release} of .* holds what was withdrawn on .* never served"):
        back(there.place, second.release)
    assert copy.publish(there.place).switched
    assert found(tmp_path) == []


def test_where_nothing_earlier_is_left_it_says_what_to_do(there: There) -> None:
    copy = Copy({"leave": "About leave.", "pay": CANARY})
    copy.publish(there.place)
    copy.withdraw("pay")
    copy.publish(there.place)
    before = served(there.folder, there.mode)
    with pytest.raises(Refused, match=r"no earlier release to go back to. Release .* holds what was withdrawn") as said:
        back(there.place)
    assert "Undo in the files of the folder" in said.value.hint
    assert served(there.folder, there.mode) == before


def test_words_that_were_taken_out_are_kept_in_no_earlier_release(there: There, tmp_path: Path) -> None:
    copy = three_releases(there)
    copy.take_out("pay", "[name removed] said so.")
    copy.publish(there.place)
    assert found(tmp_path) == []
    copy.answers["leave"] = "Third words."
    copy.publish(there.place)
    assert back(there.place).switched, "what came after it can be gone back to"


def test_an_older_copy_cannot_bring_it_back_whatever_number_is_typed(anywhere: There, tmp_path: Path) -> None:
    there = anywhere
    copy = three_releases(there)
    older = copy.copied()
    copy.withdraw("pay")
    copy.publish(there.place)
    for removals in (None, 0, 1):
        with pytest.raises(Refused, match=r"would bring back what was withdrawn here on .* “About pay”"):
            older.publish(there.place, removals)
    older.take_out("pay", f"{CANARY}, in other words")
    with pytest.raises(Refused, match="About pay"):
        older.publish(there.place)
    assert found(tmp_path) == []


def test_publishing_again_after_withdrawing_is_nothing(there: There) -> None:
    copy = three_releases(there)
    copy.withdraw("pay")
    copy.publish(there.place)
    marks = look(there.place).marks
    assert {(mark.kind, mark.id) for mark in marks if mark.kind == TEXT} == {(TEXT, token("pay"))}
    assert len([mark for mark in marks if mark.kind == RELEASE]) == 2
    assert not copy.publish(there.place).switched
    assert look(there.place).marks == marks


def test_of_a_release_without_a_record_nobody_can_tell_so_it_goes_too(there: There) -> None:
    copy = Copy({"leave": "About leave.", "pay": CANARY})
    put(there.place, copy.files)  # as by an older version
    assert look(there.place).recorded == frozenset()
    copy.answers["leave"] = "Later words."
    assert copy.publish(there.place).switched, "a live release without a record is no reason to refuse"
    copy.withdraw("pay")
    copy.publish(there.place)
    assert len(look(there.place).releases) == 1
    with pytest.raises(Refused, match="no earlier release"):
        back(there.place)


def test_a_live_release_without_a_record_gets_it_by_publishing_the_same_again(there: There) -> None:
    copy = Copy({"leave": "About leave."})
    put(there.place, copy.files)
    assert not copy.publish(there.place).switched
    host = look(there.place)
    assert host.recorded == {host.current}


def test_a_file_of_somebody_else_in_a_release_does_not_keep_the_name(anywhere: There, tmp_path: Path) -> None:
    there = anywhere
    if there.mode == "in place":
        pytest.skip("releases have no folders there")
    copy = three_releases(there)
    theirs = docroot(there.folder).resolve() / "theirs.txt"
    theirs.write_text("theirs")
    copy.withdraw("pay")
    (left,) = copy.publish(there.place).left
    assert f".old-{theirs.parent.name}" in left, "it is said where something is left"
    assert found(tmp_path) == []
    assert (theirs.parent.with_name(f".old-{theirs.parent.name}") / "theirs.txt").read_text() == "theirs"


def test_records_are_closed_and_not_served(there: There) -> None:
    three_releases(there)
    records = list(there.ours.glob("m/*.record"))
    assert len(records) == len(look(there.place).releases) >= 2
    assert {path.stat().st_mode & 0o777 for path in records} == {0o600}
    assert not [name for name in served(there.folder, there.mode) if "record" in name]


def test_old_releases_go_with_their_records(there: There) -> None:
    copy = three_releases(there)
    for turn in range(3):
        copy.answers["leave"] = f"turn {turn}"
        copy.publish(there.place)
    host = look(there.place)
    assert {path.name.removesuffix(".record") for path in there.ours.glob("m/*.record")} == host.recorded
    assert host.recorded == host.releases


def test_kept_elsewhere_the_records_go_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from publishing import place_of

    from sitegen.publish.remotes import folder as opening
    from sitegen.publish.remotes.connect import connect

    monkeypatch.setattr(opening, "can_flip", lambda _: False)
    (tmp_path / "project").mkdir()
    place = place_of(lambda: connect(str(tmp_path / "site"), tmp_path / "project", "../kept"))
    copy = Copy({"leave": "About leave.", "pay": CANARY})
    copy.publish(place)
    assert list((tmp_path / "kept/m").glob("*.record"))
    copy.withdraw("pay")
    copy.publish(place)
    assert found(tmp_path) == []


@MODES
@pytest.mark.timeout(3000)
def test_death_before_any_call_never_leaves_a_way_back(tmp_path: Path, mode: str) -> None:
    import shutil

    from dying import killed_at

    prepared = tmp_path / "prepared"
    copy = Copy({"leave": "About leave."})
    prepared.mkdir()
    place = folder_place(prepared / "site", mode, keep=9)
    copy.publish(place)
    copy.answers["pay"] = CANARY
    copy.publish(place)
    copy.withdraw("pay")
    number, before, after = 0, 0, 0
    while True:
        base = tmp_path / str(number)
        shutil.copytree(prepared, base, symlinks=True)
        place = folder_place(base / "site", mode, keep=9)
        killed = killed_at(number, lambda place=place: copy.copied().publish(place))
        switched = CANARY.encode() not in b"".join(served(base / "site", mode).values())
        if switched:
            shutil.copytree(base, tmp_path / "stepping", symlinks=True)
            back(folder_place(tmp_path / "stepping/site", mode, keep=9))
            assert CANARY.encode() not in b"".join(served(tmp_path / "stepping/site", mode).values()), number
            shutil.rmtree(tmp_path / "stepping")
        copy.copied().publish(place)
        assert found(base) == [], number
        assert look(place).recorded == look(place).releases, number
        shutil.rmtree(base)
        if not killed:
            break
        before, after = before + (not switched), after + switched
        number += 1 if SWEEP else 23
    assert before
    assert after


@MODES
def test_a_dead_publish_of_the_name_leaves_nothing_of_it_behind(tmp_path: Path, mode: str) -> None:
    from dying import killed_at

    place = folder_place(tmp_path / "site", mode)
    copy = Copy({"leave": "About leave."})
    copy.publish(place)
    wrong = copy.copied()
    wrong.answers["pay"] = CANARY
    number = 0
    while killed_at(number, lambda: wrong.copied().publish(place)):
        number += 17
        if len(look(place).rows) > 2:
            break
    other = wrong.copied()
    other.seen = None
    other.withdraw("pay")
    other.publish(place)
    assert found(tmp_path) == []


@pytest.mark.parametrize("line", ["", "[]", '["text"]', '["text","x",1]', '["release","abcdabcdabcdabcdff",1]', "{"])
@MODES
def test_a_forged_list_of_what_was_withdrawn_is_refused(tmp_path: Path, mode: str, line: str) -> None:
    place = folder_place(tmp_path / "site", mode)
    copy = Copy({"leave": "About leave."})
    copy.publish(place)
    ours = tmp_path / ("site.sitegen" if mode == "in place" else "site/.sitegen")
    (ours / "withdrawn.ndjson").write_text(line + "\n")
    with pytest.raises(Refused, match="The list of what was withdrawn was not written by sitegen"):
        look(place)


def test_a_record_that_is_a_link_or_too_long_is_refused(there: There, tmp_path: Path) -> None:
    copy = three_releases(there)
    host = look(there.place)
    (before,) = [row.parent for row in host.rows[-1:]]
    (record,) = there.ours.glob(f"m/{before}.record")
    record.unlink()
    with record.open("wb") as opened:
        opened.truncate(48_000_001)
    copy.withdraw("pay")
    with pytest.raises(Refused, match=r"was not written by sitegen|does not understand"):
        copy.publish(there.place)
    record.unlink()
    os.symlink(tmp_path / "elsewhere", record)
    with pytest.raises(Refused, match="is a link"):
        copy.publish(there.place)
