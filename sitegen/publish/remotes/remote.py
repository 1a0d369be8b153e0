"""What every place must be able to do, and what it can look like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sitegen.memory.tree import Tree
    from sitegen.publish.history import Row
    from sitegen.publish.release import Release
    from sitegen.publish.remotes.shelves import Shelves
    from sitegen.publish.takings import Mark

FLIP, IN_PLACE = "flip", "in place"


class Lost(Exception):
    """The connection broke, so what the last request came to is not known."""


class Stale(Exception):
    """Somebody else has published since we looked."""


class Busy(Exception):
    """Somebody is publishing right now; the text says who."""


class SiteRecord(NamedTuple):
    """The marker of a folder: whose site it holds."""

    id: str
    token: str
    """Made at random with the folder; its releases carry it."""
    mode: str

    def dump(self) -> str:
        """The marker on one line."""
        return json.dumps({"site": self.id, "token": self.token, "mode": self.mode})


class Host(NamedTuple):
    """What stands at a place."""

    site: SiteRecord | None
    """None where we never published."""
    current: str = ""
    """The id of the release that is served."""
    releases: frozenset[str] = frozenset()
    """Those that are complete."""
    rows: tuple[Row, ...] = ()
    foreign: str = ""
    """The name of a file that was there before us; only where there is no site yet."""
    now: int = 0
    """Its clock."""
    unfinished: bool = False
    """Whether a publish died on the way, in a manner that the next one finishes."""
    recorded: frozenset[str] = frozenset()
    """The releases whose record is kept; older versions kept none."""
    marks: tuple[Mark, ...] = ()
    """What was taken back here."""
    untidy: bool = False
    """Whether something is kept of releases that are not complete: never finished, or half removed."""


@dataclass(frozen=True)
class Staging:
    """A release on its way."""

    release: Release
    parent: Release
    token: str
    stamp: int
    """The mtime of every file that is new or changed."""
    read: Callable[[str], bytes]
    """Gives the bytes of a route, checked; raises Refused where there are none."""
    tick: Callable[[int], None]
    """Told the number of bytes that were put there."""
    record: bytes = b""
    """What the release says, opaque here; empty to leave what is kept of it as it is."""

    @cached_property
    def files(self) -> Tree:
        """All that the host is to serve."""
        return self.release.files(self.token)

    @cached_property
    def before(self) -> Tree:
        """All that the host serves now."""
        return self.parent.files(self.token)

    def is_unchanged(self, route: str) -> bool:
        """Whether what is served at the route now is what it is to be."""
        was = self.before.get(route) if self.parent.id else None
        return was is not None and was.sha256 == self.files[route].sha256

    def bytes_of(self, route: str) -> bytes:
        """The bytes for a route."""
        return self.read(route) if route in self.release.tree else self.release.marker(self.token)


class Remote(Protocol):
    """A place. Everything raises Refused or OSError where the world does not allow it, Lost where nobody knows."""

    mode: str
    """FLIP: a visitor sees the old site or the new one. IN_PLACE: for seconds some pages are old and some new."""
    root: str
    """The folder that the web server is to serve."""
    records: str
    """The folder of our own records as seen from there, such as `../questions.sitegen`; empty where there is no way."""
    words: str
    """How a switch is done here, in words."""
    later: str
    """The program that sends on by and by what is written here; empty where readers have at once what is written."""

    def try_writing(self) -> None:
        """Write a small file where publishing would, and remove it; raises OSError or Refused where that fails."""
        ...

    def look(self) -> Host:
        """What stands there; changes nothing."""
        ...

    def manifest(self, release: str) -> bytes:
        """What `dump_release` gave for a release of the place."""
        ...

    def record(self, release: str) -> bytes:
        """What was kept as `Staging.record` of a release; empty for none."""
        ...

    def keep_record(self, release: str, record: bytes) -> None:
        """Keep the record of a release that stands there already."""
        ...

    def mark(self, marks: Sequence[Mark]) -> None:
        """Keep those marks, whole or not at all, in place of all that are there."""
        ...

    def lock(self, who: str) -> None:
        """Be the only one until closed, and finish what died on the way; raises Busy."""
        ...

    def create(self, site: SiteRecord) -> None:
        """Mark the place as ours."""
        ...

    def stage(self, staging: Staging) -> None:
        """Put the release there with its record, beside the one that is served, and verify every byte of it."""
        ...

    def switch(self, staging: Staging, row: Row) -> None:
        """Serve the staged release from now on, if its parent is still served; raises Stale."""
        ...

    def prune(self, releases: Collection[str]) -> None:
        """Remove those releases, and what dead publishes left: files of our manifests with our bytes only."""
        ...

    def take_away(self, releases: Collection[str]) -> list[str]:
        """Remove releases that hold what was taken back, also where others have put files among theirs, which stay.

        Gives the folders of which something is left.
        """
        ...

    def shelves(self) -> Shelves:
        """All files there, our records among them."""
        ...

    def unlock(self) -> str:
        """End whoever holds the lock; gives who that was, empty for nobody."""
        ...

    def close(self) -> None:
        """Let go of the place and its lock."""
        ...
