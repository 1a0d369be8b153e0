"""A place in a folder of an account that may use SFTP and nothing else: whether it can be one, and of which kind."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.remotes.disk import FILE, PROBE, New
from sitegen.publish.remotes.folder import open_on
from sitegen.publish.remotes.remote import Lost
from sitegen.publish.remotes.sftp import SftpDisk

if TYPE_CHECKING:
    from pathlib import PurePath

    from sitegen.publish.remotes.remote import Remote


def open_sftp(user: str, host: str, port: int, folder: PurePath, records: PurePath | None = None) -> Remote:
    """The place in a folder of such an account; raises Refused."""
    disk = SftpDisk(user, host, port)
    try:
        _check_place(disk, folder)
        return open_on(disk, folder, partial(_can_flip, disk, folder), records)
    except BaseException as error:
        with suppress(OSError, Lost):
            disk.close()
        if isinstance(error, OSError):
            raise refuse_os_error(error, f"Nothing can be published to {folder} on {host}") from error
        if isinstance(error, Lost):
            message = f"The connection to {host} was cut ({error}). The site has not changed."
            raise Refused(message, "Run the same command again.") from error
        raise


def _check_place(disk: SftpDisk, folder: PurePath) -> None:
    above, there = disk.stats([folder.parent, folder])
    if above and not (there and there.kind == FILE):
        return
    what = f"{folder} is a file, not a folder" if above else f"there is no folder {folder.parent}"
    message = f"On {disk.name} {what}, so nothing can be published there."
    raise Refused(message, "Mend “to:” in sitegen.yaml, or have that folder made. The path is as SFTP shows it.")


def _can_flip(disk: SftpDisk, folder: PurePath) -> bool:
    """Whether a link can be made and be replaced in one step there. Raises Refused where not even a file can."""
    (seen,) = disk.stats([folder])
    where = folder if seen else folder.parent
    first, second = (where / f"{PROBE}{part}" for part in ("a", "b"))
    disk.remove([first, second])
    try:
        disk.write_new(New(file, bytes, 0) for file in (first, second))  # what may not be written says nothing of links
        return _keeps_links(disk, first, second)
    finally:
        disk.remove([first, second])  # also what was refused: a server may have made it


def _keeps_links(disk: SftpDisk, first: PurePath, second: PurePath) -> bool:
    _try_replacing(disk, first, second)
    try:
        disk.remove([first])
        disk.symlink("a", first)
        disk.symlink("b", second)
        disk.replace([(second, first)])
        return disk.readlink(first) == "b"
    except OSError:
        return False


def _try_replacing(disk: SftpDisk, first: PurePath, second: PurePath) -> None:
    try:
        disk.replace([(second, first)])
    except OSError as error:
        message = f"{disk.name} cannot replace a file in one step, so no page could be kept whole there."
        raise Refused(f"{message} The site has not changed.", "Ask for a host with OpenSSH.") from error
