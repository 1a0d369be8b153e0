"""Quotation marks round a value, as YAML reads them."""

from __future__ import annotations

import re

_CLOSED = re.compile(r"""'(?:[^']|'')*'$|"(?:[^"\\]|\\.)*"$""")
_CLOSES_WORD = re.compile(r"\S['\"](?!\w)")


def is_quoted(value: str) -> bool:
    """Whether the marks with which the value begins end with it, and no sooner."""
    return bool(_CLOSED.match(value))


def quoted(text: str) -> str:
    """The text in quotation marks that suit it, every word and mark of it kept."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def requoted(value: str) -> str:
    """A value in quotation marks; those that were meant to stand round all of it are not its own."""
    return quoted(_inside(value.strip()))


def _inside(value: str) -> str:
    """The value without the marks round all of it; as it is where they belong to its first and last words."""
    mark = value[:1]
    if mark not in ("'", '"'):
        return value
    inner = value[1:].removesuffix(mark)
    first = inner.find(mark)
    if first >= 0 and _CLOSES_WORD.match(inner, first - 1):
        return value
    return inner if value.endswith(mark) or first < 0 else value
