"""Patience with files that another program holds open for a moment, as web servers and scanners on Windows do."""

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

_TRIES, _PAUSE = 10, 0.2  # seconds
HELD = (errno.EACCES, errno.EPERM, errno.EBUSY)
"""What a disk answers where a file, and perhaps no other, cannot be replaced or removed."""


class Patience:
    """As much as one piece of work has, for all of its files: where somebody holds many, it comes to an end."""

    def __init__(self) -> None:
        self._left = _TRIES

    def call(self, change: Callable[[], object], file: PurePath | str) -> None:
        """Change the file, again and again for a moment where it is held, on Windows or a share of it. Raises OSError.

        Elsewhere an open file keeps nobody from replacing it.
        """
        while True:
            try:
                change()
            except OSError as error:
                if not self._left or error.errno not in HELD or not _can_be_held(file):
                    raise
                self._left -= 1
                time.sleep(_PAUSE)
            else:
                return


def _can_be_held(file: PurePath | str) -> bool:
    return os.name == "nt" or mount_of(Path(file).parent).kind.startswith(FOREIGN)
