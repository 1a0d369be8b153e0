"""The mounts of this computer: on which kind of file system a folder is, as Linux tells."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESCAPE = re.compile(rb"\\([0-7]{3})")
_TABLE = "/proc/self/mounts"
FOREIGN = ("cifs", "smb", "9p", "fuse", "vboxsf", "vfat", "exfat", "ntfs", "virtiofs", "drvfs", "davfs")
"""How the kinds begin on which links, modes and accounts are what the mount makes of them, and others see otherwise."""

_OWN_LOCKS = {"fuse.sshfs"}
_NFS = ("nolock", "local_lock=all", "local_lock=flock")
_OWN_LOCKS_BY = {"cifs": ("nobrl",), "smb3": ("nobrl",), "nfs": _NFS, "nfs4": _NFS}
_LATER = {"fuse.rclone": "rclone", "rclone": "rclone", "davfs": "davfs2", "fuse.davfs": "davfs2"}


class Mount(NamedTuple):
    """One line of the table of mounts, which proc(5) describes."""

    source: str = ""
    point: str = ""
    kind: str = ""
    """The file system, such as ext4, cifs or fuse.sshfs; empty where it is not known."""
    options: str = ""
    """How it was mounted, with commas between."""


def mount_of(folder: Path) -> Mount:
    """The mount that the folder is on; an empty one where the system does not tell."""
    if sys.platform != "linux":
        return Mount()
    try:
        return find_mount(Path(_TABLE).read_bytes().splitlines(), os.path.realpath(folder))
    except OSError:
        return Mount()


def mounts_at(folders: Sequence[str]) -> list[Mount]:
    """The mounts that the folders are on, and all that are below one of them; none where the system does not tell."""
    if sys.platform != "linux":
        return []
    try:
        return find_mounts(Path(_TABLE).read_bytes().splitlines(), folders)
    except OSError:
        return []


def find_mounts(lines: Sequence[bytes], folders: Sequence[str]) -> list[Mount]:
    """The same by the lines of the table."""
    starts = tuple(folder.rstrip("/") + "/" for folder in folders)
    below = [mount for mount in map(_parse, lines) if mount.point.startswith(starts)]
    return [*(find_mount(lines, folder) for folder in folders), *below]


def find_mount(lines: Iterable[bytes], folder: str) -> Mount:
    """The mount that a folder is on; the longest name counts, and of the same name the last line."""
    inside = folder + "/"
    around = [mount for mount in map(_parse, lines) if mount.point and inside.startswith(mount.point.rstrip("/") + "/")]
    return max(reversed(around), key=lambda mount: len(mount.point), default=Mount())


def _parse(line: bytes) -> Mount:
    """The mount of a line; an empty one where that is none."""
    fields = [os.fsdecode(_ESCAPE.sub(_unescape, field)) for field in line.split(b" ")]
    return Mount(*fields[:4]) if len(fields) >= 3 else Mount()


def sends_later(mount: Mount) -> str:
    """The program that sends on by and by what is written to such a mount; empty for what writes at once."""
    if mount.kind in _LATER:
        return _LATER[mount.kind]
    is_web = mount.source.startswith(("http://", "https://"))
    return "davfs2" if is_web and mount.kind.startswith(("fuse", "davfs")) else ""


def locks_apart(mount: Mount) -> str:
    """Why each computer has locks of its own on such a mount: the kind, or an option; empty where they are shared."""
    if mount.kind in _OWN_LOCKS:
        return mount.kind
    own = _OWN_LOCKS_BY.get(mount.kind, ())
    return next((option for option in mount.options.split(",") if option in own), "")


def _unescape(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8) & 0xFF])
