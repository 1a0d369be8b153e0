"""Two wordings of one text, told apart by word."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from sitegen.record.weights import EDGES, SMALL, names_in, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_WORDS = 4000
"""Words on either side that are told apart one by one; where more differ, they count as one change."""
_CONTEXT = 2  # words on each side of a change, so that it can be found
_TOKEN = re.compile(r"\S+")
_STYLES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛ʼ′`´", "'"), **dict.fromkeys("‐‑‒–—−", "-")}
)


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


def tell_apart(before: str, after: str, *, in_english: bool = True) -> list[TextChange]:
    """All changes from one text to the other, in their order."""
    old, new = _words(before), _words(after)
    names = names_in(old) | names_in(new)
    return [_change(old, new, spans, names, in_english=in_english) for spans in _spans(old, new)]


def is_small(before: str, after: str, *, in_english: bool) -> bool:
    """Whether one text is the other but for small things."""
    return before == after or all(change.weight == SMALL for change in tell_apart(before, after, in_english=in_english))


def widened(before: str, after: str, told: Sequence[TextChange], quotes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Old and new words for some of the changes between the texts, with what stands round them.

    With them come the quotes that they break, whole: a promise is tied to its words.
    """
    old, new = before.split(), after.split()
    changes = tell_apart(before, after)
    broken = [place_of(before, quote)[:1] for quote in quotes if not place_of(after, quote)]
    stretches: list[tuple[int, int]] = []
    for change in told:
        start, end = max(0, change.old[0] - _CONTEXT), min(len(old), change.old[1] + _CONTEXT)
        for first, last in (place for places in broken for place in places):
            if first < max(change.old[1], change.old[0] + 1) and change.old[0] < last:
                start, end = min(start, first), max(end, last)
        for other in changes:
            if other.old[0] < start < other.old[1]:
                start = other.old[0]
            if other.old[0] < end < other.old[1]:
                end = other.old[1]
        if stretches and start < stretches[-1][1]:
            start, end = stretches[-1][0], max(end, stretches.pop()[1])
        stretches.append((start, end))

    def moved(place: int, *, is_start: bool) -> int:
        before_it = (one for one in changes if one.old[1] <= place and not (is_start and one.old[0] == place))
        return place + sum((one.new[1] - one.new[0]) - (one.old[1] - one.old[0]) for one in before_it)

    return [
        (" ".join(old[start:end]), " ".join(new[moved(start, is_start=True) : moved(end, is_start=False)]))
        for start, end in stretches
    ]


def place_of(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the quote stands in the text, from which word to before which; `…` and `...` in it skip words."""
    parts = [_words(part) for part in re.split(r"…|\.\.\.", quote)]
    words = [word.strip(EDGES) for word in _words(text)]
    first, *later = [[word.strip(EDGES) for word in part] for part in parts if part] or [[]]
    found = []
    for start in _starts_of(first, words) if first else ():
        end = start + len(first)
        for part in later:
            end = next((place + len(part) for place in _starts_of(part, words) if place >= end), -1)
            if end < 0:
                break
        else:
            found.append((start, end))
    return found


def _starts_of(part: Sequence[str], words: Sequence[str]) -> list[int]:
    return [
        place
        for place in range(len(words) - len(part) + 1)
        if words[place] == part[0] and list(words[place : place + len(part)]) == list(part)
    ]


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
    old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int], names: set[str], *, in_english: bool
) -> TextChange:
    first, last, start, end = span
    weight, touched = weigh(old, new, span, names, in_english=in_english)
    before, after = min(_CONTEXT, first, start), min(_CONTEXT, len(old) - last, len(new) - end)
    was, now = " ".join(old[first - before : last + after]), " ".join(new[start - before : end + after])
    return TextChange(weight, was, now, touched, (first, last), (start, end))


def _words(text: str) -> list[str]:
    """The words with what is next to them, quotation marks and dashes in one style."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).translate(_STYLES))
