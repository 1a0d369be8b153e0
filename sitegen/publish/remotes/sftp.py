"""An account that may use SFTP and nothing else: a disk far away."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

import asyncssh
from asyncssh import SFTPAttrs

from sitegen.memory.private import planted
from sitegen.publish.remotes.disk import FILE_MODE, FOLDER, FOLDER_MODE, RECORD_MODE, FileStat, New, fits
from sitegen.publish.remotes.lease import Lease
from sitegen.publish.remotes.planted import refuse_others
from sitegen.publish.remotes.sftp_bytes import DRAFT, NEW, SftpBytes
from sitegen.publish.remotes.sftp_connection import GONE, SftpConnection
from sitegen.publish.remotes.sftp_folders import SftpFolders, seen_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence


_THERE = (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists)
"""What servers say of what is there already; the first of much else, too."""


class SftpDisk:
    """The disk of such an account, over one connection; raises Refused where there is none to be had."""

    near = False

    def __init__(self, user: str, host: str, port: int) -> None:
        self.name = host
        self._connection = SftpConnection(user, host, port)
        self._sftp = self._connection.sftp
        self._folders = SftpFolders(self._connection)
        self._bytes = SftpBytes(self._connection)

    def stats(self, paths: Iterable[PurePath]) -> list[FileStat | None]:
        """What stands at each."""

        async def stat(path: PurePath) -> FileStat | None:
            try:
                return seen_of(await self._sftp.lstat(str(path)))
            except GONE:
                return None

        return self._connection.each(stat, paths)

    def can_move(self, folder: PurePath, to: PurePath) -> bool:
        """Whether both are on one disk, where the server tells."""

        async def disk_of(path: PurePath) -> int:
            return (await self._sftp.statvfs(str(path))).fsid

        try:
            one, other = self._connection.each(disk_of, [folder, to])
        except OSError:
            return True
        return one == other

    def names(self, folder: PurePath) -> list[str]:
        """What lies in a folder."""

        async def look() -> list[str]:
            return [name async for name, _ in self._folders.entries(str(folder))]

        return self._connection.do(look, folder)

    def survey(self, root: PurePath) -> dict[str, FileStat]:
        """All files below the root; a folder's list tells their size and time."""
        return self._folders.survey(root)

    def read(self, path: PurePath) -> bytes:
        """The bytes of a file."""
        return self._connection.do(lambda: self._bytes.read(path), path)

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each plain file: its bytes come over the wire."""
        return self._connection.each(self._bytes.hash_at, paths)

    def make_folders(self, folders: Iterable[PurePath], mode: int = FOLDER_MODE) -> None:
        """Make folders, or give those that are there their mode; those of one depth at a time."""

        async def make(folder: PurePath) -> None:
            attrs = SFTPAttrs(permissions=mode)
            try:
                await self._sftp.mkdir(str(folder), attrs)
            except _THERE:
                seen = await self._sftp.lstat(str(folder))  # it is there, or this tells what is wrong
                if seen_of(seen).kind != FOLDER:
                    raise planted(f"{self.name}:{folder}") from None
                if not fits(seen.permissions or 0, mode):
                    # One of another account cannot be closed by us.
                    with suppress(*(() if mode == FOLDER_MODE else (asyncssh.SFTPPermissionDenied,))):
                        await self._sftp.setstat(str(folder), attrs)
                return
            await self._sftp.setstat(str(folder), attrs)

        self._by_depth(make, folders, 1)

    def write_new(self, files: Iterable[New], tick: Callable[[int], None] = lambda _: None) -> None:
        """Write files that are not there yet, have them on the host's disk, and read each back."""

        async def write(new: New) -> None:
            data = await asyncio.to_thread(new.read)
            await self._bytes.put(
                new.path, data, NEW, SFTPAttrs(permissions=FILE_MODE, atime=new.stamp, mtime=new.stamp)
            )
            tick(len(data))

        self._connection.each(write, files)

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write a record whole or not at all."""

        async def write() -> None:
            attrs = SFTPAttrs(permissions=RECORD_MODE)
            try:
                await self._bytes.put(draft, data, DRAFT, attrs)
            except _THERE:
                await self._sftp.remove(str(draft))
                await self._bytes.put(draft, data, DRAFT, attrs)

        self._connection.do(write, draft)
        self.replace([(draft, path)])

    def touch(self, paths: Iterable[PurePath], stamp: int) -> None:
        """Give files that time."""

        async def touch(path: PurePath) -> None:
            await self._sftp.setstat(str(path), SFTPAttrs(atime=stamp, mtime=stamp), follow_symlinks=False)

        self._connection.each(touch, paths)

    def link(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> list[bool]:
        """Make hard links on the host, where the server can."""

        async def link(pair: tuple[PurePath, PurePath]) -> bool:
            old, new = map(str, pair)
            try:
                await self._sftp.link(old, new)
            except (asyncssh.SFTPFailure, asyncssh.SFTPPermissionDenied, asyncssh.SFTPOpUnsupported, *GONE):
                return False
            return True

        return self._connection.each(link, pairs)

    def symlink(self, target: str, path: PurePath) -> None:
        """Make a link."""
        self._connection.do(lambda: self._sftp.symlink(target, str(path)), path)

    def readlink(self, path: PurePath) -> str:
        """Where a link leads."""
        try:
            return str(self._connection.do(lambda: self._sftp.readlink(str(path)), path))
        except OSError:
            return ""

    def rename(self, old: PurePath, new: PurePath) -> None:
        """Rename a folder."""
        self._connection.do(lambda: self._sftp.rename(str(old), str(new)), old)

    def replace(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> None:
        """Rename each, over another if need be."""

        async def replace(pair: tuple[PurePath, PurePath]) -> None:
            old, new = map(str, pair)
            await self._sftp.posix_rename(old, new)

        self._connection.each(replace, pairs)

    def remove(self, paths: Iterable[PurePath]) -> None:
        """Remove files."""

        async def remove(path: PurePath) -> None:
            with suppress(*GONE):
                await self._sftp.remove(str(path))

        self._connection.each(remove, paths)

    def remove_empty(self, folders: Iterable[PurePath]) -> None:
        """Remove the folders that are empty, those of one depth at a time."""

        async def remove(folder: PurePath) -> None:
            with suppress(asyncssh.SFTPFailure, asyncssh.SFTPDirNotEmpty, asyncssh.SFTPPermissionDenied, *GONE):
                await self._sftp.rmdir(str(folder))

        self._by_depth(remove, folders, -1)

    def settle(self, *folders: PurePath) -> None:
        """Have the names in the folders written; the files were when they were sent. Some servers cannot."""

        async def settle(folder: PurePath) -> None:
            with suppress(asyncssh.SFTPError):
                async with self._sftp.open(str(folder), asyncssh.FXF_READ) as opened:
                    await opened.fsync()

        self._connection.each(settle, folders)

    def lock(self, folder: PurePath, who: str) -> PurePath:
        """Take a lease, which is kept alive as long as we are, and which others take over when we are not."""
        if self._connection.lease is None:
            lease = Lease(self, folder)
            lease.take(who)
            self._connection.lease = lease
            if not any(self.stats([folder / "site.json"])):
                refuse_others(self, folder, lease.fence / "holder")
            self._connection.begin(self._renew(lease))
        return self._connection.lease.fence

    def holder(self, folder: PurePath) -> str:
        """Who has the lease."""
        return Lease(self, folder).holder()

    def unlock(self, folder: PurePath) -> str:
        """Take the lease from whoever has it; what they had not done yet they can do no more."""
        return Lease(self, folder).break_off()

    def close(self) -> None:
        """Give the lease back, and end the connection."""
        lease, self._connection.lease = self._connection.lease, None
        try:
            if lease:
                lease.give_back()
        finally:
            self._connection.end()

    async def _renew(self, lease: Lease) -> None:
        while self._connection.lease is lease:
            await asyncio.sleep(lease.PULSE)
            with suppress(asyncssh.Error, OSError):
                async with self._sftp.open(str(lease.fence / "holder"), asyncssh.FXF_WRITE, encoding=None) as opened:
                    await opened.write(lease.record, 0)

    def _by_depth(self, work: Callable[[PurePath], Awaitable[None]], folders: Iterable[PurePath], step: int) -> None:
        levels: dict[int, list[PurePath]] = {}
        for folder in folders:
            levels.setdefault(len(folder.parts), []).append(folder)
        for depth in sorted(levels)[::step]:
            self._connection.each(work, levels[depth])
