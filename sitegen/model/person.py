"""A person as their file says it, and a plain page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.model.values import File


class Role(NamedTuple):
    """A role held for a time."""

    title: str
    since: date | None
    until: date | None

    def held_on(self, day: date) -> bool:
        """Whether the role was held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class PersonFile(NamedTuple):
    """One answerer, from one file."""

    file: File
    name: str
    roles: tuple[Role, ...]
    """In order of time."""
    team: str
    contact: str
    contact_public: bool
    left: date | None

    @property
    def id(self) -> str:
        """The file's name without `.md`."""
        return self.file.path.rpartition("/")[2].removesuffix(".md")

    def role_on(self, day: date) -> str:
        """The title of the role held on that day, or an empty string."""
        return next((role.title for role in self.roles if role.held_on(day)), "")
