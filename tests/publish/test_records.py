"""Records that somebody else has changed: nothing outside the place is touched, and what is wrong is said in words."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planting import ODD_TEXTS, SHA256, VICTIM, anything, forged, journal, outside, trees
from publishing import NEW, OLD, SWEEP, back, folder_place, look, place_of, put, release_of, served
from saying import Copy

from sitegen.memory.refused import Refused
from sitegen.memory.route import is_route, is_sha256
from sitegen.memory.tree import Made
from sitegen.publish.answers import parse_look, parse_size
from sitegen.publish.history import LATEST, Row
from sitegen.publish.journal import Journal, Put
from sitegen.publish.records import (
    parse_head,
    parse_holder,
    parse_journal,
    parse_marks,
    parse_pending,
    parse_release,
    parse_rows,
    parse_site,
)
from sitegen.publish.release import MOST_BYTES, Release, dump_release, make_release
from sitegen.publish.remotes.connect import connect
from sitegen.publish.remotes.process import dump_holder, this_process
from sitegen.publish.remotes.remote import FLIP, SiteRecord
from sitegen.publish.takings import Mark, dump_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from planting import Outside

    from sitegen.publish.outcome import PublishTarget

CASES, PUBLISHES = (50_000, 25_000) if SWEEP else (300, 50)
THIRD = {**NEW, "answers/a.html": b"third"}
MOST = 100_000_000  # bytes of memory
RECORDS = {
    "flip": ("next.json", "m/other"),
    "in place": ("journal.json", "head", "o"),
}
BOTH = ("site.json", "history.ndjson", "withdrawn.ndjson", "holder")
BOTH += ("m/current", "m/parent", "m/current.record", "m/parent.record")
MODES = pytest.mark.parametrize("mode", ["flip", "in place"])


def records_of(place: Path, mode: str) -> Path:
    return place / ".sitegen" if mode == "flip" else place.with_name(place.name + ".sitegen")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sync", lambda: None)  # nothing here is about power cuts
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr("sitegen.publish.outcome._PATIENCE", 0.2)


@pytest.fixture
def around(tmp_path: Path) -> Outside:
    return outside(tmp_path)


def planted(place: Path, mode: str, name: str, data: bytes) -> None:
    """Put the bytes in the place of a record."""
    ours = records_of(place, mode)
    if name == "o":
        file = next(path for path in sorted((ours / "o").rglob("*")) if path.is_file())
    elif name == "m/other":
        file = ours / "m" / f"{'c' * 16}.gz"
        (place / "releases" / f".tmp-{'c' * 16}").mkdir()
    elif name.startswith("m/"):
        what, _, ending = name.removeprefix("m/").partition(".")
        file = ours / "m" / f"{release_of(NEW if what == 'current' else OLD).id}.{ending or 'gz'}"
    else:
        file = ours / name
    file.write_bytes(data)


def withdrawing(target: PublishTarget) -> None:
    """Take back what every release but this one holds."""
    copy = Copy({"leave": "About leave."})
    copy.withdraw("leave")
    copy.publish(target, agree=lambda _: True)


def everything(place: Path, mode: str) -> list[str]:
    """All that a publisher may do, one after the other; gives what was refused."""
    said = []
    target = folder_place(place, mode, keep=1)
    doings: tuple[Callable[[], object], ...] = (
        lambda: look(target),
        lambda: put(target, THIRD),
        lambda: back(target),
        lambda: put(target, {**THIRD, "answers/b.html": b"fourth"}),
        lambda: withdrawing(target),
        lambda: back(target),
    )
    for doing in doings:
        try:
            doing()
        except Refused as refusal:
            said.append(refusal.message)
    return said


@pytest.mark.parametrize("name", [".tmp", ".old"])
def test_a_list_of_files_that_names_others_outside_removes_nothing(tmp_path: Path, around: Outside, name: str) -> None:
    place = tmp_path / "site"
    put(folder_place(place), OLD)
    for route in around.routes():
        release, data = forged([route])
        (place / ".sitegen/m" / f"{release}.gz").write_bytes(data)
        (place / "releases" / f"{name}-{release}").mkdir()
    put(folder_place(place), NEW)
    around.check()
    assert served(place) == NEW


def test_a_list_of_files_leads_through_no_link(tmp_path: Path, around: Outside) -> None:
    place = tmp_path / "site"
    put(folder_place(place), OLD)
    release, data = forged(["out/file.txt"])
    (place / ".sitegen/m" / f"{release}.gz").write_bytes(data)
    (place / "releases" / f".tmp-{release}").mkdir()
    (place / "releases" / f".tmp-{release}" / "out").symlink_to(around.folder)
    everything(place, "flip")
    around.check()


def test_a_journal_that_names_files_outside_is_not_carried_out(tmp_path: Path, around: Outside) -> None:
    place = tmp_path / "site"
    put(folder_place(place, "in place"), OLD)
    ours = records_of(place, "in place")
    (ours / "o" / SHA256[:2]).mkdir(exist_ok=True)
    (ours / "o" / SHA256[:2] / SHA256).write_bytes(VICTIM)
    for route in around.routes():
        for removals, puts in (([route], []), ([], [route]), ([], [route.replace("file", "new")])):
            (ours / "journal.json").write_bytes(journal(removals, puts))
            with pytest.raises(Refused, match=r"had still to do was not written by sitegen, so nothing that it names"):
                put(folder_place(place, "in place"), NEW)
            around.check()
    assert served(place, "in place") == OLD


def test_a_journal_removes_nothing_behind_a_link(tmp_path: Path, around: Outside) -> None:
    place = tmp_path / "site"
    put(folder_place(place, "in place"), OLD)
    (place / "out").symlink_to(around.folder)
    (records_of(place, "in place") / "journal.json").write_bytes(journal(["out/file.txt"], [], release_of(OLD).id))
    everything(place, "in place")
    around.check()


@pytest.mark.parametrize(
    ("release", "removals", "puts"),
    [
        ("c" * 16, [], []),
        ("c" * 16, ["answers/a.html"], []),
        (release_of(OLD).id, ["index.html"], []),
        (release_of(OLD).id, [], ["index.html"]),
        (release_of(OLD).id, [], ["new.html"]),
    ],
    ids=["no list", "no list, and a page goes", "a page of its own goes", "a page is another", "a page more"],
)
def test_a_journal_that_makes_something_else_than_its_release_is_not_carried_out(
    tmp_path: Path, release: str, removals: list[str], puts: list[str]
) -> None:
    place = tmp_path / "site"
    put(folder_place(place, "in place"), OLD)
    ours = records_of(place, "in place")
    (ours / "o" / SHA256[:2]).mkdir(exist_ok=True)
    (ours / "o" / SHA256[:2] / SHA256).write_bytes(VICTIM)
    (ours / "journal.json").write_bytes(journal(removals, puts, release))
    before = ((ours / "head").read_bytes(), (ours / "history.ndjson").read_bytes())
    with pytest.raises(Refused, match=r"had still to do was not written by sitegen, so nothing that it names"):
        put(folder_place(place, "in place"), NEW)
    assert served(place, "in place") == OLD
    assert ((ours / "head").read_bytes(), (ours / "history.ndjson").read_bytes()) == before
    (ours / "journal.json").unlink()
    put(folder_place(place, "in place"), NEW)
    assert served(place, "in place") == NEW


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_the_list_of_another_release_is_not_taken_for_the_one_that_was_asked_for(tmp_path: Path, mode: str) -> None:
    place = tmp_path / "site"
    put(folder_place(place, mode), OLD)
    put(folder_place(place, mode), NEW)
    planted(place, mode, "m/parent", dump_release(release_of(THIRD)))
    with pytest.raises(Refused, match=f"The list of files of release {release_of(OLD).id} was not written by sitegen"):
        back(folder_place(place, mode))
    assert served(place, mode) == NEW


@MODES
def test_whatever_the_records_hold_nothing_outside_is_touched_and_all_is_said_in_words(mode: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        around = outside(base)
        made = base / "made" / "site"
        made.parent.mkdir()
        for files in (OLD, NEW):
            put(folder_place(made, mode), files)
        unfinished = json.dumps([Row(release_of(NEW).id, release_of(OLD).id, "published", 5, "x", ""), [], []]).encode()
        samples = {
            "journal.json": unfinished,
            "next.json": (records_of(made, mode) / "history.ndjson").read_bytes().splitlines()[-1] + b"\n",
            "m/other": forged(around.routes()[:3])[1],
            "o": b"x",
            "withdrawn.ndjson": dump_marks([Mark("text", "a" * 32, 5), Mark("release", release_of(OLD).id, 5)]),
            "m/current.record": Copy({"leave": "About leave."}).record,
            "m/parent.record": Copy({"leave": "About leave."}).record,
            "holder": dump_holder(this_process(), "somebody on another computer").encode(),
        }

        def real(name: str) -> bytes:
            if name in samples:
                return samples[name]
            files = {"m/current": NEW, "m/parent": OLD}
            name = f"m/{release_of(files[name]).id}.gz" if name in files else name
            return (records_of(made, mode) / name).read_bytes()

        bytes_for = st.sampled_from(BOTH + RECORDS[mode]).flatmap(
            lambda name: st.tuples(st.just(name), anything(around.routes(), real(name)))
        )

        @settings(max_examples=PUBLISHES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(st.lists(bytes_for, min_size=1, max_size=2, unique_by=lambda pair: pair[0]))
        def holds(planting: list[tuple[str, bytes]]) -> None:
            shutil.rmtree(base / "here", ignore_errors=True)
            shutil.copytree(made.parent, base / "here", symlinks=True)
            place = base / "here" / "site"
            for name, data in planting:
                planted(place, mode, name, data)
            said = everything(place, mode)
            around.check()
            assert set(os.listdir(base)) == {"made", "here", "outside"}
            assert all(words and "\n" not in words for words in said)

        holds()


lines = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["ok", "now 5", "now x", "now", "current ", "current ..", "lacks tar", "foreign x", "size 5"]),
        st.builds(
            lambda word, value: f"{word} {value}",
            st.sampled_from(["site", "row", "next", "now", "current", "release", "foreign", "mark", "kept"]),
            st.one_of(
                trees.map(lambda value: json.dumps(value, default=str)),
                st.just(SiteRecord("a", "b" * 16, FLIP).dump()),
                st.just(Row("a" * 16, "", "created", 5, "x", "y").line()),
                st.just(Mark("text", "a" * 32, 5).line()),
                st.sampled_from(ODD_TEXTS),
                st.text(max_size=10),
            ),
        ),
    ),
    max_size=8,
)


@settings(max_examples=CASES, deadline=None)
@given(lines)
def test_whatever_a_host_answers_is_understood_or_refused(said: list[str]) -> None:
    try:
        found = parse_look(said)
    except Refused:
        return
    assert found.lacking or 0 <= found.now <= LATEST
    assert all(isinstance(row.stamp, int) for row in found.rows)


@settings(max_examples=CASES, deadline=None)
@given(
    st.one_of(
        st.text(max_size=100), trees.map(lambda value: json.dumps(value, default=str)), st.sampled_from(ODD_TEXTS)
    )
)
def test_whatever_stands_in_a_record_is_read_or_refused(text: str) -> None:
    readers: tuple[Callable[[str], Any], ...] = (
        parse_site, parse_head, parse_holder, parse_size,
        lambda said: parse_journal(said, lambda _: {"index.html": made(0, ())}),
        lambda said: parse_rows([said]), lambda said: parse_pending([said]), lambda said: parse_marks([said]),
        lambda said: parse_release(gzip.compress(said.encode("utf-8", "surrogatepass")), "a" * 16),
    )  # read as a table  # fmt: skip
    for read in readers:
        with suppress(Refused):
            read(text)


NOT_UNDERSTOOD = "The host answered what sitegen does not understand"
MARKER = 'site {"site": "0123456789abcdef", "token": "0123456789abcdef", "mode": "flip"}'
NOON = '{"release": "0123456789abcdef", "parent": "", "what": "published", "stamp": "noon", "who": "x", "summary": ""}'


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([""], NOT_UNDERSTOOD),
        (["now"], NOT_UNDERSTOOD),
        (["now soon"], NOT_UNDERSTOOD),
        (["now 99999999999999"], NOT_UNDERSTOOD),
        ([f"now 5\n{MARKER}"], NOT_UNDERSTOOD),
        ([f"now 5\n{MARKER}\ncurrent somewhere"], NOT_UNDERSTOOD),
        (['now 5\nsite {"site": "x"}\ncurrent '], "whose site a folder holds, was not written by sitegen"),
        ([f"now 5\n{MARKER}\ncurrent \nrow {NOON}"], "history of what was published was not written by sitegen"),
        ([f"now 5\n{MARKER}\ncurrent 0123456789abcdef", "size many"], NOT_UNDERSTOOD),
        ([f"now 5\n{MARKER}\ncurrent 0123456789abcdef", "size 9999999999999"], NOT_UNDERSTOOD),
        (
            [f"now 5\n{MARKER}\ncurrent 0123456789abcdef", "size 3\nabc"],
            "files of release 0123456789abcdef was",
        ),
    ],
)
def test_a_host_that_answers_something_else_is_told_from_a_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], words: str
) -> None:
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "ssh"
    fake.write_text(
        f"#!{sys.executable}\nimport sys\nprint('sitegen 1', flush=True)\n"
        f"for answer in {answers!r}:\n    sys.stdin.readline()\n    print(answer, 'ok', sep='\\n', flush=True)\n"
        "sys.stdin.read()\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    with pytest.raises(Refused, match=words):
        put(place_of(lambda: connect("ssh://host.example/srv", tmp_path)), OLD)


BOMBS = {
    "zeros": b"\0" * 1_000_000,
    "brackets": b"[" * 1_000_000,
    "rows": b'"x":["%b",1,"","",[]],' % (b"a" * 64) * 10_000,
    "empty lists": b"[]," * 300_000,
    "entries": b'{"x":["%b",1,"","",[' % (b"a" * 64) + b'"",' * 300_000,
    "titles": b'{"x":["%b",1,"","' + "\U0001f600".encode() * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_list_of_files_that_unpacks_without_end_costs_little(bomb: str) -> None:
    data = gzip.compress(BOMBS[bomb] * 200, 1)
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="was not written by sitegen"):
            parse_release(data, "a" * 16)
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "bomb", ["[[]," * 5_000_000, "[" + "1," * 10_000_000, "[" * 20_000_000, "[" + '"",' * 7_000_000]
)
def test_a_journal_that_is_too_long_costs_little(bomb: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="was not written by sitegen"):
            parse_journal(bomb, lambda _: {})
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()


@MODES
def test_a_record_of_a_size_that_none_of_ours_has_is_not_read(tmp_path: Path, mode: str) -> None:
    place = tmp_path / "site"
    put(folder_place(place, mode), OLD)
    put(folder_place(place, mode), NEW)
    for name in ("site.json", "history.ndjson", "m/current"):
        kept = shutil.copytree(tmp_path, tmp_path.with_name(tmp_path.name + "-kept"), symlinks=True)
        planted(place, mode, name, b"x")
        file = next(path for path in records_of(place, mode).rglob("*") if path.is_file() and path.stat().st_size == 1)
        os.truncate(file, 1_500_000_000)
        tracemalloc.start()
        try:
            with pytest.raises(Refused, match=f"What stands at {file} was not written by sitegen"):
                put(folder_place(place, mode), THIRD)
            assert tracemalloc.get_traced_memory()[1] < MOST
        finally:
            tracemalloc.stop()
        shutil.rmtree(tmp_path)
        shutil.move(kept, tmp_path)


def made(number: int, entries: tuple[str, ...]) -> Made:
    return Made(f"{number:064x}", number, "entry", "What will “we” do about parking? \U0001f600", entries)


def test_a_long_list_of_files_that_we_write_is_read_in_little_memory() -> None:
    count = 90_000 if SWEEP else 20_000
    ids = [f"digests/2024-01-{number % 28:02}-briefing/an-answer-{number}" for number in range(count)]
    tree = {f"digests/2024-01-15-staff-briefing/{number}.html": made(number, (ids[number],)) for number in range(count)}
    release = make_release({**tree, "index.html": made(0, tuple(ids))})
    data = dump_release(release)
    tracemalloc.start()
    try:
        same = parse_release(data, release.id) == release
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()
    assert same


def test_a_list_of_files_that_would_not_be_read_again_is_not_written() -> None:
    for tree in (dict.fromkeys(map(str, range(100_001)), made(0, ())), {"a": made(0, ("x" * MOST_BYTES,))}):
        with pytest.raises(Refused, match="more than 100,000 files"):
            dump_release(Release("", tree))


words = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20)


@settings(deadline=None)
@given(st.lists(st.tuples(words, words), max_size=5))
def test_what_we_write_is_read_again(pairs: list[tuple[str, str]]) -> None:
    rows = tuple(Row("a" * 16, "b" * 16, "published", 7, who, summary) for who, summary in pairs)
    assert parse_rows(row.line() for row in rows) == rows
    kept = Journal(Row("a" * 16, "", "published", 7, "x", "y"), (Put("a/b.html", SHA256, "", 3),), (("c", SHA256),))
    files = {"a/b.html": Made(SHA256, 1, "entry", "", ())}
    assert parse_journal(kept.dump().decode(), lambda _: files) == kept
    site = SiteRecord("x", "b" * 16, FLIP)
    assert parse_site(site.dump()) == site


@pytest.mark.parametrize(
    ("route", "right"),
    [
        ("index.html", True), ("a/b/c.html", True), ("_search/0f.bin", True), ("straße/名前.html", True),
        ("a..b/c", True), ("it's a (1).pdf", True), ("a" * 255, True), ("/".join(["a" * 90] * 20), True),
        ("", False), ("/", False), ("/a", False), ("a/", False), ("a//b", False), (".", False), ("..", False),
        ("./a", False), ("a/./b", False), ("../a", False), ("a/../b", False), ("a/..", False), ("a/.", False),
        ("a\\b", False), ("..\\a", False), ("\\\\server\\x", False), ("C:", False), ("C:\\a", False), ("a:b", False),
        ("a/.. /b", False), ("a./b", False), ("a /b", False), ("...", False), (" ", False), ("a\0b", False),
        ("a\nb", False), ("a\x1bb", False), ("a\x7fb", False), ("a\x85b", False), ("a\u2028b", False),
        ("a\ud800b", False), ("a" * 256, False), ("/".join(["a" * 90] * 30), False),
        (None, False), (5, False), (b"a", False), ([], False), (True, False),
    ],
)  # read as a table  # fmt: skip
def test_a_route_stays_in_its_folder(route: Any, right: bool) -> None:
    assert is_route(route) is right


@pytest.mark.parametrize(
    "value", ["", "a" * 63, "A" * 64, "g" * 64, "a" * 65, "a" * 64 + "\n", None, 5, "../" * 21 + "a"]
)
def test_a_hash_is_a_hash(value: Any) -> None:
    assert not is_sha256(value)
    assert is_sha256("a" * 64)
