"""One file of a project put in the place of what it was, in one step, if that is what it still is.

The new one is written beside it and takes its name when all of it is on the disk: nobody ever sees half a file. No link
is followed on the way, neither a folder's nor the file's own.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from sitegen.memory.modes import set_mode
from sitegen.memory.patience import Patience
from sitegen.memory.regular import folder_below, open_regular, read_in
from sitegen.memory.snapshot import Changed

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ".sitegen-mended.tmp"  # no file of a site begins with a dot
_ONE = Lock()
"""Two files of one folder would be written to that name at once."""


def exchange(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`; raises Changed where the file holds anything else, or else OSError."""
    with _ONE, folder_below(root, path) as (folder, name):
        beside = os.path.join(os.path.dirname(name), _BESIDE)
        mode = stat.S_IMODE(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        try:
            _write(folder, beside, after, mode)
            _check(folder, name, before)  # now, since writing takes a while
            swap = partial(os.replace, beside, name, src_dir_fd=folder, dst_dir_fd=folder)
            Patience().call(swap, root / path)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside, dir_fd=folder)
            raise


def _check(folder: int | None, name: str, before: bytes) -> None:
    if read_in(folder, name) != before:
        raise Changed(errno.ESTALE, "it was changed meanwhile", name)


def _write(folder: int | None, name: str, data: bytes, mode: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)  # left by a program that was ended
    descriptor = open_regular(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, folder=folder)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        set_mode(descriptor if folder is not None else name, mode)
        os.fsync(descriptor)
