"""What was taken back at a place, for ever: marks that are only added to.

A mark is written before the switch that takes the words away, in one step with the marks of all releases that hold
them. So there is no moment at which an earlier release would still be offered, whatever dies.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.release import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.publish.remotes.remote import Host

TEXT, RELEASE, WORDS = "text", "release", "words"
_MOST_WORDS = 100_000  # runs of words, which is half of what the file may have
MARKS = "withdrawn.ndjson"


class Mark(NamedTuple):
    """One thing that was taken back: a token of a text, a release that holds such a text, or words by their hash."""

    kind: str
    id: str
    stamp: int
    """Seconds, by the host's clock: when it was taken back."""

    def line(self) -> str:
        """The mark as it is kept, on one line."""
        return json.dumps(self, separators=(",", ":"))


def dump_marks(marks: Iterable[Mark]) -> bytes:
    """As they are kept."""
    return "".join(f"{mark.line()}\n" for mark in marks).encode()


def marked(marks: Iterable[Mark], kind: str) -> dict[str, int]:
    """The ids of that kind, and when each was taken back first."""
    return {mark.id: mark.stamp for mark in reversed(tuple(marks)) if mark.kind == kind}


def added(
    marks: Sequence[Mark], texts: Iterable[str], releases: Iterable[str], words: Iterable[str], stamp: int
) -> tuple[Mark, ...]:
    """The marks with those that are new."""
    there = {mark[:2] for mark in marks}
    new = [(kind, one) for kind, some in ((TEXT, texts), (RELEASE, releases)) for one in sorted(some)]
    left = _MOST_WORDS - sum(mark.kind == WORDS for mark in marks)
    new += [(WORDS, one) for one in sorted(words)][: max(0, left)]
    return (*marks, *(Mark(*mark, stamp) for mark in new if mark not in there))


def taken_back(host: Host) -> frozenset[str]:
    """The releases that hold what was taken back, and those of which nobody can tell, since they have no record."""
    if not host.marks:
        return frozenset()
    return frozenset(marked(host.marks, RELEASE)) | (host.releases - host.recorded - {EMPTY.id})
