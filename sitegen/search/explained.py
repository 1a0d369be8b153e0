"""Abbreviations that a text explains itself: "emergency operations centre (EOC)", "EOC (emergency operations centre)".

An explanation is strict where each capital is the first letter of one word, in order, with nothing but small words
between them. A looser one (as Schwartz and Hearst find them: all letters stand in the words, in order, the first at the
beginning of one) is only a guess, which somebody must confirm. Scripts without capitals have neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.search.plain_letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST, _MOST = 2, 8
"""Letters of an abbreviation."""
_SMALL = 3
"""So many letters at most has a word that may be passed over: of, and, the, für, des."""
_REACH = 160
"""Characters before a bracket that are looked at."""
_CERTAIN_ENOUGH = 3
"""Letters of a loose one: two are found in order almost anywhere."""
_ONE_WORD = 8
"""Letters of a word that is abbreviated alone."""

_LETTERS = r"[^\W\d_](?:&?[^\W\d_]){1,8}"
_BEHIND = re.compile(rf"\(\s?[“\"‘']?({_LETTERS})[”\"’']?\s?\)")
_BEFORE = re.compile(rf"(?<![\w&])({_LETTERS}) ?\(([^()]{{3,{_REACH}}})\)")
_PARTED = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENED = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_END = re.compile(r"[.;:!?()\[\]{}/|<>#@`\\\"“”„…•*–—=]")
"""What no explanation reaches over."""


class Explained(NamedTuple):
    """Letters and what a text says they stand for."""

    letters: str
    """As they are written, without the s of a plural."""
    words: str
    """As they are written, in one line."""
    is_strict: bool


def find_explained(text: str) -> Iterator[Explained]:
    """Each abbreviation that a text explains, in order; linear in its length."""
    if "(" not in text:
        return
    line = " ".join(text.split())
    for match in _BEHIND.finditer(line):
        before = line[max(0, match.start() - _REACH) : match.start()]
        if before[-1:] == " " and (letters := _letters(match[1])):
            yield from _explain(letters, _END.split(before)[-1], is_whole=False)
    for match in _BEFORE.finditer(line):
        if (letters := _letters(match[1])) and not _END.search(match[2]):
            yield from _explain(letters, match[2], is_whole=True)


def _letters(written: str) -> str:
    """The letters without a plural's s; none where they are no abbreviation."""
    letters = written[:-1] if written[-1] == "s" and written[:-1].isupper() else written
    capitals = sum(letter.isupper() for letter in letters)
    return letters if letters[0].isupper() and capitals >= _FEWEST and len(letters) <= _MOST else ""


def _explain(letters: str, text: str, *, is_whole: bool) -> Iterator[Explained]:
    """What the letters stand for, at the end of a text, or (but for small words at its beginning) in all of it."""
    initials = fold("".join(letter for letter in letters if letter.isupper()))
    for pattern in (_PARTED, _HYPHENED):
        words = list(pattern.finditer(text))[-2 * _MOST :]
        start = _begin(initials, [word[0] for word in words], len(words))
        if start >= 0 and (not is_whole or all(_is_small(word[0]) for word in words[:start])):
            yield Explained(letters, text[words[start].start() : words[-1].end()], is_strict=True)
            return
    if letters.isupper() and len(initials) >= _CERTAIN_ENOUGH and (found := _loosely(initials, text)):
        yield Explained(letters, found, is_strict=False)


def _begin(initials: str, words: Sequence[str], end: int) -> int:
    """Where those of the words before `end` begin whose initials these are; -1 if there are none."""
    if not initials:
        return end
    if not end:
        return -1
    found = _begin(initials, words, end - 1) if end < len(words) and _is_small(words[end - 1]) else -1
    if found < 0 and fold(words[end - 1])[:1] == initials[-1]:
        return _begin(initials[:-1], words, end - 1)
    return found


def _is_small(word: str) -> bool:
    return len(word) <= _SMALL and word.islower()


def _loosely(initials: str, text: str) -> str:
    """The shortest end of a text that holds all the letters in order, the first where a word begins."""
    words = list(_HYPHENED.finditer(text))[-min(len(initials) + 5, 2 * len(initials)) :]
    if not words:
        return ""
    whole = text[words[0].start() : words[-1].end()]
    place = len(whole)
    for letter in initials[:0:-1]:
        place = _last(letter, whole, place)
    starts = [word.start() - words[0].start() for word in words if fold(word[0])[:1] == initials[0]]
    start = next((start for start in reversed(starts) if start < place), -1)
    found = whole[max(start, 0) :]
    return found if start >= 0 and ("-" in found or " " in found or len(found) >= _ONE_WORD) else ""


def _last(letter: str, text: str, end: int) -> int:
    """The last place of a letter before the `end`; -1 where there is none."""
    return next((at for at in range(end - 1, -1, -1) if fold(text[at]) == letter), -1)
