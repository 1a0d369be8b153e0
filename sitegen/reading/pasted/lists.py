"""Lists as word processors write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ROUND = re.compile(r"[•●▪◦‣⁃∙■□►➢➤✓✔❖\uf0a0-\uf0ff]\s*(?=\S)")
_AND_TAB = re.compile(
    rf"(?:[·o–—§*-]|\d{{1,3}}[.)]|[a-zA-Z][.)]|\([a-z0-9]{{1,4}}\)|[ivx]{{2,5}}[.)])(?:\t|[{_WIDE}]|  )\s*(?=\S)"
)
_AND_BLANK = re.compile(r"(?:([·o–—§])|([a-zA-Z])[.)]|\(([a-z]{1,4}|\d{1,2})\)|([ivx]{2,5})[.)]) +(?=\S)")
_FIRST = re.compile(r"[^\w\s“‘\"'\[]|\w?\w?\w?\w?\w?[.)\s]")  # the least that all of these begin with
_SECOND = "o◦▪§–—■□"


def starts_as_item(line: str) -> bool:
    """Whether the line begins with a mark of Word that nothing else begins with."""
    return bool(_ROUND.match(line) or _AND_TAB.match(line))


def bullets(block: Block, source: Finder) -> Iterator[Problem]:
    """Lines with the marks of Word, which run into one paragraph."""
    lines = block.lines
    for row, line in enumerate(lines):
        if not _FIRST.match(line):
            continue
        match = _ROUND.match(line) or _AND_TAB.match(line) or (_AND_BLANK.match(line) if _is_row(lines, row) else None)
        if match:
            at = source.at(block.rows.start + row, line)
            mended = written_anew(block, row, _as_list(lines[row:]), source.lines)
            yield problems.no_list(at, match[0].strip(), mended, len(lines) - row)
            return


def _is_row(lines: list[str], row: int) -> bool:
    """Whether the next line begins with the same mark, or with the next letter."""
    here = _AND_BLANK.match(lines[row])
    behind = _AND_BLANK.match(lines[row + 1]) if row + 1 < len(lines) else None
    if not here or not behind or here.lastindex != behind.lastindex:
        return False
    one, two = here[here.lastindex or 0], behind[behind.lastindex or 0]
    return (
        one == two if here.lastindex == 1 else one != two and (len(one) > 1 or len(two) > 1 or ord(two) - ord(one) == 1)
    )


def _as_list(lines: list[str]) -> list[str]:
    """The lines as a list; a second kind of mark makes the level below."""
    made: list[str] = []
    first = ""
    for line in lines:
        match = _ROUND.match(line) or _AND_TAB.match(line) or _AND_BLANK.match(line)
        if not match:
            made.append(f"  {line.strip()}" if made else line)
            continue
        mark, words = match[0].strip(), line[match.end() :].strip()
        first = first or mark
        is_number = mark[0].isdigit()
        pushed = "  " if mark != first and mark in _SECOND else ""
        made.append(f"{pushed}{mark if is_number and mark[-1] in '.)' else '-'} {words}")
    return made
