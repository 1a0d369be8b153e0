"""The bytes of files on their way from and to an SFTP server: no more than were asked for, and read back when sent."""

from __future__ import annotations

import errno
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import asyncssh
from asyncssh import SFTPAttrs

from sitegen.memory.private import planted
from sitegen.publish.remotes.disk import FILE
from sitegen.publish.remotes.sftp_connection import GONE
from sitegen.publish.remotes.sftp_folders import seen_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import PurePath

    from sitegen.publish.remotes.sftp_connection import SftpConnection

NEW = asyncssh.FXF_READ | asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
DRAFT = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
_CHUNK = 1 << 18  # bytes that are asked for, or sent, at a time for each file that is under way
_LARGEST = 4 << 30  # bytes of a file that we read


class SftpBytes:
    """The bytes of files, over a connection."""

    def __init__(self, connection: SftpConnection) -> None:
        self._connection, self._sftp, self._name = connection, connection.sftp, connection.name

    async def read(self, path: PurePath) -> bytes:
        """All of a plain file; raises Refused for any other."""
        seen = seen_of(await self._sftp.lstat(str(path)))
        if seen.kind != FILE:
            raise planted(f"{self._name}:{path}")
        return b"".join([chunk async for chunk in self._chunks(path, seen.size)])

    async def hash_at(self, path: PurePath) -> str:
        """The SHA-256 of a plain file; empty for any other."""
        try:
            seen = seen_of(await self._sftp.lstat(str(path)))
            if seen.kind != FILE:
                return ""
            found = hashlib.sha256()
            async for chunk in self._chunks(path, seen.size):
                found.update(chunk)
            return found.hexdigest()
        except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPFailure, *GONE):
            return ""

    async def put(self, path: PurePath, data: bytes, flags: int, attrs: SFTPAttrs) -> None:
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
            async for chunk in self._parts(opened, len(data) + 1 if flags == NEW else 0):
                if data[at : at + len(chunk)] != chunk:
                    break
                at += len(chunk)
            if at != len(data) and flags == NEW:
                raise OSError(errno.EIO, "the disk does not keep what is written to it", f"{self._name}:{path}")

    async def _chunks(self, path: PurePath, size: int) -> AsyncIterator[bytes]:
        """The bytes of a file of that size, and one more if there are more than that."""
        if size > _LARGEST:
            raise OSError(errno.EFBIG, "the file is too large", f"{self._name}:{path}")
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
