"""A driver for tests in which a disk or share says no: any call of the file system answers with an error of the system.

What is below one folder is the disk that fails; Python's own modules and the system's tables are not.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import sitegen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ERRORS = (
    errno.EACCES,
    errno.EPERM,
    errno.ENOTCONN,
    errno.EIO,
    errno.ESTALE,
    errno.EXDEV,
    errno.ENOSPC,
    errno.EROFS,
    errno.ENOSYS,
    errno.EBUSY,
    errno.ELOOP,
    errno.ENAMETOOLONG,
)
NEVER = sys.maxsize
_PROGRAM = os.path.dirname(sitegen.__file__)
_BY_NAME = (
    *("open", "stat", "lstat", "access", "listdir", "mkdir", "rmdir", "rename", "replace"),
    *("link", "symlink", "readlink", "unlink", "remove", "chmod", "utime", "truncate"),
)
"""Functions of `os` that name a file by its path; of two paths the first."""
_BY_NUMBER = ("read", "write", "pread", "fstat", "fsync", "ftruncate", "fchmod")
"""Those that name an open one."""


class Fault(NamedTuple):
    """Which call is refused, counted from 0, with what, and whether all are that follow it."""

    number: int = NEVER
    error: int = errno.EIO
    lasts: bool = False

    def __str__(self) -> str:
        return f"{errno.errorcode[self.error]} at call {self.number}{' and ever after' if self.lasts else ''}"


class Ended(NamedTuple):
    """What became of a run."""

    code: int
    said: str
    calls: list[str]
    """The calls that were made, in turn, by the name of the function and the end of the path."""
    places: list[str]
    """The lines of the program that each of them came by; only of a run without a fault."""


class FailingDisk:
    """All that lies below a folder, from now on and for this process."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        self.calls: list[str] = []
        self.places: list[str] = []
        self._rests = False
        self._folder, self._fault = os.fspath(folder), fault
        self._way_of = os.readlink

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Let it be another program that is at work, or a disk that is well again."""
        self._rests = True
        yield
        self._rests = False

    def install(self) -> None:
        """Stand between the program and the system."""
        for name in _BY_NAME:
            setattr(os, name, self._by_name(name, getattr(os, name)))
        for name in _BY_NUMBER:
            setattr(os, name, self._by_number(name, getattr(os, name)))
        os.scandir = self._scanning(os.scandir)
        os.close = self._closing(os.close)
        fcntl.flock = self._by_number("flock", fcntl.flock)
        io.open = builtins.open = self._opening(open)

    def check(self, name: str, path: object) -> None:
        """Count a call, and refuse it where it is its turn."""
        way = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
        if not way.startswith(self._folder):
            return
        if self._rests:
            return
        number, at = len(self.calls), self._fault.number
        self.calls.append(f"{name} {way[len(self._folder) :]}")
        if at == NEVER:
            self.places.append(_place(name))
        if number == at or (self._fault.lasts and number > at):
            raise OSError(self._fault.error, os.strerror(self._fault.error), way)

    def _way(self, file: object) -> object:
        """The path of what is open, or the path itself."""
        try:
            return self._way_of(f"/proc/self/fd/{file}") if isinstance(file, int) else file
        except OSError:
            return ""

    def _by_name(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(path: Any, *more: Any, dir_fd: int | None = None, **options: Any) -> Any:
            self.check(name, self._way(path) if dir_fd is None else f"{self._way(dir_fd)}/{path}")
            return real(path, *more, **options, **({} if dir_fd is None else {"dir_fd": dir_fd}))

        return wrapped

    def _by_number(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(file: Any, *more: Any) -> Any:
            self.check(name, self._way(file if isinstance(file, int) else file.fileno()))
            return real(file, *more)

        return wrapped

    def _closing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def close(descriptor: int) -> None:
            way = self._way(descriptor)
            real(descriptor)  # it is closed, whatever is said of it
            self.check("close", way)

        return close

    def _scanning(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def scandir(path: Any = ".") -> Any:
            self.check("scandir", self._way(path))
            return _Entries(real(path), self)

        return scandir

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **options: Any) -> Any:
            way = self._way(file)
            if not os.fsdecode(way if isinstance(way, (str, bytes, os.PathLike)) else "").startswith(self._folder):
                return real(file, mode, buffering, *more, **options)
            if not isinstance(file, int):
                self.check("open", way)
            raw = _Raw(self, way, file, mode.replace("b", "").replace("t", ""))
            if not buffering:
                return raw
            size = io.DEFAULT_BUFFER_SIZE
            both = raw.readable() and raw.writable()
            kind: Any = io.BufferedRandom if both else io.BufferedReader if raw.readable() else io.BufferedWriter
            buffered = kind(raw, size)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, *more, **options)

        return opened


class _Raw(io.FileIO):
    """An open file of such a disk."""

    def __init__(self, disk: FailingDisk, way: object, file: Any, mode: str) -> None:
        super().__init__(file, mode)
        self._disk, self._way = disk, way

    def readinto(self, buffer: Any) -> int:
        self._disk.check("read", self._way)
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self._disk.check("read", self._way)
        return super().readall()

    def read(self, size: int | None = -1) -> bytes:
        self._disk.check("read", self._way)
        return super().read(-1 if size is None else size)

    def write(self, data: Any) -> int:
        self._disk.check("write", self._way)
        return super().write(data)

    def close(self) -> None:
        is_last = not self.closed
        super().close()
        if is_last:
            self._disk.check("close", self._way)


class _Entries:
    """What `scandir` gives."""

    def __init__(self, real: Any, disk: FailingDisk) -> None:
        self._real, self._disk = real, disk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()

    def __iter__(self) -> Iterator[_Entry]:
        return (_Entry(entry, self._disk) for entry in self._real)

    def __next__(self) -> _Entry:
        return _Entry(next(self._real), self._disk)

    def close(self) -> None:
        self._real.close()


class _Entry:
    """One of them."""

    def __init__(self, real: Any, disk: FailingDisk) -> None:
        self._real, self._disk = real, disk
        self.name, self.path = real.name, real.path

    def __fspath__(self) -> str:
        return str(self.path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        self._disk.check("stat", self.path)
        found: os.stat_result = self._real.stat(follow_symlinks=follow_symlinks)
        return found


def run_on(folder: Path, fault: Fault, work: Callable[[FailingDisk], tuple[int, str]]) -> Ended:
    """Do it in a child whose disk has that fault below the folder; gives what it ended with."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        disk = FailingDisk(folder, fault)
        send = os.write
        try:
            disk.install()
            code, said = work(disk)
        except BaseException as error:  # noqa: BLE001 - it must not come back into the test's own run
            code, said = 99, f"{type(error).__name__}: {error}"
        data = json.dumps([code, said, disk.calls, disk.places]).encode()
        while data:
            data = data[send(writing, data) :]
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == 0, f"the child died: {code}"
    return Ended(*json.loads(data))


def _place(name: str) -> str:
    frame, lines = sys._getframe(2), [name]
    while frame:
        if frame.f_code.co_filename.startswith(_PROGRAM):
            lines.append(f"{frame.f_code.co_filename[len(_PROGRAM) :]}:{frame.f_lineno}")
        frame = frame.f_back
    return " ".join(lines)
