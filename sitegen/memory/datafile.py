"""Bytes one behind the other, which only grow: found again by where they start and how many they are."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.memory.private import make_private
from sitegen.memory.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

_MUCH = 1 << 20
"""Bytes that are kept in memory before they go to the disk."""
_WINDOW = 1 << 16
"""Bytes that are read at once: what is wanted next often lies behind what was wanted last."""


class DataFile:
    """A file that is there, or what is made now: in memory while it is little, then in a file without a name.

    Forked processes may read what was there before they began.
    """

    def __init__(self, path: Path | None = None, size: int = 0, folder: Path | None = None) -> None:
        """Of so many bytes of the file at the path; else empty, and growing in the folder, with None in memory."""
        self._path, self._written, self._folder = path, size, folder
        self._file: Any = None
        self._tail = bytearray()
        self._window, self._window_start = b"", 0

    @property
    def size(self) -> int:
        """In bytes."""
        return self._written + len(self._tail)

    def append(self, data: bytes) -> int:
        """Put the bytes behind all others; gives where they start. Where the disk takes no more they stay in memory."""
        start = self.size
        self._tail += data
        if len(self._tail) > _MUCH and self._folder is not None:
            self._write_tail(self._folder)
        return start

    def read(self, start: int, length: int) -> bytes:
        """The bytes from there on, fewer at the end; raises OSError."""
        if start >= self._written:
            return bytes(self._tail[start - self._written : start - self._written + length])
        inside = start - self._window_start
        if inside < 0 or inside + length > len(self._window):
            self._window = self._read_at(start, max(length, _WINDOW))
            self._window_start, inside = start, 0
        return self._window[inside : inside + length]

    def all(self) -> Iterator[bytes]:
        """All bytes, in pieces; raises OSError."""
        for start in range(0, self._written, _MUCH):
            yield self._read_at(start, min(_MUCH, self._written - start))
        yield bytes(self._tail)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            with suppress(OSError):  # it was only read, or is gone now: nothing is lost
                self._file.close()
            self._file = None

    def _write_tail(self, folder: Path) -> None:
        try:
            if self._file is None:
                self._file = _nameless(folder)
            _write_all(self._file.fileno(), self._tail)
        except OSError:  # read-only, or full: who saves will say so
            self._folder = None
            return
        self._written += len(self._tail)
        self._tail.clear()

    def _read_at(self, start: int, length: int) -> bytes:
        if self._file is None:
            if self._path is None:
                raise OSError("closed")
            self._file = os.fdopen(open_regular(self._path), "rb", buffering=0)
        if hasattr(os, "pread"):  # forked processes share the file, and so the place in it
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        data: bytes = self._file.read(length)
        self._file.seek(0, os.SEEK_END)
        return data


def _nameless(folder: Path) -> Any:
    """A file that is gone when it is closed, however that comes about. Raises OSError."""
    from tempfile import TemporaryFile  # slow to import, and a small edit needs none

    make_private(folder)
    return TemporaryFile(buffering=0, dir=folder)


def _write_all(descriptor: int, data: bytearray) -> None:
    written = 0
    while written < len(data):
        written += os.write(descriptor, data[written : written + _MUCH])
