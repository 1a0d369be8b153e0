"""What stands at an address without a page of its own."""

from __future__ import annotations

from typing import NamedTuple


class NotFoundView(NamedTuple):
    """404: its links are absolute, since a server shows it at any address."""

    route: str


class RedirectView(NamedTuple):
    """A page that leads on."""

    route: str
    target: str
    title: str
    """Empty where the target's title must not be shown."""
