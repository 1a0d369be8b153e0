"""What stands in the place of a file and is none: pipes, sockets, devices; and towers of folders."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from project import DIGEST, Project, minimal_project, page

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = f"{DIGEST}/an-entry.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>A plan</title></svg>'


def site(folder: Path) -> Project:
    """A project with one entry that shows one picture."""
    text = page({"question": "Why?", "topics": ["general"]}, "Because.\n\n![A plan](../../assets/a.svg)")
    return minimal_project(folder).write(ENTRY, text).write("content/assets/a.svg", SVG)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)  # a socket's address is short
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # one that gives zeros without end
        path.open("rb").close()
    except OSError:
        (pytest.fail if os.environ.get("CI") and os.getuid() == 0 else pytest.skip)("no device can be made here")


STRANGE: dict[str, Callable[[Path], None]] = {"pipe": make_pipe, "socket": make_socket, "device": make_device}


def tower(folder: Path, count: int) -> None:
    """So many folders inside each other, made from inside, since no path is that long; one file at the bottom."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(count):
            os.mkdir("d")
            os.chdir("d")
        Path("a.png").write_bytes(b"x")
    finally:
        os.fchdir(here)
        os.close(here)


def clear_tower(folder: Path, count: int) -> None:
    """Take it away from below: the tests' own cleaning up would not reach the bottom."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(count):
            os.chdir("d")
        Path("a.png").unlink()
        for _ in range(count):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.fchdir(here)
        os.close(here)
