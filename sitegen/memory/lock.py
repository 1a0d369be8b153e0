"""One build at a time: a lock that the operating system takes back when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sitegen.memory.private import make_private, open_plain
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 300.0  # seconds: the largest sites take minutes to be built from nothing
_PAUSE = 0.05


@contextmanager
def locked(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the folder, waiting for whoever has it; `say` is told for whom.

    The folder is ours alone from now on: nobody else can look into it. Raises Refused when the other one takes too
    long, or where a link stands in its place. Where the disk is read-only there is nothing to protect.
    """
    try:
        make_private(folder)
        descriptor = open_lock(folder / "lock")
    except OSError:
        yield
        return
    try:
        _wait(descriptor, say)
        with suppress(OSError):  # on a full disk nobody learns who has it, and it holds all the same
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):  # what a share says of it then changes nothing
            os.close(descriptor)


def open_lock(file: Path, flags: int = os.O_CREAT) -> int:
    """The open lock, which others may not even read: who can open it can hold it. Raises OSError, Refused."""
    descriptor = open_plain(file, os.O_RDWR | flags)
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # it is of another account, or on a disk without modes
            os.fchmod(descriptor, 0o600)
    return descriptor


def _wait(descriptor: int, say: Callable[[str], None]) -> None:
    patient_until = time.monotonic() + _PATIENCE
    told = False
    while not take_lock(descriptor):
        holder = _holder(descriptor)
        who = f"process {holder}" if holder else "another process"
        if not told:
            say(f"Waiting for {who}, which is building this site …")
            told = True
        if time.monotonic() > patient_until:
            raise Refused(f"This site is being built by {who} already.", "Wait until it has ended, then try again.")
        time.sleep(_PAUSE)


def _holder(descriptor: int) -> str:
    try:
        return os.pread(descriptor, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
    except OSError:  # on some shares nobody else can read what is locked
        return ""


def take_lock(descriptor: int) -> bool:
    """Take the lock of an open file, if this disk has any; False while somebody else has it."""
    try:
        return try_lock(descriptor)
    except OSError:
        return True  # this disk has no locks, so there is none to wait for


if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file; False while somebody else has it. Raises OSError where there are none."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file; False while somebody else has it. Raises OSError where there are none."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # a Windows share says “access denied” of what is held
            return False
        return True
