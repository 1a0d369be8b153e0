"""What a detector sees, before anybody has been asked whether it may stand there."""

from __future__ import annotations

from typing import NamedTuple


class Sighting(NamedTuple):
    """Words of one kind in a text as it is read; never printed and never kept."""

    kind: str
    start: int
    end: int
    words: str
    """What they say, in one spelling."""
    masked: str
