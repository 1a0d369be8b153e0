"""A project's files as one value: path to fingerprint; contents decide, times only hint."""

from __future__ import annotations

import errno
import os
import stat
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes, fingerprint_pieces, fingerprint_text
from sitegen.memory.refused import os_error_words
from sitegen.memory.regular import NOT_A_FILE, read_pieces, read_regular
from sitegen.memory.signature import NO_SIGNATURE, WIDTH, signature, size_in
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# A file changed this shortly before it was looked at may change again without its times showing it (git's racy
# rule; FAT stores times in steps of two seconds).
_RACY_NS = 2_000_000_000
_RETRIES = 3
DEEPEST = 32
"""Folders inside each other; no site needs more, and paths come to an end on every system."""
TOO_DEEP = "it lies too deep"
"""Why a folder that far down is not looked into."""


class Seen(bytes):
    """A file as the disk showed it when its contents were read: its signature, then the fingerprint of its contents.

    Packed, since a site has many, and most builds only ask whether they are still the same.
    """

    __slots__ = ()

    @classmethod
    def of(cls, sign: bytes, its_fingerprint: str) -> Self:
        """A file with this signature and this fingerprint."""
        return cls(sign + bytes.fromhex(its_fingerprint))

    @property
    def size(self) -> int:
        """In bytes."""
        return size_in(self)

    @property
    def fingerprint(self) -> str:
        """Of its contents."""
        return self[WIDTH:].hex()

    def matches(self, status: os.stat_result) -> bool:
        """Whether the disk still shows the same."""
        return self.startswith(signature(status))


_WIDTH = WIDTH + 16


class Snapshot(NamedTuple):
    """The files below a project's folder at one moment."""

    root: Path
    files: Mapping[str, Seen]
    """Path below the root, with `/` -> what was seen."""
    links: tuple[str, ...]
    """Symbolic links, which are never followed."""
    unreadable: tuple[tuple[str, str], ...]
    """Path and why."""
    fresh: frozenset[str]
    """Paths whose times cannot be trusted next time."""

    @property
    def fingerprint(self) -> str:
        """Stands for all paths and contents."""
        paths = sorted(self.files)
        names, contents = fingerprint_text("\0".join(paths)), fingerprint_bytes(self.prints(paths))
        return fingerprint([names, contents, self.links, self.unreadable])

    def read(self, path: str) -> bytes:
        """The contents of a file, those that were seen; of a link as they are now. Raises OSError."""
        seen = self.files.get(path)
        file = self.root / path
        return read_as_seen(file, seen.fingerprint) if seen else read_regular(file, follows=True)

    def prints(self, paths: Iterable[str]) -> bytes:
        """What stands for the contents of these files, 16 bytes each."""
        files = self.files
        return b"".join([files[path][WIDTH:] for path in paths])

    @property
    def unread(self) -> frozenset[str]:
        """What stands there and was not looked into: links, and what cannot be read, be it a file or a folder."""
        return frozenset((*self.links, *(path for path, _ in self.unreadable)))

    def below(self, folder: str) -> list[str]:
        """The paths of all files in the folder, sorted."""
        return sorted(path for path in self.files if path.startswith(folder + "/"))


class Changed(OSError):
    """A file is not what it was when the project was looked at: what is made of it would be taken for another's."""


def read_as_seen(file: str | Path, its_fingerprint: str) -> bytes:
    """The contents of the file, which have this fingerprint; raises Changed where they have not, else OSError."""
    data = read_regular(file)
    if fingerprint_bytes(data) != its_fingerprint:
        raise Changed(errno.ESTALE, "it was changed meanwhile", str(file))
    return data


def read_snapshot(
    root: Path, tops: tuple[str, ...], ignored: Callable[[str], bool], remembered: Mapping[str, Seen] | None = None
) -> Snapshot:
    """Read the files and folders `tops` below the root, but those whose name is `ignored`.

    What is `remembered` and looks the same on the disk is not read again.
    """
    reader = _FolderReader(root, ignored, remembered or {})
    for top in tops:
        reader.take(top)
    links, unreadable = tuple(sorted(set(reader.links))), tuple(sorted(set(reader.unreadable)))
    return Snapshot(root, reader.files, links, unreadable, frozenset(reader.fresh))


def changed_paths(before: Mapping[str, Seen], after: Mapping[str, Seen], among: Iterable[str]) -> list[str]:
    """Those of the paths whose contents differ, sorted; what is nowhere has none."""
    return sorted(path for path in among if _differ(before.get(path), after.get(path)))


def _differ(one: Seen | None, other: Seen | None) -> bool:
    return one is not other and (one or b"")[WIDTH:] != (other or b"")[WIDTH:]


def read_seen(file: Path) -> tuple[Any, dict[str, Seen]]:
    """What was remembered, and what was said of it; raises OSError, or ValueError where it is damaged."""
    head, rows = read_table(file, _WIDTH)
    return head, dict(zip(rows, map(Seen, rows.values()), strict=True))


def write_seen(file: Path, head: Any, snapshot: Snapshot) -> None:
    """Remember the snapshot; `head` is what JSON can hold and is to be said of it. Raises OSError.

    Files whose times cannot be trusted get a signature that no disk shows.
    """
    rows: dict[str, bytes] = dict(snapshot.files)
    for path in snapshot.fresh & rows.keys():
        rows[path] = NO_SIGNATURE + rows[path][WIDTH:]
    write_table(file, head, rows)


class _FolderReader:
    """Walks through folders and reads what cannot be taken from memory."""

    def __init__(self, root: Path, ignored: Callable[[str], bool], remembered: Mapping[str, Seen]) -> None:
        self.root, self.ignored, self.remembered = root, ignored, remembered
        self.files: dict[str, Seen] = {}
        self.links: list[str] = []
        self.unreadable: list[tuple[str, str]] = []
        self.fresh: set[str] = set()
        self.now = time.time_ns()

    def take(self, path: str) -> None:
        full = os.path.join(self.root, path)
        try:
            if not self._is_led_away(path):
                self.other(path, full, os.lstat(full))
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._note(path, error)

    def _is_led_away(self, path: str) -> bool:
        """Whether a folder on the way to the path is a link, or too deep: which is noted, and nothing below it."""
        place = path.find("/")
        while place >= 0:
            outer = path[:place]
            if os.path.islink(os.path.join(self.root, outer)):
                self.links.append(outer)
                return True
            if self._is_too_deep(outer):
                return True
            place = path.find("/", place + 1)
        return False

    def _is_too_deep(self, folder: str) -> bool:
        is_deep = folder.count("/") >= DEEPEST
        if is_deep:
            self.unreadable.append((folder, TOO_DEEP))
        return is_deep

    def _note(self, path: str, error: OSError) -> None:
        self.unreadable.append((path, os_error_words(error)))

    def folder(self, path: str, full: str) -> None:
        if self._is_too_deep(path):
            return
        known, start = self.remembered.get, path + "/"
        with os.scandir(full) as entries:
            for entry in entries:
                inner = start + entry.name
                seen = known(inner)
                if seen is None and self.ignored(entry.name):
                    continue
                try:
                    # Not DirEntry.stat: on Windows it lacks the inode and the change time.
                    status = os.lstat(entry.path)
                    if seen is not None and seen.startswith(signature(status)):
                        self.files[inner] = seen
                    else:
                        self.other(inner, entry.path, status)
                except OSError as error:
                    self._note(inner, error)

    def other(self, path: str, full: str, status: os.stat_result) -> None:
        if stat.S_ISREG(status.st_mode):
            self.file(path, full, status)
        elif stat.S_ISDIR(status.st_mode):
            self.folder(path, full)
        elif stat.S_ISLNK(status.st_mode):
            self.links.append(path)
        else:  # not even opened: some devices do something then
            self.unreadable.append((path, NOT_A_FILE))

    def file(self, path: str, full: str, status: os.stat_result) -> None:
        seen = self.remembered.get(path)
        if seen is not None and seen.matches(status):
            self.files[path] = seen
            return
        for _ in range(_RETRIES):
            size, its_fingerprint = fingerprint_pieces(read_pieces(full))
            after = os.lstat(full)
            if (after.st_size, after.st_mtime_ns) == (status.st_size, status.st_mtime_ns) and size == after.st_size:
                break
            status = after
        self.files[path] = Seen.of(signature(status), its_fingerprint)
        if max(status.st_mtime_ns, status.st_ctime_ns) >= self.now - _RACY_NS:
            self.fresh.add(path)


def normal(path: str) -> str:
    """The path in NFC, as links name it."""
    return unicodedata.normalize("NFC", path)
