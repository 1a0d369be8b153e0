"""A text with what a problem says in the place of what is wrong: for the report that prints it, and to write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.problems.problem import Problem

_END = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"  # of byte order: no character of the first line


def put(problem: Problem, words: str, line: str) -> str:
    """The line with the words in the place of what is marked, and of the quotation marks right round it."""
    start = (problem.column or 1) - 1
    end = start + problem.length
    if line[start : start + 1] in ('"', "'") and line[end + 1 : end + 2] == line[start : start + 1]:
        end += 2  # a name's stretch is as long as the name alone
    return line[:start] + words + line[end:]


def mended_text(text: str, problem: Problem) -> str:
    """The text of the whole file, of which nothing else changes: the ends of its lines are as they were.

    Lines that are new end as the one in whose place they stand.
    """
    row = (problem.line or 1) - 1
    if problem.lines:
        return with_lines(text, row, problem.lines, problem.replacement.split("\n")[:-1])
    head, lines, ends = cut_lines(text)
    lines[row] = put(problem, problem.replacement, lines[row])
    return head + _joined(lines, ends)


def with_lines(text: str, row: int, count: int, new: Sequence[str]) -> str:
    """The text with the new lines in the place of so many from `row` on, counted from 0; before it where none go."""
    head, lines, ends = cut_lines(text)
    stop = min(row + count, len(lines))
    end = next(filter(None, (ends[row], *ends)), "\n")
    last = ends[stop - 1] if stop > row else end
    lines[row:stop] = new
    ends[row:stop] = [*[end] * (len(new) - 1), last] if new else []
    return head + _joined(lines, ends)


def cut_lines(text: str) -> tuple[str, list[str], list[str]]:
    """The mark that the text begins with, if any, its lines, and what ends each; nothing ends the last."""
    head = _MARK if text.startswith(_MARK) else ""
    pieces = _END.split(text[len(head) :])
    return head, pieces[::2], [*pieces[1::2], ""]


def _joined(lines: list[str], ends: list[str]) -> str:
    return "".join(line + end for line, end in zip(lines, ends, strict=True))
