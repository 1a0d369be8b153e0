"""From “to:” in the settings to the place that it names."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from sitegen.publish.remotes.remote import Remote

_DRIVE = re.compile(r"[A-Za-z]:(?:[\\/]|$)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_SSH = re.compile(
    r"(?P<how>ssh|sftp)://(?:(?P<user>[^@/:\s]+)@)?"
    r"(?P<host>[^@/:\s-][^@/:\s]*)(?::(?P<port>\d{1,5}))?(?P<path>/[^\0-\x1f\x7f]+)"
)
_NAME = re.compile(r"[A-Za-z0-9._][A-Za-z0-9._-]*")
_SECRET = re.compile(r"//[^/]*@")


def connect(to: str, project: Path, records: str = "") -> Remote:
    """The place, its records elsewhere if so said; a path counts from the project's folder. Raises Refused."""
    scheme = _SCHEME.match(to)
    if scheme is None:
        if to.startswith(("//", "\\\\")) and os.name != "nt":
            message = f"{to} is the name of a share on Windows, and this computer does not know it by that name."
            raise Refused(message, "Mount the share, and write the folder's path in “to:” in sitegen.yaml.")
        if _DRIVE.match(to) and os.name != "nt":
            message = f"{to} is on a drive of Windows, and this computer has none."
            raise Refused(message, "Mount that drive or share, and write the folder's path in “to:” in sitegen.yaml.")
        from sitegen.publish.remotes.folder import open_folder

        aside = Path(os.path.normpath(project / records)) if records else None
        return open_folder(Path(os.path.normpath(project / to)), project, aside)
    found = _SSH.fullmatch(to)
    if not found:
        shown = _SECRET.sub("//…@", to)  # there may be a password in it
        raise Refused(
            f"Nothing can be published to {shown}.",
            "In “to:”, write a folder, a share such as //server/share/qa, ssh://user@host/path or sftp://user@host/path.",
        )
    user, host, port = found["user"] or "", found["host"], int(found["port"] or 0)
    path = found["path"].rstrip("/")
    if not all(map(_NAME.fullmatch, filter(None, (user, host)))):
        # Others may stand for something else in the settings of ssh, or of what these run.
        raise Refused(
            f"In {to}, the user and the host may have letters, digits, “.”, “_” and “-” in them and nothing else.",
            "Give that host a plain name in ~/.ssh/config (Host, HostName, User), and write that name in “to:”.",
        )
    if found["how"] == "sftp":
        aside_there = PurePosixPath(posixpath.normpath(posixpath.join(path, records))) if records else None
        return _connect_sftp(user, host, port, PurePosixPath(path or "/"), aside_there)
    if records:
        message = "Over ssh:// the records are in .sitegen, beside the folder that is served, and cannot be elsewhere."
        raise Refused(message, "Take “records:” out of sitegen.yaml.")
    from sitegen.publish.remotes.ssh import SshRemote

    return SshRemote(user, host, port, path)


def _connect_sftp(user: str, host: str, port: int, path: PurePosixPath, records: PurePosixPath | None) -> Remote:
    try:
        from sitegen.publish.remotes.sftp_place import open_sftp
    except ModuleNotFoundError as error:
        if error.name != "asyncssh":
            raise
        hint = "Install it:  python -m pip install 'sitegen[sftp]'"
        raise Refused("Publishing over SFTP needs a part of sitegen that is not installed here.", hint) from None
    return open_sftp(user, host, port, path, records)
