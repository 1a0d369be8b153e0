"""A page of the writer's."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.site.views.safe_html import Html


class Accessibility(NamedTuple):
    """What is known about the site's accessibility."""

    tested_by: str
    tested_on: date | None
    known_problems: tuple[str, ...]


class PlainView(NamedTuple):
    """A page of the writer's: about and the like."""

    route: str
    title: str
    body: Html
    name: str
    """Its file name: about, accessibility, …; these two have default texts in their templates where `body` is empty."""
    accessibility: Accessibility
    extra: dict[str, Any]
