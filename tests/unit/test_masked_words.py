"""Private words are masked in what is told, covered in a line that is shown, and left out of what is to be typed."""

from __future__ import annotations

import re

import pytest

from sitegen.model.private_words import hide_private, lines_with_private
from sitegen.privacy.allowed import NOTHING_ALLOWED, Allowed
from sitegen.privacy.covering import covered, masked
from sitegen.problems.problem import Place
from sitegen.problems.yaml_text import unreadable_yaml

MOBILE = "07912 345601"
OFFERED = {
    "ask: desk@trust.example": ("Do.", "ask: desk@trust.example"),
    f"ring: {MOBILE}": ("Do.", ""),
}


@pytest.mark.parametrize("typed", OFFERED)
def test_what_is_offered_to_be_typed_is_left_out_or_whole_and_never_masked(typed: str) -> None:
    allowed = Allowed(mailboxes=frozenset({"desk@trust.example"}))
    mistake = unreadable_yaml(Place("a.md", 1, 1, 1), "What.", f"Do.\nWrite:  {MOBILE}", typed)
    (told,) = hide_private([mistake], {("a.md", 2)}, allowed)
    assert (told.hint, told.replacement) == OFFERED[typed]


def test_lines_to_paste_are_masked_where_they_stand_since_none_can_be_left_out() -> None:
    form = f"Paste:\ncorrections:\n  - was: {MOBILE}\n    why:"
    (told,) = hide_private([unreadable_yaml(Place("a.md", 1, 1, 1), "What.", form, "")], (), NOTHING_ALLOWED)
    assert told.hint == form.replace(MOBILE, "079••••••01")


def test_what_is_quoted_of_a_line_with_private_words_may_be_a_part_of_them() -> None:
    mistake = unreadable_yaml(Place("a.md", 2, 1, 1), "This is “07912 345”, and “topics:” is a field.", "", "")
    for lines, said in (({2}, "This is “•••”, and “topics:” is a field."), ({1}, mistake.message)):
        (told,) = hide_private([mistake], {("a.md", line) for line in lines}, NOTHING_ALLOWED)
        assert told.message == said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n07912 345601\nb", {2}),
        ("a\n07912\n345601\nb\n", {2, 3}),
        ("From: Jo\nSent: 3 May\nTo: all\n", {1, 2, 3}),
        ("Nobody.\n", set()),
    ],
)
def test_every_line_that_private_words_reach_into_counts(text: str, lines: set[int]) -> None:
    assert lines_with_private(text, NOTHING_ALLOWED) == lines


def test_masked_words_stay_as_they_are_and_covered_ones_keep_their_places() -> None:
    text = f"Ask Mrs Joan Ward: {MOBILE}, or\njoan.ward@holtmail.net, or\n07912\n345601."
    assert masked(masked(text)) == masked(text)
    link = "See https://1drv.ms/w/s!holtrota."
    assert masked(masked(link)) == masked(link)
    dots = covered(text)
    assert [len(line) for line in dots.split("\n")] == [len(line) for line in text.split("\n")]
    assert re.sub("•+", "…", dots) == "Ask …: …, or\n…, or\n…\n…."


def test_of_words_in_others_nothing_is_left_over() -> None:
    text = "This message from joan.ward@holtmail.net is confidential."
    assert "ward" not in masked(text)
    assert "ward" not in covered(text)
