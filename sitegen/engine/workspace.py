"""A project on the disk, with what is remembered of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sitegen
from sitegen.memory.codec import pack
from sitegen.memory.last_build import LastBuild, read_last, write_last
from sitegen.memory.private import close_folder
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.memory.snapshot import Snapshot, read_snapshot
from sitegen.model.names import SETTINGS, is_ignored
from sitegen.problems.report import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.memory.scanning import Scan
    from sitegen.memory.store import Store

MEMORY = ".sitegen"
"""The folder, below the project's, that holds what is remembered."""
TOPS = (SETTINGS, "content", "templates")
"""The files and folders of a project that a site is made from."""


def load_last(where: Path) -> LastBuild:
    """What the last build remembered there."""
    return read_last(where / MEMORY, sitegen.fingerprint_of_tool())


def remember(where: Path, snapshot: Snapshot, whole: tuple[Mapping[str, str], Summary] | None) -> None:
    """Remember there what the disk showed, and what came of the whole of it: its inputs and the report, where known."""
    known = (whole[0], pack(whole[1])) if whole else None
    write_last(where / MEMORY, sitegen.fingerprint_of_tool(), snapshot, known)


def read_project(root: Path, last: LastBuild | None = None) -> Snapshot:
    """The files of the project at `root`; raises Refused where it is none."""
    try:
        os.lstat(root / SETTINGS)
    except (FileNotFoundError, NotADirectoryError):
        hint = "Go to the site's folder, name it with -C, or make one:  sitegen init my-site"
        raise Refused(f"There is no {SETTINGS} in {root}.", hint) from None
    except OSError as error:
        raise refuse_os_error(error, f"The folder {root} cannot be read") from error
    return read_snapshot(root, TOPS, is_ignored, (last or load_last(root)).files)


def scan_project(last: Snapshot, paths: frozenset[str] | None) -> Scan:
    """What the disk shows now of the project at the paths, at all of them where None."""
    from sitegen.memory.scanning import scan_again  # a build looks once

    return scan_again(last, TOPS, is_ignored, paths)


def read_theme() -> dict[str, bytes]:
    """The files of the default theme, by path below `templates/`."""
    folder = sitegen.theme_folder()
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not is_ignored(file.name))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def open_store(where: Path) -> Store:
    """What earlier builds remembered in the folder: drafts too, so nobody else may look. Raises Refused."""
    from sitegen.memory.store import Store  # a build that has nothing to do asks for nothing

    with suppress(OSError):  # a disk that is read-only, or a folder of another account
        close_folder(where / MEMORY)
    return Store(where / MEMORY, sitegen.fingerprint_of_tool())
