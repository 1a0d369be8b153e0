"""Where in a body what the parser read stands: it gives words and addresses, but no columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

_FIRST_LOOK = 256  # characters
_FUTILE = 64
"""Looks through a whole block in vain, after which a body's places are those of its blocks: addresses that are typed in
another way than the parser gives them stand nowhere, and each would cost a walk through the block."""


class Places:
    """Finds one thing after another in the lines of a body, each behind the one before."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: dict[range, _Block] = {}
        self._futile = 0

    def next(self, rows: range, needles: tuple[str, ...]) -> tuple[int, int, int] | None:
        """Row, column (both from 0) and length of the next of the needles in the rows; None where none is found."""
        block = self._blocks.get(rows)
        if block is None:
            block = self._blocks[rows] = _Block(self._lines[rows.start : rows.stop])
        found = self._find(block, needles)
        if found is None:
            return None
        position, length = found
        row, column = block.place(position)
        return rows.start + row, column, length

    def _find(self, block: _Block, needles: tuple[str, ...]) -> tuple[int, int] | None:
        if self._futile >= _FUTILE or not any(needles):
            return None
        found = _first(block.text, needles, block.position)
        if found:
            block.position = found[0] + found[1]
            return found
        self._futile += 1
        return _first(block.text, needles, 0)  # the parser gives some things earlier than they stand


class _Block:
    """Some lines as one text, and up to where it has been gone through."""

    def __init__(self, lines: list[str]) -> None:
        self.text = "\n".join(lines)
        self.position = 0
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def place(self, position: int) -> tuple[int, int]:
        """Row and column of a position."""
        row = bisect_right(self._starts, position) - 1
        return row, position - self._starts[row]


def _first(text: str, needles: tuple[str, ...], start: int) -> tuple[int, int] | None:
    """Position and length of the first of the needles; on a tie of the first named.

    Looks further by and by, so that a needle which is nowhere costs little where another one is near.
    """
    look = _FIRST_LOOK
    while start < len(text):
        places = [(text.find(needle, start, start + look + len(needle)), len(needle)) for needle in needles if needle]
        found = [place for place in places if place[0] >= 0]
        if found:
            return min(found, key=lambda place: place[0])
        start, look = start + look, look * 4
    return None
