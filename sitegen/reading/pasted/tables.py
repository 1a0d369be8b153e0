"""Tables that are not read as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import brought_along
from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew
from sitegen.reading.pasted.cells import KINDS, is_even, of_bars, written_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_PAGE = re.compile(r".*\S\t+\d{1,4}(?:\]\(#\S{1,200}\))?$|.*\S\s*\.{4,}\s*\d{1,4}$")
_QUOTED = re.compile(r"[ \t>]*")


def not_read(block: Block, source: Finder) -> Iterator[Problem]:
    """Rows with bars and no row of hyphens, or cells with tabs, semicolons, commas or wide gaps between them."""
    if "\n" not in block.text:
        yield from _apart(block, source)
        return
    for between in KINDS:
        if between.mark not in block.text:
            continue
        lines = block.lines if between.mark.isspace() else block.without_code.split("\n")
        rows = _run(lines, between.cells)
        counts = [between.cells(line.strip()) for line in lines[rows.start : rows.stop]]
        if rows and (between.is_certain or is_even(counts, lines[rows.start])):
            found = [between.with_bars(line.strip()) for line in block.lines[rows.start : rows.stop]]
            below = [""] if rows.stop < len(lines) else []  # what stands there would become a row
            mended = written_anew(block, rows.start, written_out(found) + below, source.lines)
            yield problems.table_not_read(source.at(block.rows.start + rows.start), mended, len(rows))
            return


def _run(lines: list[str], cells: Callable[[str], int]) -> range:
    """The first two or more lines, one behind the other, that have two cells at least."""
    start = row = 0
    for row, line in enumerate([*lines, ""]):
        if cells(line.strip()) > 1:
            continue
        if row - start > 1:
            break
        start = row + 1
    found = [line.strip() for line in lines[start:row]]
    return range(start, row) if found and not all(_PAGE.match(line) for line in found) else range(0)


def _apart(block: Block, source: Finder) -> Iterator[Problem]:
    """A row that has blank lines between it and the next, or the table above."""
    mark = next((mark for mark in ("|", "\t") if mark in block.text), "")
    lines, row = source.lines, block.rows.start
    if not mark or row >= len(lines) or not _is_row(block.text, mark):
        return
    above = next((at for at in range(row - 1, -1, -1) if lines[at].strip(" >")), -1)
    is_below = above >= 0 and _is_row(lines[above], mark)
    if is_below and not (mark == "|" and above and _is_row(lines[above - 1], mark)):
        return  # told with the first
    rows = [row, *_rows_below(lines, row + 1, mark)]
    found = [lines[at].strip(" >") for at in rows]
    if is_below:  # the end of a table
        mended = "".join(f"{lines[at]}\n" for at in rows)
        place = source.at(above + 1)._replace(column=1)
        yield problems.table_not_read(place, mended, rows[-1] - above, is_rest=True)
    elif len(rows) > 2 and all(_PAGE.match(line) for line in found):
        yield brought_along.list_of_contents(source.at(row))
    elif len(rows) > 1 and not all(_PAGE.match(line) for line in found):
        edge = (_QUOTED.match(lines[row]) or [""])[0].rstrip("\t")
        cells = [line.replace("|", "\\|").replace("\t", " | ") for line in found] if mark == "\t" else found
        mended = "".join(f"{edge}{line}\n" for line in written_out(cells))
        yield problems.table_not_read(source.at(row), mended, rows[-1] - row + 1)


def _rows_below(lines: list[str], start: int, mark: str) -> Iterator[int]:
    """The rows that follow, with blank lines between them."""
    for at in range(start, len(lines)):
        if _is_row(lines[at], mark):
            yield at
        elif lines[at].strip(" >"):
            return


def _is_row(line: str, mark: str) -> bool:
    row = line.strip(" >")
    if mark == "|":
        return row.startswith("|") and row.endswith("|") and of_bars(row) > 2
    return "\t" in row.strip() and row[:1].isalnum()


def line_below(block: Block, source: Finder) -> Iterator[Problem]:
    """A sentence that became a row."""
    line = source.lines[block.rows.start].strip(" \t>") if block.rows.start < len(source.lines) else ""
    if "|" not in line and line:
        typed = source.lines[block.rows.start]
        mended = f"{typed[: typed.find(line)].rstrip()}\n{typed}\n"
        yield problems.line_in_table(source.at(block.rows.start, line), line[:60], mended)


def is_contents(text: str) -> bool:
    """Whether three lines and more end in a page's number, behind a tab or dots."""
    return ("\t" in text or "...." in text) and sum(bool(_PAGE.match(line)) for line in text.split("\n")) > 2


def contents(block: Block, source: Finder) -> Iterator[Problem]:
    """Words, then a tab or dots, then a page's number, three times and more."""
    if is_contents(block.text):
        yield brought_along.list_of_contents(source.at(block.rows.start))
