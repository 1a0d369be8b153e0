"""A promise is tied to the words of the answer: what counts as the same words."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.model.quotes import stands_in

ANSWER = "We’re planning on  going to\nsee “others” — and I’ll write it up by Caf\u00e9 time."


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
@pytest.mark.parametrize("unseen", ["", "\u00ad", "\u200b", "\u2060"])
def test_what_nobody_sees_does_not_count(hyphen: str, unseen: str) -> None:
    assert stands_in("a follow-up visit", f"We plan a follow{hyphen}{unseen}up vi{unseen}sit.")
    assert stands_in(f"a follow{unseen}{hyphen}up", "We plan a follow-up visit.")
    assert not stands_in("a follow-up visit", "We plan a follow\u2013up visit.")


@pytest.mark.parametrize(
    "quote",
    [
        "We're planning on going to",
        "planning on going to see 'others'".replace("'", '"'),
        "I’ll write it up",
        "planning … write it up",
        "planning ... write it up",
        "planning on going … I'll write",
        "Cafe\u0301 time",
        "plan\u00adning on going",
        "planning\u200b on \ufeffgoing",
        "\u200eplanning on going\u200f",
    ],
)
def test_spelling_of_marks_and_spaces_does_not_count(quote: str) -> None:
    assert stands_in(quote, ANSWER)


@pytest.mark.parametrize(
    "quote",
    [
        "we're planning",
        "planning on go",
        "lanning on going",
        "write … planning",
        "… planning",
        "planning …",
        "…",
        "",
        "others and",
    ],
)
def test_other_words_are_not_the_same(quote: str) -> None:
    assert not stands_in(quote, ANSWER)


word = st.text(st.characters(codec="ascii", categories=("L",)), min_size=1, max_size=8)


@given(st.lists(word, min_size=3, max_size=12), st.data())
def test_any_run_of_words_stands_in_its_text_until_one_is_changed(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    assert stands_in(quote, " ".join(words))
    changed = [w + "x" if start <= i < end else w for i, w in enumerate(words)]
    assume(quote not in " ".join(changed))
    assert not stands_in(quote, " ".join(changed))


def by_expression(quote: str, text: str) -> bool:
    """What it means, as one expression says it: every way to place the parts is tried."""
    parts = [part.strip() for part in re.split("…", " ".join(quote.split()))]
    if not all(parts):
        return False
    whole = [
        (r"(?<!\w)" if part[0].isalnum() else "") + re.escape(part) + (r"(?!\w)" if part[-1].isalnum() else "")
        for part in parts
    ]
    return re.search(r".*?\W".join(whole), " ".join(text.split()), re.DOTALL) is not None


small = st.text("ab_- …(", max_size=24)


@given(st.text("ab_- …(", max_size=10), small)
def test_any_quote_stands_where_some_choice_of_places_has_it(quote: str, text: str) -> None:
    assert stands_in(quote, text) == by_expression(quote, text)


@given(small, st.data())
def test_any_quote_from_a_text_stands_in_it(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    quote = f"{text[ends[0] : ends[1]]} … {text[ends[2] : ends[3]]}"
    assert stands_in(quote, text) == by_expression(quote, text)


def test_a_quote_of_many_parts_is_looked_for_once() -> None:
    assert not stands_in(" … ".join(["we"] * 8 + ["zzz"]), "we " * 5000)
    assert stands_in(" … ".join(["we"] * 2000), "we us " * 2000)
