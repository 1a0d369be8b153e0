"""Numbers as they are written: figures in groups, with blanks, dashes, dots, brackets or a line's end in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy.late_pattern import LatePattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST, _MOST = 9, 19  # figures of a number that anybody is known by
_RUN = LatePattern(
    r"(?:(?<![\w£$€])|(?i:(?<=tel)|(?<=mob)|(?<=nhs)|(?<=phone)|(?<=mobile)))"
    r"\+?\(?[0-9](?:[ \t().\-/|]{0,3}(?:\n[ \t>]{0,12})?[0-9]){8,}(?!\w)"
)
_CODE = 4  # figures, at least, that a stroke parts from those behind it
_GROUP = LatePattern(r"[0-9]+")


class DigitGroups(NamedTuple):
    """Some groups of figures in a row."""

    start: int
    end: int
    digits: str
    lengths: tuple[int, ...]
    """How many figures each group has; a group that a line's end breaks is one."""
    plus: bool
    """Whether a + stands before them."""


def written_numbers(text: str) -> Iterator[list[DigitGroups]]:
    """For each place where a number may begin, what it may be: from the fewest groups to the most."""
    for run in _RUN.finditer(text):
        figures, base = run[0], run.start()  # once: each time is a copy of all of them
        groups = list(_GROUP.finditer(figures))
        for first, group in enumerate(groups):
            if first and figures[groups[first - 1].end() : group.start()] == ".":
                continue  # what stands behind a decimal point
            yield list(_beginning_at(figures, base, groups, first))


def _beginning_at(run: str, base: int, groups: Sequence[re.Match[str]], first: int) -> Iterator[DigitGroups]:
    start = groups[first].start()
    plus = "+" in run[max(0, start - 2) : start]
    digits = gaps = ""
    whole: list[int] = []  # a line's end is between two groups
    joined: list[int] = []  # a line's end is inside of one
    for index in range(first, len(groups)):
        size = len(groups[index][0])
        gap = run[groups[index - 1].end() : groups[index].start()] if index > first else ""
        gaps += gap
        digits += groups[index][0]
        if len(digits) > _MOST or gaps.count("\n") > 1 or (gap.strip() and not _may_part(gaps, digits, whole)):
            return
        whole.append(size)
        if joined and "\n" in gap:
            joined[-1] += size
        else:
            joined.append(size)
        if len(digits) >= _LEAST:
            end = base + groups[index].end()
            yield DigitGroups(base + start, end, digits, tuple(whole), plus)
            if joined != whole:
                yield DigitGroups(base + start, end, digits, tuple(joined), plus)


def _may_part(gaps: str, digits: str, groups: Sequence[int]) -> bool:
    """Whether such signs part the groups of one number, and not a list of figures, or of coordinates."""
    if sum(sign in gaps for sign in ".-/|") > 1:
        return False
    parted = gaps.count("/") + gaps.count("|")  # else a day, figures of an address on the web, or of a table
    return not parted or (parted == 1 and groups[0] >= _CODE and ("|" not in gaps or digits.startswith("0")))
