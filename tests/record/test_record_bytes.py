"""A record as bytes, and what comes back of bytes that are none."""

from __future__ import annotations

import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import ID, PUBLISHED, promise, record, words

from sitegen.memory.codec import pack
from sitegen.memory.refused import Refused
from sitegen.record.record_bytes import dump_record, read_record
from sitegen.record.release_record import RecordedPage, RecordedStep, RecordedWords, ReleaseRecord

FULL = record(
    {
        ID: words(
            "So we will paint.\n“Ünïcode” 🎨",
            promise(due=PUBLISHED, steps=(RecordedStep(PUBLISHED, "done", "yes", ""),)),
        ),
        **{f"2026-02-18-staff/b-{number:03}": words(f"Answer {number}.") for number in range(150)},
    },
    pages={
        "index.html": RecordedPage("home", "Ask", "", None),
        "assets/a.pdf": RecordedPage("asset", "", "content/assets/a.pdf", PUBLISHED),
    },
    withdrawn={"2026-02-18-staff/gone": PUBLISHED},
)
DATA = dump_record(FULL)


def as_values(found: ReleaseRecord) -> object:
    return found.day, dict(found.entries), dict(found.words), dict(found.pages), dict(found.withdrawn)


def read_all(data: bytes) -> object:
    return as_values(read_record(data))


def test_a_record_is_what_it_was_after_writing_and_reading() -> None:
    assert read_all(DATA) == as_values(FULL)


def test_equal_records_are_equal_bytes_whatever_the_order_they_were_made_in() -> None:
    turned = ReleaseRecord(
        FULL.day,
        dict(reversed(FULL.entries.items())),
        dict(reversed(FULL.words.items())),
        dict(reversed(FULL.pages.items())),
        FULL.withdrawn,
    )
    assert dump_record(turned) == DATA
    assert dump_record(read_record(DATA)) == DATA


def test_an_empty_site_has_a_record_too() -> None:
    assert read_all(dump_record(record({}))) == as_values(record({}))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_record_are_refused_in_one_sentence(data: bytes) -> None:
    for tried in (data, DATA[:17] + data):
        with pytest.raises(Refused, match="not written by this sitegen, or is damaged"):
            read_all(tried)


def test_a_record_of_which_any_byte_is_another_is_read_or_refused_and_nothing_else() -> None:
    dice = random.Random(1)
    for _ in range(600):
        data = bytearray(DATA)
        at = dice.randrange(len(data))
        data[at] ^= dice.randrange(1, 256)
        try:
            read_all(bytes(data[: dice.choice((len(data), dice.randrange(len(data))))]))
        except Refused:
            continue


def head_of(value: object, version: int = 1) -> bytes:
    packed = zlib.compress(json.dumps(value).encode())
    return b"sitegen record %d\n%d\n" % (version, len(packed)) + packed


def test_a_record_of_the_first_kind_with_packs_across_digests_is_read_as_before() -> None:
    ids = sorted(FULL.entries)
    packs = [
        zlib.compress(json.dumps(pack([FULL.words[key] for key in ids[at : at + 64]]), ensure_ascii=False).encode())
        for at in range(0, len(ids), 64)
    ]
    rows = [FULL.entries[key] for key in ids]
    pages = [[route, *FULL.pages[route]] for route in sorted(FULL.pages)]
    head = pack([FULL.day, rows, pages, sorted(FULL.withdrawn.items()), list(map(len, packs))])
    assert read_all(head_of(head) + b"".join(packs)) == as_values(FULL)


def test_an_answer_that_goes_leaves_the_packs_of_other_digests_as_they_are() -> None:
    several = {f"2026-0{month}-01-staff/{name}": words(f"{month} {name}.") for month in (1, 2, 3) for name in "abc"}
    before = read_record(dump_record(record(several)))
    after = record({key: said for key, said in several.items() if key != "2026-01-01-staff/a"})
    looked_at: list[str] = []

    class Watched(dict[str, RecordedWords]):
        def __getitem__(self, key: str) -> RecordedWords:
            looked_at.append(key)
            return super().__getitem__(key)

    watched = ReleaseRecord(after.day, after.entries, Watched(after.words), after.pages, after.withdrawn)
    assert dump_record(watched, before) == dump_record(after)
    assert looked_at == ["2026-01-01-staff/b", "2026-01-01-staff/c"]


@pytest.mark.parametrize(
    "sizes", [[], [[1, 0]], [[0, 1]], [[2, 1]], [[1, 1], [1, 1]], [[1]], [1], [[1, 1, 1]], [[True, 1]]]
)
def test_packs_of_other_sizes_than_the_record_are_refused(sizes: object) -> None:
    with pytest.raises(Refused):
        read_record(head_of(["2026-03-03", [ENTRY], [], [], sizes], 2) + b"x")


ENTRY = ["a/b", "T", "answered", None, "s", "o"]


@pytest.mark.parametrize(
    "head",
    [
        [],
        None,
        {"day": 1},
        ["2026-03-03", [], [], [], [], []],
        ["never", [], [], [], []],
        [1, [], [], [], []],
        ["2026-03-03", [["../up", *ENTRY[1:]]], [], [], [1]],
        ["2026-03-03", [["/abs", *ENTRY[1:]]], [], [], [1]],
        ["2026-03-03", [[*ENTRY[:5], 3]], [], [], [1]],
        ["2026-03-03", [ENTRY, ENTRY], [], [], [1]],
        ["2026-03-03", [["b/b", *ENTRY[1:]], ENTRY], [], [], [1]],
        ["2026-03-03", [ENTRY], [], [], []],
        ["2026-03-03", [], [["../x.html", "entry", "T", "", None]], [], []],
        ["2026-03-03", [], [["x.html", 1, "T", "", None]], [], []],
        ["2026-03-03", [], [["x.html", "entry"]], [], []],
        ["2026-03-03", [], [["x.html", "entry", "\ud800", "", None]], [], []],
        ["2026-03-03", [], [["x.html", "entry", "T", "../../up", None]], [], []],
        ["2026-03-03", [], [], [["a/b", "soon"]], []],
        ["2026-03-03", [], [], "ab", []],
        ["2026-03-03", [], [], [], [-1]],
        ["2026-03-03", [], [], [], [1.5]],
        ["2026-03-03", [], [], [], [True]],
        ["2026-03-03", [ENTRY], [], [], [10**30]],
    ],
    ids=repr,
)
def test_a_head_of_another_shape_is_refused(head: object) -> None:
    with pytest.raises(Refused):
        read_record(head_of(head))


@pytest.mark.parametrize(
    "found",
    [
        [],
        [[]],
        [[[], [], [], [], [], []]],
        [[[["question"]], [], [], [], []]],
        [[[["question", 1]], [], [], [], []]],
        [[[], [["q"]], [], [], []]],
        [[[], [], [], [["2026-13-01", ""]], []]],
        [[[], [], [["2026-12-01", "", "", "", 1]], [], []]],
        [[[], [], [], [None], []]],
        [[[], [], [], [], []]] * 2,
        {"a": 1},
    ],
    ids=repr,
)
def test_words_of_another_shape_are_refused_when_they_are_asked_for(found: object) -> None:
    packed = zlib.compress(json.dumps(found).encode())
    data = head_of(["2026-03-03", [ENTRY], [], [], [len(packed)]]) + packed
    with pytest.raises(Refused):
        read_record(data).words["a/b"]


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b" " * 65_000_000, b"1" * 10_000, b"\xff", b"NaN"], ids=lambda t: t[:4]
)
def test_a_head_that_would_cost_much_or_is_no_json_is_refused(text: bytes) -> None:
    packed = zlib.compress(text)
    with pytest.raises(Refused):
        read_record(b"sitegen record 1\n%d\n" % len(packed) + packed)
