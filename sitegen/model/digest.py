"""A digest as its file says it: one session, its date, who answered, what came in."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.model.approval import Approval
from sitegen.model.entry import Recording
from sitegen.model.values import File, Ref

KINDS = ("spoken", "written", "mixed")


class Counts(NamedTuple):
    """What came in, and what became of it."""

    received: int
    merged: int
    withheld: tuple[tuple[str, int], ...]
    """Reason and number."""


class DigestFile(NamedTuple):
    """One session, from its `index.md`."""

    file: File
    title: str
    date: date
    kind: str
    host: str
    place: str
    recording: Recording | None
    answered_by: tuple[Ref, ...]
    order: tuple[Ref, ...]
    counts: Counts | None
    approved: Approval | None = None

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.file.path.split("/")[-2]
