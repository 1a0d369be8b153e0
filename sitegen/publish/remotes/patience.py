"""Patience with a file that another program holds open for a moment, as web servers and scanners on Windows do."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.mount import FOREIGN, mount_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath

_PATIENCE, _PAUSE = 2.0, 0.2  # seconds


def patiently(call: Callable[[], None], file: PurePath) -> None:
    """Do it, again and again for a moment where somebody holds the file open, on Windows or a share of it."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return call()
        except OSError as error:
            held = error.errno in (errno.EACCES, errno.EBUSY) and (os.name == "nt" or _is_on_share(file))
            if not held or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _is_on_share(file: PurePath) -> bool:
    return mount_of(Path(file).parent).kind.startswith(FOREIGN)
