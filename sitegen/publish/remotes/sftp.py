"""An account that may use SFTP and nothing else: a disk far away."""

from __future__ import annotations

import asyncio
import errno
import posixpath
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

import asyncssh
from asyncssh import SFTPAttrs

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.remotes.disk import FILE, FILE_MODE, FOLDER, FOLDER_MODE, LINK, New, Seen, kind_of
from sitegen.publish.remotes.flight import GONE, Flight
from sitegen.publish.remotes.folder import open_on
from sitegen.publish.remotes.lease import Lease
from sitegen.publish.remotes.remote import Lost

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from sitegen.publish.remotes.remote import Remote

_NEW = asyncssh.FXF_READ | asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
_DRAFT = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_TRUNC


def open_sftp(user: str, host: str, port: int, folder: PurePath, records: PurePath | None = None) -> Remote:
    """The place in a folder of such an account; raises Refused."""
    disk = SftpDisk(user, host, port)
    try:
        _check_place(disk, folder)
        return open_on(disk, folder, partial(disk.can_flip, folder), records)
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


class SftpDisk:
    """The disk of such an account, over one connection; raises Refused where there is none to be had."""

    near = False

    def __init__(self, user: str, host: str, port: int) -> None:
        self.name = host
        self._flight = Flight(user, host, port)
        self._sftp = self._flight.sftp

    def stats(self, paths: Iterable[PurePath]) -> list[Seen | None]:
        """What stands at each."""

        async def stat(path: PurePath) -> Seen | None:
            try:
                return _seen(await self._sftp.lstat(str(path)))
            except GONE:
                return None

        return self._flight.each(stat, paths)

    def can_move(self, folder: PurePath, to: PurePath) -> bool:
        """Whether both are on one disk, where the server tells."""

        async def disk_of(path: PurePath) -> int:
            return (await self._sftp.statvfs(str(path))).fsid

        try:
            one, other = self._flight.each(disk_of, [folder, to])
        except OSError:
            return True
        return one == other

    def names(self, folder: PurePath) -> list[str]:
        """What lies in a folder."""
        names = self._flight.do(lambda: self._sftp.listdir(str(folder)), folder)
        return [name for name in names if name not in (".", "..")]

    def survey(self, root: PurePath) -> dict[str, Seen]:
        """All files below the root; a folder's list tells their size and time."""
        found: dict[str, Seen] = {}

        async def look(below: str) -> list[str]:
            folders = []
            async for name in self._sftp.scandir(posixpath.join(str(root), below)):
                if name.filename in (".", ".."):
                    continue
                route, seen = below + str(name.filename), _seen(name.attrs)
                if seen.kind == FOLDER:
                    folders.append(f"{route}/")
                else:
                    found[route] = seen
            return folders

        todo = [""]
        while todo:
            todo = [folder for folders in self._flight.each(look, todo) for folder in folders]
        return found

    def read(self, path: PurePath) -> bytes:
        """The bytes of a file."""
        return self._flight.do(lambda: self._read(path), path)

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each plain file: its bytes come over the wire."""

        async def hash_at(path: PurePath) -> str:
            try:
                if _seen(await self._sftp.lstat(str(path))).kind in (FOLDER, LINK):
                    return ""
                return content_hash(await self._read(path))
            except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, *GONE):
                return ""

        return self._flight.each(hash_at, paths)

    def make_folders(self, folders: Iterable[PurePath]) -> None:
        """Make folders that a web server can enter; those of one depth at a time."""

        async def make(folder: PurePath) -> None:
            attrs = SFTPAttrs(permissions=FOLDER_MODE)
            try:
                await self._sftp.mkdir(str(folder), attrs)
            except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
                seen = await self._sftp.lstat(str(folder))  # it is there, or this tells what is wrong
                if _seen(seen).kind != FOLDER or (seen.permissions or 0) & 0o755 == FOLDER_MODE:
                    return
            await self._sftp.setstat(str(folder), attrs)

        self._by_depth(make, folders, 1)

    def write_new(self, files: Iterable[New], tick: Callable[[int], None] = lambda _: None) -> None:
        """Write files that are not there yet, have them on the host's disk, and read each back."""

        async def write(new: New) -> None:
            data = await asyncio.to_thread(new.read)
            await self._put(new.path, data, _NEW, SFTPAttrs(permissions=FILE_MODE, atime=new.stamp, mtime=new.stamp))
            tick(len(data))

        self._flight.each(write, files)

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write a record whole or not at all."""
        self._flight.do(lambda: self._put(draft, data, _DRAFT, SFTPAttrs(permissions=FILE_MODE)), draft)
        self.replace([(draft, path)])

    def touch(self, paths: Iterable[PurePath], stamp: int) -> None:
        """Give files that time."""

        async def touch(path: PurePath) -> None:
            await self._sftp.setstat(str(path), SFTPAttrs(atime=stamp, mtime=stamp), follow_symlinks=False)

        self._flight.each(touch, paths)

    def link(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> list[bool]:
        """Make hard links on the host, where the server can."""

        async def link(pair: tuple[PurePath, PurePath]) -> bool:
            old, new = map(str, pair)
            try:
                await self._sftp.link(old, new)
            except (asyncssh.SFTPFailure, asyncssh.SFTPPermissionDenied, asyncssh.SFTPOpUnsupported, *GONE):
                return False
            return True

        return self._flight.each(link, pairs)

    def symlink(self, target: str, path: PurePath) -> None:
        """Make a link."""
        self._flight.do(lambda: self._sftp.symlink(target, str(path)), path)

    def readlink(self, path: PurePath) -> str:
        """Where a link leads."""
        try:
            return str(self._flight.do(lambda: self._sftp.readlink(str(path)), path))
        except OSError:
            return ""

    def rename(self, old: PurePath, new: PurePath) -> None:
        """Rename a folder."""
        self._flight.do(lambda: self._sftp.rename(str(old), str(new)), old)

    def replace(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> None:
        """Rename each, over another if need be."""

        async def replace(pair: tuple[PurePath, PurePath]) -> None:
            old, new = map(str, pair)
            await self._sftp.posix_rename(old, new)

        self._flight.each(replace, pairs)

    def remove(self, paths: Iterable[PurePath]) -> None:
        """Remove files."""

        async def remove(path: PurePath) -> None:
            with suppress(*GONE):
                await self._sftp.remove(str(path))

        self._flight.each(remove, paths)

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

        self._flight.each(settle, folders)

    def lock(self, folder: PurePath, who: str) -> PurePath:
        """Take a lease, which is kept alive as long as we are, and which others take over when we are not."""
        if self._flight.lease is None:
            lease = Lease(self, folder)
            lease.take(who)
            self._flight.lease = lease
            self._flight.begin(self._renew(lease))
        return self._flight.lease.fence

    def holder(self, folder: PurePath) -> str:
        """Who has the lease."""
        return Lease(self, folder).holder()

    def unlock(self, folder: PurePath) -> str:
        """Take the lease from whoever has it; what they had not done yet they can do no more."""
        return Lease(self, folder).break_off()

    def close(self) -> None:
        """Give the lease back, and end the connection."""
        lease, self._flight.lease = self._flight.lease, None
        try:
            if lease:
                lease.give_back()
        finally:
            self._flight.end()

    def can_flip(self, folder: PurePath) -> bool:
        """Whether a link can be made and be replaced in one step there. Raises Refused where not even a file can."""
        (seen,) = self.stats([folder])
        where = folder if seen else folder.parent
        first, second = (where / f".sitegen-try-{part}" for part in ("a", "b"))
        self.remove([first, second])
        try:
            self._try_replacing(first, second)
            self.remove([first])
            self.symlink("a", first)
            self.symlink("b", second)
            self.replace([(second, first)])
            return self.readlink(first) == "b"
        except OSError:
            return False
        finally:
            self.remove([first, second])

    def _try_replacing(self, first: PurePath, second: PurePath) -> None:
        self.write_new(New(file, bytes, 0) for file in (first, second))
        try:
            self.replace([(second, first)])
        except OSError as error:
            message = f"{self.name} cannot replace a file in one step, so no page could be kept whole there."
            raise Refused(f"{message} The site has not changed.", "Ask for a host with OpenSSH.") from error

    async def _read(self, path: PurePath) -> bytes:
        async with self._sftp.open(str(path), asyncssh.FXF_READ, encoding=None) as opened:
            return cast("bytes", await opened.read())

    async def _put(self, path: PurePath, data: bytes, flags: int, attrs: SFTPAttrs) -> None:
        """Write a file; a new one is read back."""
        if not attrs.mtime:
            attrs.atime = attrs.mtime = None
        async with self._sftp.open(str(path), flags, encoding=None) as opened:
            if data:
                await opened.write(data, 0)
            await opened.setstat(attrs)
            with suppress(asyncssh.SFTPOpUnsupported):
                await opened.fsync()
            back = await opened.read(len(data) + 1, 0) if flags == _NEW else data
            if back != data:
                raise OSError(errno.EIO, "the disk does not keep what is written to it", f"{self.name}:{path}")

    async def _renew(self, lease: Lease) -> None:
        while self._flight.lease is lease:
            await asyncio.sleep(lease.PULSE)
            with suppress(asyncssh.Error, OSError):
                async with self._sftp.open(str(lease.fence / "holder"), asyncssh.FXF_WRITE, encoding=None) as opened:
                    await opened.write(lease.record, 0)

    def _by_depth(self, work: Callable[[PurePath], Awaitable[None]], folders: Iterable[PurePath], step: int) -> None:
        levels: dict[int, list[PurePath]] = {}
        for folder in folders:
            levels.setdefault(len(folder.parts), []).append(folder)
        for depth in sorted(levels)[::step]:
            self._flight.each(work, levels[depth])


def _seen(attrs: SFTPAttrs) -> Seen:
    return Seen(attrs.size or 0, int(attrs.mtime or 0), kind_of(attrs.permissions or 0))
