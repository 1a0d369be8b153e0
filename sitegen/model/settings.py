"""`sitegen.yaml` as frozen settings."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sitegen.model.names import SETTINGS
from sitegen.reading.dates import Duration

PATH = SETTINGS


class Ask(NamedTuple):
    """A way to ask."""

    label: str
    to: str


class Branding(NamedTuple):
    """What makes the site look like the organisation's own."""

    brand: str = ""
    logo: str = ""
    """A path below the project, such as `content/assets/logo.svg`."""
    logo_alt: str = ""


class Accessibility(NamedTuple):
    """What is known, for the accessibility statement."""

    tested_by: str = ""
    tested_on: date | None = None
    known_problems: tuple[str, ...] = ()


class Target(NamedTuple):
    """A place to publish to."""

    name: str
    to: str
    url: str
    keep: int
    records: str = ""
    """Where what publishing keeps is, if not beside the site."""


class Settings(NamedTuple):
    """The site as a whole."""

    title: str
    organisation: str = ""
    description: str = ""
    language: str = "en-GB"
    timezone: str = "Europe/London"
    """One that is known, so that the day can be told whatever was typed."""
    url: str = ""
    """With a slash at the end, or empty."""
    ask: tuple[Ask, ...] = ()
    asked_by: str = ""
    """Empty for the interface's own wording, "A member of staff"."""
    review_every: Duration = Duration(12, "month")
    report_back_after: Duration = Duration(3, "month")
    theme: Branding = Branding()
    plugins: tuple[str, ...] = ()
    publish: tuple[Target, ...] = ()
    id: str = ""
    accessibility: Accessibility = Accessibility()
    noindex: bool = False
    needs_approval: bool = False
    """Whether what nobody has approved is held back."""
    may_stand: tuple[str, ...] = ()
    """Boxes, `@` and a domain, telephone numbers, postcodes and addresses that are nobody's secret."""
    abbreviations: dict[str, str] = {}  # noqa: RUF012 - a default that nobody changes
    """The words that letters stand for; none where they are not to be taken for any."""
    extra: dict[str, Any] = {}  # noqa: RUF012 - a default that nobody changes
    places: dict[str, tuple[int, int]] = {}  # noqa: RUF012 - a default that nobody changes
