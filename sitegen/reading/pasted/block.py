"""One block of a body as the checks see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sitegen.reading.placing import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

    from sitegen.problems.problem import Place, Problem

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


class Block(NamedTuple):
    """A paragraph, heading, cell, fence or piece of code, wherever it stands."""

    kind: str
    """paragraph, heading, underlined, cell, code, fence, row."""
    rows: range
    """Its lines in the body, from 0."""
    text: str
    """As typed, without the marks of the lists and quotations around it."""
    children: tuple[Token, ...] = ()
    mark: str = ""
    """What opened it: ``` or a hyphen of the row below."""

    @property
    def lines(self) -> list[str]:
        """The lines of its text."""
        return self.text.split("\n")

    @property
    def without_code(self) -> str:
        """The text, blanks in place of code in backticks."""
        return _CODE.sub(lambda match: " " * len(match[0]), self.text) if "`" in self.text else self.text


_NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
_NO_QUOTATION = re.compile(r"[^>\t]")


def written_anew(block: Block, row: int, new: Sequence[str], lines: Sequence[str]) -> str:
    """The new lines of a block from its `row` on, in the lists and quotations that are round it in these lines.

    Each is ended by a line feed; between a line of the block that stays and the first new one there is a blank line.
    """
    first = lines[block.rows.start]
    marks = first[: max(0, len(first.rstrip()) - len(block.lines[0].rstrip()))]
    if block.kind == "code":
        marks = marks.removesuffix("\t" if marks.endswith("\t") else "    ")
    others = "    " if _NOTE.fullmatch(marks) else _NO_QUOTATION.sub(" ", marks)
    below = [others + line for line in (("", *new) if row else new[1:])]
    return "".join(f"{line.rstrip()}\n" for line in (below if row else [marks + new[0], *below]))


class BodyLines(Protocol):
    """The lines of a body, and where they stand in their file."""

    lines: list[str]

    def at(self, row: int, needle: str = "") -> Place:
        """The place of a line of the body, and of the needle in it."""


class Finder:
    """Where in a body the checks find things: what one of them finds stands behind what it found before."""

    def __init__(self, source: BodyLines) -> None:
        self.lines, self.at = source.lines, source.at
        self.looking: Check | None = None
        """The check whose turn it is."""
        self._places: dict[Check | None, Places] = {}

    def find(self, block: Block, needle: str) -> Place:
        """The place of the next such words in the block; where they are not as typed, that of its first line."""
        places = self._places.get(self.looking)
        if places is None:
            places = self._places[self.looking] = Places(self.lines)
        found = places.next(range(block.rows.start, min(block.rows.stop, len(self.lines))), (needle,))
        first = self.at(block.rows.start)
        if found is None:
            return first._replace(column=None)  # somewhere in it
        row, column, length = found
        return first._replace(line=(first.line or 1) + row - block.rows.start, column=column + 1, length=length)


if TYPE_CHECKING:
    Check = Callable[[Block, Finder], Iterator[Problem]]
