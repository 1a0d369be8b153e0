"""A project as a value: where its files are, where its site goes, and for which day."""

from __future__ import annotations

from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.workspace import MEMORY


class Project(NamedTuple):
    """A folder of questions and answers, and what becomes of it; a relative path is one from the working folder."""

    folder: str | PathLike[str]
    """The one that holds `sitegen.yaml`."""
    output: str | PathLike[str] | None = None
    """Where the site stands when it is built; else `output/` in the project's folder."""
    day: date | None = None
    """The day that the site is built for; else today in its time zone."""
    cache: str | PathLike[str] | None = None
    """The folder for what is remembered, in one named `.sitegen` of its own; else the project's."""

    @property
    def root(self) -> Path:
        """The folder that holds `sitegen.yaml`."""
        return Path(self.folder)

    @property
    def site(self) -> Path:
        """The folder for the built site."""
        return self.root / "output" if self.output is None else Path(self.output)

    @property
    def remembering(self) -> Path:
        """The folder that holds what is remembered, in `.sitegen/`."""
        return self.root if self.cache is None else Path(self.cache)

    @property
    def memory(self) -> Path:
        """What is remembered."""
        return self.remembering / MEMORY

    @property
    def locks(self) -> tuple[Path, ...]:
        """The folders to lock for a build: whatever else they share, no two builds of a project go on at once."""
        return tuple(sorted({self.root / MEMORY, self.memory}))

    def today(self, zone: str) -> date:
        """The day in a time zone: the one that was named, else the clock's. The only clock there is."""
        from zoneinfo import ZoneInfo

        return self.day or datetime.now(ZoneInfo(zone)).date()
