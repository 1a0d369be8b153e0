"""What this computer remembers of an entry's words is forgotten: the cache, the built site, what our folders hold."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.output import Output
from sitegen.memory.private import close_folder
from sitegen.memory.refused import refuse_os_error
from sitegen.memory.regular import read_regular
from sitegen.withdrawal.erased import FOLDER as ERASED
from sitegen.withdrawal.kept_sources import FOLDER as PUBLISHED
from sitegen.withdrawal.kept_sources import clear_folder
from sitegen.withdrawal.scouring import NamedFile, search

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.withdrawal.needles import Needles

_MEMORY = ".sitegen"
_STAYS = ("lock", ".gitignore")
_NO_PAGES = ("asset", "theme")
"""Kinds of files in the built site that no entry is in; all the others may have a word of it, as the search has."""


def forget(project: Path, needles: Needles) -> None:
    """Forget all that builds remember and have made of words: the next one makes everything anew. Raises Refused.

    The sources that are kept stay, and what tells that something was erased.
    """
    try:
        _forget_pages(project, needles)
        close_folder(project / _MEMORY)
        for name in sorted(os.listdir(project / _MEMORY)):
            path = project / _MEMORY / name
            if name in _STAYS or path == project / ERASED:
                continue
            if path == project / PUBLISHED:
                _forget_records(path)
            elif path.is_dir() and not path.is_symlink():
                clear_folder(path)
            else:
                path.unlink()
    except OSError as error:
        raise refuse_os_error(error, "Not everything could be removed here; run the same command again") from error


def _forget_records(folder: Path) -> None:
    """All but the sources of what is served, which were made anew."""
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".sources"):
            (folder / name).unlink()


def _forget_pages(project: Path, needles: Needles) -> None:
    if not (project / "output").is_dir():
        return
    output = Output(project / "output", project)
    output.discard()
    plain = {route: made for route, made in output.tree.items() if made.kind in _NO_PAGES}
    files = (NamedFile(route, partial(read_regular, output.folder / route)) for route in plain)
    found = search("", files, needles).found
    output.swap({route: made for route, made in plain.items() if route not in found})
