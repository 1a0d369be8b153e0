"""Which folders are on a share: those tell nobody of changes that are made elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

_SHARES = ("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse", "vboxsf", "prl_fs", "afpfs")


def file_system_of(folder: Path) -> str:
    """The kind of share that the folder is on; empty where it is on a disk of this computer."""
    if sys.platform == "win32":
        import ctypes

        return "network drive" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4 else ""
    try:
        kind = mounted(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"), str(folder))
    except OSError:
        return ""
    return kind if kind.split(".")[0] in _SHARES else ""


def mounted(mounts: str, folder: str) -> str:
    """The file system that the folder is on, by the lines of `/proc/self/mounts`."""
    found, best = "", 0
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = fields[1].encode("utf-8", "surrogateescape").decode("unicode_escape") if len(fields) > 2 else ""
        inside = point and (folder + "/").startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            found, best = fields[2], len(point)
    return found
