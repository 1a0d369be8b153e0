"""An account that may use SFTP and nothing else: a disk far away."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import posixpath
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

import asyncssh
from asyncssh import SFTPAttrs

from sitegen.memory.private import planted
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.remotes.disk import FILE, FILE_MODE, FOLDER, FOLDER_MODE, RECORD_MODE, New, Seen, fits, kind_of
from sitegen.publish.remotes.folder import open_on
from sitegen.publish.remotes.lease import Lease
from sitegen.publish.remotes.planted import refuse_others
from sitegen.publish.remotes.remote import Lost
from sitegen.publish.remotes.sftp_connection import GONE, NONSENSE, SftpConnection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from sitegen.publish.remotes.remote import Remote

_NEW = asyncssh.FXF_READ | asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
_DRAFT = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
_THERE = (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists)
"""What servers say of what is there already; the first of much else, too."""
_CHUNK = 1 << 18  # bytes that are asked for, or sent, at a time for each file that is under way
_LARGEST = 4 << 30  # bytes of a file that we read
_MOST = 300_000  # names in all that one look may find, before it is no site
_LONGEST = 4096  # characters of a path


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
        self._connection = SftpConnection(user, host, port)
        self._sftp = self._connection.sftp

    def stats(self, paths: Iterable[PurePath]) -> list[Seen | None]:
        """What stands at each."""

        async def stat(path: PurePath) -> Seen | None:
            try:
                return _seen(await self._sftp.lstat(str(path)))
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
            return [name async for name, _ in self._list(str(folder))]

        return self._connection.do(look, folder)

    def survey(self, root: PurePath) -> dict[str, Seen]:
        """All files below the root; a folder's list tells their size and time."""
        found: dict[str, Seen] = {}

        async def look(below: str) -> list[str]:
            folders = []
            async for name, seen in self._list(posixpath.join(str(root), below)):
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

    def read(self, path: PurePath) -> bytes:
        """The bytes of a file."""

        async def read() -> bytes:
            seen = _seen(await self._sftp.lstat(str(path)))
            if seen.kind != FILE:
                raise planted(f"{self.name}:{path}")
            return b"".join([chunk async for chunk in self._chunks(path, seen.size)])

        return self._connection.do(read, path)

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each plain file: its bytes come over the wire."""

        async def hash_at(path: PurePath) -> str:
            try:
                seen = _seen(await self._sftp.lstat(str(path)))
                if seen.kind != FILE:
                    return ""
                found = hashlib.sha256()
                async for chunk in self._chunks(path, seen.size):
                    found.update(chunk)
                return found.hexdigest()
            except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, *GONE):
                return ""

        return self._connection.each(hash_at, paths)

    def make_folders(self, folders: Iterable[PurePath], mode: int = FOLDER_MODE) -> None:
        """Make folders, or give those that are there their mode; those of one depth at a time."""

        async def make(folder: PurePath) -> None:
            attrs = SFTPAttrs(permissions=mode)
            try:
                await self._sftp.mkdir(str(folder), attrs)
            except _THERE:
                seen = await self._sftp.lstat(str(folder))  # it is there, or this tells what is wrong
                if _seen(seen).kind != FOLDER:
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
            await self._put(new.path, data, _NEW, SFTPAttrs(permissions=FILE_MODE, atime=new.stamp, mtime=new.stamp))
            tick(len(data))

        self._connection.each(write, files)

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write a record whole or not at all."""

        async def write() -> None:
            attrs = SFTPAttrs(permissions=RECORD_MODE)
            try:
                await self._put(draft, data, _DRAFT, attrs)
            except _THERE:
                await self._sftp.remove(str(draft))
                await self._put(draft, data, _DRAFT, attrs)

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

    async def _list(self, folder: str) -> AsyncIterator[tuple[str, Seen]]:
        """What lies in a folder: the names that a server gives must be names."""
        count = 0
        async for entry in self._sftp.scandir(folder):
            self._connection.stir()
            name, count = str(entry.filename), count + 1
            if not name or "/" in name or "\0" in name or count > _MOST or len(name) > _LONGEST:
                raise ValueError("no name")
            if name not in (".", ".."):
                yield name, _seen(entry.attrs)

    async def _chunks(self, path: PurePath, size: int) -> AsyncIterator[bytes]:
        """The bytes of a file of that size, and one more if there are more than that."""
        if size > _LARGEST:
            raise OSError(errno.EFBIG, "the file is too large", f"{self.name}:{path}")
        async with self._sftp.open(str(path), asyncssh.FXF_READ, encoding=None) as opened:
            async for chunk in self._parts(opened, size + 1):
                yield chunk

    async def _parts(self, opened: asyncssh.SFTPClientFile, size: int) -> AsyncIterator[bytes]:
        at = 0
        while at < size:
            asked = min(_CHUNK, size - at)
            chunk = cast("bytes", await opened.read(asked, at))
            self._connection.stir()
            if len(chunk) > asked:
                raise ValueError("more than was asked for")
            yield chunk
            at += len(chunk)
            if len(chunk) < asked:
                return

    async def _put(self, path: PurePath, data: bytes, flags: int, attrs: SFTPAttrs) -> None:
        """Write a file; a new one is read back."""
        if not attrs.mtime:
            attrs.atime = attrs.mtime = None
        first = SFTPAttrs(permissions=attrs.permissions)
        async with self._sftp.open(str(path), flags, first, encoding=None) as opened:
            for at in range(0, len(data), _CHUNK):
                await opened.write(data[at : at + _CHUNK], at)
                self._connection.stir()
            await opened.setstat(attrs)
            with suppress(asyncssh.SFTPOpUnsupported):
                await opened.fsync()
            at = 0
            async for chunk in self._parts(opened, len(data) + 1 if flags == _NEW else 0):
                if data[at : at + len(chunk)] != chunk:
                    break
                at += len(chunk)
            if at != len(data) and flags == _NEW:
                raise OSError(errno.EIO, "the disk does not keep what is written to it", f"{self.name}:{path}")

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


def _seen(attrs: SFTPAttrs) -> Seen:
    owner = -1 if attrs.uid is None else attrs.uid
    return Seen(attrs.size or 0, int(attrs.mtime or 0), kind_of(attrs.permissions or 0), owner)
