"""A commitment, wherever it is shown."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.label import Label

Day = date


class Progress(NamedTuple):
    """One step of a commitment."""

    date: date
    status: str
    """open, in-progress, done, partly-done, changed or dropped."""
    note: str
    evidence: str
    """A web address, or words."""


class Extension(NamedTuple):
    """A later due date, and why."""

    date: date
    to: Day
    why: str


class Commitment(NamedTuple):
    """What was said would be done."""

    anchor: str
    """Its id in the register: that of its quote, so that it stays when another promise comes or goes."""
    older_anchor: str
    """The one by its place in the file, which links had before."""
    text: str
    quote: str
    """The exact words of the answer."""
    strength: str
    """commitment, intention or offer."""
    status: str
    owner: Label | None
    made: date
    due: date | None
    due_source: str
    """stated or agreed; empty where there is no due day."""
    first_due: date | None
    """The day that was said at first, where a later one was agreed."""
    extended: tuple[Extension, ...]
    updates: tuple[Progress, ...]
    entry: Label
    withdrawn_words: bool
    """Whether the quote now stands only in a correction."""
    calendar: str = ""
    """The route of a calendar with its due day alone; empty where nothing is due, or not any more."""
