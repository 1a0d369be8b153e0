"""Tables that are not read as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew
from sitegen.reading.pasted.lists import starts_as_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:–—−‐‑+=-]+$")
_GRID = re.compile(r"\+[-=+:]+\+$")
_PAGE = re.compile(r".*\S\t+\d{1,4}(?:\]\(#\S{1,200}\))?$|.*\S\s*\.{4,}\s*\d{1,4}$")


def not_read(block: Block, source: Finder) -> Iterator[Problem]:
    """Rows with bars and no row of hyphens, or cells with tabs between them."""
    if "|" not in block.text and "\t" not in block.text:
        return
    lines = block.without_code.split("\n")
    rows = _run(lines, _has_bars)
    found = [line.strip() for line in block.lines[rows.start : rows.stop]]
    if not rows:
        rows = _run(lines, lambda line: "\t" in line and not starts_as_item(line))
        found = [line.strip() for line in block.lines[rows.start : rows.stop]]
        found = [line.replace("|", "\\|").replace("\t", " | ") for line in found]
    if rows:
        below = [""] if rows.stop < len(lines) else []  # what stands there would become a row
        mended = written_anew(block, rows.start, _written_out(found) + below, source.lines)
        yield problems.table_not_read(source.at(block.rows.start + rows.start), mended, len(rows))


def _has_bars(line: str) -> bool:
    """Whether the line looks like a row: it begins with a bar, has two, or one with blanks on both sides."""
    is_row = " | " in line or (line.startswith("|") and len(line) > 1) or len(_BAR.findall(line)) > 1
    return is_row or bool(_GRID.match(line))


def _run(lines: list[str], is_row: Callable[[str], bool]) -> range:
    """The first two or more lines in a row that are some."""
    start = row = 0
    for row, line in enumerate([*lines, ""]):
        if is_row(line.strip()):
            continue
        if row - start > 1:
            break
        start = row + 1
    found = [line.strip() for line in lines[start:row]]
    return range(start, row) if found and not all(_PAGE.match(line) for line in found) else range(0)


def _written_out(rows: list[str]) -> list[str]:
    cells = [[cell.strip() for cell in _BAR.split(row.strip().strip("|"))] for row in rows if not _RULE.match(row)]
    width = max((len(row) for row in cells), default=1)
    full = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return [*full[:1], "|" + "---|" * width, *full[1:]]


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
        yield problems.list_of_contents(source.at(block.rows.start))
