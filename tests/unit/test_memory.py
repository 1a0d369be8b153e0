"""Memory: what is remembered, what is damaged, and what an output folder never does."""

from __future__ import annotations

import errno
import gc
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.memory.codec import pack, unpack
from sitegen.memory.datafile import DataFile
from sitegen.memory.fingerprint import fingerprint
from sitegen.memory.garbage import no_garbage
from sitegen.memory.inputs import write_inputs
from sitegen.memory.output import Output
from sitegen.memory.refused import Refused
from sitegen.memory.remembered import MadeRecord, RecordLost, WantedRecord
from sitegen.memory.signature import signature
from sitegen.memory.snapshot import Seen, read_seen, read_snapshot, write_seen
from sitegen.memory.staged import stage
from sitegen.memory.store import Store
from sitegen.memory.table import read_table, write_table
from sitegen.memory.table_row import ROW_WIDTH
from sitegen.memory.tree import Made
from sitegen.model.entry import Commitment, EntryFile, Extension, Progress
from sitegen.model.values import Ref
from sitegen.reading.dates import Duration
from sitegen.reading.markdown import Labels

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values, values)
def test_fingerprints_are_equal_if_and_only_if_values_are(one: Any, other: Any) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (_shape(one) == _shape(other))


def _shape(value: Any) -> Any:
    """The value with its types, since 1 == True in Python."""
    if isinstance(value, tuple):
        return ("list", [_shape(item) for item in value])
    if isinstance(value, dict):
        return ("dict", [(key, _shape(item)) for key, item in value.items()])
    return (type(value).__name__, value)


def test_a_value_without_a_fingerprint_is_a_bug_found_at_once() -> None:
    with pytest.raises(TypeError):
        fingerprint({"x": {1, 2}})


commitments = st.builds(
    Commitment,
    *[st.text()] * 3,
    st.none() | st.builds(Ref, st.text(), st.integers(), st.integers()),
    st.none() | st.dates(),
    st.text(),
    st.text(),
    st.lists(st.builds(Progress, st.dates(), *[st.text()] * 3)).map(tuple),
    st.lists(st.builds(Extension, st.dates(), st.dates(), st.text())).map(tuple),
    st.booleans(),
    st.integers(),
)


@given(commitments)
def test_what_is_packed_is_unpacked_the_same(commitment: Commitment) -> None:
    assert unpack(Commitment, pack(commitment)) == commitment


def test_an_entry_survives_packing(tmp_path: Path) -> None:
    from sitegen.model.schema.parse import parse_content

    text = (
        "---\nquestion: Why?\ntopics: [a, b]\nreview: {every: 3 months, by: x}\nwithdrawn: {date: 2021-01-01, why: w}\n"
        "extra: {a: [1, {b: c}]}\nrecording: {url: https://x.example, start: 1:00}\n---\n"
        "[x](y.md) ![p](../../assets/a.png)\n"
    )
    entry = parse_content("entry", "content/digests/d/e.md", text.encode(), Labels(), ()).value
    assert unpack(EntryFile, pack(entry)) == entry
    assert entry.review.every == Duration(3, "month")


def remembered(store: Store, key: str, inputs: dict[str, str]) -> tuple[Any, tuple[str, ...] | None]:
    made = MadeRecord(f"value of {inputs}", f"blob of {inputs}".encode())
    [kept] = store.make([WantedRecord(key, write_inputs(inputs))], lambda stale: [made for _ in stale])
    assert kept is not None
    return kept.value, kept.step.because if kept.step else None


def blob(store: Store, key: str) -> bytes:
    kept = store.find(key)
    assert kept is not None
    return kept.blob()


def test_what_was_made_from_the_same_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "m", "1")
    assert remembered(store, "a", {"x": "1"})[1] == ("new",)
    store.save()
    store = Store(tmp_path / "m", "1")
    assert remembered(store, "a", {"x": "1"}) == ("value of {'x': '1'}", None)
    assert blob(store, "a") == b"blob of {'x': '1'}"
    store.close()
    assert remembered(store, "a", {"x": "2", "y": "1"})[1] == ("x", "y")
    store.save()
    store = Store(tmp_path / "m", "1")
    assert remembered(store, "a", {"x": "2", "y": "1"})[1] is None
    assert blob(store, "a") == b"blob of {'x': '2', 'y': '1'}"
    store.close()


def test_what_nobody_asked_for_is_forgotten_when_that_is_said(tmp_path: Path) -> None:
    with Store(tmp_path, "1") as store:
        for key in "abc":
            remembered(store, key, {})
        store.save()
    with Store(tmp_path, "1") as store:
        remembered(store, "a", {})
        store.tidy(["c"])
        store.save()
    with Store(tmp_path, "1") as store:
        assert remembered(store, "b", {})[1] == ("new",)
        assert remembered(store, "c", {})[1] is None
        assert remembered(store, "a", {})[1] is None


def test_another_version_trusts_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, "1")
    remembered(store, "a", {})
    store.save()
    assert remembered(Store(tmp_path, "2"), "a", {})[1] == ("new",)


def damage(file: Path, data: st.DataObject) -> None:
    """Change any byte of the file, or cut it off anywhere."""
    raw = bytearray(file.read_bytes())
    position = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        raw[position] ^= data.draw(st.integers(1, 255))
    else:
        del raw[position:]
    file.write_bytes(raw)


@given(st.data())
def test_a_damaged_store_is_only_ever_slow(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder, "1")
    for key in "abcd":
        remembered(store, key, {"x": key})
    store.save()
    file = folder / data.draw(st.sampled_from(["records", "blobs-1"]))
    damage(file, data)
    store = Store(folder, "1")
    for key in "abcd":
        try:
            value, data_of_key = remembered(store, key, {"x": key})[0], blob(store, key)
        except RecordLost:  # and whoever hears of it makes everything anew
            store.forget_all()
            value, data_of_key = remembered(store, key, {"x": key})[0], blob(store, key)
        assert value == f"value of {{'x': '{key}'}}"
        assert data_of_key == f"blob of {{'x': '{key}'}}".encode()
    store.save()
    store.close()


def test_what_was_made_is_read_back_from_the_disk_and_leaves_no_file(tmp_path: Path) -> None:
    pieces = [bytes([number]) * (100_000 + number) for number in range(40)]
    datafile = DataFile(folder=tmp_path)
    starts = [datafile.append(piece) for piece in pieces]
    assert not list(tmp_path.iterdir())
    assert len(datafile._tail) < sum(map(len, pieces)) / 2
    for start, piece in sorted(zip(starts, pieces, strict=True), reverse=True):
        assert datafile.read(start, len(piece)) == piece
    assert b"".join(datafile.all()) == b"".join(pieces)
    datafile.close()


def test_where_the_disk_is_full_what_was_made_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datafile = DataFile(folder=tmp_path)
    piece, write, left = b"a" * 700_000, os.write, [3]

    def full(descriptor: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data[: len(data) // 2 or 1])

    monkeypatch.setattr(os, "write", full)
    starts = [datafile.append(piece) for _ in range(5)]
    assert [datafile.read(start, len(piece)) for start in starts] == [piece] * 5
    datafile.close()


def test_without_a_folder_what_was_made_stays_in_memory() -> None:
    datafile = DataFile()
    start = datafile.append(b"a" * 3_000_000)
    assert datafile.read(start, 3_000_000) == b"a" * 3_000_000


def big(store: Store, keys: str, inputs: dict[str, str]) -> None:
    """Make something under each of the keys, of a size that tells whether it was written again."""
    requests = [WantedRecord(key, write_inputs(inputs)) for key in keys]
    list(store.make(requests, lambda stale: [MadeRecord(one.number, b"x" * 10_000) for one in stale]))


@pytest.mark.parametrize("damage", [b"9", b"", b"[1, 2, 3]", b"\xff"])
def test_records_that_are_something_else_are_made_again(tmp_path: Path, damage: bytes) -> None:
    with Store(tmp_path, "1") as store:
        remembered(store, "a", {})
        store.save()
    (tmp_path / "blobs-1").write_bytes(damage)
    with Store(tmp_path, "1") as store:
        assert remembered(store, "a", {})[1] == ("new",)
        store.save()
    with Store(tmp_path, "1") as store:
        assert remembered(store, "a", {})[1] is None


def test_a_small_change_is_written_behind_what_was_there(tmp_path: Path) -> None:
    for inputs, keys in (({"x": "1"}, "abcdef"), ({"x": "2"}, "a")):
        with Store(tmp_path, "1") as store:
            big(store, keys, inputs)
            store.save()
    [blobs] = tmp_path.glob("blobs-*")
    assert blobs.name == "blobs-1"
    assert 70_000 < blobs.stat().st_size < 80_000
    with Store(tmp_path, "1") as store:
        assert remembered(store, "b", {"x": "1"})[1] is None
        assert remembered(store, "a", {"x": "2"})[1] is None


def test_what_is_mostly_dead_is_written_anew(tmp_path: Path) -> None:
    for number in range(4):
        with Store(tmp_path, "1") as store:
            big(store, "abc", {"x": str(number)})
            store.save()
    [blobs] = tmp_path.glob("blobs-*")
    assert blobs.name != "blobs-1"
    assert blobs.stat().st_size < 70_000


def test_what_a_killed_build_left_behind_is_cut_off(tmp_path: Path) -> None:
    with Store(tmp_path, "1") as store:
        remembered(store, "a", {})
        store.save()
    with (tmp_path / "blobs-1").open("ab") as file:
        file.write(b"half a record")
    with Store(tmp_path, "1") as store:
        remembered(store, "b", {})
        store.save()
    assert b"half" not in (tmp_path / "blobs-1").read_bytes()
    with Store(tmp_path, "1") as store:
        for key in "ab":
            assert remembered(store, key, {})[1] is None
            assert blob(store, key) == b"blob of {}"


def test_a_table_that_names_a_file_of_somebody_elses_is_none(tmp_path: Path) -> None:
    with Store(tmp_path / "m", "1") as store:
        remembered(store, "a", {})
        store.save()
    (tmp_path / "letter").write_text("Dear all")
    (form, version, _, *rest), rows = read_table(tmp_path / "m/records", ROW_WIDTH)
    write_table(tmp_path / "m/records", (form, version, "../letter", *rest), rows)
    with Store(tmp_path / "m", "1") as store:
        assert remembered(store, "a", {})[1] == ("new",)
        store.save()
    assert (tmp_path / "letter").read_text() == "Dear all"


def everything(path: str) -> bool:
    return False


def test_a_file_that_looks_the_same_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    os.utime(file, ns=(10**18, 10**18))
    seen = read_snapshot(tmp_path, ("a",), everything).files["a"]
    status = os.stat(file)
    remembered_files = {"a": Seen.of(signature(status), "ab" * 16)}
    assert read_snapshot(tmp_path, ("a",), everything, remembered_files).files["a"].fingerprint == "ab" * 16
    file.write_text("two")
    assert read_snapshot(tmp_path, ("a",), everything, remembered_files).files["a"].fingerprint not in (
        "ab" * 16,
        seen.fingerprint,
    )


def test_a_file_changed_just_now_is_looked_at_again_next_time(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    snapshot = read_snapshot(tmp_path, ("a",), everything)
    write_seen(tmp_path / "seen", "version", snapshot)
    head, remembered = read_seen(tmp_path / "seen")
    assert head == "version"
    assert remembered["a"].fingerprint == snapshot.files["a"].fingerprint
    assert not remembered["a"].matches((tmp_path / "a").stat())


@given(st.data())
def test_a_damaged_table_is_known_for_one(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    file = tmp_path_factory.mktemp("table") / "table"
    rows = {"a": b"1234", "b/c\nd": b"5678"}
    write_table(file, {"x": [1]}, rows)
    assert read_table(file, 4) == ({"x": [1]}, rows)
    damage(file, data)
    with pytest.raises(ValueError):
        read_table(file, 4)


def test_a_symbolic_link_is_named_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").symlink_to(tmp_path / "secret")
    (tmp_path / "content" / "b").symlink_to(tmp_path)
    snapshot = read_snapshot(tmp_path, ("content",), everything)
    assert snapshot.links == ("content/a.md", "content/b")
    assert not snapshot.files


def tree(output: Output, **files: str) -> dict[str, Made]:
    made = {}
    for name, text in files.items():
        route = name.replace("_", "/") + ".html"
        made[route] = Made(stage(output.staged, text.encode(), output.standing(route)), len(text), "page", name, ())
    return made


def output_of(project: Path) -> Output:
    return Output(project / "output", project)


def test_files_are_swapped_in_and_removed_with_their_folders(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    assert output.swap(tree(output, a="1", b_c="2")) == (2, 0, ())
    output = output_of(tmp_path)
    assert output.swap(tree(output, a="1")) == (0, 1, ())
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [".sitegen", "a.html"]
    assert not (tmp_path / "output/.sitegen/staged").exists()


def test_a_swap_that_was_cut_short_is_not_whole(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    output.swap(tree(output, a="1"))
    (tmp_path / "output/.sitegen/pending.json").write_text("{}")
    assert not output_of(tmp_path).is_whole()
    output = output_of(tmp_path)
    output.swap(tree(output, a="1"))
    assert output_of(tmp_path).is_whole()


def test_a_file_that_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    output.swap(tree(output, a="1", b="2"))
    (tmp_path / "output/b.html").write_text("mine now")
    output = output_of(tmp_path)
    assert output.swap(tree(output, a="1")) == (0, 0, ("b.html",))
    assert (tmp_path / "output/b.html").read_text() == "mine now"


def test_a_file_changed_or_deleted_by_hand_is_made_again(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    output.swap(tree(output, a="1", b="2"))
    (tmp_path / "output/a.html").write_text("x")
    (tmp_path / "output/b.html").unlink()
    output = output_of(tmp_path)
    assert not output.holds("a.html")
    assert output.swap(tree(output, a="1", b="2"))[0] == 2
    assert (tmp_path / "output/a.html").read_text() == "1"


def test_a_foreign_file_in_the_way_stops_everything_before_it_starts(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/b.html").write_text("foreign")
    output = output_of(tmp_path)
    with pytest.raises(Refused, match=r"b\.html"):
        output.swap(tree(output, a="1", b="2"))
    assert not (tmp_path / "output/a.html").exists()
    assert (tmp_path / "output/b.html").read_text() == "foreign"


def test_what_the_first_version_put_there_is_ours(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    made = tree(output, a="1", b="2")
    output.swap(made)
    ours = tmp_path / "output/.sitegen"
    (ours / "standing").unlink()
    (ours / "manifest.json").write_text(json.dumps({route: [*row, [1, 2, 3, 4]] for route, row in made.items()}))
    output = output_of(tmp_path)
    assert output.tree == made
    assert not output.is_whole()
    assert output.swap(tree(output, a="3")) == (1, 1, ())


def test_what_stands_is_believed_only_beside_its_own_manifest(tmp_path: Path) -> None:
    output = output_of(tmp_path)
    output.swap(tree(output, a="1"))
    assert output_of(tmp_path).is_whole()
    manifest = tmp_path / "output/.sitegen/manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"page"', b'"gape"'))
    assert not output_of(tmp_path).is_whole()


def test_a_link_in_the_output_is_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output/b").symlink_to(outside)
    output = output_of(tmp_path)
    with pytest.raises(Refused):
        output.swap(tree(output, b_c="2"))
    assert not list(outside.iterdir())


@pytest.mark.parametrize("folder", [".", "..", "content", "content/deep", "templates"])
def test_a_folder_in_which_a_build_could_do_harm_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "site/content/deep").mkdir(parents=True)
    with pytest.raises(Refused):
        Output(tmp_path / "site" / folder, tmp_path / "site")


def test_nothing_in_the_code_deletes_recursively() -> None:
    package = Path(__file__).parents[2] / "sitegen"
    sources = [file.read_text(encoding="utf-8") for file in package.rglob("*.py")]
    assert len(sources) > 50
    assert not [source for source in sources if re.search(r"rmtree|shutil(?!$|\.disk_usage)", source, re.MULTILINE)]


def test_pages_may_be_read_by_the_web_server_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        output = output_of(tmp_path)
        output.swap(tree(output, a="1", b_c="2"))
    finally:
        os.umask(before)
    assert (tmp_path / "output/a.html").stat().st_mode & 0o777 == 0o644


def test_a_day_is_not_its_text() -> None:
    assert fingerprint(date(2021, 1, 1)) != fingerprint("2021-01-01")


def test_a_damaged_blob_is_forgotten_when_the_store_is_written_anew(tmp_path: Path) -> None:
    with Store(tmp_path, "1") as store:
        for number in range(100):
            remembered(store, str(number), {"x": "1"})
        store.save()
    blobs = tmp_path / "blobs-1"
    blobs.write_bytes(b"\xff" * 5 + blobs.read_bytes()[5:])
    for round_ in range(2, 5):  # enough changes that the log is mostly dead lines
        with Store(tmp_path, "1") as store:
            for number in range(2, 100):
                remembered(store, str(number), {"x": str(round_)})
            store.save()
    with Store(tmp_path, "1") as store:
        assert remembered(store, "0", {"x": "1"})[1] == ("new",)
        assert remembered(store, "1", {"x": "1"})[1] is None
        assert blob(store, "1") == b"blob of {'x': '1'}"


def test_what_was_made_without_garbage_is_not_looked_through_at_once() -> None:
    looked_at: list[str] = []
    gc.callbacks.append(lambda phase, info: looked_at.append(phase))
    try:
        gc.enable()
        with no_garbage():
            made = [[number] for number in range(100_000)]
        more = [[number] for number in range(100)]
    finally:
        gc.callbacks.pop()
    assert gc.isenabled()
    assert not looked_at, (len(made), len(more))


@pytest.mark.parametrize("part", [b"", b"<!doctype", b"<!doctype html>\0\0\0\0\0"])
def test_what_a_killed_process_staged_in_part_is_staged_whole(tmp_path: Path, part: bytes) -> None:
    data = b"<!doctype html><p>x"
    name = stage(tmp_path / "staged", data, "")
    (tmp_path / "staged" / name).write_bytes(part)
    assert stage(tmp_path / "staged", data, "") == name
    (file,) = (tmp_path / "staged").iterdir()
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (data, 0o644)
