"""A sheet by LibreOffice (.ods) to tables: what is shown, and what is hidden, covered or an error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sitegen.intake.open_document.odf_inline import OdfInline
from sitegen.intake.open_document.odf_names import OFFICE, TABLE, TEXT, count_odf_letters, whole
from sitegen.intake.open_document.odf_package import open_document
from sitegen.intake.open_document.odf_styles import OdfStyles
from sitegen.intake.package import damaged
from sitegen.intake.paper import Paper, PaperBlock, Run, SetAside, letters
from sitegen.intake.sheets.grid import (
    COVERED,
    ERROR,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    HIDDEN_SHEET,
    MOST_CELLS,
    Grid,
    GridCell,
    as_table,
    place_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sitegen.intake.open_document.odf_package import OpenDocument

_GROUPS = frozenset(
    TABLE + name
    for name in ("table-rows", "table-header-rows", "table-row-group", "table-columns", "table-header-columns",
                 "table-column-group")
)  # read as a table  # fmt: skip
_HIDDEN = ("collapse", "filter")
_ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:")


def read_open_sheet(name: str, data: bytes) -> Paper:
    """The file as a paper with a table for each sheet; raises Refused where it is damaged, protected, or no sheet."""
    try:
        return _SheetReader(open_document(name, data, "spreadsheet")).paper()
    except RecursionError:
        raise damaged(name) from None


class _SheetReader:
    """Goes through one file."""

    def __init__(self, document: OpenDocument) -> None:
        self.body = document.body
        self.styles = OdfStyles((document.content, document.styles))
        self.inline = OdfInline(self.styles)

    def paper(self) -> Paper:
        blocks: list[PaperBlock] = []
        alarms: list[str] = []
        aside: list[SetAside] = []
        counted: Counter[str] = Counter()
        passages: list[str] = []
        for sheet in self.body.findall(TABLE + "table"):
            grid = Grid(sheet.get(TABLE + "name", ""), self._cells(sheet))
            found, words = count_odf_letters([sheet])
            table = as_table(grid)
            counted += found + letters(table.words)
            counted -= letters(table.marks)
            passages += words
            aside += table.set_aside
            alarms += table.alarms
            blocks += [table.block] if table.block else []
        return Paper(
            "sheet by LibreOffice", tuple(blocks), (*aside, *self.inline.set_aside), counted,
            alarms=(*alarms, *self.inline.alarms), passages=tuple(passages), is_sheet=True,
        )  # read as a table  # fmt: skip

    def _cells(self, sheet: Element) -> dict[tuple[int, int], GridCell]:
        title = sheet.get(TABLE + "name", "")
        unseen = HIDDEN_SHEET if self.styles.is_hidden_table(sheet.get(TABLE + "style-name", "")) else ""
        hidden = _hidden_columns(sheet)
        cells: dict[tuple[int, int], GridCell] = {}
        row = 0
        for element in _below(sheet, TABLE + "table-row"):
            gone = unseen or (HIDDEN_ROW if element.get(TABLE + "visibility") in _HIDDEN else "")
            column = 0
            for cell in element:
                if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    column += 1
                    self.inline.place = place_of(title, row + 1, column)
                    runs = self._runs(cell)
                    why = gone or (COVERED if cell.tag == TABLE + "covered-table-cell" else "")
                    why = why or (HIDDEN_COLUMN if column in hidden else "")
                    if runs:
                        is_error = (
                            "".join(run.text for run in runs).startswith(_ERRORS)
                            and cell.get(TABLE + "formula") is not None
                        )
                        cells[row + 1, column] = GridCell(runs, why or (ERROR if is_error else ""))
                    column += min(whole(cell, TABLE + "number-columns-repeated", 1), MOST_CELLS) - 1
            row += min(whole(element, TABLE + "number-rows-repeated", 1), MOST_CELLS)
        return cells

    def _runs(self, cell: Element) -> tuple[Run, ...]:
        runs: list[Run] = []
        place = self.inline.place
        for part in cell:
            if part.tag == TEXT + "p":
                self.inline.take(part, place, "")
                runs += [*([Run("\n")] if runs else []), *self.inline.runs]
            elif part.tag == OFFICE + "annotation":
                self.inline.aside("comment", part)
        look = self.styles.look("table-cell", cell.get(TABLE + "style-name", ""))
        if look.strike:
            runs = [run._replace(strike=True) for run in runs]
        return _joined(runs)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """The runs, neighbours of one look as one."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and found[-1]._replace(text="") == run._replace(text=""):
            found[-1] = found[-1]._replace(text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def _hidden_columns(sheet: Element) -> set[int]:
    hidden: set[int] = set()
    at = 0
    for column in _below(sheet, TABLE + "table-column"):
        count = min(whole(column, TABLE + "number-columns-repeated", 1), 20_000)
        if column.get(TABLE + "visibility") in _HIDDEN:
            hidden.update(range(at + 1, at + count + 1))
        at += count
    return hidden


def _below(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _below(child, tag)
