"""Drivers for tests in which a publisher dies: a place between two releases, death, and what must hold then."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from publishing import NEW, OLD, dangling, docroot, folder_place, look, put, served

from sitegen.publish.history import CREATED, PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from publishing import PublishTarget

MODES = pytest.mark.parametrize("mode", ["flip", "in place"])
CALLS = ("open", "os.")  # audit events of calls that look at or change the file system
KILLED = 9
_PATIENCE = 100.0  # seconds
OLDER = {**OLD, "index.html": OLD["index.html"] + b" first", "older.html": b"older"}


class Theirs:
    """Foreign files all over a place, one of them a link that leads outside."""

    def __init__(self, base: Path, mode: str) -> None:
        root = docroot(base / "site", mode).resolve()
        outside = base / "theirs-outside"
        outside.write_text("outside")
        (root / "theirs").mkdir()
        os.symlink(outside, root / "theirs" / "link")
        names = [root / "theirs.html", root / "answers" / "theirs.txt", base / "theirs-beside"]
        if mode == "flip":
            names += [base / "site" / "theirs.txt", base / "site" / ".sitegen" / "theirs"]
        for name in names:
            name.write_text("theirs")
        self.names = [name.relative_to(base) for name in (*names, outside, root / "theirs" / "link")]

    def check(self, base: Path) -> None:
        for name in self.names:
            assert (base / name).is_symlink() or (base / name).read_text() in ("theirs", "outside"), name


def prepare(base: Path, mode: str) -> Theirs:
    """A place with two releases, the first of which the next publish prunes."""
    for files in (OLDER, OLD):
        put(folder_place(base / "site", mode, keep=9), files)
    return Theirs(base, mode)


def check_state(folder: Path, mode: str, when: object) -> str:
    """What is served: old, new or, only in place, whole pages of both."""
    found = {route: data for route, data in served(folder, mode).items() if "theirs" not in route}
    if found == OLD:
        return "old"
    if found == NEW:
        return "new"
    assert mode == "in place", f"half a site at {when}: {sorted(found)}"
    for route in OLD.keys() | NEW.keys():
        assert found.get(route) in (OLD.get(route), NEW.get(route)), f"{route} at {when}"
    assert found.keys() <= OLD.keys() | NEW.keys()
    assert dangling(found) == [], when
    return "mid"


def check_finished(place: PublishTarget, folder: Path, mode: str, when: object) -> None:
    put(place, NEW)
    assert check_state(folder, mode, when) == "new", when
    assert not put(place, NEW).switched
    host = look(place)
    assert [row.what for row in host.rows] == [CREATED, PUBLISHED, PUBLISHED, PUBLISHED], when
    if mode == "flip":
        assert not [name for name in os.listdir(folder / "releases") if name.startswith(".tmp")], when


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do it in a child that dies before its file-system call of that number; False if it ended before."""

    return killed(lambda: die_before(number), work)


def die_before(number: int) -> None:
    """Die before the file-system call of that number from now on."""
    left = [number]

    def die(event: str, _: object) -> None:
        if event.startswith(CALLS):
            left[0] -= 1
            if left[0] < 0:
                os._exit(KILLED)

    sys.addaudithook(die)


def killed(arm: Callable[[], object], work: Callable[[], object]) -> bool:
    """Do it in a child that `arm` has made mortal; False if it ended before it died."""
    child = os.fork()
    if not child:
        try:
            arm()
            work()
        except BaseException:  # noqa: BLE001 - it must not come back into the test's own run
            os._exit(1)
        os._exit(0)
    code = _exit_code(child)
    assert code in (0, KILLED, -signal.SIGKILL)
    return code != 0


def _exit_code(child: int) -> int:
    """How the child ended, by our hand where it does not come to an end.

    A child of a process with threads may be born with a lock that one of them held and nobody will open again. To be
    killed then is a death like any other.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            until += _PATIENCE
        time.sleep(0.002)
