"""A text below a `>`: its paragraphs, and the lines of a list in it, as its writer sees them.

YAML makes one line feed of an empty line, and a blank of every other line's end; then nobody could tell a paragraph
from a line, and the items of a list would run into one another.
"""

from __future__ import annotations

import re

_ITEM = re.compile(r"(?:[-*•●▪◦‣·–—➢✓\uf0a0-\uf0ff]|\d{1,2}[.)]|[a-z][.)])[ \t\u00a0]+(?=\S)")
_BREAKS = re.compile(r"\n+(?=[^\n])")


def unfold(value: str, lines: list[str]) -> str:
    """The value that YAML reads, a blank line between its paragraphs; `lines` are those it stands on.

    Two lines or more that begin as items of a list stay lines.
    """
    if sum(is_item(line) for line in lines) > 1:
        return _with_items(lines) + "\n"
    return _BREAKS.sub("\n\n", value)


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list."""
    return bool(_ITEM.match(line.lstrip(" ")))


def _with_items(lines: list[str]) -> str:
    made = ""
    joint = ""
    for line in lines:
        text = line.strip()
        if text:
            made += ("\n" if is_item(line) and joint == " " else joint) + text
            joint = " "
        elif made:
            joint = "\n\n"
    return made
