"""One build at a time: a lock that the operating system takes back when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 300.0  # seconds: the largest sites take minutes to be built from nothing
_PAUSE = 0.05


@contextmanager
def locked(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the folder, waiting for whoever has it; `say` is told for whom.

    Raises Refused when the other one takes too long. Where the disk is read-only there is nothing to protect.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        _wait(descriptor, say)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, say: Callable[[str], None]) -> None:
    patient_until = time.monotonic() + _PATIENCE
    told = False
    while not _take(descriptor):
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
        who = f"process {holder}" if holder else "another process"
        if not told:
            say(f"Waiting for {who}, which is building this site …")
            told = True
        if time.monotonic() > patient_until:
            raise Refused(f"This site is being built by {who} already.", "Wait until it has ended, then try again.")
        time.sleep(_PAUSE)


def _take(descriptor: int) -> bool:
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
        except BlockingIOError:
            return False
        return True
