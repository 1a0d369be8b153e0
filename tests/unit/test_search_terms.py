"""Text becomes the terms that people search for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.search.terms import count_terms, split, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Missed meal breaks", ["miss", "meal", "break"]),
        ("the trust’s vehicles", ["trust", "vehicl"]),
        ("Why don’t they say who?", ["whi", "say", "who"]),
        ("£1,000 and 999 and P1", ["1000", "999", "p1"]),
        ("1,00 is no thousand", ["1", "00", "no", "thousand"]),
        ("A&E, R&D", ["ae", "rd"]),
        ("terms&conditions", ["term", "condit"]),
        ("follow-up", ["follow", "up", "followup"]),
        ("e‑mail", ["mail", "email"]),
        ("2024-25", ["2024", "25"]),
        ("café, CAFÉ, cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("O'Brien at 7 o'clock", ["obrien", "7", "oclock"]),
        ("ﬁve km²", ["five", "km2"]),
        ("<b>&amp;", ["b", "amp"]),
        ("", []),
        ("the of and", []),
    ],
)
def test_text_becomes_terms(text, expected):
    assert terms(text) == expected


def test_other_languages_keep_the_beginnings_of_their_words():
    assert terms("l'hôpital, les hôpitaux", "fr") == ["hopita", "les", "hopita"]
    assert terms("Ambiwlansys", "cy-GB") == ["ambiwl"]


def test_a_regional_english_is_english():
    assert terms("rosters", "en-GB") == terms("rosters", "en") == ["roster"]


def test_counting_is_the_same_as_listing():
    text = "Shift after shift: a follow-up, a follow-up, shifts up. R&D/and/by, a-the, the"
    counted = count_terms(text)
    assert sorted(terms(text)) == sorted(term for term, count in counted.items() for _ in range(count))


@given(st.text() | st.text(st.sampled_from("aBé1,'’&-–. \n\u00a0\u2003\u0301ΣσﬁİA")))
@example("1, 000")
@example("don' t")
def test_no_word_reaches_over_white_space(text):
    assert split(text) == [word for chunk in text.split() for word in split(chunk)]


def test_a_word_without_end_is_cut():
    assert len(terms("z" * 500)[0]) == 32
