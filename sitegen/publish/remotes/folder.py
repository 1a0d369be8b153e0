"""A folder or a mounted share: which kind of switch holds there is found by trying."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.mount import FOREIGN, locks_apart, mount_of, sends_later
from sitegen.memory.refused import Refused, refusing
from sitegen.publish.remotes.disk import PROBE
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

_APART = (
    " Computers that publish to such a mount do not see each other's locks, so one of two at the same moment may be "
    "stopped; {} they take turns."
)
_NOT_NOW = {errno.EACCES, errno.EROFS, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""What keeps us from trying, and says nothing of links."""


def open_folder(folder: Path, project: Path, records: Path | None = None) -> Remote:
    """The place in that folder, as it was made or, where it is new, as it can be; raises Refused."""
    with refusing(f"The folder {folder} cannot be read"):
        check_place(folder, project)
        if records:
            check_place(records, project, "records")
        mount = mount_of(folder)
        remote = open_on(LocalDisk(), folder, partial(can_flip, folder), records, sends_later(mount))
        if why := locks_apart(mount):
            is_kind = why == mount.kind
            remote.words += _APART.format("with ssh:// or sftp:// in “to:”" if is_kind else f"mounted without “{why}”")
        return remote


def open_on(
    disk: Disk, folder: PurePath, can_flip: Callable[[], bool], records: PurePath | None = None, later: str = ""
) -> Remote:
    """The place in a folder of a disk: as it was made or, where it is new, as it can be.

    Raises Refused where others have put links among what is ours.
    """
    refuse_top(folder)
    if records:
        check_records_place(disk, folder, records)
    ours, beside = records or folder / STATE, records or state_beside(folder)
    refuse_planted(disk, ours, ours / "m", folder / "releases", beside, beside / "m", beside / "o", beside / "ready")
    flip, in_place = partial(FlipFolder, disk, folder, records), partial(InPlaceFolder, disk, folder, records, later)
    for mode, state, make in ((FLIP, ours, flip), (IN_PLACE, beside, in_place)):
        site = State(disk, state).site()
        if site and (site.mode == mode or not records):
            return make()
    return flip() if can_flip() else in_place()


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


def refuse_top(folder: PurePath, field: str = "to") -> None:
    """Refuse the top of a drive or share, which has no name and nothing beside it."""
    if not folder.name:
        top = type(folder)(folder.drive, "/")
        raise Refused(
            f"{top} is the top of a drive, a share or a disk, and what publishing keeps has to stand beside the site.",
            f"Name a folder in it in “{field}:” in sitegen.yaml, such as  {top / 'questions'}",
        )


def check_place(folder: Path, project: Path, field: str = "to") -> None:
    """Refuse what cannot be a place of its own."""
    refuse_top(folder, field)
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, not a folder.", f"Mend “{field}:” in sitegen.yaml.")
    real, root = Path(os.path.realpath(folder)), Path(os.path.realpath(project))
    own = [root / name for name in ("content", "templates", "output", ".sitegen")]
    if real in (root, *root.parents, Path(os.path.realpath(Path.home())), *own) or any(
        folder in real.parents for folder in own
    ):
        raise Refused(
            f"{folder} cannot hold {'a site' if field == 'to' else 'records'}: other files live there.",
            f"Name a folder of its own in “{field}:”.",
        )
    if not folder.parent.is_dir():
        message = f"There is no folder {folder.parent}, so nothing can be published to {folder}."
        raise Refused(message, f"Is the share connected? Mend “{field}:” in sitegen.yaml, or make that folder.")


def can_flip(folder: Path) -> bool:
    """Whether a link can be made, replaced in one step, and be trusted to be one for the web server too.

    It is tried in the folder, or where there is none yet beside it; nothing stays. Where nothing may be written the
    disk is taken for one with links, since the web server must be pointed at the folder that publishing will use later.
    """
    where = folder if folder.is_dir() else folder.parent
    if os.name == "nt" or mount_of(where).kind.startswith(FOREIGN):
        return False  # a link may look right from here and be none for the web server
    names = [where / f"{PROBE}{os.getpid()}-{part}" for part in ("a", "b", "file", "hard")]
    first, second, file, hard = names
    try:
        os.symlink("a", first)
        os.symlink("b", second)
        os.replace(second, first)
        file.touch(exist_ok=False)
        os.link(file, hard)
        return os.readlink(first) == "b"
    except OSError as error:
        return error.errno in _NOT_NOW
    finally:
        for name in names:
            try:
                name.unlink(missing_ok=True)
            except OSError:
                continue
