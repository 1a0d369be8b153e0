"""Folders and files of ours that nobody else reads, and that no link of somebody else leads elsewhere."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.memory.modes import set_mode
from sitegen.memory.refused import Refused
from sitegen.memory.regular import NotAFile, open_regular

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER_MODE = 0o700


def open_plain(file: Path, flags: int, mode: int = 0o600) -> int:
    """The descriptor of a plain file, never reached by a link and never waited for.

    Raises Refused where a link, a pipe or a device stands there, else OSError.
    """
    try:
        return open_regular(file, flags, mode)
    except (NotAFile, IsADirectoryError):
        raise planted(file) from None


def make_private(folder: Path) -> None:
    """Make the folder, and those above it; one that is there is closed to other accounts.

    Raises Refused where it is a link, or a link stands in it, else OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(folder, _FOLDER_MODE)
    close_folder(folder)


def close_folder(folder: Path) -> None:
    """Close a folder of ours to other accounts, if it is there; raises as `make_private` does."""
    try:
        mode = os.lstat(folder).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        raise planted(folder)
    if stat.S_IMODE(mode) != _FOLDER_MODE:
        set_mode(folder, _FOLDER_MODE)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                raise planted(folder / entry.name)


def planted(file: object) -> Refused:
    """The refusal of what sitegen cannot have put there."""
    return Refused(
        f"{file} is a link, or no plain file or folder, where sitegen keeps its own records. It was left alone.",
        "Find out who put it there, and remove it; then run the same command again.",
    )
