"""Which folders are on a share: those tell nobody of changes that are made elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sitegen.memory.mount import mount_of

if TYPE_CHECKING:
    from pathlib import Path

_SHARES = ("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse", "vboxsf", "prl_fs", "afpfs")


def file_system_of(folder: Path) -> str:
    """The kind of share that the folder is on; empty where it is on a disk of this computer."""
    if sys.platform == "win32":
        import ctypes

        return "network drive" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4 else ""
    kind = mount_of(folder).kind
    return kind if kind.split(".")[0] in _SHARES else ""
