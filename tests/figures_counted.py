"""How many of all numbers of so many figures are taken for somebody's: all are counted, none is drawn by chance.

    python tests/figures_counted.py

They are too many to look at. But what a number is taken for follows from how it begins, and from a check sum, to which
the figures behind that come in a known number of ways. So of each beginning and sum one number is looked at, and weighs
as many as there are. The few that nobody has, such as those of plays and films, are counted in.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

from sitegen.privacy.detectors import find_private

_BEGINNING, _LONG_BEGINNING, _LONG = 4, 6, "6767"
"""Figures that say what kind of number it is; some cards need more."""


class Size(NamedTuple):
    """Numbers of so many figures, and the sum by which they are checked."""

    figures: int
    modulus: int

    def weighed(self, place: int, figure: int) -> int:
        """What a figure adds to the sum, by how many stand behind it."""
        if self.modulus == 10:  # every second one counts twice, as the sum of its own figures
            return sum(divmod(2 * figure, 10)) if place % 2 else figure
        return (place + 1) * figure


SIZES = (Size(10, 11), Size(11, 1), Size(16, 10))


def shares(size: Size) -> dict[str, float]:
    """Of each kind, what share of all such numbers is taken for one."""
    found: Counter[str] = Counter()
    for number in range(10**_BEGINNING):
        start = f"{number:0{_BEGINNING}}"
        more = _LONG_BEGINNING - _BEGINNING if size.figures == 16 and start == _LONG else 0
        for rest in range(10**more):
            found += _taken(size, start + (f"{rest:0{more}}" if more else ""))
    return {kind: count / 10**size.figures for kind, count in found.most_common()}


def _taken(size: Size, start: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for ending, count in _endings(size, size.figures - len(start)).values():
        found.update({one.kind: count for one in find_private(start + ending)})
    return found


@cache
def _endings(size: Size, behind: int) -> dict[int, tuple[str, int]]:
    """For each sum, one of the endings that come to it and how many do."""
    ways = {0: ("", 1)}
    for place in range(behind - 1, -1, -1):
        more: dict[int, tuple[str, int]] = {}
        for reached, (one, count) in ways.items():
            for figure in range(10):
                now = (reached + size.weighed(place, figure)) % size.modulus
                kept, so_many = more.get(now, (one + str(figure), 0))
                more[now] = (kept, so_many + count)
        ways = more
    return ways


if __name__ == "__main__":
    for size in SIZES:
        print(size.figures, {kind: f"{share:.4%}" for kind, share in shares(size).items()})
