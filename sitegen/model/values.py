"""What every kind of file has: references with their place, and the head that says when it is shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sitegen.problems.problem import Place
from sitegen.reading.dates import show_day
from sitegen.reading.links import BodyLink

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Found(Protocol):
    """Words that look private."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...


class Ref(NamedTuple):
    """A name as the writer typed it, with its place."""

    name: str
    line: int
    column: int

    def at(self, path: str) -> Place:
        """The place in the file `path`."""
        return Place(path, self.line, self.column, max(1, len(self.name)))


class Waiver(NamedTuple):
    """Words that look private and may stand in a file until a day."""

    kind: str
    fingerprint: str
    reason: str
    by: str
    until: date
    """The last day."""

    def is_of(self, words: _Found) -> bool:
        """Whether these are its words."""
        return (self.kind, self.fingerprint) == (words.kind, words.key)

    def covers(self, some: Iterable[_Found]) -> bool:
        """Whether any of these are its words."""
        return any(map(self.is_of, some))


class Head(NamedTuple):
    """The fields that every kind of file takes."""

    draft: bool
    publish_from: date | None
    """The first day shown."""
    publish_until: date | None
    """The last day shown."""
    aliases: tuple[Ref, ...]
    privacy_ok: tuple[Waiver, ...]
    extra: dict[str, Any]

    def held_back(self, today: date) -> Hold | None:
        """Why the file is not shown on that day; None where it is."""
        if self.draft:
            return Hold("draft")
        if self.publish_from and today < self.publish_from:
            return Hold("embargoed", self.publish_from)
        if self.publish_until and today > self.publish_until:
            return Hold("expired")
        return None


NOT_APPROVED = "not approved"
UNFINISHED = ("draft", NOT_APPROVED)
"""Reasons whose problems are notices: nobody waits for these."""


def waits(reason: str) -> bool:
    """Whether that is why something is held back."""
    return reason.endswith(NOT_APPROVED)


class Hold(NamedTuple):
    """Why something is held back."""

    reason: str
    """draft, embargoed, expired, not approved, or "its digest is …"."""
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.reason} until {show_day(self.until)}" if self.until else self.reason


class Paged(Protocol):
    """Anything that a content file says."""

    @property
    def file(self) -> File:
        """What is known of the file whatever its kind."""


class File(NamedTuple):
    """What is known of a content file of any kind, besides its own fields."""

    path: str
    head: Head
    places: dict[str, tuple[int, int]]
    """Line and column of the fields that a check of the whole may complain about: `topics`, `updates.0.date`."""
    body_line: int
    has_body: bool
    links: tuple[BodyLink, ...]
    anchors: tuple[str, ...]
    broken: tuple[str, ...] = ()
    """Fields that were complained about: their values are placeholders, and nothing more is said of them."""

    def at(self, field: str) -> Place:
        """The place of a field's value; of the first line, where it has none."""
        line, column = self.places.get(field, (1, 1))
        return Place(self.path, line, column)
