"""Nothing that a site may hold many of costs more than its number: checks and constructs grow in a straight line."""

from __future__ import annotations

import os
import shutil

import pytest
import rows
from absent import leave_out
from counting import costs, instructions, order
from test_every_problem import CASES, ELSEWHERE

STRAIGHT = 1.15
"""The steepest slope of the logarithms that counts as a straight line."""
QUICK = {
    f"{collection}: {name}": row
    for collection in ("bodies", "fields", "wholes", "problems", "quotes", "parts")
    for name, row in getattr(rows, collection).items()
}
ONE_CALL = {
    "parts: terms",
    "parts: characters that a terminal would obey",
}
"""Rows of which a single call does all, whatever their number; `hidden` in rows.py has them too."""
WITHOUT_ROWS = {
    "private-served": "told of files, whose texts the rows of the gate look through",
    "maybe-private-served": "the same",
    "published-unapproved": "one comparison for each answer that waits",
    "published-address-gone": "one look at a dictionary for each address; by words 40 at most are looked for",
    "published-line-gone": "compared only where the file of an answer is another",
    "published-promise-changed": "the same",
    "published-promise-gone": "the same",
    "published-words-changed": "the same; 4000 words at most are told apart one by one",
    "withdrawn-comes-back": "one look at a dictionary for each that was withdrawn",
    "record-unreadable": "one for each place to publish to",
    "unsure-abbreviations": "the row “explanations in different words” of the parts",
    "redacted-elsewhere": "each file is looked through once for the words that were taken out anywhere",
    "report-back-due": "one comparison of days for each promise",
    "sample": "one look at a dictionary for each file",
    "pdf-properties": "one PDF, in a process that may take so much and no more",
    "pdf-unread": "the same",
    "pale-colour": "a site has one colour",
    "no-words": "a site has one language",
    "unknown-time-zone": "a site has one time zone",
    "no-address": "a site has one address",
    "no-entries": "a site without an entry has none",
    "no-content": "a site without a file has none",
    "bad-colour": "a site has one colour",
    "unknown-plugin": "the row “plug-ins” of the fields",
    "unsafe-svg": "looked for in each drawing alone, as one pass of the XML parser",
    "template-error": "looked for in each template alone, by the template engine",
    "login-in-address": "the row “places to publish to” of the fields",
    "theme-kind": "one look at a set for each file of a theme",
    "not-a-file": "one for each file that the disk shows",
    "too-deep": "one for each folder that the disk shows",
    "missing-template": "looked for in each template alone, by the template engine",
    "unused-template": "one look at a set for each template",
    "own-code": "one for each function that somebody hands over",
    "own-address": "one look at a set for each page of somebody's own",
    "unreadable-body": "the end of reading a body",
    "symbolic-link": "one for each file that the disk shows",
    "unreadable-file": "one for each file that the disk shows",
}


@pytest.mark.parametrize("name", QUICK)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    row = QUICK[name]
    found = costs(row)
    assert order(found) <= STRAIGHT, f"steps for none, one, and {row.n} once, twice and eight times: {found}"
    if not name.startswith(("bodies: ", "quotes: ")) and name not in ONE_CALL:
        assert found[-1] - found[2] >= 7 * row.n, f"most of the pieces were never looked at: {found}"


SWEPT = ("long_bodies", "fields", "values", "long_wholes", "problems", "quotes", "parts", "private")


@pytest.mark.parametrize("collection", ["hidden", *(SWEPT if "SITEGEN_SWEEP" in os.environ else ())])
def test_no_call_hides_a_square(collection: str) -> None:
    """The same in instructions of the processor: what regular expressions and searches in long texts do counts too."""
    if not shutil.which("valgrind"):
        missing = "valgrind is not installed: instructions were not counted"
        leave_out(missing)
    steep = {name: round(order(found), 2) for name, found in instructions(collection).items()}
    assert {name: slope for name, slope in steep.items() if slope > STRAIGHT} == {}


def test_no_problem_is_without_a_row() -> None:
    assert rows.problems.keys() - WITHOUT_ROWS.keys() | WITHOUT_ROWS.keys() == CASES.keys() | ELSEWHERE
