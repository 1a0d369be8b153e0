"""A line of fields in its parts, and the column in which it belongs."""

from __future__ import annotations

import re

_LINE = re.compile(r"^(?P<before>\s*(?:- +)*(?:(?P<name>[\w-]+):(?:\s+|$))?)(?P<value>.*?)\s*$")
OPENS_TEXT = re.compile(r"[|>][+-]?\d?[+-]?$")
"""What stands behind a name whose text goes below it."""


def indent(line: str) -> int:
    """How many characters stand before the line's first word or hyphen."""
    return len(line) - len(line.lstrip())


def parts(line: str) -> tuple[str, str, str]:
    """What stands before the value, the value, and the field's name."""
    match = _LINE.match(line)
    assert match is not None
    return match["before"], match["value"], match["name"] or ""


def name_above(lines: list[str], number: int) -> int:
    """The line of the field in which this one stands; the line itself where none does."""
    typed = indent(lines[number])
    within = (row for row in range(number - 1, -1, -1) if lines[row].strip() and indent(lines[row]) < typed)
    return next(within, number)


def level(lines: list[str], number: int) -> int:
    """How many spaces belong before a field: as before the nearest of those above, two more below a name alone."""
    above = [line for line in lines[:number] if line.strip()]
    if not above:
        return 0
    _, value, name = parts(above[-1])
    if name and not value:
        return _start(above[-1]) + 2
    starts = [0]
    for line in reversed(above):
        if parts(line)[2] and (len(starts) == 1 or _start(line) < starts[-1]):
            starts.append(_start(line))
    typed = indent(lines[number])
    return min(starts, key=lambda start: (abs(start - typed), start))


def _start(line: str) -> int:
    """The column, from 0, in which the line's first word stands: behind the hyphens of a list."""
    hyphens = re.match(r"\s*(?:- +)*", line)
    return hyphens.end() if hyphens else 0
