"""A project's files as one value: path to fingerprint; contents decide, times only hint."""

from __future__ import annotations

import errno
import os
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes, fingerprint_text
from sitegen.memory.signature import NO_SIGNATURE, WIDTH, signature, size_in
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# A file changed this shortly before it was looked at may change again without its times showing it (git's racy
# rule; FAT stores times in steps of two seconds).
_RACY_NS = 2_000_000_000
_RETRIES = 3


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
        contents = b"".join([self.files[path][WIDTH:] for path in paths])
        return fingerprint(
            [fingerprint_text("\0".join(paths)), fingerprint_bytes(contents), self.links, self.unreadable]
        )

    def read(self, path: str) -> bytes:
        """The contents of a file, those that were seen; of a link as they are now. Raises OSError."""
        seen = self.files.get(path)
        return read_as_seen(self.root / path, seen.fingerprint) if seen else (self.root / path).read_bytes()

    def below(self, folder: str) -> list[str]:
        """The paths of all files in the folder, sorted."""
        return sorted(path for path in self.files if path.startswith(folder + "/"))


class Changed(OSError):
    """A file is not what it was when the project was looked at: what is made of it would be taken for another's."""

    data = b""
    """Its contents now, in the process that read them."""


def read_as_seen(file: str | Path, its_fingerprint: str) -> bytes:
    """The contents of the file, which have this fingerprint; raises Changed where they have not, else OSError."""
    data = _read(file)
    if fingerprint_bytes(data) != its_fingerprint:
        error = Changed(errno.ESTALE, "it was changed meanwhile", str(file))
        error.data = data
        raise error
    return data


def read_snapshot(
    root: Path, tops: tuple[str, ...], ignored: Callable[[str], bool], remembered: Mapping[str, Seen] | None = None
) -> Snapshot:
    """Read the files and folders `tops` below the root, but those whose name is `ignored`.

    What is `remembered` and looks the same on the disk is not read again.
    """
    reader = _Reader(root, ignored, remembered or {})
    for top in tops:
        reader.take(top)
    return Snapshot(
        root, reader.files, tuple(sorted(reader.links)), tuple(sorted(reader.unreadable)), frozenset(reader.fresh)
    )


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


class _Reader:
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
            if os.path.islink(full):
                self.links.append(path)
            elif os.path.isdir(full):
                self.folder(path, full)
            elif os.path.exists(full):
                self.file(path, os.lstat(full))
        except OSError as error:
            self.unreadable.append((path, (error.strerror or str(error)).lower()))

    def folder(self, path: str, full: str) -> None:
        known, start = self.remembered.get, path + "/"
        with os.scandir(full) as entries:
            for entry in entries:
                inner = start + entry.name
                try:
                    # Not DirEntry.stat: on Windows it lacks the inode and the change time.
                    seen = known(inner)
                    if seen is not None and seen.startswith(signature(os.lstat(entry.path))):
                        self.files[inner] = seen
                    elif not self.ignored(entry.name):
                        self.other(inner, entry)
                except OSError as error:
                    self.unreadable.append((inner, (error.strerror or str(error)).lower()))

    def other(self, path: str, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink():
            self.links.append(path)
        elif entry.is_dir(follow_symlinks=False):
            self.folder(path, entry.path)
        else:
            self.file(path, os.lstat(entry.path))

    def file(self, path: str, status: os.stat_result) -> None:
        seen = self.remembered.get(path)
        if seen is not None and seen.matches(status):
            self.files[path] = seen
            return
        full = os.path.join(self.root, path)
        for _ in range(_RETRIES):
            data = _read(full)
            after = os.lstat(full)
            if (after.st_size, after.st_mtime_ns) == (status.st_size, status.st_mtime_ns) and len(
                data
            ) == after.st_size:
                break
            status = after
        self.files[path] = Seen.of(signature(status), fingerprint_bytes(data))
        if max(status.st_mtime_ns, status.st_ctime_ns) >= self.now - _RACY_NS:
            self.fresh.add(path)


def _read(file: str | Path) -> bytes:
    """The whole file, in half the time that its `Path` would take; a site has many."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read()


def normal(path: str) -> str:
    """The path in NFC, as links name it."""
    return unicodedata.normalize("NFC", path)
