"""Modes and times of files on disks that may have none: shares of another account, FAT, some mounts of a program."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.mount import FOREIGN, mount_of

if TYPE_CHECKING:
    from pathlib import PurePath

_NOT_GIVEN = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a disk answers on which such a thing cannot be set, though it can be written."""


def set_mode(path: PurePath | str | int, mode: int, needed: int = 0) -> None:
    """Give a file or folder of ours, or what is open as that descriptor, a mode, where the disk has any to give.

    Raises OSError where it is of another account and lacks what is needed, unless modes mean nothing on such a disk.
    """
    try:
        os.chmod(path, mode)
    except OSError as error:
        if error.errno not in _NOT_GIVEN:
            raise
        if isinstance(path, int):
            return
        there = stat.S_IMODE(os.lstat(path).st_mode)
        if there & needed != needed and not mount_of(Path(path)).kind.startswith(FOREIGN):
            raise


def set_time(path: PurePath | str, stamp: int) -> None:
    """Give a file of ours, but nothing behind a link, a time in seconds, where the disk lets us."""
    follow = os.utime not in os.supports_follow_symlinks
    try:
        os.utime(path, (stamp, stamp), follow_symlinks=follow)
    except OSError as error:
        if error.errno not in _NOT_GIVEN:
            raise
