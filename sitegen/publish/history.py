"""What happened on a host, and what follows from it: where one step back leads, and what may be pruned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def parent_of(rows: Sequence[Row], release: str) -> str:
    """The release that was served when this one was published: where one step back leads. Empty for none.

    A step back does not count as publishing, so that stepping back twice never comes to the release just left.
    """
    first = {row.release for row in rows if row.what == CREATED}
    for row in reversed(rows):
        if row.release == release and row.what == PUBLISHED:
            return "" if row.parent in first else row.parent
    return ""


def kept(rows: Sequence[Row], current: str, keep: int) -> frozenset[str]:
    """The releases that stay: the live one, its parent, what it replaced, and the last `keep` that were served."""
    served = list(dict.fromkeys(row.release for row in reversed(rows) if row.what != CREATED))
    return frozenset({current, parent_of(rows, current), *(row.parent for row in rows[-1:]), *served[: max(1, keep)]})
