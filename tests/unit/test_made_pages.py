"""A page of a preview is shown again only while it would look the same."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from sitegen.serve.made import MadePage, MadePages


class Row(NamedTuple):
    title: Any
    count: Any = 0


class Line(NamedTuple):
    title: Any
    count: Any = 0


LEAVES = st.sampled_from([0, 1, True, False, "", "a", "1", None, date(2026, 1, 1), date(2026, 1, 2)])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.builds(Row, inner, inner) | st.builds(Line, inner, inner),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_views_taken_for_the_same_look_the_same(before: Any, now: Any) -> None:
    if MadePage(before, "frame", b"").is_of(now, "frame"):
        assert repr(before) == repr(now)


def test_a_row_made_anew_and_equal_is_the_same_and_a_frame_that_differs_is_not() -> None:
    page = MadePage((Row("a"), Row("b", 2)), "frame", b"")
    assert page.is_of((Row("a"), Row("b", 2)), "frame")
    assert not page.is_of((Row("a"), Row("b", 3)), "frame")
    assert not page.is_of((Row("a"),), "frame")
    assert not page.is_of((Row("a"), Row("b", 2)), "another")


def test_of_many_pages_those_looked_at_last_are_kept() -> None:
    pages, page = MadePages(), MadePage((), "", b"")
    pages.keep("first", page)
    pages.keep("second", page)
    for number in range(511):
        assert pages.find("first") == page
        pages.keep(f"page {number}", page)
    assert pages.find("second") is None
    assert pages.find("first") == page
