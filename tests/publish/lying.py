"""An SFTP server that does as OpenSSH's until it is told to lie, to refuse or to be silent."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = (
    "open", "close", "read", "write", "lstat", "setstat", "fsetstat", "remove", "mkdir", "rmdir", "readlink",
    "posix_rename", "rename", "symlink", "link", "statvfs", "fsync", "lsetstat", "scandir",
)  # read as a table  # fmt: skip
Lie = Callable[[str, int, Any], Any]
"""Told the call, its number among all calls and what would be answered; gives what is answered, or raises."""


class Lies:
    """What is to be answered; as it should be at first."""

    def __init__(self) -> None:
        self.count = 0
        self.lie: Lie = lambda _, __, answer: answer


class Silent(Exception):
    """Say nothing at all."""


class Server(asyncssh.SFTPServer):
    lies = Lies()
    flips = True

    def links(self, oldpath: bytes, newpath: bytes) -> None:
        if not self.flips:
            raise asyncssh.SFTPPermissionDenied("no links here")
        os.symlink(oldpath, self.map_path(newpath))

    def leads_to(self, path: bytes) -> bytes:
        return os.readlink(self.map_path(path))

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        real = [entry async for entry in super().scandir(path)]
        for entry in await answered(self.lies, "scandir", real):
            await asyncio.sleep(0)  # what has no end must let others have their turn
            yield entry


async def answered(lies: Lies, name: str, answer: Any) -> Any:
    lies.count += 1
    try:
        return lies.lie(name, lies.count, answer)
    except Silent:
        return await asyncio.Event().wait()


def lying(name: str) -> Any:
    async def call(self: Server, *arguments: Any) -> Any:
        real = {"symlink": Server.links, "readlink": Server.leads_to}.get(name) or getattr(asyncssh.SFTPServer, name)
        answer = real(self, *arguments)
        return await answered(self.lies, name, await answer if asyncio.iscoroutine(answer) else answer)

    return call


for name in CALLS[:-1]:
    setattr(Server, name, lying(name))


class NoLogin(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return False


@contextmanager
def lying_server(home: Path, root: Path, *, flips: bool) -> Iterator[tuple[int, Lies]]:
    """Gives the port of a server for the folder, whose key is known at that home, and its lies."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    (home / ".ssh").mkdir()
    (home / ".ssh/known_hosts").write_text(f"* {key.export_public_key().decode()}")
    (home / ".ssh/config").write_text("IdentityFile none\n")
    lies, loop = Lies(), asyncio.new_event_loop()
    kind = type("Server", (Server,), {"lies": lies, "flips": flips})

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[key],
            server_factory=NoLogin,
            sftp_factory=lambda channel: kind(channel, chroot=os.fsencode(root)),
        )

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    acceptor = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    try:
        yield acceptor.get_port(), lies
    finally:
        asyncio.run_coroutine_threadsafe(end(acceptor), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def end(acceptor: asyncssh.SSHAcceptor) -> None:
    acceptor.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
