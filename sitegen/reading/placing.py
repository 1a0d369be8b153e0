"""Where in a body what the parser read stands: it gives words and addresses, but no columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from sitegen.problems.problem import Place

_FIRST_LOOK = 256  # characters
_FUTILE = 64
"""Looks through a whole block in vain, after which a body's places are those of its blocks: addresses that are typed in
another way than the parser gives them stand nowhere, and each would cost a walk through the block."""


class BodyPlaces:
    """The lines of a body, and the places in its file of what is found in it."""

    def __init__(self, path: str, lines: list[str], first_line: int) -> None:
        """Of the file `path`, whose body starts on `first_line`."""
        self.path, self.lines, self.first_line = path, lines, first_line
        self._places = Places(lines)

    def at(self, row: int, needle: str = "") -> Place:
        """The place of a line of the body, and of the needle in it."""
        line = self.lines[row] if row < len(self.lines) else ""
        column = line.find(needle) if needle else len(line) - len(line.lstrip())
        length = len(needle) if needle and column >= 0 else len(line.strip())
        return Place(self.path, self.first_line + row, column + 1 if column >= 0 else None, max(1, length))

    def locate(self, rows: range, needles: tuple[str, ...]) -> Place:
        """The place of the next of the needles inside the rows."""
        found = self._places.next(range(rows.start, min(rows.stop, len(self.lines))), needles)
        if found is None:
            return self.at(rows.start)._replace(column=None)  # somewhere in it
        row, column, length = found
        return Place(self.path, self.first_line + row, column + 1, length)

    def locate_address(self, rows: range, needles: tuple[str, ...], words: str) -> Place:
        """The place of a link's address, which is not that of its words where these are the same."""
        if needles and needles[0] in words:
            at = self.locate(rows, tuple(f"]({needle}" for needle in needles))
            if at.column:
                return at._replace(column=at.column + 2, length=at.length - 2)
        return self.locate(rows, needles)


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
