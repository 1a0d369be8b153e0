"""The headings of a body: below the page's own, each with an id, no two alike below the same one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems

if TYPE_CHECKING:
    from sitegen.problems.problem import Problem
    from sitegen.reading.placing import BodyPlaces


def slug(text: str) -> str:
    """The anchor of a heading: its letters, marks and digits of any script, lower case, joined by hyphens."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text.lower())
    return "-".join(unicodedata.normalize("NFC", "".join(kept)).split()) or "section"


class Headings:
    """Those of one body, from its first to its last."""

    def __init__(self, places: BodyPlaces, found: list[Problem]) -> None:
        """What is wrong with them is put behind what is found already."""
        self._places, self._problems = places, found
        self.anchors: dict[str, None] = {}
        self._repeats: dict[str, int] = {}  # how often the words of a heading came back
        self._levels: list[int] = []
        self._open: list[str] = []  # the words of the one that is open, behind those above it
        self._told: set[tuple[str, ...]] = set()

    @property
    def tag(self) -> str:
        """The element of the one that is open."""
        return f"h{min(6, 1 + len(self._levels))}"

    def add(self, row: int, level: int, words: str) -> tuple[str, str]:
        """The element and the id of the next heading, which stands in the row."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        del self._open[len(self._levels) - 1 :]
        self._open.append(words)
        if words and tuple(self._open) in self._told:
            self._problems.append(problems.heading_twice(self._places.at(row), words))
        self._told.add(tuple(self._open))
        base = anchor = slug(words)
        while anchor in self.anchors:
            # A page of many headings with one name must not count from 1 for each.
            self._repeats[base] = self._repeats.get(base, 0) + 1
            anchor = f"{base}-{self._repeats[base]}"
        self.anchors[anchor] = None
        return self.tag, anchor
