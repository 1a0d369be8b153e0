"""What was looked at before, with the same beside it: a site says most things many times.

The frame of its pages, the teasers of an answer, an answer as data: each is looked at once, as long as nothing was
found where it stood. A line alone says too little for that, since a name may stand below “Kind regards,” and a day of
birth below the words for it: so what is remembered are lines with their neighbours, as far as any such words reach.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

_REACH = 4
"""Lines in which words belong together: a signature stands up to three below its greeting."""


class Fresh(NamedTuple):
    """What is to be looked at of a text."""

    lines: list[str]
    """With blank ones in the place of those that were looked at before: what stood round them stays apart."""
    stretches: Collection[int]
    """What to remember of it, if nothing is found in it."""


class CleanStretches:
    """Stretches of files in which nothing was found."""

    def __init__(self) -> None:
        self._known: set[int] = set()

    def fresh(self, lines: list[str], read_as: str, reach: int = _REACH) -> Fresh:
        """What is to be looked at of lines that are read in that way; otherwise read, the same may say more."""
        back = reach - 1
        padded = [*[""] * back, *lines, *[""] * back]
        each = map(hash, zip(repeat(read_as), *(padded[start:] for start in range(reach)), strict=False))
        known = self._known
        new = {number: stretch for number, stretch in enumerate(each) if stretch not in known}
        kept: list[str] = []
        at = 0
        for number in new:
            if number - back > at:
                kept += [""] * reach
                at = number - back
            kept += lines[at : number + 1]
            at = number + 1
        return Fresh(kept, new.values())

    def add(self, *found: Fresh) -> None:
        """Remember what was looked at, since nothing was found in it."""
        for one in found:
            self._known.update(one.stretches)
