"""Two wordings of one text, told apart by word: which changes are small, and which touch what must not change unsaid.

Small is what no reader could quote against us: spelling, spaces, punctuation, capitals. A figure, a name, a date, a
unit or a negation is never small. Where it cannot be told whether a word was misspelt or is another, it is another.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sitegen.record.weighty import CONFUSED, DATES, FIGURES, MONTHS_TOO, NEGATIONS, PREFIXES, SHOUTED, STARTERS, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL, PLAIN, WEIGHTY = "small", "plain", "weighty"
_MOST_WORDS = 4000
"""Words on either side that are told apart one by one; where more differ, they count as one change."""
_CONTEXT = 2  # words on each side of a change, so that it can be found
_TOKEN = re.compile(r"\S+")
_STYLES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛ʼ′`´", "'"), **dict.fromkeys("‐‑‒–—−", "-")}
)
_EDGES = ".,;:!?()[]{}\"'*_~…-"
_AFTER_FIGURE = ".,;:!?)]}\"'*_…"
_BEFORE_FIGURE = "([{\"'*_…"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SHORT = 5  # letters, of which “four” and “hour” have fewer
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.?!:…][\"')\]]*$")
_SWAPPED, _MISTAKEN, _DROPPED = 6, 8, 9
"""The fewest letters of a word that is taken for misspelt, since most shorter ones are one slip from another: for two
letters swapped or one doubled; for a vowel in the place of another; for a letter too few."""


class TextChange(NamedTuple):
    """A stretch of words that is another one now, with some words round it that both share."""

    weight: str
    was: str
    now: str
    touched: str
    """The figure, name, date, unit or negation in it, as it reads now, else as it read; empty without one."""
    old: tuple[int, int]
    """Where it stood, from which word of the old text to before which."""
    new: tuple[int, int]


def tell_apart(before: str, after: str) -> list[TextChange]:
    """All changes from one text to the other, in their order."""
    old, new = _words(before), _words(after)
    names = _names_in(old) | _names_in(new)
    lower = {word for word in (*old, *new) if word.islower()}
    return [_change(old, new, spans, names - lower) for spans in _spans(old, new)]


def _spans(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The stretches that differ: start and end in the one, start and end in the other."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[start : len(old) - tail], new[start : len(new) - tail]
    if not left and not right:
        return []
    if max(len(left), len(right)) > _MOST_WORDS:
        return [(start, len(old) - tail, start, len(new) - tail)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    found = [
        (start + one, start + two, start + three, start + four)
        for what, one, two, three, four in matcher.get_opcodes()
        if what != "equal"
    ]
    return [*_joined(found)]


def _joined(spans: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The stretches, those with only a word between them as one: so they read, and so a space can move."""
    joined: list[tuple[int, int, int, int]] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], span[1], joined[-1][2], span[3])
        else:
            joined.append(span)
    return joined


def _change(
    old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int], names: frozenset[str] | set[str]
) -> TextChange:
    first, last, start, end = span
    left, right = old[first:last], new[start:end]
    touched = _touched(left, right, names, old, new, span)
    weight = WEIGHTY if touched else SMALL if _is_small(left, right) else PLAIN
    before = min(_CONTEXT, first)
    after = min(_CONTEXT, len(old) - last)
    was = " ".join(old[first - before : last + after])
    now = " ".join(new[start - before : end + after])
    return TextChange(weight, was, now, touched, (first, last), (start, end))


def _touched(
    left: Sequence[str],
    right: Sequence[str],
    names: frozenset[str] | set[str],
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
    if (prefixed := _prefixed(left, right)) or (prefixed := _prefixed(right, left)):
        return prefixed
    named = [_name_of(word) for word in left if _name_of(word) in names]
    named_now = [_name_of(word) for word in right if _name_of(word) in names]
    if named != named_now:
        return _first_of(named_now, named)
    starts = [
        words[place]
        for words, place, stretch in ((new, span[2], right), (old, span[0], left))
        if stretch and _starts_sentence(words, place) and _is_unknown_starter(words[place], words)
    ]
    if starts and not _is_small(left, right):
        return starts[0].strip(_EDGES)
    return ""


def _first_of(come: Sequence[str], gone: Sequence[str]) -> str:
    return next((word for word in come if word not in gone), "") or next((word for word in gone), "") or come[0]


def _weighty(words: Sequence[str]) -> list[str]:
    """The figures, dates, units and negations among the words, in their order and one way of writing."""
    found = []
    for word in words:
        found += ["~~"] * word.count("~~")  # struck out
        for part in _parts(word):
            plain = part.strip(_EDGES).casefold()
            if _DIGIT.search(part) or any(mark in part for mark in "%£$€¥<>≤≥±+=°"):
                found.append(_figure(part))
            elif plain in NEGATIONS or plain.endswith("n't") or plain in _WEIGHTY_WORDS or _is_month(part):
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
    return word.strip(_EDGES).rstrip("'s") in MONTHS_TOO


def _prefixed(words: Sequence[str], others: Sequence[str]) -> str:
    """A word that has become its opposite by what stands before it."""
    plain = {word.strip(_EDGES).casefold() for word in others}
    for word in words:
        bare = word.strip(_EDGES).casefold()
        if any(bare.startswith(prefix) and bare[len(prefix) :].lstrip("-") in plain for prefix in PREFIXES):
            return word.strip(_EDGES)
    return ""


def _names_in(words: Sequence[str]) -> set[str]:
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
    return word.strip(_EDGES).removesuffix("'s")


def _starts_sentence(words: Sequence[str], place: int) -> bool:
    return place == 0 or _SENTENCE_END.search(words[place - 1]) is not None


def _is_unknown_starter(word: str, words: Sequence[str]) -> bool:
    """Whether a capital at the start of a sentence may be that of a name."""
    bare = _name_of(word)
    low = bare.casefold()
    return bare[:1].isupper() and low not in STARTERS and low not in {other.strip(_EDGES) for other in words}


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


def _shouted(words: Sequence[str]) -> list[str]:
    """Words that are others in capitals: us and US."""
    return [bare for word in words if (bare := word.strip(_EDGES)).isupper() and bare.casefold() in SHOUTED]


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


def _words(text: str) -> list[str]:
    """The words with what is next to them, quotation marks and dashes in one style."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).translate(_STYLES))


_WEIGHTY_WORDS = FIGURES | DATES | UNITS
