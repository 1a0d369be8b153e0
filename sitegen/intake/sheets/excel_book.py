"""A workbook by Excel (.xlsx, .xlsm) to tables: what is shown, and what is hidden, covered or an error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sitegen.intake.link_targets import allowed_address
from sitegen.intake.package import Package, damaged
from sitegen.intake.paper import Paper, Run, SetAside, letters
from sitegen.intake.sheets.excel_cells import CellFormats, S, aids_of, runs_of, unescaped, words_in
from sitegen.intake.sheets.excel_parts import (
    ON,
    ExcelParts,
    Relation,
    RowOfCells,
    all_cells,
    covered,
    hidden_columns,
    number,
    position,
)
from sitegen.intake.sheets.grid import (
    COVERED,
    ERROR,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    HIDDEN_SHEET,
    Grid,
    GridCell,
    as_table,
)
from sitegen.intake.word.package_parts import sensitivity

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def read_workbook(name: str, data: bytes) -> Paper:
    """The file as a paper with a table for each sheet; raises Refused where it is damaged, protected, or none."""
    return _Workbook(ExcelParts(Package(name, data))).paper()


class _Workbook:
    """Goes through one file."""

    def __init__(self, parts: ExcelParts) -> None:
        self.parts = parts
        properties = parts.book.find(S + "workbookPr")
        since_1904 = properties is not None and properties.get("date1904", "").lower() in ON
        self.formats = CellFormats(parts.one("styles"), since_1904=since_1904)
        strings = parts.one("sharedStrings")
        self.strings = list(strings.findall(S + "si")) if strings is not None else []
        self.runs: dict[int, tuple[Run, ...]] = {}
        self.words: dict[int, str] = {}
        self.aside: list[SetAside] = []
        self.alarms: list[str] = []
        self.counted: Counter[str] = Counter()
        self.passages: list[str] = []

    def paper(self) -> Paper:
        blocks = []
        for sheet in self.parts.book.iter(S + "sheet"):
            relation = self.parts.related.get(sheet.get(_R + "id", ""))
            root = self.parts.package.xml(relation.target) if relation and relation.kind == "worksheet" else None
            if relation is None or root is None:
                continue
            title = sheet.get("name", "")
            hidden = HIDDEN_SHEET if sheet.get("state", "visible") != "visible" else ""
            related = self.parts.relations(relation.target)
            rows = list(all_cells(root))
            grid = Grid(title, self._cells(title, root, rows, related, hidden))
            self._count(rows, grid)
            table = as_table(grid)
            self.counted += letters(table.words)
            self.counted -= letters(table.marks)
            self.aside += table.set_aside
            self.alarms += table.alarms
            blocks += [table.block] if table.block else []
            self._comments(title, related)
        return Paper(
            "sheet", tuple(blocks), tuple(self.aside), self.counted, marked=sensitivity(self.parts.package),
            alarms=tuple(self.alarms), passages=tuple(self.passages), is_sheet=True,
        )  # read as a table  # fmt: skip

    def _cells(
        self, title: str, root: Element, rows: list[RowOfCells], related: dict[str, Relation], hidden: str
    ) -> dict[tuple[int, int], GridCell]:
        columns = hidden_columns(root)
        links = {
            where: allowed_address(related[link.get(_R + "id", "")].target)
            for link in root.iter(S + "hyperlink")
            if link.get(_R + "id", "") in related and (where := position(link.get("ref", "")))
        }
        cells: dict[tuple[int, int], GridCell] = {}
        for row, element, row_cells in rows:
            gone = hidden or (HIDDEN_ROW if element.get("hidden", "").lower() in ON else "")
            for at, one in row_cells:
                key = (row, at)
                style = number(one.get("s"))
                runs, error = self._value(one, style)
                if not runs:
                    continue
                if self.formats.is_struck(style):
                    runs = tuple(run._replace(strike=True) for run in runs)
                if links.get(key):
                    runs = tuple(run._replace(link=links[key]) for run in runs)
                why = gone or (HIDDEN_COLUMN if at in columns else "") or (ERROR if error else "")
                cells[key] = GridCell(runs, why)
                if not why and any(run.strike for run in runs):
                    words = "".join(run.text for run in runs)
                    self.alarms.append(
                        f"{title}, row {row}: words are struck out: “{words[:60]}”; are they to be read?"
                    )
        for top, key in covered(root):
            if key in cells and key != top and not cells[key].gone:
                cells[key] = cells[key]._replace(gone=COVERED)
        return cells

    def _value(self, cell: Element, style: int) -> tuple[tuple[Run, ...], bool]:
        """The words of a cell, and whether they are an error."""
        kind, value = cell.get("t", "n"), cell.findtext(S + "v") or ""
        if kind == "s":
            at = number(value, -1)
            if not 0 <= at < len(self.strings):
                raise damaged(self.parts.package.name)
            if at not in self.runs:
                self.runs[at] = runs_of(self.strings[at])
            if aids := aids_of(self.strings[at]):
                self.aside.append(SetAside("reading aid above the words", unescaped(aids), furniture=True))
            return self.runs[at], False
        if kind == "inlineStr":
            return runs_of(cell.find(S + "is")), False
        if kind == "b":
            text = "TRUE" if value == "1" else "FALSE"
        elif kind in ("str", "e", "d"):
            text = unescaped(value)
        else:
            text = self.formats.shown(value, style) if value else ""
        return ((Run(text),) if text else ()), kind == "e"

    def _count(self, rows: list[RowOfCells], grid: Grid) -> None:
        """Count the letters of a sheet by the names of elements alone; figures as they were read."""
        for row, _, cells in rows:
            for at, cell in cells:
                kind = cell.get("t", "n")
                if kind == "s":
                    index = number(cell.findtext(S + "v"), -1)
                    if index not in self.words:
                        self.words[index] = words_in(self.strings[index])
                    text = self.words[index]
                elif kind == "inlineStr":
                    text = words_in(cell)
                elif kind in ("str", "e"):
                    text = unescaped(cell.findtext(S + "v") or "")
                else:
                    text = grid.cells[row, at].text if (row, at) in grid.cells else ""
                if text:
                    self.counted += letters(text)
                    self.passages.append(text)

    def _comments(self, title: str, related: dict[str, Relation]) -> None:
        threads = [r for r in related.values() if r.kind.lower() == "threadedcomment"]
        for relation in threads or [r for r in related.values() if r.kind == "comments"]:
            root = self.parts.package.xml(relation.target)
            for comment in root if root is not None and threads else ():
                self._comment(
                    title, comment.get("ref", ""), "".join(t.text or "" for t in comment.iter(_THREADS + "text"))
                )
            for comment in root.iter(S + "comment") if root is not None and not threads else ():
                self._comment(title, comment.get("ref", ""), words_in(comment))

    def _comment(self, title: str, ref: str, words: str) -> None:
        if words.strip():
            self.aside.append(SetAside("comment", words, f"{title}!{ref}"))
            self.counted += letters(words)
            self.passages.append(words)
