"""A topic in lists and on its page."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.site.views.chart_views import Charts
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.label import Label, Named
from sitegen.site.views.safe_html import Html
from sitegen.site.views.year_views import YearPage


class TopicTeaser(NamedTuple):
    """A topic as lists show it."""

    route: str
    title: str
    answers: int
    summary: str
    synonyms: tuple[str, ...]
    children: tuple[Label, ...]
    parent: Label | None


class TopicsView(NamedTuple):
    """All topics, by title."""

    route: str
    topics: tuple[TopicTeaser, ...]


class Position(NamedTuple):
    """The current position of a topic."""

    text: str
    as_of: date
    next_review: date | None


class TopicView(NamedTuple):
    """One topic: the current position first, then what was asked."""

    route: str
    title: str
    summary: str
    synonyms: tuple[str, ...]
    parent: Label | None
    children: tuple[Label, ...]
    owner: Named | None
    position: Position | None
    guidance: str
    introduction: Html
    waiting: tuple[Teaser, ...]
    entries: tuple[Teaser, ...]
    """Newest first, those that wait left out; of a long list the newest."""
    charts: Charts | None
    feed_route: str
    """Empty where there is no feed."""
    extra: dict[str, Any]
    years: tuple[YearPage, ...] = ()
    """All answers of a long list, by year, the newest first."""
    id: str = ""
    """By which a search is narrowed to it."""
