"""Facts: all that a file says but the words of its body and the places where it says it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.memory.codec import pack
from sitegen.model.schema.parse import parse_content
from sitegen.parsing.file_record import facts_of
from sitegen.reading.markdown import Labels

LINES = [
    "question: Why?",
    "question: How?",
    "title: One",
    "title: Two",
    "in_short: Short",
    "topics: [pay]",
    "topics: [pay, rota]",
    "also_asked: [Who?]",
    "related: [other]",
    "draft: true",
    "asked: 2024-01-02",
    "extra: {a: 1, b: 2}",
    "extra: {b: 2, a: 1}",
    "extra: {a: '1', b: 2}",
    "extra: {a: true, b: 2}",
    "extra: {a: 2024-01-02}",
    "extra: {a: '2024-01-02'}",
    "answered_by: [chief]",
    "answer_form: spoken",
    "# a comment",
    "",
    "commitments: [{text: Do it, quote: Because, strength: offer}]",
    "corrections: [{date: 2024-01-03, was: rain, now: snow, why: w}]",
]
HEADS = st.lists(st.sampled_from(LINES), min_size=1, max_size=6)
LINK = "See [two](two.md)."
BODIES = st.sampled_from(
    ["Because.", "Because of rain.", "Because of snow.\n\nMore.", LINK, f"\n{LINK}", "## A heading", ""]
)
PLACES = frozenset(("line", "column", "places", "body_line"))


def as_compared(value: Any) -> Any:
    """The value as it was compared before it had a fingerprint, the types of its parts with it."""
    if isinstance(value, dict):
        return [(name, as_compared(item)) for name, item in value.items()]
    if not isinstance(value, tuple):
        return type(value), value
    if not hasattr(value, "_fields"):
        return [as_compared(item) for item in value]
    rows = zip(value._fields, value, strict=True)
    return [type(value), *(as_compared(item) for name, item in rows if name not in PLACES)]


def said(head: list[str], body: str) -> tuple[Any, list[Any]]:
    text = "\n".join(["---", *head, "---", body])
    parsed = parse_content("entry", "content/digests/d/e.md", text.encode(), Labels(), ())
    return parsed.value, pack(list(parsed.problems))


@settings(deadline=None)
@given(HEADS, HEADS, BODIES, BODIES, st.booleans())
def test_facts_are_equal_where_all_but_words_and_places_is(
    head: list[str], other: list[str], body: str, other_body: str, same: bool
) -> None:
    one, its_problems = said(head, body)
    two, other_problems = said(head if same else other, other_body)
    is_same = as_compared(one) == as_compared(two) and its_problems == other_problems
    assert (facts_of(one, its_problems) == facts_of(two, other_problems)) == is_same


@pytest.mark.parametrize(
    ("head", "body", "is_same"),
    [
        (["question: Why?", "topics: [pay]"], "Other words.", True),
        (["# moved", "", "question: Why?", "topics: [pay]"], "Because.", True),
        (["question: Why?", "topics: [pay]"], "Because of [two](two.md).", False),  # what it leads to may be hidden
        (["question: Why?", "topics: [pay]"], "## Because", False),  # others may lead to its headings
        (["question: Why?", "topics: [pay]"], "", False),
        (["question: Why?", "topics: [pay]", "colour: red"], "Because.", False),  # a problem is told
    ],
)
def test_what_counts_as_a_fact(head: list[str], body: str, is_same: bool) -> None:
    before = facts_of(*said(["question: Why?", "topics: [pay]"], "Because."))
    assert (facts_of(*said(head, body)) == before) == is_same
