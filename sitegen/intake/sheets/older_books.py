"""Workbooks in forms that only Excel and few others write (.xls, .xlsb), by python-calamine."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from sitegen.intake.package import OLE, damaged
from sitegen.intake.paper import Paper, Run, SetAside, letters
from sitegen.intake.sheets.grid import HIDDEN_SHEET, MOST_CELLS, Grid, GridCell, as_table
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALARM = (
    "Hidden rows and columns, struck-out words and comments cannot be told in this form of workbook: look for them."
)
_TAKE_IT_OFF = "Open it in Excel, take the password off (File, Info), save it as .xlsx, import that."


def read_older_book(name: str, data: bytes) -> Paper:
    """The file as a paper with a table for each sheet; raises Refused where it is damaged, protected or no workbook.

    Run it in a process with bounds: what reads the file may take whatever a damaged one claims to need.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise Refused(
            f"{name} is a sheet in an older form, and what reads those is not installed.",
            "Open it in Excel, save it as .xlsx, and import that; or install it:  pip install 'sitegen[sheets]'",
        ) from None
    aside: list[SetAside] = []
    alarms: list[str] = [_ALARM]
    blocks, passages = [], []
    counted = letters("")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
            read = book.get_sheet_by_name(sheet.name)
            if read.height * read.width > MOST_CELLS:
                raise _too_wide(name, sheet.name)
            rows = read.to_python(skip_empty_area=False)
            cells = dict(_cells(rows, HIDDEN_SHEET if hidden else ""))
            for cell in cells.values():
                counted += letters(cell.text)
                passages.append(cell.text)
            table = as_table(Grid(sheet.name, cells))
            counted = counted - letters(table.marks) + letters(table.words)
            blocks += [table.block] if table.block else []
            aside += table.set_aside
            alarms += table.alarms
    except calamine.PasswordError as error:
        raise Refused(f"{name} is protected with a password.", _TAKE_IT_OFF) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if data.startswith(OLE):  # what reads it does not say which of the two
            raise Refused(f"{name} is protected with a password, or damaged.", _TAKE_IT_OFF) from error
        raise damaged(name) from error
    return Paper(
        "sheet", tuple(blocks), tuple(aside), counted, alarms=tuple(alarms), passages=tuple(passages), is_sheet=True
    )


def _too_wide(name: str, sheet: str) -> Refused:
    return Refused(
        f"{name}: the sheet {sheet} has more than 2 million cells.",
        "Copy the rows with questions into a sheet of their own, save that, and import it.",
    )


def _cells(rows: Sequence[Sequence[object]], gone: str) -> Iterator[tuple[tuple[int, int], GridCell]]:
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            text = _shown(value)
            if text.strip():
                yield (row, column), GridCell((Run(text),), gone)


def _shown(value: object) -> str:
    """A value as Excel would show it, days as 2021-02-18."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
