"""Numbers to look at, as they are drawn."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.label import Label


class Column(NamedTuple):
    """The questions of a month or a year, as a column."""

    start: date
    """Its first day."""
    number: int
    left: str
    """Where it begins, as a part of the drawing: `62.5%`. So are all places and lengths below."""
    top: str
    height: str


class Name(NamedTuple):
    """What stands below a column."""

    start: date
    with_year: bool
    """Whether a month's year must be said: it is another than that of the name before."""
    centre: str


class Tick(NamedTuple):
    """A mark of the upright axis."""

    number: int
    y: str
    """From the top."""


class Timeline(NamedTuple):
    """How many questions were asked, and when. The axis starts at nought; nothing is left out between two columns."""

    by_month: bool
    """Whether a column is a month, not a year."""
    columns: tuple[Column, ...]
    width: str
    """Of each column."""
    names: tuple[Name, ...]
    ticks: tuple[Tick, ...]
    total: int
    first: date
    """The day of the first question: the first year need not be whole."""
    last: date


class Bar(NamedTuple):
    """A topic and its questions, as a bar."""

    topic: Label
    number: int
    width: str


class WaitBar(NamedTuple):
    """The answers that took about as long, as a bar."""

    least: int
    """Calendar days from asking to the answer."""
    most: int | None
    """None where there is no end."""
    number: int
    width: str


class Waits(NamedTuple):
    """How long answers took, whole ones or in part; and what could not be counted."""

    bars: tuple[WaitBar, ...]
    half: int
    """Days within which at least half of them came."""
    waiting: int
    declined: int
    unknown: int
    """Nobody knows when these were asked."""


class Charts(NamedTuple):
    """Where people would rather look than read: each is left out where there are too few numbers for it."""

    timeline: Timeline | None
    topics: tuple[Bar, ...]
    """Those asked about most, up to twelve; a question on two topics is counted in both."""
    waits: Waits | None
