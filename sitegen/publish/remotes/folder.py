"""A folder or a mounted share: which kind of switch holds there is found by trying."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused, refusing
from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.flip import STATE, FlipFolder
from sitegen.publish.remotes.inplace import InPlaceFolder
from sitegen.publish.remotes.planted import refuse_planted
from sitegen.publish.remotes.remote import FLIP, IN_PLACE
from sitegen.publish.remotes.state import State, state_beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.remotes.remote import Remote

_KINDS: dict[str, type[FlipFolder | InPlaceFolder]] = {FLIP: FlipFolder, IN_PLACE: InPlaceFolder}
_NO_LINKS = ("cifs", "smb", "9p", "fuse", "vboxsf", "vfat", "exfat", "ntfs", "virtiofs", "drvfs")
"""File systems on which a link may look right from here and be none for the web server."""


def open_folder(folder: Path, project: Path, records: Path | None = None) -> Remote:
    """The place in that folder, as it was made or, where it is new, as it can be; raises Refused."""
    check_place(folder, project)
    if records:
        check_place(records, project, "records")
    with refusing(f"Nothing can be published to {folder}"):
        return open_on(LocalDisk(), folder, partial(can_flip, folder), records)


def open_on(disk: Disk, folder: PurePath, can_flip: Callable[[], bool], records: PurePath | None = None) -> Remote:
    """The place in a folder of a disk: as it was made or, where it is new, as it can be.

    Raises Refused where others have put links among what is ours.
    """
    if records:
        check_records_place(disk, folder, records)
    ours, beside = records or folder / STATE, records or state_beside(folder)
    refuse_planted(disk, ours, ours / "m", folder / "releases", beside, beside / "m", beside / "o", beside / "ready")
    for mode, state in ((FLIP, ours), (IN_PLACE, beside)):
        site = State(disk, state).site()
        if site and (site.mode == mode or not records):
            return _KINDS[mode](disk, folder, records)
    return _KINDS[FLIP if can_flip() else IN_PLACE](disk, folder, records)


def check_records_place(disk: Disk, folder: PurePath, records: PurePath) -> None:
    """Refuse a folder for our records that would be served, or from which nothing can be moved to the site."""
    if records == folder or records in folder.parents or folder in records.parents:
        raise Refused(f"{records} lies in {folder}, or the other way round.", "Mend “records:” in sitegen.yaml.")
    above = disk.stats([records.parent, folder.parent])
    if not all(above):
        message = f"There is no folder {records.parent}, so nothing can be kept in {records}."
        raise Refused(message, "Mend “records:” in sitegen.yaml, or make that folder.")
    if not disk.can_move(records.parent, folder.parent):
        message = f"{records} is on another disk than {folder}, so nothing can be moved from one to the other."
        raise Refused(message, "Name a folder on the same disk or share in “records:” in sitegen.yaml.")


def check_place(folder: Path, project: Path, field: str = "to") -> None:
    """Refuse what cannot be a place of its own."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, not a folder.", f"Mend “{field}:” in sitegen.yaml.")
    real = folder.resolve()
    root = project.resolve()
    own = [root / name for name in ("content", "templates", "output", ".sitegen")]
    if real in (root, *root.parents, Path.home().resolve(), *own) or any(folder in real.parents for folder in own):
        raise Refused(
            f"{folder} cannot hold {'a site' if field == 'to' else 'records'}: other files live there.",
            f"Name a folder of its own in “{field}:”.",
        )
    if not folder.parent.is_dir():
        message = f"There is no folder {folder.parent}, so nothing can be published to {folder}."
        raise Refused(message, f"Is the share connected? Mend “{field}:” in sitegen.yaml, or make that folder.")


def can_flip(folder: Path) -> bool:
    """Whether a link can be made, replaced in one step, and be trusted to be one for the web server too.

    It is tried in the folder, or where there is none yet beside it; nothing stays.
    """
    where = folder if folder.is_dir() else folder.parent
    if os.name == "nt" or _file_system(where).startswith(_NO_LINKS):
        return False
    names = [where / f".sitegen-try-{os.getpid()}-{part}" for part in ("a", "b", "file", "hard")]
    first, second, file, hard = names
    try:
        os.symlink("a", first)
        os.symlink("b", second)
        os.replace(second, first)
        file.touch(exist_ok=False)
        os.link(file, hard)
        return os.readlink(first) == "b"
    except OSError:
        return False
    finally:
        for name in names:
            try:
                name.unlink(missing_ok=True)
            except OSError:
                continue


def _file_system(folder: Path) -> str:
    """The type of the file system, where the system tells."""
    if sys.platform != "linux":
        return ""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    here, best = str(folder.resolve()), ("", "")
    for line in mounts:
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if (here == point or here.startswith(point.rstrip("/") + "/")) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]
