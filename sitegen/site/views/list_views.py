"""Lists over the whole site: what is new, what waits, what was corrected."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.entry_views import Correction


class News(NamedTuple):
    """An answer of which there is news."""

    teaser: Teaser
    what: str
    """new, replaced, correction, update, promise or reworded."""


class NewsDay(NamedTuple):
    """What was news on a day."""

    date: date
    news: tuple[News, ...]


class ChangesView(NamedTuple):
    """What is new and changed: the newest answers by the day of their latest news."""

    route: str
    days: tuple[NewsDay, ...]


class WaitingView(NamedTuple):
    """Questions whose answer, or part of it, is still to come."""

    route: str
    awaiting: tuple[Teaser, ...]
    holding: tuple[Teaser, ...]
    partial: tuple[Teaser, ...]


class CorrectionItem(NamedTuple):
    """A correction and where it was made."""

    correction: Correction
    title: str
    route: str


class CorrectionsView(NamedTuple):
    """What was changed, when and why, the newest first."""

    route: str
    corrections: tuple[CorrectionItem, ...]
