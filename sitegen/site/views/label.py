"""What a page names and leads to: anything by its title, somebody by name and role."""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    """Something that can be linked to."""

    title: str
    route: str = ""
    """Below the site's root; empty where there is no page to link to."""


class Named(NamedTuple):
    """Someone who answered, as they were on that day."""

    name: str
    role: str
    """Held on the day of the answer; empty if none was."""
    route: str
