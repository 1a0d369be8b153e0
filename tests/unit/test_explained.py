"""Abbreviations that texts explain, told from what only stands in brackets."""

from __future__ import annotations

import pytest

from sitegen.search.abbreviation import Abbreviation, make_abbreviation
from sitegen.search.explained import find_explained

STRICT = {
    "in brackets": ("Ring the patient travel desk (PTD).", "PTD", "patient travel desk"),
    "before its words": ("The PTD (patient travel desk) is open.", "PTD", "patient travel desk"),
    "with an article": ("PTD (the patient travel desk)", "PTD", "patient travel desk"),
    "over a line's end": ("patient\ntravel desk (PTD)", "PTD", "patient travel desk"),
    "a plural": ("some patient travel desks (PTDs)", "PTD", "patient travel desks"),
    "small words": ("the Board of Bells and Whistles (BBW)", "BBW", "Board of Bells and Whistles"),
    "a small word that counts": ("the Board of Bells (BOB)", "BOB", "Board of Bells"),
    "small letters": ("the Board of Bells (BoB)", "BoB", "Board of Bells"),
    "an ampersand": ("bells and whistles (B&W)", "B&W", "bells and whistles"),
    "a comma": ("bells, lamps and whistles (BLW)", "BLW", "bells, lamps and whistles"),
    "hyphens that part": ("a part-time desk (PTD)", "PTD", "part-time desk"),
    "hyphens that do not": ("a co-ordination desk (CD)", "CD", "co-ordination desk"),
    "in quotation marks": ("patient travel desk (“PTD”)", "PTD", "patient travel desk"),
    "accents": ("École des lampes (EL)", "EL", "École des lampes"),
    "two letters": ("travel desk (TD)", "TD", "travel desk"),
    "eight letters": ("a b c d e f g h (ABCDEFGH)", "ABCDEFGH", "a b c d e f g h"),
    "Greek": ("Κέντρο Επιχειρήσεων Αθηνών (ΚΕΑ)", "ΚΕΑ", "Κέντρο Επιχειρήσεων Αθηνών"),
    "Cyrillic": ("служба скорой помощи (ССП)", "ССП", "служба скорой помощи"),
}
LOOSE = {
    "a letter inside a word": ("an echocardiogram (ECG)", "ECG", "echocardiogram"),
    "a word more": ("the patient night travel desk (PTD)", "PTD", "patient night travel desk"),
}
NONE = {
    "no capitals": "the travel desk (td)",
    "a single one": "desk (D)",
    "nine": "a b c d e f g h i (ABCDEFGHI)",
    "other words": "the night shift (PTD)",
    "another sentence": "We met the patient. Travel desk (PTD)",
    "more words behind it": "PTD (patient travel desk, and what it costs us)",
    "a reference": "PTD (see below)",
    "a number": "desk 4 (D4)",
    "no blank": "travel desk(TD)",
    "no scripts with capitals": "東京都 (東京), مكتب السفر (مس)",
    "two letters inside a word": "a tandem (TD)",
    "nothing": "",
    "empty brackets": "() (  ) ((",
}


@pytest.mark.parametrize("name", STRICT)
def test_initials_in_order_are_an_abbreviation(name: str) -> None:
    text, letters, words = STRICT[name]
    assert list(find_explained(text)) == [(letters, words, True)]


@pytest.mark.parametrize("name", LOOSE)
def test_letters_that_are_no_initials_are_only_a_guess(name: str) -> None:
    text, letters, words = LOOSE[name]
    assert list(find_explained(text)) == [(letters, words, False)]


@pytest.mark.parametrize("name", NONE)
def test_what_else_stands_in_brackets_is_none(name: str) -> None:
    assert list(find_explained(NONE[name])) == []


@pytest.mark.parametrize(
    ("letters", "words", "made"),
    [
        ("PTD", "patient-travel desks", ("ptd", ("patient", "travel", "desk"))),
        ("B&W", "bells and whistles", ("bw", ("bell", "whistl"))),
        ("PTD", "the PTD desk", None),
        ("PTD", "", None),
        ("P T", "patient travel", None),
        ("", "patient travel", None),
    ],
)
def test_an_abbreviation_is_one_word_for_others(
    letters: str, words: str, made: tuple[str, tuple[str, ...]] | None
) -> None:
    assert make_abbreviation(letters, words, "en") == (made and Abbreviation(*made))
