"""A verdict: what was looked at, whether it is as it should be, and what to do where it is not."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Level(Enum):
    """How much it matters; the value is the word that stands before it."""

    GOOD = "good"
    MIND = "mind"
    """It works, and somebody should know it."""
    MEND = "mend"
    """Something will not work."""


class Verdict(NamedTuple):
    """One line of the doctor's."""

    level: Level
    says: str
    do: str = ""
    """What to do; only where it is not good."""


def good(says: str) -> Verdict:
    """As it should be."""
    return Verdict(Level.GOOD, says)


def mind(says: str, do: str) -> Verdict:
    """It works, but for what it says."""
    return Verdict(Level.MIND, says, do)


def mend(says: str, do: str) -> Verdict:
    """It does not work."""
    return Verdict(Level.MEND, says, do)
