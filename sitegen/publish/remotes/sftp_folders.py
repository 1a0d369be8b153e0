"""What an SFTP server says lies in folders: nothing of it is believed before it can be a name."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from sitegen.publish.remotes.disk import FOLDER, FileStat, kind_of
from sitegen.publish.remotes.remote import Lost
from sitegen.publish.remotes.sftp_connection import NONSENSE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import PurePath

    from asyncssh import SFTPAttrs

    from sitegen.publish.remotes.sftp_connection import SftpConnection

_MOST = 300_000  # names in all that one look may find, before it is no site
_LONGEST = 4096  # characters of a path


class SftpFolders:
    """What lies in folders, over a connection."""

    def __init__(self, connection: SftpConnection) -> None:
        self._connection = connection

    def survey(self, root: PurePath) -> dict[str, FileStat]:
        """All files below the root; a folder's list tells their size and time."""
        found: dict[str, FileStat] = {}

        async def look(below: str) -> list[str]:
            folders = []
            async for name, seen in self.entries(posixpath.join(str(root), below)):
                if seen.kind == FOLDER:
                    folders.append(f"{below}{name}/")
                else:
                    found[below + name] = seen
                if len(found) + len(folders) > _MOST or len(below) > _LONGEST:
                    raise ValueError("endless")
            return folders

        todo, looked = [""], 0
        while todo:
            looked += len(todo)
            if looked > _MOST:
                raise Lost(NONSENSE)
            todo = [folder for folders in self._connection.each(look, todo) for folder in folders]
        return found

    async def entries(self, folder: str) -> AsyncIterator[tuple[str, FileStat]]:
        """What lies in a folder: the names that a server gives must be names."""
        count = 0
        async for entry in self._connection.sftp.scandir(folder):
            self._connection.stir()
            name, count = str(entry.filename), count + 1
            if not name or "/" in name or "\0" in name or count > _MOST or len(name) > _LONGEST:
                raise ValueError("no name")
            if name not in (".", ".."):
                yield name, seen_of(entry.attrs)


def seen_of(attrs: SFTPAttrs) -> FileStat:
    """What a server tells of a file."""
    owner = -1 if attrs.uid is None else attrs.uid
    return FileStat(attrs.size or 0, int(attrs.mtime or 0), kind_of(attrs.permissions or 0), owner)
