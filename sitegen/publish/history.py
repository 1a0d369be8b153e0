"""What happened on a host, and what follows from it: where one step back leads, and what may be pruned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

CREATED, PUBLISHED, BACK = "created", "published", "rolled back"
LATEST = 2**32 - 1
"""The last second that is a time: the year 2106."""


class Row(NamedTuple):
    """One switch from a release to another."""

    release: str
    """First, since the host's script reads it from its place in the line."""
    parent: str
    """What was served before; empty for the first."""
    what: str
    stamp: int
    """Seconds, by the host's clock, and always later than the row before: the mtime of every file that changed."""
    who: str
    summary: str

    def line(self) -> str:
        """The row as it is kept, on one line."""
        return json.dumps(self._asdict(), ensure_ascii=True, separators=(",", ":"))


def next_stamp(rows: Sequence[Row], now: int) -> int:
    """The host's time, but later than every stamp before, so that no changed file looks as old as its last version."""
    return min(LATEST, max([now, *(row.stamp + 1 for row in rows)]))


class WayBack(NamedTuple):
    """Where one step back leads."""

    release: str
    """Empty for nowhere."""
    skipped: tuple[str, ...]
    """Releases on the way that hold what was taken back."""


def way_back(rows: Sequence[Row], release: str, taken: Container[str] = ()) -> WayBack:
    """What was served when the release was published, or the nearest before that with nothing that was taken back.

    A step back does not count as publishing, so that stepping back twice never comes to the release just left.
    """
    first = {row.release for row in rows if row.what == CREATED}
    parents = _parents(rows)
    skipped: dict[str, None] = {}
    parent = parents.get(release, "")
    while parent in taken and parent not in skipped:
        skipped[parent] = None
        parent = parents.get(parent, "")
    return WayBack("" if parent in first or parent == release or parent in skipped else parent, tuple(skipped))


def kept(rows: Sequence[Row], current: str, keep: int, taken: Container[str] = ()) -> frozenset[str]:
    """The releases that stay: the live one, where the way back leads, what it replaced, the last `keep` served.

    None of them holds what was taken back, but for the live one.
    """
    served = dict.fromkeys(row.release for row in reversed(rows) if row.what != CREATED and row.release not in taken)
    staying = {way_back(rows, current, taken).release, *(row.parent for row in rows[-1:]), *[*served][: max(1, keep)]}
    return frozenset({current, *(release for release in staying if release not in taken)})


def descends(rows: Sequence[Row], release: str, ancestor: str) -> bool:
    """Whether the one was published, step by step, after the other: who has seen it has seen that too."""
    parents, seen = _parents(rows), set[str]()
    while release and release not in seen and release != ancestor:
        seen.add(release)
        release = parents.get(release, "")
    return release == ancestor != ""


def _parents(rows: Sequence[Row]) -> dict[str, str]:
    return {row.release: row.parent for row in rows if row.what == PUBLISHED}
