"""The parts of a workbook by Excel, and where in them cells stand."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.package import damaged
from sitegen.intake.sheets.excel_cells import S
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sitegen.intake.package import Package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_AT = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LARGEST_MERGE = 10_000  # cells; what is merged over more is a mistake
_WIDEST = 16_384
ON = ("1", "true")
RowOfCells = tuple[int, "Element", list[tuple[int, "Element"]]]
"""A row's number, itself, and its cells with the numbers of their columns; both from 1."""


class Relation(NamedTuple):
    """What one part says of another."""

    kind: str
    target: str
    outside: bool


class ExcelParts:
    """The workbook and what it refers to."""

    def __init__(self, package: Package) -> None:
        """Read the workbook's own part; raises Refused where the file is none."""
        self.package = package
        start = {relation.kind: relation for relation in self.relations("").values()}
        path = start["officeDocument"].target if "officeDocument" in start else ""
        root = package.xml(path) if path else None
        if root is None or root.tag != S + "workbook":
            raise _foreign(package)
        self.book: Element = root
        self.related = self.relations(path)

    def one(self, kind: str) -> Element | None:
        """The one part of that kind."""
        relation = next((r for r in self.related.values() if r.kind == kind), None)
        return self.package.xml(relation.target) if relation else None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id."""
        folder, file = posixpath.split(part)
        root = self.package.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[relation.get("Id", "")] = Relation(relation.get("Type", "").rpartition("/")[2], target, outside)
        return found


def all_cells(root: Element) -> Iterator[RowOfCells]:
    """The rows that have cells with something in them, in their order."""
    data = root.find(S + "sheetData")
    row = 0
    for element in data if data is not None else ():
        row = number(element.get("r"), row + 1)
        cells = []
        column, ref = 0, ""
        for cell in element:
            own = cell.get("r", "")
            if not own and ref:  # one without a place follows one with it
                column, ref = (position(ref) or (0, column))[1], ""
            column, ref = column + 1, own
            if len(cell):  # most cells of some sheets are there for their colour alone
                at = position(own)
                column, ref = (at[1] if at else column), ""
                cells.append((column, cell))
        if cells:
            yield row, element, cells


def hidden_columns(root: Element) -> set[int]:
    """The numbers of the columns that are hidden."""
    hidden: set[int] = set()
    for column in root.iter(S + "col"):
        if column.get("hidden", "").lower() in ON:
            hidden.update(range(number(column.get("min"), 1), min(number(column.get("max"), 0), _WIDEST) + 1))
    return hidden


def covered(root: Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The cells under merged ones, each with the one that covers it."""
    for merge in root.iter(S + "mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        top, end = position(first), position(last)
        if top and end and (end[0] - top[0] + 1) * (end[1] - top[1] + 1) <= _LARGEST_MERGE:
            for row in range(top[0], end[0] + 1):
                for column in range(top[1], end[1] + 1):
                    yield top, (row, column)


def position(ref: str) -> tuple[int, int] | None:
    """Row and column of “B4”, from 1."""
    match = _AT.match(ref.partition(":")[0])
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def number(text: str | None, default: int = 0) -> int:
    """A whole number within reason; the default for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default


def _foreign(package: Package) -> Refused:
    names = package.names()
    if any(name.startswith("word/") for name in names):
        return Refused(
            f"{package.name} is a Word file, whatever its name says.", "Give it its own ending (.docx) and import it."
        )
    if any(name.startswith(("xl/", "_rels/")) for name in names):
        return damaged(package.name)
    return Refused(
        f"{package.name} is no sheet, whatever its name says.",
        "Open it in the program that made it, save it as .xlsx, and import that.",
    )
