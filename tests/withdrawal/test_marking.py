"""`withdrawn` goes into the owner's file, and no other byte of it changes."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.memory.refused import Refused
from sitegen.model.schema.parse import parse_content
from sitegen.reading.markdown import Labels
from sitegen.withdrawal.marking import is_marked, plain_reason, tombstone_file, with_mark

PATH = "content/digests/2024-01-15-briefing/an-entry.md"
DAY = date(2024, 2, 1)
FILE = "---\nquestion: Why?\ntopics: [general]\n---\nBecause.\n"
LINES = "withdrawn:\n  date: 2024-02-01\n  why: >\n    It named: somebody # \u201cby name\u201d.\n"
WHY = "It named: somebody # \u201cby name\u201d."


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    [
        FILE,
        "---  \nquestion: >\n  Why?\ntopics:\n- general\n---\t\nBecause.\n\n---\n\nMore, without a last line end",
        "---\nquestion: |+\n  Why?\n\n\ntopics: general\n# a remark\n\n---\n",
        "---\nquestion: Why?\nextra:\n  note: \u201cé\u201d\ntopics: 'general'\n---\nwithdrawn: no field\n",
    ],
)
def test_every_other_byte_stays(text: str, end: str, mark: bytes) -> None:
    data = mark + text.replace("\n", end).encode()
    marked = with_mark(PATH, data, DAY, WHY)
    lines = LINES.replace("\n", end).encode()
    assert marked.count(lines) == 1
    assert marked.replace(lines, b"") == data
    entry = parse_content("entry", PATH, marked, Labels(), ()).value
    assert (entry.state, entry.withdrawn.date, " ".join(entry.withdrawn.why.split())) == ("withdrawn", DAY, WHY)
    assert is_marked(marked)
    assert with_mark(PATH, marked, DAY, "again") == marked


def test_a_long_reason_goes_over_lines() -> None:
    why = " ".join(["because"] * 60)
    marked = with_mark(PATH, FILE.encode(), DAY, why)
    assert max(map(len, marked.split(b"\n"))) <= 100
    assert " ".join(parse_content("entry", PATH, marked, Labels(), ()).value.withdrawn.why.split()) == why


@pytest.mark.parametrize(
    "text",
    ["Because.\n", "---\nquestion: Why?\n", "", "---", "---\n{question: Why?, topics: [general]}\n---\nBecause.\n",
     "---\nquestion: Why?\ntopics: [general]\n...\n---\nBecause.\n"],
)  # read as a table  # fmt: skip
def test_a_file_without_readable_fields_is_refused_with_the_lines_to_write(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        with_mark(PATH, text.encode(), DAY, "It named somebody.")
    assert "  withdrawn:\n      date: 2024-02-01\n      why: >\n        It named somebody." in refusal.value.hint


def test_fields_with_a_mistake_are_marked_too() -> None:
    broken = FILE.replace("Why?", "Why: how?").encode()
    assert with_mark(PATH, broken, DAY, "It named somebody.").count(b"withdrawn:\n  date") == 1


@pytest.mark.parametrize("why", ["", "  ", "\u200b", "\x07"])
def test_a_reason_is_needed(why: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        plain_reason(why)


def test_of_an_erased_entry_nothing_stays_but_that_it_was_withdrawn() -> None:
    parsed = parse_content("entry", PATH, tombstone_file(["general"], DAY, WHY), Labels(), ())
    assert parsed.problems == ()
    assert parsed.value.state == "withdrawn"
    assert parsed.html == ""
