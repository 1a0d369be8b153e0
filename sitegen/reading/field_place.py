"""Where a field stands in the text of its file: its own lines, as they are, and the room that it would have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems.mended_text import cut_lines
from sitegen.reading.field_lines import OPENS_TEXT
from sitegen.reading.frontmatter import FrontMatter, parse_front_matter
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.problems.problem import Problem

_NAME = re.compile(r"""[ ]*(?:"[^"\\]+"|'[^']+'|[^\s:'"][^:]*):(?P<gap>[ \t]+|$)(?P<rest>.*)""")
_REMARK = re.compile(r"\s*#")


class FieldLines(NamedTuple):
    """The lines of one field, without their ends; a comment above it is none of them."""

    row: int
    """The first of them, from 0 in the file."""
    above: str
    """The line before it."""
    lines: tuple[str, ...]
    """None where the field is not there; `row` is then where it would stand."""


class TypedFile(NamedTuple):
    """A file that could be read, as its writer typed it and as it is read."""

    text: str
    front: FrontMatter
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> list[str]:
        """Its lines, without their ends."""
        return cut_lines(self.text)[1]


def read_typed(text: str) -> TypedFile | None:
    """The file that holds this text, its line ends as they are; None where its fields cannot be read."""
    source, found = parse_source("", text.encode("utf-8", "surrogatepass"))
    if source is None:
        return None
    front, more = parse_front_matter(source)
    return TypedFile(text, front, (*found, *more)) if front else None


def find_field(file: TypedFile, name: str, order: Sequence[str] = ()) -> FieldLines | None:
    """Where the field stands, or would: behind the nearest of those that come before it in the order, else last.

    None where a name does not begin a line of its own, so that nothing can be changed line by line.
    """
    rows, closing = file.rows, file.front.body_line - 2
    starts = _starts(file, rows)
    if starts is None:
        return None
    if name in starts:
        row, stop = starts[name], _end(rows, starts[name], closing, starts)
        return FieldLines(row, rows[row - 1], tuple(rows[row:stop]))
    before = [other for other in order[: order.index(name)] if other in starts] if name in order else []
    at = max((_end(rows, starts[other], closing, starts) for other in before), default=closing)
    return FieldLines(at, rows[at - 1], ())


def _starts(file: TypedFile, rows: list[str]) -> dict[str, int] | None:
    """The row of each field, if each begins a line and its value follows a colon."""
    starts: dict[str, int] = {}
    for name in file.front.fields.values:
        at = file.front.fields.names.get((name,))
        row, column = ((at.line or 1) - 1, at.column or 1) if at else (0, 1)
        if not row or row in starts.values() or not _NAME.fullmatch(rows[row]) or rows[row][: column - 1].strip():
            return None
        starts[name] = row
    return starts


def _end(rows: list[str], start: int, closing: int, starts: dict[str, int]) -> int:
    """The row behind the field's last: blank lines and comments below it belong to what follows."""
    stop = min([row for row in starts.values() if row > start] + [closing])
    split = _NAME.fullmatch(rows[start])
    is_block = split is not None and OPENS_TEXT.fullmatch(split["rest"].partition(" #")[0].strip())
    while stop > start + 1:
        line = rows[stop - 1]
        is_text = is_block and line[:1] in (" ", "\t") and line.strip()
        if is_text or (line.strip() and not _REMARK.match(line)):
            break
        stop -= 1
    return stop


def split_name(line: str) -> tuple[str, str, str]:
    """A field's first line: its name with the colon, the blanks behind that, and the rest."""
    match = _NAME.fullmatch(line)
    assert match is not None
    return line[: match.start("gap")], match["gap"], match["rest"]
