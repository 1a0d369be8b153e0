"""What a change of words weighs: whether it is small, or touches what must not change unsaid.

Small is what no reader could quote against us: spelling, spaces, punctuation, capitals. A figure, a name, a date, a
unit or a negation is never small. Where it cannot be told whether a word was misspelt or is another, it is another.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.record.weighty import (
    BOUNDS,
    CONFUSED,
    DATES,
    FIGURES,
    MONTHS_TOO,
    NEGATIONS,
    PREFIXES,
    SHOUTED,
    STARTERS,
    UNITS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL, PLAIN, WEIGHTY = "small", "plain", "weighty"
EDGES = ".,;:!?()[]{}\"'*_~…-"
"""What stands round words and is no part of them."""
_AFTER_FIGURE = ".,;:!?)]}\"'*_…"
_BEFORE_FIGURE = "([{\"'*_…"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SHORT = 5  # letters, of which “four” and “hour” have fewer
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.?!:…][\"')\]]*$")
_SWAPPED, _MISTAKEN, _DROPPED = 6, 8, 9
"""The fewest letters of a word that is taken for misspelt, since most shorter ones are one slip from another: for two
letters swapped or one doubled; for a vowel in the place of another; for a letter too few."""
_BOUND = 3  # words after which its figure stands: “more than an hour”
_WEIGHTY_WORDS = FIGURES | DATES | UNITS


def weigh(
    old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int], names: set[str], *, in_english: bool = True
) -> tuple[str, str]:
    """The weight of the stretch in which two texts differ, and what in it must not change unsaid; empty without that.

    `span` is from which word to before which, in the old words and in the new; `names` are those of both texts. In
    another language than English a slip cannot be told from another word: only spaces and punctuation are small there.
    """
    left, right = old[span[0] : span[1]], new[span[2] : span[3]]
    touched = _touched(left, right, names, old, new, span)
    is_small = _is_small(left, right) if in_english else _marks_only(left, right)
    return WEIGHTY if touched else SMALL if is_small else PLAIN, touched


def _touched(
    left: Sequence[str],
    right: Sequence[str],
    names: set[str],
    old: Sequence[str],
    new: Sequence[str],
    span: tuple[int, int, int, int],
) -> str:
    """What in a change may not change unsaid; empty where there is nothing."""
    if _capitals_and_marks_only(left, right):
        return ""
    gone, come = _weighty(left), _weighty(right)
    if gone != come:
        return _first_of(come, gone)
    bounds, bounds_now = _bounds(old, span[:2]), _bounds(new, span[2:])
    if bounds != bounds_now:
        return _first_of(bounds_now, bounds)
    if (prefixed := _prefixed(left, right)) or (prefixed := _prefixed(right, left)):
        return prefixed
    named = [_name_of(word) for word in left if _name_of(word) in names]
    named_now = [_name_of(word) for word in right if _name_of(word) in names]
    if named != named_now:
        return _first_of(named_now, named)
    starts, starts_now = _starters(old, span[:2]), _starters(new, span[2:])
    if starts != starts_now and not _is_small(left, right):
        return _first_of(starts_now, starts)
    return ""


def _first_of(come: Sequence[str], gone: Sequence[str]) -> str:
    return next((word for word in come if word not in gone), "") or next((word for word in gone), "") or come[0]


def _weighty(words: Sequence[str]) -> list[str]:
    """The figures, dates, units and negations among the words, in their order and one way of writing."""
    found = []
    for word in words:
        found += ["~~"] * word.count("~~")  # struck out
        for part in _parts(word):
            plain = part.strip(EDGES).casefold()
            if _DIGIT.search(part) or any(mark in part for mark in "%£$€¥<>≤≥±+=°"):
                found.append(_figure(part))
            elif plain in NEGATIONS or plain.endswith("n't") or plain in _WEIGHTY_WORDS or _is_month(part):
                found.append(plain)
    return found


def _bounds(words: Sequence[str], stretch: tuple[int, int]) -> list[str]:
    """The words of the stretch that bound a figure, a date or a unit, which may stand behind it."""
    found = []
    for place in range(*stretch):
        plain = words[place].strip(EDGES).casefold()
        if plain in BOUNDS and _weighty(words[place + 1 : place + 1 + _BOUND]):
            found.append(plain)
    return found


def _parts(word: str) -> list[str]:
    """A word, or those that hyphens and slashes join, where no digit is in it."""
    if _DIGIT.search(word):
        return [word]
    return [part for part in re.split(r"[-/]", word) if part] or [word]


def _figure(word: str) -> str:
    """A figure in one way of writing: without what a sentence puts round it, or Excel between its thousands."""
    return _THOUSANDS.sub("", word.rstrip(_AFTER_FIGURE).lstrip(_BEFORE_FIGURE))


def _is_month(word: str) -> bool:
    """Whether a word that is something else too, such as May, is written as the name of a month."""
    return word.strip(EDGES).rstrip("'s") in MONTHS_TOO


def _prefixed(words: Sequence[str], others: Sequence[str]) -> str:
    """A word that has become its opposite by what stands before it."""
    plain = {word.strip(EDGES).casefold() for word in others}
    for word in words:
        bare = word.strip(EDGES).casefold()
        if any(bare.startswith(prefix) and bare[len(prefix) :].lstrip("-") in plain for prefix in PREFIXES):
            return word.strip(EDGES)
    return ""


def names_in(words: Sequence[str]) -> set[str]:
    """Words that are written as names are: with a capital inside a sentence, or all in capitals, or with one inside."""
    found = set()
    for place, word in enumerate(words):
        bare = _name_of(word)
        if not bare or not any(letter.isupper() for letter in bare) or bare in ("I", "I'm", "I've", "I'll", "I'd"):
            continue
        if any(letter.isupper() for letter in bare[1:]) or not _starts_sentence(words, place):
            found.add(bare)
    return found


def _name_of(word: str) -> str:
    return word.strip(EDGES).removesuffix("'s")


def _starts_sentence(words: Sequence[str], place: int) -> bool:
    return place == 0 or _SENTENCE_END.search(words[place - 1]) is not None


def _starters(words: Sequence[str], stretch: tuple[int, int]) -> list[str]:
    """Words of the stretch with a capital at the start of a sentence that may be that of a name."""
    found = [_name_of(words[place]) for place in range(*stretch) if _starts_sentence(words, place)]
    unknown = [bare for bare in found if bare[:1].isupper() and bare.casefold() not in STARTERS]
    lower = {word.strip(EDGES) for word in words} if unknown else ()
    return [bare for bare in unknown if bare.casefold() not in lower]


def _is_small(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the words are the same but for spelling, spaces, punctuation and capitals."""
    if _capitals_and_marks_only(left, right):
        return True
    ones, others = _bare(left), _bare(right)
    return len(ones) == len(others) and all(map(_is_respelt, ones, others))


def _capitals_and_marks_only(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether only spaces, punctuation and capitals differ, and none of them makes another word or figure of one."""
    ones, others = _bare(left), _bare(right)
    if "".join(ones) != "".join(others) or _figures(left) != _figures(right) or _weighty(left) != _weighty(right):
        return False
    shouted = _shouted(left), _shouted(right)
    return shouted[0] == shouted[1]


def _marks_only(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether only spaces and punctuation differ."""
    ones, others = ("".join(filter(str.isalnum, "".join(words))) for words in (left, right))
    return ones == others and _capitals_and_marks_only(left, right)


def _shouted(words: Sequence[str]) -> list[str]:
    """Words that are others in capitals: us and US."""
    return [bare for word in words if (bare := word.strip(EDGES)).isupper() and bare.casefold() in SHOUTED]


def _figures(words: Sequence[str]) -> list[str]:
    return [_figure(word) for word in words if _DIGIT.search(word)]


def _bare(words: Sequence[str]) -> list[str]:
    """The letters and digits of each word, those without any left out."""
    return [bare for word in words if (bare := "".join(filter(str.isalnum, word.casefold())))]


def _is_respelt(one: str, other: str) -> bool:
    """Whether a word is the other one, misspelt or spelt as elsewhere."""
    if one == other:
        return True
    if frozenset((one, other)) in CONFUSED or _DIGIT.search(one + other) or one[:1] != other[:1]:
        return False
    if _variant(one) == _variant(other):
        return True
    return _is_one_slip(*sorted((one, other), key=len))


@lru_cache(maxsize=256)
def _variant(word: str) -> str:
    """The word in one of the spellings that it has in Britain and elsewhere, accents left out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if len(plain) <= _SHORT:
        return plain
    plain = re.sub("ically$", "icly", plain)
    plain = re.sub("(?<=[a-z]{4})is(e|es|ed|ing|ation|ations)$", r"iz\1", plain)
    return re.sub("(?<=[a-z]{2})our(?=s|ed|ing|$|ful|able)", "or", plain)


def _is_one_slip(short: str, long: str) -> bool:
    """Whether one letter was doubled or dropped, a vowel mistaken, or two letters next to each other swapped."""
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short) + 1:
        is_doubled = long[at] == long[at - 1] != "s"  # princes and princess
        least, is_inside = (_SWAPPED, True) if is_doubled else (_DROPPED, short[-2:] == long[-2:])
        return len(long) >= least and is_inside and short[at:] == long[at + 1 :]
    if len(long) != len(short) or short[-1] != long[-1]:
        return False
    if len(short) >= _SWAPPED and short[:at] + short[at + 1] + short[at] + short[at + 2 :] == long:
        return True
    are_vowels = short[at] in "aeiou" and long[at] in "aeiou" and short[-3:] not in ("man", "men")
    return are_vowels and len(short) >= _MISTAKEN and short[at + 1 :] == long[at + 1 :]
