"""A topic as its file says it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.model.values import File, Ref
from sitegen.reading.dates import Duration


class Position(NamedTuple):
    """What holds now, and since when somebody has said so."""

    text: str
    as_of: date


class TopicFile(NamedTuple):
    """One topic, from one file."""

    file: File
    title: str
    synonyms: tuple[Ref, ...]
    parent: Ref | None
    owner: Ref | None
    summary: str
    position: Position | None
    guidance: str
    review_every: Duration | None
    merged_into: Ref | None

    @property
    def id(self) -> str:
        """Its file's name without `.md`."""
        return self.file.path.rpartition("/")[2].removesuffix(".md")
