"""A promise is tied to the words of the answer: what counts as the same words."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.model.quotes import stands_in

ANSWER = "We’re planning on  going to\nsee “others” — and I’ll write it up by Caf\u00e9 time."


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
