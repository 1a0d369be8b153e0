"""The redo journal of a switch in place: once it is written, any later run carries it to its end.

Files that are new come first, since nothing leads to them yet, and among them and then among those that changed:
assets, pages, lists. What goes, goes last, when nothing leads to it any more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.release import MARKER
from sitegen.publish.twins import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from sitegen.memory.tree import Made, Tree
    from sitegen.publish.history import Row
    from sitegen.publish.remotes.remote import Staging

_FIRST = ("asset", "theme")
_LAST = ("index.html", MARKER)
_THERE = 10  # what changes comes after all that is new
_PAGES = ("entry", "plain", "person", "print", "tombstone")


class Put(NamedTuple):
    """A file that is to stand at a route."""

    route: str
    sha256: str
    before: str
    """The SHA-256 of what we put there last, maybe under a twin of the name; empty for a new one."""
    turn: int = 0
    """Files of an earlier turn come first; those of one turn may come in any order."""


class Journal(NamedTuple):
    """All that a switch in place does, in its order."""

    row: Row
    puts: tuple[Put, ...]
    removals: tuple[tuple[str, str], ...]
    """Routes with the SHA-256 of what we put there."""

    def dump(self) -> bytes:
        """As it is kept."""
        return json.dumps([self.row, self.puts, self.removals]).encode()

    def makes(self, files: Tree) -> bool:
        """Whether it makes of the folder nothing but what its release serves, as the list kept before it says."""
        put = all(put.route in files and files[put.route].sha256 == put.sha256 for put in self.puts)
        return bool(files) and put and files.keys().isdisjoint(route for route, _ in self.removals)


def make_journal(staging: Staging, row: Row, missing: Collection[str] = ()) -> Journal:
    """The switch from the parent to the release; files of the parent that are missing on the host are put back."""
    old, new = (staging.before if staging.parent.id else {}), staging.files
    left = {fold(route): made for route, made in old.items() if route not in new}
    puts = [
        Put(
            route,
            made.sha256,
            there.sha256 if (there := old.get(route) or left.get(fold(route))) else "",
            _turn(route, made, there=route in old and route not in missing),
        )
        for route, made in new.items()
        if route not in old or old[route].sha256 != made.sha256 or route in missing
    ]
    puts.sort(key=lambda put: (put.turn, put.route))
    gone = sorted((route for route in old if route not in new), key=lambda route: (_turn(route, old[route]), route))
    return Journal(row, tuple(puts), tuple((route, old[route].sha256) for route in reversed(gone)))


def _turn(route: str, made: Made, *, there: bool = False) -> int:
    kind = 0 if made.kind in _FIRST else 1 if made.kind in _PAGES else 2
    turn = 3 + _LAST.index(route) if route in _LAST else kind
    return turn + (_THERE if there else 0)
