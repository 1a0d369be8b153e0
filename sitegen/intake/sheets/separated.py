"""Sheets as plain text (.csv, .tsv): which sign parts their columns is told by the headings, and never guessed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from sitegen.intake.paper import Paper, Run, letters
from sitegen.intake.plain import LARGEST, decoded
from sitegen.intake.sheets.grid import Grid, GridCell, as_table
from sitegen.intake.sheets.heading_row import ANSWER, FIRST_ROWS, QUESTION, find_heading, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = (",", ";", "\t", "|")
_NONE = "\x1f"
"""Parts nothing: a sign that no text holds."""


def read_separated(name: str, data: bytes) -> Paper:
    """The file as a paper with one table; raises Refused where it is no text or too large."""
    csv.field_size_limit(LARGEST)
    text = decoded(name, data)
    first, _, rest = text.partition("\n")
    told = ""
    if first.lower().startswith("sep=") and len(first.rstrip()) <= 5:
        told, text = first.rstrip()[4:] or "\t", rest
    sign, rows = (told, _rows(text, told)) if told else _best(text)
    cells = {
        (row, column): GridCell((Run(cell),))
        for row, line in enumerate(rows, 1)
        for column, cell in enumerate(line, 1)
        if cell.strip()
    }
    table = as_table(Grid("", cells))
    counted = _counted(text, sign, rows) - letters(table.marks) + letters(table.words)
    blocks = (table.block,) if table.block else ()
    return Paper(
        "sheet", blocks, table.set_aside, counted, alarms=table.alarms,
        passages=tuple(cell for row in rows for cell in row), is_sheet=True,
    )  # read as a table  # fmt: skip


def _counted(text: str, sign: str, rows: list[list[str]]) -> Counter[str]:
    """All letters of the text; of the two signs that part cells, and may stand in them, those in cells."""
    both = (sign, '"')
    counted = Counter({letter: count for letter, count in letters(text).items() if letter not in both})
    for mark in both:
        inside = sum(cell.count(mark) for row in rows for cell in row)
        counted += Counter({mark: inside} if inside and not mark.isspace() else {})
    return counted


def _best(text: str) -> tuple[str, list[list[str]]]:
    """The sign under which a heading is found and all rows are as wide as it, with the rows; else one column."""
    best: tuple[tuple[bool, bool, int], str, list[list[str]]] | None = None
    for sign in _SIGNS:
        rows = _rows(text, sign)
        widths = Counter(len(row) for row in rows if any(row))
        usual = max(widths, key=lambda width: (widths[width], width), default=1)
        heading = find_heading(rows)
        roles = heading.roles if heading else ()
        wide = len(heading.names) if heading else usual
        below = rows[heading.row + 1 :] if heading else rows
        alone = heading is None and any(role_of(row[0]) == QUESTION for row in rows[:FIRST_ROWS] if len(row) == 1)
        agrees = wide > 1 and not alone and all(len(_trimmed(row)) <= wide for row in below)
        key = (agrees and QUESTION in roles, agrees and ANSWER in roles, wide if agrees else 0)
        if best is None or key > best[0]:
            best = (key, sign, rows)
    if best is None or not best[0][2]:
        return _NONE, _rows(text, _NONE)
    return best[1], best[2]


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows of cells; a quotation mark that is never closed is a mark like any other."""
    for strict in (True, False):
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=strict))
        except csv.Error:
            continue
    return [line.split(sign) for line in text.split("\n")]


def _trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
