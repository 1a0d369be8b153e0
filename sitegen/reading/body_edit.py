"""The text below the fields changed: lines that stay keep their ends, whatever the others end with."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from sitegen.problems.mended_text import cut_lines

_END = re.compile(r"\r\n|\r")


def with_body(text: str, body_line: int, body: str) -> str:
    """The text of a file with another body; `body_line` is the line, from 1, on which the one that it has begins."""
    mark, lines, ends = cut_lines(text)
    start = body_line - 1
    old, new = lines[start:], _END.sub("\n", body).split("\n")
    if old == new:
        return text
    usual = next(filter(None, ends), "\n")
    made: list[str] = [usual] * len(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for block in matcher.get_matching_blocks():
        kept = ends[start + block.a : start + block.a + block.size]
        made[block.b : block.b + block.size] = [end or usual for end in kept]
    made[-1:] = [""]
    lines = [*lines[:start], *new]
    ends = [*(end or usual for end in ends[:start]), *made]
    for row in range(max(start, 1), len(lines)):
        if ends[row - 1] == "\r" and not lines[row] and ends[row] == "\n":
            ends[row] = "\r"  # else the two would be the end of one line
    return mark + "".join(line + end for line, end in zip(lines, ends, strict=True))


def body_of(text: str, body_line: int) -> str:
    """The body as a text field of a browser has it: every line ended by a line feed."""
    return "\n".join(cut_lines(text)[1][body_line - 1 :])
