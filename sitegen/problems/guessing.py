"""“Did you mean …?”: the known name most like another, at a cost that does not grow with how many are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST = 0.6  # how alike two names must be, as difflib counts
_LONGEST = 200  # characters of a name; what is longer was hardly meant as one
_FEW = 48  # names, of which each is compared
_LOOKED_AT = 128  # names that share three letters with the one in question, the rarest three first
_COMPARED = 8  # of these, those that share most


class Guesses:
    """The known names, prepared at the first question; every answer is remembered."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._written: dict[str, str] = {}  # as it is written, by its casefolded form
        self._holders: dict[str, list[str]] = {}  # the names that hold three letters
        self._answers: dict[str, str] = {}

    def nearest(self, name: str) -> str:
        """The known name that is most like `name`, or an empty string if none is near."""
        if name not in self._answers:
            self._answers[name] = self._find(name.casefold())
        return self._answers[name]

    def _find(self, folded: str) -> str:
        from difflib import get_close_matches

        if len(folded) > _LONGEST:
            return ""
        if not self._written:
            for known in sorted(self._known):
                self._written.setdefault(known.casefold(), known)
        found = get_close_matches(folded, self._candidates(folded), n=1, cutoff=_LEAST)
        return self._written[found[0]] if found else ""

    def _candidates(self, folded: str) -> list[str]:
        """Those of the known names that are compared letter by letter."""
        if len(self._written) <= _FEW:
            return list(self._written)
        if not self._holders:
            for known in self._written:
                for letters in _threes(known):
                    self._holders.setdefault(letters, []).append(known)
        shared: dict[str, int] = {}
        left = _LOOKED_AT
        for holders in sorted((self._holders.get(letters, []) for letters in _threes(folded)), key=len):
            for known in holders[:left]:
                shared[known] = shared.get(known, 0) + 1
            left -= len(holders)
            if left <= 0:
                break
        return sorted(shared, key=lambda known: (shared[known] * -2 / (len(known) + len(folded)), known))[:_COMPARED]


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of a few known names that is most like `name`, or an empty string if none is near."""
    return Guesses(known).nearest(name)


def begins_with(name: str, known: Iterable[str]) -> str:
    """The known name that stands before the first blank or colon of `name`, or an empty string: `title Why`."""
    first = re.split(r"[ :]", name, maxsplit=1)[0]
    return first if first != name and first in known else ""


def _threes(name: str) -> Iterator[str]:
    """Each three neighbouring letters once, its beginning and its end among them."""
    marked = f"\n{name}\n"
    yield from {marked[start : start + 3]: None for start in range(len(marked) - 2)}
