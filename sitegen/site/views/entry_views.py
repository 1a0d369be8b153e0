"""An entry on a page of its own, whole or withdrawn, and the small values that only an entry has."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.label import Label, Named
from sitegen.site.views.safe_html import Html


class Recording(NamedTuple):
    """Where the spoken answer can be heard."""

    url: str
    start: str
    """`12:30`, or empty."""
    end: str
    address: str
    """The url with the start as a media fragment."""


class Correction(NamedTuple):
    """What was changed in an answer."""

    date: date
    was: str
    """Empty where the words were removed."""
    now: str
    why: str
    removed: bool


class Update(NamedTuple):
    """New information after publication."""

    date: date
    text: str


class Rewording(NamedTuple):
    """That an answer was told in other words, and says the same."""

    date: date
    why: str


class Link(NamedTuple):
    """Another entry and how it relates."""

    title: str
    route: str
    date: date
    topics: tuple[str, ...] = ()
    """Why it is related: topics that both are on; empty where the writer said that they are."""
    words: tuple[str, ...] = ()
    """And words that both questions hold, as this one writes them."""


class ReviewState(NamedTuple):
    """When an answer or a position was looked at, and when it will be again."""

    last: date
    next: date | None
    by: str


class EntryView(NamedTuple):
    """One question and its answer."""

    route: str
    teaser: Teaser
    answer: Html
    asked: date
    answered: date | None
    asked_by: str
    answered_by: tuple[Named, ...]
    spoken: bool
    edited: bool
    digest: Label
    positions: tuple[Label, ...]
    """Its topics that have a current position."""
    also_asked: tuple[str, ...]
    recording: Recording | None
    corrections: tuple[Correction, ...]
    updates: tuple[Update, ...]
    reworded: tuple[Rewording, ...]
    commitments: tuple[Commitment, ...]
    supersedes: tuple[Link, ...]
    superseded_by: tuple[Link, ...]
    follows: tuple[Link, ...]
    followed_by: tuple[Link, ...]
    related: tuple[Link, ...]
    review: ReviewState | None
    previous: Label | None
    next: Label | None
    cite: str
    """The whole citation in one line, with the address where the site has one."""
    structured: dict[str, Any] | None
    """JSON-LD (schema.org FAQPage), for the `json` filter; None while there is no answer, or no address."""
    extra: dict[str, Any]


class TombstoneView(NamedTuple):
    """What stays of a withdrawn entry: no title, no question, no answer."""

    route: str
    withdrawn: date
    why: str
    digest: Label
