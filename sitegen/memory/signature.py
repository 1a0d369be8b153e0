"""How the disk shows a file: while that is the same, its bytes are taken to be the same."""

from __future__ import annotations

import os
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACK = Struct("<4Q").pack
_ALL = (1 << 64) - 1  # times before 1970 and after 2262, and the inodes of some disks, need more room than there is
WIDTH = 32
"""Bytes of a signature."""
NO_SIGNATURE = b"\xff" * WIDTH
"""What no disk shows, since no file is that large."""


def signature(status: os.stat_result) -> bytes:
    """Size, inode and the times of the last changes."""
    return _PACK(status.st_size, status.st_mtime_ns & _ALL, status.st_ino & _ALL, status.st_ctime_ns & _ALL)


def signature_of(path: Path | str) -> bytes:
    """How the disk shows the file at the path; empty where there is none."""
    try:
        return signature(os.lstat(path))
    except OSError:
        return b""


def size_in(sign: bytes) -> int:
    """The size of the file, in bytes."""
    return int.from_bytes(sign[:8], "little")
