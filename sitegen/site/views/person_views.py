"""A person in lists and on their page."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.safe_html import Html
from sitegen.site.views.year_views import YearPage


class Role(NamedTuple):
    """A role someone holds or held."""

    title: str
    since: date | None
    until: date | None


class PersonTeaser(NamedTuple):
    """A person as lists show them."""

    route: str
    name: str
    role: str
    """The role held now, or the last one."""
    answers: int
    left: date | None


class PeopleView(NamedTuple):
    """Everyone who answers."""

    route: str
    people: tuple[PersonTeaser, ...]


class PersonView(NamedTuple):
    """One answerer: roles, answers, what they said they'd do."""

    route: str
    name: str
    roles: tuple[Role, ...]
    team: str
    contact: str
    """Empty unless it may be shown."""
    left: date | None
    introduction: Html
    entries: tuple[Teaser, ...]
    commitments: tuple[Commitment, ...]
    extra: dict[str, Any]
    years: tuple[YearPage, ...] = ()
    """All answers of a long list, by year, the newest first; `entries` are then the newest."""
    promised: int = 0
    """How many commitments there are, where not all are shown."""
    id: str = ""
    """By which a search is narrowed to them."""
