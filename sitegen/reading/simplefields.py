"""Fields as nearly everybody writes them, read line by line: a fifth of the time that the YAML parser takes.

What is not certain to mean the same to YAML is left to it, and so is every mistake. Understood are
`name: some words`, text in quotation marks, `[one, two]`, blocks below `>` and `|`, and mappings and lists of these
below a name.
"""

from __future__ import annotations

import re
from typing import Any

from sitegen.problems.problem import Place
from sitegen.reading.folded import is_item

Path = tuple[str | int, ...]
"""Where a value stands among the fields: `("commitments", 0, "due")`."""
Simple = tuple[dict[str, Any], dict[Path, Place], dict[Path, Place]]
"""Values, their places, and the places of the names."""

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""What YAML takes for no value at all."""

_DEEPEST = 5
_NAME = re.compile(r"([A-Za-z_][\w-]{0,63}):(?: +(?=\S)|$)", re.ASCII)
_QUOTED = re.compile(r"""'[^']+'|"[^"\\]+\"""")
_ITEM = re.compile(r"[^\W_](?:[\w ./'-]*[\w./'-])?")
_BLOCKS = {">": (" ", "\n"), ">-": (" ", ""), "|": ("\n", "\n"), "|-": ("\n", "")}
"""What joins the lines of a block, and what ends it."""


class _NotSimple(Exception):
    """Something here needs the YAML parser."""


def read_simple_fields(path: str, text: str, first_line: int) -> Simple | None:
    """The fields of the text, or None where the YAML parser is needed."""
    # Tabs, invisible characters and the line ends that only YAML knows are not printable.
    if not text.endswith("\n") or " \n" in text or not text.replace("\n", "").isprintable():
        return None
    reader = _FieldsReader(path, text[:-1].split("\n"), first_line)
    try:
        values = reader.mapping(0, ())
    except _NotSimple:
        return None
    return (values, reader.places, reader.names) if reader.indent < 0 else None


class _FieldsReader:
    """Goes down the lines once."""

    def __init__(self, path: str, lines: list[str], first_line: int) -> None:
        self.path, self.lines, self.first_line = path, lines, first_line
        self.row = 0
        # The spaces before the words of each line, 0 for an empty one; -1 behind the last.
        self.indents = [*(len(line) - len(line.lstrip(" ")) for line in lines), -1]
        self.places: dict[Path, Place] = {(): Place(path, first_line, 1)}
        self.names: dict[Path, Place] = {}

    def mapping(self, indent: int, path: Path) -> dict[str, Any]:
        """The fields whose names start in the column `indent`, from 0."""
        values: dict[str, Any] = {}
        while self.indent == indent:
            line = self.lines[self.row]
            name = _NAME.match(line, indent)
            if not name or name[1] in values:
                raise _NotSimple
            here = (*path, name[1])
            self.names[here] = self.places[here] = self.at(indent, len(name[1]))
            values[name[1]] = self.value(line, name.end(), indent, here)
        return values

    def items(self, indent: int, path: Path) -> list[Any]:
        """The items whose hyphens stand in the column `indent`."""
        values: list[Any] = []
        while self.indent == indent:
            line = self.lines[self.row]
            if not line.startswith("- ", indent):
                break
            here = (*path, len(values))
            if _NAME.match(line, indent + 2):
                self.lines[self.row] = line[:indent] + "  " + line[indent + 2 :]
                self.indents[self.row] = indent + 2
                self.places[here] = self.at(indent + 2)
                values.append(self.mapping(indent + 2, here))
            else:
                values.append(self.value(line, indent + 2, indent, here))
        return values

    def value(self, line: str, column: int, indent: int, path: Path) -> Any:
        """What stands in the line from the column on, or below it."""
        text = line[column:]
        if not text:
            return self.below(indent, path)
        self.places[path] = self.at(column, len(text))
        if text in _BLOCKS:
            return self.block(text, indent)
        if text[0] == "[":
            value: Any = self.flow(text, column, path)
        elif _QUOTED.fullmatch(text):
            value = text[1:-1]
        elif not text[0].isalnum() or ": " in text or " #" in text or text[-1] == ":" or text in NULLS:
            raise _NotSimple
        else:
            value = text
        self.row += 1
        return value

    def flow(self, text: str, column: int, path: Path) -> list[str]:
        """`[one, two]`."""
        self.places[path] = self.at(column)
        items: list[str] = []
        column += 1
        for part in text[1:-1].split(","):
            item = part.strip()
            if not _ITEM.fullmatch(item) or item in NULLS or text[-1] != "]":
                raise _NotSimple
            self.places[*path, len(items)] = self.at(column + part.index(item), len(item))
            items.append(item)
            column += len(part) + 1
        return items

    def block(self, mark: str, indent: int) -> str:
        """The lines below `>` or `|`, which must be one paragraph without frills."""
        self.row += 1
        start = self.indent
        lines = []
        while start > indent and self.indent == start:
            lines.append(self.lines[self.row][start:])
            self.row += 1
        if not lines or self.indent > start or (mark[0] == ">" and sum(map(is_item, lines)) > 1):
            raise _NotSimple
        joint, end = _BLOCKS[mark]
        return joint.join(lines) + end

    def below(self, indent: int, path: Path) -> Any:
        """The list or the fields below a name that has nothing beside it."""
        self.row += 1
        start = self.indent
        # A list, but no fields, may start in the very column of its name.
        is_list = start >= indent and self.lines[self.row].startswith("- ", start)
        if start < indent + (not is_list) or len(path) > _DEEPEST:
            raise _NotSimple
        self.places[path] = self.at(start)
        value = self.items(start, path) if is_list else self.mapping(start, path)
        if self.indent > indent:
            raise _NotSimple
        return value

    @property
    def indent(self) -> int:
        """Of the present line."""
        return self.indents[self.row]

    def at(self, column: int, length: int = 1) -> Place:
        return Place(self.path, self.first_line + self.row, column + 1, length)
