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
_ROUND = re.compile(r"[•●○◉▪◦‣▸▶⁃∙■□◆◇►➢➤✓✔✗✘☐☑☒❏❑❖\uf0a0-\uf0ff]\s*(?=\S)")
_AND_TAB = re.compile(
    rf"(?:[·o–—§*-]|\d{{1,3}}[.)]|[a-zA-Z][.)]|\([a-z0-9]{{1,4}}\)|[ivx]{{2,5}}[.)])(?:\t|[{_WIDE}]|  )\s*(?=\S)"
)
_AND_BLANK = re.compile(r"(?:([·o–—§→⇒➔➜★☆])|([a-zA-Z])[.)]|\(([a-z]{1,4}|\d{1,2})\)|([ivx]{2,5})[.)]) +(?=\S)")
_FIRST = re.compile(r"[^\w\s“‘\"'\[]|\w?\w?\w?\w?\w?[.)\s]")  # the least that all of these begin with
_SECOND = "o◦▪§–—■□○"
_DASH = re.compile(r"^[ \t>]*[–—][ \t]*(?=\S)")
_ITEM = re.compile(r"[ \t>]*[-*+] ")
_IN_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_SAYING = "✓✔✗✘"
"""Marks that say something where a list has more than one of them."""
_BOXES = {"☐": "- [ ]", "☑": "- [x]", "☒": "- [x]"}


def starts_as_item(line: str) -> bool:
    """Whether the line begins with a mark of Word that nothing else begins with."""
    return bool(_ROUND.match(line) or _AND_TAB.match(line))


def bullets(block: Block, source: Finder) -> Iterator[Problem]:
    """Lines with the marks of Word, which run into one paragraph."""
    lines = [line.strip() for line in block.lines]
    for row, line in enumerate(lines):
        if not _FIRST.match(line):
            continue
        match = _ROUND.match(line) or _AND_TAB.match(line) or (_AND_BLANK.match(line) if _is_row(lines, row) else None)
        if not match and row and line[0] in "–—" and _runs_on(block, row, source.lines):
            typed = source.lines[block.rows.start + row : block.rows.start + len(lines)]
            mended = "".join(f"{_DASH.sub(_as_hyphen, line, count=1)}\n" for line in typed)
            yield problems.no_list(source.at(block.rows.start + row, line), line[0], mended, len(typed))
            return
        if match and row == 0 and _IN_ITEM.match(source.lines[block.rows.start]):
            if match[0].strip() in _SAYING:
                continue  # an item that says whether it is so
            if len(lines) == 1:  # its mark stands twice
                mended = written_anew(block, 0, [line[match.end() :]], source.lines)
                yield problems.no_list(source.at(block.rows.start, line), match[0].strip(), mended, 1)
                return
        if match:
            at = source.at(block.rows.start + row, line)
            mended = written_anew(
                block, row, _as_list(block.lines[row:], _edges(block, row, source.lines)), source.lines
            )
            yield problems.no_list(at, match[0].strip(), mended, len(lines) - row)
            return


def _runs_on(block: Block, row: int, lines: list[str]) -> bool:
    """Whether the dash of that row stands below the hyphen of a list, which a word processor left as it was typed."""
    hyphen = _ITEM.match(lines[block.rows.start])
    dash = _DASH.match(lines[block.rows.start + row])
    return bool(hyphen and dash and len(dash[0].rstrip()) == len(hyphen[0].rstrip()))


def _as_hyphen(dash: re.Match[str]) -> str:
    return f"{dash[0].rstrip()[:-1]}- "


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


def _as_list(lines: list[str], edges: list[int]) -> list[str]:
    """The lines as a list; a second kind of mark makes the level below, and so does a line that begins further in."""
    marks = [_mark(line.strip()) for line in lines]
    is_said = len({mark for mark in marks if mark and mark in _SAYING}) > 1
    made: list[str] = []
    for line, mark, edge in zip(lines, marks, edges, strict=True):
        if not mark:
            made.append(f"  {line.strip()}")
            continue
        words = line.strip().removeprefix(mark).strip()
        number = re.fullmatch(r"\(?(\d{1,3})([.)])", mark)
        is_second = (mark != marks[0] and mark in _SECOND) or edge > edges[0] + 1
        item = f"- {mark}" if is_said else _BOXES.get(mark, "-")
        if number:
            item = f"{number[1]}{'.' if mark[0] == '(' else number[2]}"
        made.append(f"{'  ' if is_second else ''}{item} {words}")
    return made


def _edges(block: Block, row: int, lines: list[str]) -> list[int]:
    """The columns in which the words of the block begin, from the row on; those of its first are behind its marks."""
    typed = lines[block.rows.start : block.rows.start + len(block.lines)]
    first = len(typed[0].rstrip()) - len(block.lines[0].rstrip())
    starts = [typed[0][:first], *(line[: len(line) - len(line.lstrip(" \t>"))] for line in typed[1:])]
    return [len(start.expandtabs(4)) for start in starts[row:]]


def _mark(line: str) -> str:
    """The mark that the line begins with; empty where it begins with none."""
    match = _ROUND.match(line) or _AND_TAB.match(line) or _AND_BLANK.match(line)
    return match[0].strip() if match else line[0] if line[:1] in "–—" and line[1:2] == " " else ""
