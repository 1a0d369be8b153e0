"""Lists as word processors write them, and those that are pushed in too far below a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew
from sitegen.reading.pasted.item_marks import BULLETS, as_item, counts_on, first_mark, mark_of, same_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_FIRST = re.compile(r"[^\w\s“‘\"']|\w?\w?\w?\w?\w?[.)\s]|[\d\u2460-\u2473]")  # the least that all of these begin with
_SECOND = "o◦▪§–—■□○"
_DASH = re.compile(r"^[ \t>]*[–—][ \t]*(?=\S)")
_ITEM = re.compile(r"[ \t>]*[-*+] ")
_IN_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_PUSHED_IN = re.compile(r"(?:[-*+]|(\d{1,3})[.)])[ \t]+(?=\S)")
_GLUED = re.compile(r"\*(?=[^\W_])")
_IN_A_LINE = re.compile(rf"(?:^|(?<=: )|(?<=:))[{BULLETS}]\s*\S.*?\s[{BULLETS}]\s*\S")
_SPLIT = re.compile(rf"(?:^|\s*)[{BULLETS}]\s*")
_HYPHENS = re.compile(r"(?<=:) - (?=\S.* - \S)")
_BOX = re.compile(r"\[([ \u00a0]?[xX]?[ \u00a0]?)\](?![(\[:])[ \u00a0]?(?=\S)")
_SHORT = 50  # characters of a line that its writer ended
_FAR = 20  # lines at most from an item to the next
_UNSEEN = "\u200b\u2060\ufeff \u00a0"
_SAYING = "✓✔✗✘"
"""Marks that say something where a list has more than one of them."""


def bullets(block: Block, source: Finder) -> Iterator[Problem]:
    """Lines with the marks of Word, which run into one paragraph."""
    lines = [line.strip().lstrip(_UNSEEN) for line in block.lines]
    alone = _in_a_line(block, source) if len(lines) == 1 else None
    if alone:
        yield alone
        return
    for row, line in enumerate(lines):
        if not _FIRST.match(line):
            continue
        problem = _at_row(block, row, lines, source)
        if problem:
            yield problem
            return


def _at_row(block: Block, row: int, lines: list[str], source: Finder) -> Problem | None:
    """The problem of a list that begins in that row of the block."""
    line = lines[row]
    mark = first_mark(line)
    if not mark and _is_row(block, row, lines, source.lines):
        mark = mark_of(line) or line[0]
    if not mark and row and line[0] in "–—" and _runs_on(block, row, source.lines):
        typed = source.lines[block.rows.start + row : block.rows.start + len(lines)]
        mended = "".join(f"{_DASH.sub(_as_hyphen, one, count=1)}\n" for one in typed)
        return problems.no_list(source.at(block.rows.start + row, line), line[0], mended, len(typed))
    if not mark:
        return _box(block, row, lines, source) if line[0] == "[" else None
    if row == 0 and _IN_ITEM.match(source.lines[block.rows.start]):
        if mark in _SAYING:
            return None  # an item that says whether it is so
        if len(lines) == 1:  # its mark stands twice
            mended = written_anew(block, 0, [line[len(mark) :].strip()], source.lines)
            return problems.no_list(source.at(block.rows.start, line), mark, mended, 1)
    new = _as_list(lines[row:], _edges(block, row, source.lines))
    mended = written_anew(block, row, new, source.lines)
    at = source.at(block.rows.start + row, line)
    return problems.no_list(at, mark, mended, len(lines) - row, is_markdown=bool(row and _PUSHED_IN.match(line)))


def line_below(block: Block, source: Finder) -> Iterator[Problem]:
    """A sentence right below a list, which goes on with its last item."""
    lines, first = block.lines, block.rows.start
    if len(lines) < 2 or not _IN_ITEM.match(source.lines[first]):
        return
    edge = len(source.lines[first]) - len(source.lines[first].lstrip(" \t>"))
    for row in range(1, len(lines)):
        typed, above = source.lines[first + row], lines[row - 1].strip()
        if (
            len(above) < _SHORT
            and above[-1:] not in ",–—-"
            and len(typed) - len(typed.lstrip(" \t>")) <= edge
            and typed.strip(" \t>")[:1].isupper()
            and typed.rstrip()[-1:] in ".!?:"
        ):
            marks = typed[: len(typed) - len(typed.lstrip(" \t>"))].rstrip()
            mended = f"{marks}\n{typed}\n"
            yield problems.line_in_list(source.at(first + row, typed.strip(" \t>")), typed.strip(" \t>")[:60], mended)
            return


def _in_a_line(block: Block, source: Finder) -> Problem | None:
    """The problem of `Vans: • one • two`: bullets that a PDF left in one line."""
    line = block.lines[0].strip()
    hyphen = _HYPHENS.search(line) if ": - " in line else None
    found = hyphen or _IN_A_LINE.search(line)
    if not found:
        return None
    rest = line[found.start() :]
    head = line[: found.start()].strip()
    items: list[str] = (rest.split(" - ") if hyphen else _SPLIT.split(rest))[1:]
    new = [f"- {item.strip()}" for item in items if item.strip()]
    mended = written_anew(block, 0, [head, "", *new] if head else new, source.lines)
    return problems.no_list(source.at(block.rows.start), rest.strip()[0], mended, 1)


def _box(block: Block, row: int, lines: list[str], source: Finder) -> Problem | None:
    """A list of ticks whose boxes are not as they should be, or that has no hyphens."""
    found = _BOX.match(lines[row])
    if not found or (row and _BOX.match(lines[row - 1])):
        return None
    first = source.lines[block.rows.start]
    if row == 0 and _IN_ITEM.match(first) and len(lines) == 1:
        if re.match(r"\[[ \u00a0xX]\][ \u00a0]", lines[0]):
            return None
        box = found[0].strip()
        return problems.mark_left_over(source.at(block.rows.start, found[0]), box, f"{_tick(found)} ")
    if not all(_BOX.match(line) for line in lines[row:]) or len(lines) - row < 2 or _IN_ITEM.match(first):
        return None
    mended = written_anew(block, row, [f"- {_ticked(line)}" for line in lines[row:]], source.lines)
    return problems.no_list(source.at(block.rows.start + row), found[0].strip(), mended, len(lines) - row)


def _ticked(line: str) -> str:
    """The line with its box as it should be."""
    return _BOX.sub(lambda found: f"{_tick(found)} ", line, count=1)


def _tick(box: re.Match[str]) -> str:
    return "[x]" if box[1].strip() else "[ ]"


def _runs_on(block: Block, row: int, lines: list[str]) -> bool:
    """Whether the dash of that row stands below the hyphen of a list, which a word processor left as it was typed."""
    hyphen = _ITEM.match(lines[block.rows.start])
    dash = _DASH.match(lines[block.rows.start + row])
    return bool(hyphen and dash and len(dash[0].rstrip()) == len(hyphen[0].rstrip()))


def _as_hyphen(dash: re.Match[str]) -> str:
    return f"{dash[0].rstrip()[:-1]}- "


def _is_row(block: Block, row: int, lines: list[str], typed: list[str]) -> bool:
    """Whether another line below begins with the same mark, or with the next number or letter."""
    line, below = lines[row], lines[row + 1 : row + _FAR]
    pushed = _PUSHED_IN.match(line) if row else None
    if pushed:
        number = pushed[1] and int(pushed[1])
        return not number or any((one := _PUSHED_IN.match(other)) and one[1] == f"{number + 1}" for other in below)
    if line[0] == "*":
        return len(below) > 0 and bool(_GLUED.match(line)) and all(_half(other) for other in lines[row:])
    if line.startswith("o ") and row == 0 and len(lines) == 1:
        return _is_beside(block, typed)
    near = below if row == 0 and line[0] != "»" else below[:1]
    return any(same_mark(line, other) or counts_on(line, other) for other in near)


def _half(line: str) -> bool:
    """Whether the line has one asterisk, right before its first word."""
    return bool(_GLUED.match(line)) and line.count("*") == 1


def _is_beside(block: Block, typed: list[str]) -> bool:
    """Whether the paragraph above or below begins with the same mark, too."""
    rows = (range(block.rows.start - 1, -1, -1), range(block.rows.stop, len(typed)))
    near = [next((typed[at] for at in way if typed[at].strip(" >")), "") for way in rows]
    return any(line.lstrip(" >").startswith("o ") for line in near)


def _as_list(lines: list[str], edges: list[int]) -> list[str]:
    """The lines as a list; a second kind of mark makes the level below, and so does a line that begins further in."""
    marks = [_mark(line, index) for index, line in enumerate(lines)]
    is_said = len({mark for mark in marks if mark and mark in _SAYING}) > 1
    made: list[str] = []
    for line, mark, edge in zip(lines, marks, edges, strict=True):
        if not mark:
            made.append(f"  {line.strip()}")
            continue
        words = line.strip().removeprefix(mark).strip(" \t\u00a0\ufe0f")
        is_second = (mark != marks[0] and mark in _SECOND) or edge > edges[0] + 1
        is_kept = is_said or (mark.isdigit() and any("." in other[:-1] for other in marks))
        item = f"- {mark}" if is_kept else as_item(mark)
        made.append(f"{'  ' if is_second else ''}{item} {words}")
    return made


def _edges(block: Block, row: int, lines: list[str]) -> list[int]:
    """The columns in which the words of the block begin, from the row on; those of its first are behind its marks."""
    typed = lines[block.rows.start : block.rows.start + len(block.lines)]
    first = len(typed[0].rstrip()) - len(block.lines[0].rstrip())
    starts = [typed[0][:first], *(line[: len(line) - len(line.lstrip(" \t>"))] for line in typed[1:])]
    return [len(start.expandtabs(4)) for start in starts[row:]]


def _mark(line: str, index: int) -> str:
    """The mark that a line of the list begins with; empty where it begins with none."""
    pushed = _PUSHED_IN.match(line)
    if pushed:
        return pushed[0].strip()
    if _GLUED.match(line):
        return "*"
    return first_mark(line) or mark_of(line) or (line[0] if line[:1] in ("–", "—") and (index or line[1:2]) else "")
