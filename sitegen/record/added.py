"""What an answer says of its own changes: the lines that were added since it was published, and those that went."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sitegen.record.weights import SMALL, WEIGHTY
from sitegen.record.wording import TextChange, is_small, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sitegen.record.release_record import DatedText, RecordedCorrection, RecordedWords

Line = TypeVar("Line", "DatedText", "RecordedCorrection")


class AddedLines(NamedTuple):
    """What was said since."""

    corrections: tuple[RecordedCorrection, ...]
    has_update: bool
    is_reworded: bool

    @property
    def covers_all(self) -> bool:
        """Whether any words may have changed: there is news, or words were taken away for somebody's sake."""
        return self.has_update or self.has_removal

    @property
    def has_removal(self) -> bool:
        """Whether words were taken away for somebody's sake: then none of those before is told."""
        return any(correction.removed for correction in self.corrections)

    def covers(self, change: TextChange, before: str, after: str) -> bool:
        """Whether readers are told of a change between the two texts."""
        if change.weight == SMALL or self.covers_all:
            return True
        if self.is_reworded and change.weight != WEIGHTY and after:
            return True
        was = any(_holds(before, correction.was, change.old) for correction in self.corrections)
        now = any(_holds(after, correction.now, change.new) for correction in self.corrections)
        return was and now


def added_lines(old: RecordedWords, new: RecordedWords, since: date) -> AddedLines:
    """What was said on that day or later, and was not said before; that words were removed counts from any day.

    It counts where there are more such lines than before: by their number a place knows what must not come back, so one
    that was only written anew takes nothing more away.
    """

    def added(before: Sequence[DatedText], after: Sequence[DatedText]) -> bool:
        return any(line.date >= since for line in _without(after, before))

    is_more = new.outs > old.outs
    corrections = [
        one for one in _without(new.corrections, old.corrections) if (is_more if one.removed else one.date >= since)
    ]
    return AddedLines(tuple(corrections), added(old.updates, new.updates), added(old.rewordings, new.rewordings))


def lines_gone(
    old: RecordedWords, new: RecordedWords, *, in_english: bool
) -> list[tuple[str, str, tuple[DatedText | RecordedCorrection, ...]]]:
    """Lines that readers got and that are there no more: their field, the name of their text, and the lines.

    A line is still there if it says the same but for small things; so is a correction whose words were removed since.
    """
    removed = Counter(one.date for one in new.corrections if one.removed)
    is_same = partial(is_small, in_english=in_english)
    corrections = _lost(old.corrections, new.corrections, lambda one: f"{one.was}\n{one.now}\n{one.why}", is_same)
    corrections = [one for one in corrections if not (one.date in removed and not one.removed)]
    found: list[tuple[str, str, tuple[DatedText | RecordedCorrection, ...]]] = []
    if corrections:
        found.append(("corrections", "", tuple(corrections)))
    for field, name, before, after in (
        ("updates", "text", old.updates, new.updates),
        ("reworded", "why", old.rewordings, new.rewordings),
    ):
        lost = _lost(before, after, lambda one: one.text, is_same)
        if lost:
            found.append((field, name, tuple(lost)))
    return found


def _lost(
    before: Sequence[Line],
    after: Sequence[Line],
    text_of: Callable[[Line], str],
    is_same: Callable[[str, str], bool],
) -> list[Line]:
    left, lost = list(after), []
    for line in before:
        same = next(
            (other for other in left if other.date == line.date and is_same(text_of(line), text_of(other))), None
        )
        if same is None:
            lost.append(line)
        else:
            left.remove(same)
    return lost


def _without(lines: Iterable[Line], others: Iterable[Line]) -> list[Line]:
    left, found = Counter(others), []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            found.append(line)
    return found


def _holds(text: str, quote: str, stretch: tuple[int, int]) -> bool:
    """Whether the words of the stretch stand in a place of the quote; of no words, the place between two."""
    return any(start <= stretch[0] and stretch[1] <= end for start, end in place_of(text, quote))
