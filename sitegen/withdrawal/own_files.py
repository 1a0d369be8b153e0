"""The writer's own files, as they are on the disk now: which entries there are, and what is written into them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sitegen.memory.modes import set_mode
from sitegen.memory.private import make_private
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.memory.regular import create, read_below
from sitegen.model.schema.parse import parse_content
from sitegen.reading.markdown import Labels
from sitegen.withdrawal.change import TakenBack, changes
from sitegen.withdrawal.finding import former_paths
from sitegen.withdrawal.kept_sources import all_sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

_DIGESTS = "content/digests"
_NEW = ".sitegen/withdraw.new"


def entry_files(project: Path) -> list[str]:
    """The paths of all files in the folders of digests."""
    found = []
    for folder, folders, names in os.walk(project / _DIGESTS):
        folders.sort()
        below = os.path.relpath(folder, project).replace(os.sep, "/")
        found += [f"{below}/{name}" for name in sorted(names)]
    return found


def content_files(project: Path) -> dict[str, bytes]:
    """The bytes of all texts of the project, by path. Raises Refused."""
    found: dict[str, bytes] = {}
    for top in ("content", "templates"):
        for folder, folders, names in os.walk(project / top):
            folders.sort()
            below = os.path.relpath(folder, project).replace(os.sep, "/")
            for name in sorted(names):
                if not os.path.islink(os.path.join(folder, name)):
                    found[f"{below}/{name}"] = read_own(project, f"{below}/{name}")
    return found


def mark_file(project: Path, path: str, day: date, why: str) -> TakenBack:
    """Write into the entry's file that it was withdrawn, unless it says so; gives what it says. Raises Refused."""
    data = read_own(project, path)
    with refusing("What was published before cannot be read, so nothing was changed"):
        published = [sources.texts for sources in all_sources(project)]
    for marked in changes({path: data}, TakenBack(path, day, why)).values():
        assert marked is not None
        write_own(project, {path: marked})
        data = marked
    entry = parse_content("entry", path, data, Labels(), ()).value
    said = entry.withdrawn if entry else None
    own = entry_files(project)
    former = [name for texts in published or [{}] for name in former_paths(path, data, texts, own)]
    taken = TakenBack(path, day, why, older=tuple(dict.fromkeys(former)))
    return taken._replace(day=said.date, why=" ".join(said.why.split())) if said else taken


def read_own(project: Path, path: str) -> bytes:
    """The bytes of a file, reached through no link. Raises Refused."""
    try:
        return read_below(project, path)
    except OSError as error:
        raise refuse_os_error(error, f"{path} cannot be read, so nothing was changed") from error


def write_own(project: Path, files: Mapping[str, bytes | None]) -> None:
    """Put new bytes in the place of files, each whole or not at all; those with None go, last. Raises Refused."""
    try:
        make_private(project / ".sitegen")
        for path, data in files.items():
            if data is not None:
                _replace(project, path, data)
        for path, data in files.items():
            if data is None:
                (project / path).unlink(missing_ok=True)
    except OSError as error:
        raise refuse_os_error(error, "A file of yours could not be changed; run the same command again") from error


def _replace(project: Path, path: str, data: bytes) -> None:
    """By way of our own folder, so that nothing half stands among the writer's files, and no preview sees it."""
    file, new = project / path, project / _NEW
    try:
        about = os.lstat(file)
    except FileNotFoundError:
        mode = stat.S_IMODE(os.lstat(file.parent).st_mode) & 0o666
    else:
        if not stat.S_ISREG(about.st_mode):
            raise Refused(f"{path} is no plain file, so nothing was written to it.", "Put a plain file in its place.")
        mode = stat.S_IMODE(about.st_mode)
    with create(new) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    set_mode(new, mode)
    os.replace(new, file)
