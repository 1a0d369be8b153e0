"""A digest in lists, on its page, in parts and on paper; and the archive of all."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.site.views.chart_views import Charts
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.entry_views import EntryView, Recording
from sitegen.site.views.label import Label, Named
from sitegen.site.views.safe_html import Html


class DigestTeaser(NamedTuple):
    """A digest as lists show it."""

    route: str
    title: str
    date: date
    answers: int
    """Entries shown."""
    by: str


class Accounting(NamedTuple):
    """What became of the questions that came in."""

    received: int
    published: int
    withdrawn: int
    merged: int
    withheld: tuple[tuple[str, int], ...]
    """Reason and number, the most first; reasons of fewer than five stand together, as an empty reason, at the end."""


class DigestPart(NamedTuple):
    """Where some of the questions of a very long digest are."""

    route: str
    first: int
    """The number of its first question."""
    last: int


class DigestPartView(NamedTuple):
    """Some of the questions of a very long digest."""

    route: str
    digest: Label
    part: DigestPart
    entries: tuple[Teaser, ...]
    previous: Label | None
    next: Label | None


class DigestView(NamedTuple):
    """One session: its introduction, what came in, its questions in order."""

    route: str
    title: str
    date: date
    kind: str
    """spoken, written or mixed."""
    host: str
    place: str
    recording: Recording | None
    answered_by: tuple[Named, ...]
    introduction: Html
    accounting: Accounting | None
    entries: tuple[Teaser, ...]
    previous: Label | None
    next: Label | None
    print_route: str
    extra: dict[str, Any]
    parts: tuple[DigestPart, ...] = ()
    """Where all questions of a very long digest are; `entries` are then the first."""
    id: str = ""
    """By which a search is narrowed to it."""


class QRCode(NamedTuple):
    """A QR code, as it is drawn: in black, on a white square."""

    size: int
    """Of the square's sides, in modules."""
    path: str
    """What is black (`d` of an SVG path)."""


class PrintView(NamedTuple):
    """A whole digest on paper."""

    route: str
    digest: DigestView
    entries: tuple[EntryView, ...]
    address: str
    """The digest's public address, or empty."""
    code: QRCode | None
    """That address, for phones."""


class Year(NamedTuple):
    """The digests of a year."""

    year: int
    digests: tuple[DigestTeaser, ...]


class ArchiveView(NamedTuple):
    """All digests by year, the newest first."""

    route: str
    years: tuple[Year, ...]
    charts: Charts | None
