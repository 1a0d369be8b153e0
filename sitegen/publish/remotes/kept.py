"""Every file at a place, by what it is there for: so that words can be looked for in all, and what is spare can go."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.remotes.disk import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk

_RELEASE = re.compile(r"releases/([0-9a-f]{16})/(.+)", re.DOTALL)
_LEFT = re.compile(r"releases/\.tmp-")
_OBJECT = re.compile(r"o/[0-9a-f]{2}/([0-9a-f]{64})")
_OF_RELEASE = re.compile(r"m/([0-9a-f]{16})\.(?:gz|sums|record)")
_SPARE = re.compile(r"m/[^/]+|in/[^/]+|ready/[^/]+|[^/]+\.new|o/.+")
"""Records that nothing is lost with; the others, such as the history, stay whatever is in them."""


class KeptFile(NamedTuple):
    """A file at a place."""

    name: str
    """As the place has it, to be shown and to be asked for."""
    read: Callable[[], bytes]
    """Gives its bytes; raises FileNotFoundError."""
    release: str = ""
    """The id of the release that it is a part of; empty for none."""
    route: str = ""
    """Where it stands in that release."""
    record: str = ""
    """Its name among our records; `left` where a dead publish has left it half; empty where it is neither."""

    def is_spare(self, current: str, hashes: Collection[str]) -> bool:
        """Whether it can go: a record, or what was left, that the live release does not need."""
        if self.record == "left":
            return True
        of_release, kept = _OF_RELEASE.fullmatch(self.record), _OBJECT.fullmatch(self.record)
        if (of_release and of_release[1] == current) or (kept and kept[1] in hashes):
            return False
        return _SPARE.fullmatch(self.record) is not None


def in_flip(name: str, read: Callable[[], bytes], state: str) -> KeptFile:
    """A file below a folder in which a link is switched; `state` is the name of our own folder there."""
    found = _RELEASE.fullmatch(name)
    if found:
        return KeptFile(name, read, found[1], found[2])
    if _LEFT.match(name):
        return KeptFile(name, read, record="left")
    return KeptFile(name, read, record=name[len(state) + 1 :] if name.startswith(f"{state}/") else "")


def files_below(disk: Disk, root: PurePath) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """All plain files below a folder, by name, with what reads them; none where there is no such folder."""
    try:
        there = disk.survey(root)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, seen in sorted(there.items()):
        if seen.kind == FILE:
            yield name, partial(disk.read, root / name)
