"""The register of all commitments."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.label import Label
from sitegen.site.views.year_views import YearPage


class RegisterGroup(NamedTuple):
    """The commitments of one topic."""

    topic: Label
    commitments: tuple[Commitment, ...]


class RegisterView(NamedTuple):
    """What we said we'd do."""

    route: str
    groups: tuple[RegisterGroup, ...]
    """By topic; commitments and intentions, those not finished first, by due day."""
    offers: tuple[Commitment, ...]
    counts: tuple[tuple[str, int], ...]
    """Status and number, offers not counted."""
    years: tuple[YearPage, ...] = ()
    """All of a long register, by year; `groups` then hold what is next to be done."""
