"""Cells of a table below words that make them private: days of birth, numbers of patients and of who treats them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sitegen.privacy.identity_codes import find_birth_dates
from sitegen.privacy.labelled_numbers import find_labelled_numbers, find_registrations
from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.names_in_context import find_in_context, find_related
from sitegen.privacy.numbers_of_people import find_numbers
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RULE = LatePattern(r"^[ \t>|:-]{2,400}$", re.MULTILINE)
_CELL = LatePattern(r"[^|\n]+")
_OF_THINGS = ("Name",)
"""What stands above the names of people, and as often above others."""
_LONGEST_HEAD, _MOST_COLUMNS = 60, 100
_PARTED_BY = ",;\t"
_BESIDE: tuple[tuple[Callable[[str], Iterator[Sighting]], tuple[str, ...]], ...] = (
    (find_birth_dates, ("3/4/1961",)),
    (find_labelled_numbers, ("K1234567", "1234567")),
    (find_registrations, ("7123456", "12A3456E", "PA12345")),
    (find_numbers, ("7912345601",)),
    (find_in_context, ("Sarah Jones",)),
    (find_related, ("Sarah",)),
)
"""What looks for words beside others, each with such words: a heading that makes them private would do so with all."""


class _Cell(NamedTuple):
    start: int
    text: str


def find_labelled_cells(text: str) -> Iterator[Sighting]:
    """Each of them in a table of Markdown."""
    for rule in _RULE.finditer(text):
        if "|" not in rule[0] or "-" not in rule[0] or not rule.start():
            continue
        above = text.rfind("\n", 0, rule.start() - 1) + 1
        heads = [head.text for head in islice(_cells(text, above, rule.start() - 1), _MOST_COLUMNS)]
        labels = {number: head for number, head in enumerate(heads) if is_label(head)}
        start = rule.end() + 1
        while labels and start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            cells = list(islice(_cells(text, start, end), _MOST_COLUMNS))
            if (len(cells) < 2 and len(heads) > 1) or _RULE.match(text, start, end):
                break  # below the table, or where the next one begins
            for number, cell in enumerate(cells):
                if number in labels:
                    yield from _beside(labels[number], cell)
            start = end + 1


def as_table(text: str) -> str:
    """Values that commas or the like part, as a table of Markdown; empty where no heading makes any of them private."""
    import csv  # slow to import, and few files are such

    first = text.lstrip("\ufeff").partition("\n")[0]
    parted_by = max(_PARTED_BY, key=first.count)
    try:
        rows = csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=parted_by)
        heads = next(rows, [])
        if not any(map(is_label, heads[:_MOST_COLUMNS])):
            return ""
        lines = [_as_row(heads), "|-" * len(heads) + "|", *map(_as_row, rows)]
    except csv.Error:  # a field longer than any
        return ""
    return "\n".join(lines)


@lru_cache(1024)
def is_label(head: str) -> bool:
    """Whether the words make private what stands below them."""
    said = " ".join(head.replace("_", " ").split())
    return (
        0 < len(said) <= _LONGEST_HEAD
        and said not in _OF_THINGS
        and any(
            next(find(f"{said}: {such}"), None) and not next(find(such), None)
            for find, words in _BESIDE
            for such in words
        )
    )


def _beside(head: str, cell: _Cell) -> Iterator[Sighting]:
    before = f"{' '.join(head.replace('_', ' ').split())}: "
    for find, _ in _BESIDE:
        for one in find(before + cell.text):
            if one.start >= len(before):
                moved = cell.start - len(before)
                yield one._replace(start=one.start + moved, end=one.end + moved)


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    for match in _CELL.finditer(text, start, end):
        said = match[0].strip(" \t>")
        if said or match.start() > start:
            yield _Cell(match.start() + len(match[0]) - len(match[0].lstrip(" \t>")), said)


def _as_row(values: list[str]) -> str:
    return "|" + "|".join(" ".join(value.replace("|", " ").split()) or " " for value in values) + "|"
