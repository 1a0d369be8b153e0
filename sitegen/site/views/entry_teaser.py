"""An entry as lists show it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.label import Label


class Teaser(NamedTuple):
    """An entry as lists show it."""

    route: str
    title: str
    question: str
    """As asked; equal to `title` where no title was given."""
    in_short: str
    state: str
    """answered, partial, holding, awaiting or declined."""
    replaced: bool
    """Whether a newer answer supersedes it."""
    outstanding: tuple[str, ...]
    due: date | None
    """The day by which an answer is due, while awaiting or holding."""
    declined: str
    date: date
    """Answered; asked while awaiting."""
    by: str
    """Who answered, in one line: "Chief Executive"."""
    topics: tuple[Label, ...]
    id: str
