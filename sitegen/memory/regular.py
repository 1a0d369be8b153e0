"""The one way in which files are opened that others may have put there: real files only, and no more than they hold.

To open a pipe is to wait for whoever writes to it, a device may never end, and a link leads anywhere. Looking first is
not enough, since something else can be put there meanwhile: so a file is opened without waiting, and then looked at.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

NOT_A_FILE = "it is not a file"
"""What is said of pipes, sockets and devices, and of links where they are not followed."""
_MUCH = 1 << 23  # bytes at once
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | _NO_LINKS
CAN_WALK = {os.open, os.rename, os.unlink, os.stat} <= os.supports_dir_fd
"""Whether the system opens folders, so that what is done in one happens there and nowhere else."""
_NEW_MODE = 0o600
# What systems answer for a socket, a pipe that nobody reads, a device without a driver; and for a link (FreeBSD too).
_STRANGE = (errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP, errno.ELOOP, getattr(errno, "EMLINK", errno.ELOOP))


class NotAFile(OSError):
    """What stands at the path is neither a file nor a folder."""


def open_regular(
    file: str | Path,
    flags: int = os.O_RDONLY,
    mode: int = _NEW_MODE,
    *,
    follows: bool = False,
    folder: int | None = None,
) -> int:
    """A descriptor of the file; the path counts from the open `folder`, where there is one.

    The mode is that of a file which the flags let it make. Raises NotAFile, and OSError as the system does.
    """
    return _open(file, flags, mode, follows=follows, folder=folder)[0]


def _open(file: str | Path, flags: int, mode: int, *, follows: bool, folder: int | None = None) -> tuple[int, int]:
    """The same, and how many bytes the file holds."""
    flags |= _PLAIN | (0 if follows else _NO_LINKS)
    if not (follows or _NO_LINKS) and os.path.islink(file):
        raise _not_a_file(file)
    try:
        descriptor = os.open(file, flags, mode, dir_fd=folder)
    except OSError as error:
        if error.errno in _STRANGE:
            raise _not_a_file(file) from error
        raise
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status.st_size
    os.close(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    raise _not_a_file(file)


def read_regular(file: str | Path, *, follows: bool = False) -> bytes:
    """All that the file held when it was opened, and a byte more where it has grown since. Raises OSError."""
    descriptor, size = _open(file, os.O_RDONLY, 0, follows=follows)
    try:
        return b"".join(_pieces(descriptor, size))
    finally:
        os.close(descriptor)


def read_pieces(file: str | Path, *, follows: bool = False) -> Generator[bytes]:
    """The same in pieces, for a file that may be larger than what memory should hold."""
    descriptor, size = _open(file, os.O_RDONLY, 0, follows=follows)
    try:
        yield from _pieces(descriptor, size)
    finally:
        os.close(descriptor)


def read_below(root: Path, path: str) -> bytes:
    """What stands at the path below the folder now, reached through no link at all. Raises OSError."""
    with folder_below(root, path) as (folder, name):
        return read_in(folder, name)


@contextmanager
def folder_below(root: Path, path: str) -> Generator[tuple[int | None, str]]:
    """The open folder that holds what the path names, reached through no link at all, and the name of that in it.

    None and the whole path where the system cannot open folders. Raises OSError.
    """
    *folders, name = path.split("/")
    if not CAN_WALK:
        if any(_leads_away(root.joinpath(*folders[: count + 1])) for count in range(len(folders))):
            raise _not_a_file(path)
        yield None, str(root / path)
        return
    at = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for folder in folders:
            outer, at = at, _open_folder(folder, at)
            os.close(outer)
        yield at, name
    finally:
        os.close(at)


def read_in(folder: int | None, name: str) -> bytes:
    """What the file of that name in the open folder holds. Raises OSError."""
    descriptor, size = _open(name, os.O_RDONLY, 0, follows=False, folder=folder)
    try:
        return b"".join(_pieces(descriptor, size))
    finally:
        os.close(descriptor)


def create(file: str | Path) -> BinaryIO:
    """A new file for this account alone, in the place of whatever stands at the path. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(file)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    return os.fdopen(open_regular(file, flags), "wb")


def _pieces(descriptor: int, size: int) -> Generator[bytes]:
    left = size + 1
    while data := os.read(descriptor, min(left, _MUCH)):
        yield data
        left -= len(data)
        if left <= 1:  # all of it: to ask for the byte more again would be a call for each file
            return


def _open_folder(name: str, at: int) -> int:
    try:
        return os.open(name, os.O_RDONLY | _FOLDER, dir_fd=at)
    except OSError as error:
        if error.errno in _STRANGE:
            raise _not_a_file(name) from error
        raise


def _leads_away(folder: Path) -> bool:
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return os.path.islink(folder) or bool(is_junction and is_junction(folder))


def _not_a_file(file: str | Path) -> NotAFile:
    return NotAFile(errno.EINVAL, NOT_A_FILE, str(file))
