"""What both kinds of switch ask of a disk, here or far away. Whatever concerns many files is one call."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import PurePath

    from sitegen.memory.tree import Tree

FILE_MODE, FOLDER_MODE = 0o644, 0o755
RECORD_MODE, CLOSED_MODE = 0o600, 0o700
"""Of what is ours alone: our records, and folders that hold what nobody is to read yet, or any more."""
PROBE = ".sitegen-try-"
"""How the names of such files begin."""
FILE, FOLDER, LINK, OTHER = "file", "folder", "link", "other"
_KINDS = {stat.S_IFREG: FILE, stat.S_IFDIR: FOLDER, stat.S_IFLNK: LINK}


def kind_of(mode: int) -> str:
    """The kind of thing that has such a mode."""
    return _KINDS.get(stat.S_IFMT(mode), OTHER)


class FileStat(NamedTuple):
    """What a disk says of a file without reading it."""

    size: int
    mtime: int
    """Seconds."""
    kind: str
    """file, folder, link, other."""
    owner: int = -1
    """The number of an account, as that disk counts them; -1 where it does not tell."""
    number: int = 0
    """Names with the same number are names of one file; 0 where the disk does not tell."""


class New(NamedTuple):
    """A file to be written."""

    path: PurePath
    read: Callable[[], bytes]
    stamp: int
    """Its mtime in seconds; 0 for now."""


class Disk(Protocol):
    """A disk. Everything raises OSError where the disk does not allow it, Lost where nobody knows what came of it."""

    name: str
    """In messages: “on web.example”; empty for this computer."""
    near: bool
    """Whether all that lies there can be read in little time. A far disk reads back what is written to it, and is
    asked for size and time only of what was written, and read back, long ago."""

    def stats(self, paths: Iterable[PurePath]) -> list[FileStat | None]:
        """What stands at each, links not followed; None for nothing."""
        ...

    def can_move(self, folder: PurePath, to: PurePath) -> bool:
        """Whether files of one folder can be given names in the other."""
        ...

    def names(self, folder: PurePath) -> list[str]:
        """What lies in a folder; raises FileNotFoundError."""
        ...

    def survey(self, root: PurePath) -> dict[str, FileStat]:
        """All that lies below the root but folders, by its name from there; links are not followed."""
        ...

    def read(self, path: PurePath) -> bytes:
        """The bytes of a file, which is no link and no pipe; raises FileNotFoundError, Refused."""
        ...

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each; empty for no file, a link, a folder or what cannot be read."""
        ...

    def make_folders(self, folders: Iterable[PurePath], mode: int = FOLDER_MODE) -> None:
        """Make each after the one above it, with that mode whatever the umask; one that is there is given it.

        So a web server can enter them, or nobody but us. Raises Refused where one is a link, or no folder.
        """
        ...

    def write_new(self, files: Iterable[New], tick: Callable[[int], None] = lambda _: None) -> None:
        """Write files that are not there yet, so that nothing is written through a link; raises FileExistsError."""
        ...

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write one of our records by way of a draft: whole or not at all, also after a power cut.

        What stood in the place of the draft goes; it is never written through.
        """
        ...

    def touch(self, paths: Iterable[PurePath], stamp: int) -> None:
        """Give files that time."""
        ...

    def link(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> list[bool]:
        """Let each second name be one more for the file of the first; tells for each whether it is one now."""
        ...

    def symlink(self, target: str, path: PurePath) -> None:
        """Make a link."""
        ...

    def readlink(self, path: PurePath) -> str:
        """Where a link leads; empty for none."""
        ...

    def rename(self, old: PurePath, new: PurePath) -> None:
        """Give a folder a name that nothing has."""
        ...

    def replace(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> None:
        """Give each file a name, in one step, that another may have had."""
        ...

    def remove(self, paths: Iterable[PurePath]) -> None:
        """Remove files or links; they may be gone."""
        ...

    def remove_empty(self, folders: Iterable[PurePath]) -> None:
        """Remove those folders that are empty, each before the one above it."""
        ...

    def settle(self, *folders: PurePath) -> None:
        """Have what was written on the disk before what follows from it."""
        ...

    def lock(self, folder: PurePath, who: str) -> PurePath:
        """Be the only one; raises Busy. Gives the folder in which that which is about to happen is prepared.

        The file `holder` in it was just written there. Should the lock be lost, that folder is gone, and with it all
        that has not happened.
        """
        ...

    def holder(self, folder: PurePath) -> str:
        """Who is the only one now, in words; empty for nobody."""
        ...

    def unlock(self, folder: PurePath) -> str:
        """Take the lock from whoever has it; gives who that was. Raises Refused where only they can give it back."""
        ...

    def close(self) -> None:
        """Let go of the lock and of the disk."""
        ...


def fits(there: int, mode: int) -> bool:
    """Whether a folder of the first mode needs no change to be one of the second; what is open may be opened wider."""
    there = stat.S_IMODE(there)
    return there & FOLDER_MODE == FOLDER_MODE if mode == FOLDER_MODE else there & 0o777 == mode


def is_probe(name: str) -> bool:
    """Whether a file of that name was only to try what the disk can do; one that died may have left it."""
    return name.startswith(PROBE)


def try_writing(disk: Disk, *folders: PurePath) -> None:
    """Write a small file in each folder, or where there is none above it, and remove it; raises OSError."""
    for folder in folders:
        ways = (folder, *folder.parents)
        where = next(way for way, seen in zip(ways, disk.stats(ways), strict=True) if seen)
        probe = where / f"{PROBE}writing"
        disk.remove([probe])
        disk.write_new([New(probe, lambda: b"sitegen", 0)])
        disk.remove([probe])


def make_base(disk: Disk, folder: PurePath) -> None:
    """Make the folder of a place, which a web server can enter; a link that somebody else made there stays one."""
    (seen,) = disk.stats([folder])
    if not seen or seen.kind != LINK:
        disk.make_folders([folder])


def parents_of(root: PurePath, routes: Iterable[str]) -> list[PurePath]:
    """The folders below the root that the routes need, each after the one above it."""
    needed: set[str] = set()
    for route in routes:
        folder = route.rpartition("/")[0]
        while folder and folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    return [root / folder for folder in sorted(needed, key=lambda name: (name.count("/"), name))]


def differences(disk: Disk, root: PurePath, files: Tree, stamps: Collection[int]) -> set[str]:
    """The routes at which a folder does not hold exactly those files, as `differences_in` tells."""
    return differences_in(disk, root, disk.survey(root), files, stamps, {})


def differences_in(
    disk: Disk,
    root: PurePath,
    there: Mapping[str, FileStat],
    files: Tree,
    stamps: Collection[int],
    staying: Mapping[str, FileStat],
) -> set[str]:
    """The routes at which not exactly those files are there, by a survey of the folder.

    On a near disk every byte is read. On a far one, a file of the right size with one of the times at which we
    published is right: it was read back when it was sent, and who edits it gives it another time. All others are read.
    But what has a second name among those `staying` is right as it is: with this name nothing is lost.
    """
    wrong = there.keys() - files.keys()
    for route, made in files.items():
        seen = there.get(route)
        if not seen or seen.kind != FILE or seen.size != made.size:
            wrong.add(route)
    doubtful = sorted(
        route
        for route in files.keys() - wrong
        if (disk.near or there[route].mtime not in stamps) and not _is_one(there[route], staying.get(route))
    )
    hashes = disk.hashes(root / route for route in doubtful)
    return wrong | {route for route, found in zip(doubtful, hashes, strict=True) if found != files[route].sha256}


def _is_one(seen: FileStat, other: FileStat | None) -> bool:
    return seen.number != 0 and other is not None and seen.number == other.number


def remove_ours(disk: Disk, root: PurePath, files: Collection[str], kept: Collection[str]) -> None:
    """Remove the files but those kept, and the folders they leave empty; never the root."""
    disk.remove(root / name for name in sorted(set(files) - set(kept)))
    disk.remove_empty(parents_of(root, files))
