"""The first page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.digest_views import DigestTeaser
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.topic_views import TopicTeaser


class Change(NamedTuple):
    """Something that happened after a digest was published."""

    kind: str
    """answer, update or correction."""
    date: date
    title: str
    route: str
    text: str


class HomeView(NamedTuple):
    """The first page."""

    route: str
    latest: DigestTeaser | None
    latest_entries: tuple[Teaser, ...]
    """Up to five."""
    changes: tuple[Change, ...]
    topics: tuple[TopicTeaser, ...]
    waiting: int
    commitments: int
