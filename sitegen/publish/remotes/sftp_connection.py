"""Requests to an SFTP server, hundreds of them under way at a time, over one connection.

The library is asyncssh, an extra. It reads ~/.ssh/config, uses ssh's keys and agent, and accepts only known host keys.
"""

from __future__ import annotations

import asyncio
import errno
import posixpath
import threading
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import asyncssh

from sitegen.publish.remotes.login import open_connection, start
from sitegen.publish.remotes.remote import Busy, Lost

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable

    from sitegen.publish.remotes.lease import Lease

_MOST = 256  # requests under way at a time; more gain nothing
GONE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
"""What a server says of what is not there."""
_CLOSED = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.DisconnectError, ConnectionError, EOFError)
_ERRORS = (asyncssh.Error, OSError, EOFError)
_NO_ANSWERS = (ValueError, LookupError, ArithmeticError)
"""What comes of an answer that is none."""
NONSENSE = "it answered what sitegen does not understand"
_NUMBERS = {
    GONE: errno.ENOENT,
    (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect): errno.EACCES,
    (asyncssh.SFTPNoSpaceOnFilesystem,): errno.ENOSPC,
    (asyncssh.SFTPQuotaExceeded,): errno.EDQUOT,
    (asyncssh.SFTPFileAlreadyExists,): errno.EEXIST,
}
_READ_ONLY = 1  # in statvfs
_PATIENCE = 60.0  # seconds in which nothing at all is answered, though hundreds of requests may be under way
_TIDY = 5.0  # seconds, for a connection to end

T = TypeVar("T")
R = TypeVar("R")


class SftpConnection:
    """One connection; raises Refused where there is none to be had."""

    def __init__(self, user: str, host: str, port: int) -> None:
        self.name = host
        self.lease: Lease | None = None
        """What we hold there: where its folder has gone, somebody else has taken it over."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sftp", daemon=True)
        self._thread.start()
        self._ssh: asyncssh.SSHClientConnection | None = None
        self._stirred = 0.0
        self._silent = False
        try:
            self._ssh = self._run(open_connection(user, host, port))
            self.sftp = self._run(start(self._ssh, host))
        except BaseException:
            self.end()
            raise

    def each(self, work: Callable[[T], Awaitable[R]], items: Iterable[T]) -> list[R]:
        """Do it for all, many at a time; gives the results in their order."""
        numbered = enumerate(items)
        results: dict[int, R] = {}

        async def some() -> None:
            for number, item in numbered:
                try:
                    results[number] = await work(item)
                except _NO_ANSWERS as error:
                    raise Lost(NONSENSE) from error
                except _ERRORS as error:
                    raise await self._meaning(error, item) from error
                self.stir()

        async def everything() -> None:
            workers = [asyncio.ensure_future(some()) for _ in range(_MOST)]
            try:
                await self._patiently(workers)
            finally:
                for worker in workers:  # not waited for: they may want to close what a silent server has opened
                    worker.cancel()
                    worker.add_done_callback(_forget)

        self._run(everything())
        return [results[number] for number in range(len(results))]

    def do(self, work: Callable[[], Awaitable[R]], path: PurePath) -> R:
        """Do one thing."""

        async def one(_: PurePath) -> R:
            return await work()

        return self.each(one, [path])[0]

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it meanwhile, until the end of the connection."""
        asyncio.run_coroutine_threadsafe(work, self._loop)

    def stir(self) -> None:
        """Note that the server has answered something."""
        self._stirred = self._loop.time()

    async def _patiently(self, workers: Collection[asyncio.Future[None]]) -> None:
        """Wait for all, or the first that fails, as long as the server answers anything; raises Lost."""
        self.stir()
        waiting = set(workers)
        while waiting:
            left = self._stirred + _PATIENCE - self._loop.time()
            if left <= 0 or self._silent:
                self._silent = True  # it is not waited for a second time
                raise Lost(f"it said nothing for {_PATIENCE:.0f} seconds")
            done, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_EXCEPTION)
            for worker in done:
                worker.result()

    def _run(self, work: Coroutine[Any, Any, R]) -> R:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _meaning(self, error: Exception, item: object) -> Exception:
        """The error that it would be on a disk here."""
        if isinstance(error, _CLOSED):
            if self.lease:
                self.lease.lost()
            return Lost(str(error) or "no reason was given")
        path = next((part for part in (item if isinstance(item, tuple) else (item,)) if isinstance(part, PurePath)), "")
        where = f"{self.name}:{path}"
        for kinds, number in _NUMBERS.items():
            if isinstance(error, kinds):
                if number == errno.ENOENT and self.lease and self.lease.fence in PurePath(path).parents:
                    return Busy("another session has taken the place of this one")
                return OSError(number, str(error), where)
        if isinstance(error, asyncssh.SFTPFailure):  # some servers have no other word for a full disk
            with suppress(*_ERRORS):
                disk = await self.sftp.statvfs(posixpath.dirname(str(path)))
                if not disk.bavail:
                    return OSError(errno.ENOSPC, str(error), where)
                if disk.flags & _READ_ONLY:
                    return OSError(errno.EROFS, str(error), where)
        return OSError(errno.EIO, str(error), where)

    def end(self) -> None:
        """End the connection and the thread that served it."""

        async def end() -> None:
            if self._ssh:
                self._ssh.close()
                with suppress(*_ERRORS):
                    await asyncio.wait_for(self._ssh.wait_closed(), _TIDY)
                self._ssh.abort()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            if others:
                await asyncio.wait(others, timeout=_TIDY)
            await self._loop.shutdown_default_executor()

        if self._loop.is_closed():
            return
        self._run(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _forget(worker: asyncio.Future[None]) -> None:
    """Let nothing be said of how a worker ended whose work nobody wants any more."""
    if not worker.cancelled():
        worker.exception()
