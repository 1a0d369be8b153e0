"""A record as bytes, and what comes back of bytes that are none."""

from __future__ import annotations

import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import ID, PUBLISHED, promise, record, words

from sitegen.memory.refused import Refused
from sitegen.record.record_bytes import dump_record, read_record
from sitegen.record.release_record import RecordedPage, RecordedStep, ReleaseRecord

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


def head_of(value: object) -> bytes:
    packed = zlib.compress(json.dumps(value).encode())
    return b"sitegen record 1\n%d\n" % len(packed) + packed


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
