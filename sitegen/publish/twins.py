"""Names that differ in capitals, or in how their letters are composed: two files to one disk, one file to another."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

    from sitegen.publish.journal import Journal
    from sitegen.publish.remotes.disk import Disk


def fold(route: str) -> str:
    """What twins have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", route).casefold())


def without_twins(disk: Disk, root: PurePath, journal: Journal) -> dict[str, str]:
    """What the journal has go, with its SHA-256, but for other names of files that it has just put there."""
    stays = {fold(put.route): put.route for put in journal.puts}
    return {
        route: sha256
        for route, sha256 in journal.removals
        if fold(route) not in stays or _are_two(disk, root, route, stays[fold(route)])
    }


def _are_two(disk: Disk, root: PurePath, one: str, other: str) -> bool:
    """Whether both stand there: a disk that takes them for one lists one name where they part."""
    for here, there in zip(PurePosixPath(one).parts, PurePosixPath(other).parts, strict=False):
        if here != there:
            return {here, there} <= set(disk.names(root))
        root /= here
    return False
