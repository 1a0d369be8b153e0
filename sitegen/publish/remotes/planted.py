"""What others may have put where our records go: a link there would lead what we write, or remove, somewhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.private import planted
from sitegen.memory.refused import Refused
from sitegen.publish.remotes.disk import FILE, FOLDER

if TYPE_CHECKING:
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk

_LINKS = {"current.new", "try.a", "try.b"}
"""Links that we make ourselves in our own folder, for a moment."""


def refuse_planted(disk: Disk, *folders: PurePath) -> None:
    """Refuse folders of ours that are none, or in which anything stands but plain files and folders."""
    there = []
    for folder, seen in zip(folders, disk.stats(folders), strict=True):
        if seen and seen.kind != FOLDER:
            raise planted(folder)
        if seen:
            there.append(folder)
    files = [folder / name for folder in there for name in disk.names(folder) if name not in _LINKS]
    for file, seen in zip(files, disk.stats(files), strict=True):
        if seen and seen.kind not in (FILE, FOLDER):
            raise planted(file)


def refuse_others(disk: Disk, folder: PurePath, ours: PurePath) -> None:
    """Refuse a folder of another account than a file that we have just written: its owner reads what we put there."""
    mine, found = disk.stats([ours, folder])
    if mine and found and found.owner != mine.owner:
        raise Refused(
            f"{folder} belongs to another account, which could read there what is not published yet. "
            "The site has not changed.",
            "Move that folder away, then run the same command again.",
        )
