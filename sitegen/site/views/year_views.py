"""A long list by year."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.site.views.commitment_views import Commitment
from sitegen.site.views.entry_teaser import Teaser
from sitegen.site.views.label import Label


class YearPage(NamedTuple):
    """A page that holds the rows of one year of a long list."""

    route: str
    year: int
    number: int
    """Counted from the oldest; 0 where the year is on one page."""
    rows: int


class YearView(NamedTuple):
    """One year of a long list."""

    route: str
    whole: Label
    """The page that it is of."""
    page: YearPage
    older: str
    """The route of the page before, where the year has several."""
    entries: tuple[Teaser, ...]
    commitments: tuple[Commitment, ...]
