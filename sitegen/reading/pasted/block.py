"""One block of a body as the checks see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


class Source(Protocol):
    """Where the blocks stand."""

    lines: list[str]

    def at(self, row: int, needle: str = "") -> Place:
        """The place of a line of the body, and of the needle in it."""

    def locate_in(self, rows: range, needles: tuple[str, ...]) -> Place:
        """The place of the next of the needles inside the rows."""


if TYPE_CHECKING:
    Check = Callable[[Block, Source], Iterator[Problem]]


def place(block: Block, source: Source, needle: str) -> Place:
    """The place of the first line of the block with the needle in it."""
    for row in range(block.rows.start, min(block.rows.stop, len(source.lines))):
        if needle and needle in source.lines[row]:
            return source.at(row, needle)
    return source.at(block.rows.start)
