"""A folder, of either kind: publish, change, take back; nothing foreign is touched, nothing is half."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from publishing import NEW, OLD, SITE, back, docroot, folder_place, look, put, release_of, served

from sitegen.memory.refused import Refused
from sitegen.publish.guards import check_output
from sitegen.publish.outcome import PublishTarget
from sitegen.publish.protocol import compare
from sitegen.publish.records import parse_release
from sitegen.publish.release import MARKER, dump_release

MODES = pytest.mark.parametrize("mode", ["flip", "in place"])


@MODES
def test_publish_change_publish_and_back(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "site"
    place = folder_place(folder, mode)
    first = put(place, OLD)
    assert first.switched
    assert first.plan.summary() == "3 new answers, 0 changed, 0 removed; 3 other pages and files."
    assert served(folder, mode) == OLD
    second = put(place, NEW)
    assert second.plan.summary() == "2 new answers, 1 changed, 1 removed; 4 other pages and files."
    assert served(folder, mode) == NEW
    assert back(place).switched
    assert served(folder, mode) == OLD
    with pytest.raises(Refused, match=r"no earlier release"):
        back(place)
    assert back(place, second.release.id).switched
    assert served(folder, mode) == NEW


@MODES
def test_publishing_twice_is_nothing(tmp_path: Path, mode: str) -> None:
    place = folder_place(tmp_path / "site", mode)
    put(place, OLD)
    before = {path: path.lstat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    again = put(place, OLD)
    assert not again.switched
    assert not again.plan.changes
    assert {path: path.lstat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == before


@MODES
def test_a_plan_writes_nothing_and_is_what_then_happens(tmp_path: Path, mode: str) -> None:
    place = folder_place(tmp_path / "site", mode)
    plan = compare(place, release_of(OLD)).plan
    assert list(tmp_path.iterdir()) == []
    assert put(place, OLD).plan == plan


@MODES
def test_stepping_back_follows_the_parents_not_the_numbers(tmp_path: Path, mode: str) -> None:
    place = folder_place(tmp_path / "site", mode)
    third = {**NEW, "answers/a.html": b"third"}
    for files in (OLD, NEW):
        put(place, files)
    back(place)
    put(place, third)  # made while OLD was served
    back(place)
    assert served(tmp_path / "site", mode) == OLD


@MODES
def test_only_the_kept_releases_stay_and_always_the_live_one_with_its_parent(tmp_path: Path, mode: str) -> None:
    place = folder_place(tmp_path / "site", mode, keep=1)
    ids = [put(place, {**OLD, "answers/a.html": f"turn {turn}".encode()}).release.id for turn in range(5)]
    assert look(place).releases == set(ids[-2:])
    with pytest.raises(Refused, match=ids[0]):
        back(place, ids[0])
    back(place)
    assert served(tmp_path / "site", mode)["answers/a.html"] == b"turn 3"


@MODES
def test_a_changed_file_is_always_younger_even_where_the_clock_went_back(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "site"
    place = folder_place(folder, mode)
    times = []
    for turn in range(3):
        put(place, {**OLD, "answers/a.html": f"turn {turn}".encode()})
        times.append(int((docroot(folder, mode) / "answers/a.html").stat().st_mtime))
        assert (docroot(folder, mode) / "answers/b.html").stat().st_mtime == times[0]
    assert times[0] < times[1] < times[2]


@MODES
def test_a_web_server_can_read_all_of_it_whatever_the_umask(tmp_path: Path, mode: str) -> None:
    old = os.umask(0o077)
    try:
        put(folder_place(tmp_path / "site", mode), OLD)
    finally:
        os.umask(old)
    for path in (tmp_path / "site", *docroot(tmp_path / "site", mode).resolve().rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


@MODES
def test_foreign_files_are_never_touched(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "site"
    place = folder_place(folder, mode, keep=1)
    put(place, OLD)
    theirs = docroot(folder, mode).resolve() / "theirs.txt"
    theirs.write_text("theirs")
    inside = docroot(folder, mode).resolve() / "answers" / "theirs.txt"
    inside.write_text("theirs")
    for turn in range(4):
        put(place, {**NEW, "answers/a.html": f"turn {turn}".encode()})
    assert theirs.read_text() == inside.read_text() == "theirs"


def test_a_file_that_somebody_changed_in_an_old_release_is_kept(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=1)
    put(place, OLD)
    edited = (tmp_path / "site/current").resolve() / "answers/b.html"
    edited.write_text("edited by hand")
    for turn in range(4):
        put(place, {**OLD, "answers/a.html": f"turn {turn}".encode()})
    assert served(tmp_path / "site")["answers/b.html"] == OLD["answers/b.html"]
    assert [path.read_text() for path in (tmp_path / "site/releases").rglob("b.html") if path.stat().st_size == 14] == [
        "edited by hand"
    ]


def test_a_file_that_somebody_changed_or_put_in_the_way_is_not_overwritten_in_place(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", "in place")
    put(place, OLD)
    (tmp_path / "site/answers/a.html").write_text("edited by hand")
    with pytest.raises(Refused, match=r"not overwritten. The site has not changed"):
        put(place, NEW)
    (tmp_path / "site/answers/a.html").unlink()
    (tmp_path / "site/new").mkdir()
    (tmp_path / "site/new/d.html").write_text("theirs")
    with pytest.raises(Refused, match=r"d.html was not put there by sitegen"):
        put(place, NEW)
    (tmp_path / "site/new/d.html").unlink()
    put(place, NEW)
    assert served(tmp_path / "site", "in place") == NEW


def test_a_release_that_is_not_whole_any_more_is_not_gone_back_to(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    first = put(place, OLD).release.id
    put(place, NEW)
    (tmp_path / "site/releases" / first / "index.html").write_text("edited by hand")
    with pytest.raises(Refused, match=r"Somebody changed index.html"):
        back(place)
    assert served(tmp_path / "site") == NEW


@MODES
def test_a_place_of_somebody_else_is_refused(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "web.config").write_text("theirs")
    with pytest.raises(Refused, match=r"holds files that sitegen did not put there, such as web.config"):
        put(folder_place(folder, mode), OLD)
    assert os.listdir(tmp_path) == ["site"]
    other = folder_place(tmp_path / "other", mode)
    put(other, OLD)
    with pytest.raises(Refused, match=r"holds another site"):
        put(PublishTarget(*other[:4], "fedcba9876543210", "x"), NEW)
    assert served(tmp_path / "other", mode) == OLD


@MODES
def test_many_removals_need_their_exact_number(tmp_path: Path, mode: str) -> None:
    place = folder_place(tmp_path / "site", mode)
    many = {**OLD, **{f"more/{number}.html": b"more" for number in range(30)}}
    put(place, many)
    with pytest.raises(Refused, match=r"remove 30 of 35 pages") as refusal:
        put(place, OLD)
    assert "--removals 30" in refusal.value.hint
    with pytest.raises(Refused, match="remove 30 pages, not 29"):
        put(place, OLD, 29)
    assert served(tmp_path / "site", mode) == many
    put(place, OLD, 30)
    assert served(tmp_path / "site", mode) == OLD


def test_a_small_site_that_shrinks_to_less_than_half_is_asked_about(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    put(place, OLD)
    with pytest.raises(Refused, match=r"--removals|unusual"):
        put(place, {"index.html": b"alone"})


def test_a_second_publisher_is_told_who_is_at_work(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    put(place, OLD)
    holder = place.connect()
    holder.lock("anna on pc7")
    with pytest.raises(Refused, match=r"right now: anna on pc7"):
        put(place, NEW)
    holder.close()
    assert put(place, NEW).switched


def test_a_manifest_survives_and_a_damaged_one_is_known() -> None:
    release = release_of(OLD)
    data = dump_release(release)
    assert parse_release(data, release.id) == release
    for cut in range(0, len(data), 7):
        with pytest.raises(Refused, match="was not written by sitegen"):
            parse_release(data[:cut], release.id)


def test_the_id_is_the_content_and_the_site_id_marks_the_place(tmp_path: Path) -> None:
    assert release_of(OLD).id == release_of(dict(reversed(OLD.items()))).id != release_of(NEW).id
    put(folder_place(tmp_path / "site"), OLD)
    assert SITE in (tmp_path / "site/.sitegen/site.json").read_text()
    assert (tmp_path / "site/current" / MARKER).read_text().startswith(release_of(OLD).id)


def test_an_output_that_is_not_what_the_build_wrote_is_refused(tmp_path: Path) -> None:
    for route, data in OLD.items():
        (tmp_path / route).parent.mkdir(exist_ok=True)
        (tmp_path / route).write_bytes(data)
    check_output(tmp_path, release_of(OLD).tree)
    with pytest.raises(Refused, match="has no first page"):
        check_output(tmp_path, {})
    (tmp_path / "answers/a.html").write_bytes(OLD["answers/a.html"][:-1])
    with pytest.raises(Refused, match=r"output/answers/a\.html is not what the build wrote"):
        check_output(tmp_path, release_of(OLD).tree)
