"""A project on the disk: its files, and what was remembered of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import sitegen
from sitegen.memory.codec import pack, unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.private import close_folder, make_private
from sitegen.memory.refused import Refused
from sitegen.memory.regular import create
from sitegen.memory.snapshot import Seen, Snapshot, read_seen, read_snapshot, write_seen
from sitegen.model.names import SETTINGS, is_ignored
from sitegen.problems.report import Summary

if TYPE_CHECKING:
    from sitegen.engine.planning import Ready
    from sitegen.memory.store import Step, Store
    from sitegen.memory.tree import Tree

MEMORY = ".sitegen"
"""The folder, below the project's, that holds what is remembered."""
TOPS = (SETTINGS, "content", "templates")
"""The files and folders of a project that a site is made from."""
_LAST = f"{MEMORY}/last"


class Last(NamedTuple):
    """What the last build remembered of the whole."""

    files: Mapping[str, Seen]
    """What the disk showed then."""
    inputs: Mapping[str, str] = MappingProxyType({})
    report: Summary | None = None
    """None where not all is known: there were errors, or something in the output was somebody else's."""


class Build(NamedTuple):
    """What a build came to."""

    report: Summary
    tree: Tree | None = None
    """None where there are errors: then nothing was written."""
    steps: tuple[Step, ...] = ()
    """What was made anew, and why."""
    written: int = 0
    """Files of the output that are new or changed."""
    removed: int = 0
    kept: tuple[str, ...] = ()
    """Routes of files that are no longer in the site but were changed by somebody, so they stay."""
    plan: Ready | None = None
    """None where nothing had to be planned, since all is as it was."""


def load_last(where: Path) -> Last:
    """What the last build remembered there; as good as nothing where that is missing, damaged or of another version."""
    try:
        head, files = read_seen(where / _LAST)
        version, whole = head
        if version != sitegen.fingerprint_of_tool():
            return Last({})
        return Last(files, whole["inputs"], unpack(Summary, whole["report"])) if whole else Last(files)
    except (OSError, ValueError, TypeError, KeyError):
        return Last({})


def read_project(root: Path, last: Last | None = None) -> Snapshot:
    """The files of the project at `root`; raises Refused where it is none."""
    if not os.path.lexists(root / SETTINGS):
        hint = "Go to the site's folder, name it with -C, or make one:  sitegen init my-site"
        raise Refused(f"There is no {SETTINGS} in {root}.", hint)
    return read_snapshot(root, TOPS, is_ignored, (last or load_last(root)).files)


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


def remember(where: Path, snapshot: Snapshot, whole: tuple[Mapping[str, str], Summary] | None) -> None:
    """Remember in the folder what the disk showed, and what came of the whole of it; a failure costs time only.

    Where not all is known of the `whole` (its inputs and the report) it is None.
    """
    try:
        make_private(where / MEMORY)
        last = {"inputs": whole[0], "report": pack(whole[1])} if whole else None
        write_seen(where / _LAST, (sitegen.fingerprint_of_tool(), last), snapshot)
        if not (where / MEMORY / ".gitignore").exists():
            with create(where / MEMORY / ".gitignore") as stream:
                stream.write(b"*\n")
    except OSError:
        return


def whole_inputs(snapshot: Snapshot, day: str, stamp: str) -> dict[str, str]:
    """All that a site is made from: its files, the theme, the day, and this program; and the `stamp` of the output."""
    theme = fingerprint([[name, fingerprint_bytes(data)] for name, data in read_theme().items()])
    return {
        "files": snapshot.fingerprint,
        "theme": theme,
        "day": day,
        "sitegen": sitegen.fingerprint_of_tool(),
        "output": stamp,
    }
