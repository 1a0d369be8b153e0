"""Which folders are on a share, or another mount that tells nobody of changes that are made elsewhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from sitegen.memory.mount import mount_of, mounts_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SILENT = {
    *("cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "davfs", "ncpfs", "afs", "ceph", "lustre", "glusterfs"),
    *("fuse", "virtiofs", "9p", "drvfs", "fakeowner", "vboxsf", "prl_fs", "vmhgfs", "hgfs"),
    *("beegfs", "gpfs", "pvfs2", "ocfs2", "gfs2"),
}
"""Kinds of file systems whose files others change, on a server or on the host of this virtual machine."""


def silent_kind(root: Path, tops: Iterable[str]) -> str:
    """The kind of such a mount that the folder is on, or one of these in it, or anything below; empty for none.

    Asks Linux and Windows; elsewhere it is not known.
    """
    if sys.platform == "win32":
        import ctypes

        return "network drive" if ctypes.windll.kernel32.GetDriveTypeW(root.anchor) == 4 else ""
    mounts = [mount_of(root), *mounts_at([os.path.realpath(root / top) for top in tops])]
    kinds = (mount.kind for mount in mounts)
    return next((kind for kind in kinds if kind.split(".")[0] in _SILENT), "")
