"""What was looked at before, with the same beside it: a site says most things many times.

The frame of its pages, the teasers of an answer, an answer as data: each is looked at once, as long as nothing was
found where it stood. A line of a text says too little for that, since a name may stand below “Kind regards,” and a day
of birth below the words for it: so what is remembered are lines with their neighbours, as far as any such words reach.
Pieces of a page, which tags part, stand alone.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
        self._pieces: defaultdict[str, set[int]] = defaultdict(set)

    def new_among(self, pieces: Iterable[str], read_as: str) -> list[int]:
        """The places of those that were not looked at before, each by itself, read in that way."""
        known = self._pieces[read_as]
        return [place for place, piece in enumerate(map(hash, pieces)) if piece not in known]

    def fresh_pieces(self, pieces: Iterable[str], read_as: str) -> list[str]:
        """Those that were not looked at before, each by itself, read in that way; each once."""
        each = [*dict.fromkeys(pieces)]
        return [each[place] for place in self.new_among(each, read_as)]

    def add_pieces(self, pieces: Iterable[str], read_as: str) -> None:
        """Remember pieces that were looked at, each by itself, since nothing was found in them."""
        self._pieces[read_as].update(map(hash, pieces))

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
