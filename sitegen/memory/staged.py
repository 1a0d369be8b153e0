"""What waits to be swapped into an output: files beside it, each named by the SHA-256 of its bytes."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.modes import set_mode
from sitegen.memory.private import make_private
from sitegen.memory.refused import refuse_os_error
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

FILE_MODE = 0o644
"""Of what readers get, whatever the umask."""


def stage(folder: Path, data: bytes, standing: str) -> str:
    """Keep the bytes in the folder for the swap, unless the same already stand there; gives their SHA-256.

    Raises Refused where the disk does not take them.
    """
    sha256 = content_hash(data)
    if sha256 != standing:
        try:
            _write_once(folder, sha256, data)
        except OSError as error:
            raise refuse_os_error(error, "The new pages cannot be written") from error
    return sha256


def _write_once(folder: Path, name: str, data: bytes) -> None:
    """Write the file, unless it is there: then another process has written the same bytes, or a part of them."""
    path = f"{folder}/{name}"
    try:
        with open(path, "xb") as file:
            file.write(data)
            mode = os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        make_private(folder.parent)
        make_private(folder)
        _write_once(folder, name, data)
        return
    except FileExistsError:
        _write_whole(path, data)
        return
    if stat.S_IMODE(mode) != FILE_MODE:
        set_mode(path, FILE_MODE)


def _write_whole(path: str, data: bytes) -> None:
    """Put the whole in the place of a part: another process is writing it, or has died while it did."""
    if read_regular(path) == data:
        return
    whole = f"{path}.{os.urandom(8).hex()}"
    with open(whole, "xb") as file:
        file.write(data)
    set_mode(whole, FILE_MODE)
    os.replace(whole, path)


def drop_staged(folder: Path) -> None:
    """Drop what waits: what a killed build has left, or what will not be swapped in. Raises OSError."""
    if folder.is_dir():
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        folder.rmdir()
