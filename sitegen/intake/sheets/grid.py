"""A sheet as its reader gives it: cells by row and column, what hides them, and the table that becomes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.intake.paper import PARAGRAPH, TABLE, PaperBlock, Run, SetAside
from sitegen.intake.plain import written_blocks
from sitegen.intake.web.html_paper import html_blocks
from sitegen.memory.refused import Refused
from sitegen.problems.problem import plural

MOST_CELLS = 2_000_000
"""As many as a sheet may claim to have: what is shown of it is a list of them."""
HIDDEN_ROW, HIDDEN_COLUMN, HIDDEN_SHEET = "hidden row", "hidden column", "hidden sheet"
COVERED, ERROR = "covered by a merged cell", "an error instead of words"
_HTML = re.compile(r"</(?:p|a|b|strong|i|em|ul|ol|li|div|span|table|h[1-6]|u|font)\s*>|<br\s*/?>", re.IGNORECASE)
_ESCAPED = "\\n"
_PATH = re.compile(r"\b[A-Za-z]:\\")


class GridCell(NamedTuple):
    """The words of a cell, by looks; and why they are set aside, where they are."""

    runs: tuple[Run, ...]
    gone: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


class Grid(NamedTuple):
    """One sheet: its cells by row and column, both from 1."""

    name: str
    cells: Mapping[tuple[int, int], GridCell]


class GridTable(NamedTuple):
    """What became of a sheet."""

    block: PaperBlock | None
    set_aside: tuple[SetAside, ...]
    alarms: tuple[str, ...]
    marks: str
    """Letters of the cells that were marks and no words, such as tags; they are not counted."""
    words: str
    """Words that only marks stood for, such as `&amp;`; they are counted."""


def as_table(grid: Grid) -> GridTable:
    """The sheet as a table of its rows and columns that hold words; raises Refused where it is too large."""
    shown = {key: cell for key, cell in grid.cells.items() if not cell.gone and cell.text.strip()}
    rows, columns = sorted({row for row, _ in shown}), sorted({column for _, column in shown})
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused(
            f"The sheet {grid.name} has more than 2 million cells.",
            "Copy the rows with questions into a sheet of their own, save that, and import it.",
        )
    reader = _CellReader(grid, shown)
    table = tuple(tuple(reader.blocks(row, column) for column in columns) for row in rows)
    block = PaperBlock(TABLE, rows=table, place=grid.name) if table else None
    return GridTable(block, tuple(reader.aside), reader.alarms(), "".join(reader.marks), " ".join(reader.words))


class _CellReader:
    """Reads the cells of one sheet, and notes what in them is no words."""

    def __init__(self, grid: Grid, shown: Mapping[tuple[int, int], GridCell]) -> None:
        self.name, self.shown = grid.name, shown
        self.aside = [
            SetAside(cell.gone, cell.text, place_of(grid.name, row, column))
            for (row, column), cell in sorted(grid.cells.items())
            if cell.gone and cell.text.strip()
        ]
        texts: dict[int, list[str]] = {}
        for (_, column), cell in shown.items():
            texts.setdefault(column, []).append(cell.text)
        self.escaped = {column for column, found in texts.items() if _is_escaped(found)}
        self.pages: dict[int, int] = {}  # how many cells of a column hold HTML
        self.marks: list[str] = []
        self.words: list[str] = []

    def blocks(self, row: int, column: int) -> tuple[PaperBlock, ...]:
        cell = self.shown.get((row, column))
        if cell is None:
            return ()
        place = place_of(self.name, row, column)
        text, runs = cell.text, cell.runs
        if _HTML.search(text):
            self.pages[column] = self.pages.get(column, 0) + 1
            blocks, gone, counted = html_blocks(text)
            self.aside += [one._replace(place=place) for one in gone]
            self.marks.append(text)
            self.words.append(counted)
        else:
            if column in self.escaped:
                self.marks.append(_ESCAPED * text.count(_ESCAPED))
                runs = (Run(text.replace(_ESCAPED, "\n")),)
            blocks, signs = _blocks(runs)
            self.marks.append(signs)
        return tuple(block._replace(place=place) for block in blocks)

    def alarms(self) -> tuple[str, ...]:
        where = f"{self.name}, column" if self.name else "Column"
        pages = [
            f"{where} {column_name(column)}: {plural(count, 'cell')} with HTML, read as browsers show it; look at one."
            for column, count in self.pages.items()
        ]
        escaped = [
            f"{where} {column_name(column)}: the two characters \\n were read as a line break."
            for column in sorted(self.escaped)
        ]
        return (*pages, *escaped)


def place_of(name: str, row: int, column: int) -> str:
    """A cell's place: “Sheet1!B4”; only the row and column where the sheet has no name."""
    return f"{name}!{column_name(column)}{row}" if name else f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """The letters of a column from 1: A, B, … Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _blocks(runs: tuple[Run, ...]) -> tuple[tuple[PaperBlock, ...], str]:
    """The paragraphs and list items of a cell, and the signs that stood before the items."""
    if len(runs) == 1 and runs[0] == Run(runs[0].text):
        return written_blocks(runs[0].text)
    parts: list[list[Run]] = [[]]
    for run in runs:
        for i, piece in enumerate(re.split(r"\n[ \t]*(?:\n[ \t]*)+", run.text)):
            if i:
                parts.append([])
            parts[-1].append(run._replace(text=piece))
    return tuple(PaperBlock(PARAGRAPH, tuple(part)) for part in parts if any(run.text.strip() for run in part)), ""


def _is_escaped(texts: list[str]) -> bool:
    """Whether the column writes its line breaks as two characters, and uses backslashes for nothing else."""
    count = sum(text.count(_ESCAPED) for text in texts)
    if any("\n" in text or _PATH.search(text) for text in texts):
        return False
    return count > 1 and count == sum(text.count("\\") for text in texts)
