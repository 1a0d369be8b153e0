"""A mount as trials see it: the places on it, what readers get from them, projects, and children that may die."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dying import KILLED
from mount_kinds import ONE_STEP, MountKind
from project import DIGEST, Project, minimal_project, page
from publishing import NEW as NEWER
from publishing import OLD as OLDER
from publishing import dangling, place_of, served
from publishing import page as html

from sitegen.publish.outcome import PublishTarget
from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES, EDITS = 24, 20
LINKS = [f"../more/{number}.html" for number in range(PAGES)]
OLD = {
    **OLDER,
    **{f"more/{number}.html": html(f"page {number}", "../index.html") for number in range(PAGES)},
    "lists/all.html": html("list", "../answers/a.html", *LINKS),
}
NEW = {
    **OLD,
    **NEWER,
    **{f"more/{number}.html": html(f"page {number} anew", "../index.html") for number in range(EDITS)},
    "lists/all.html": html("list", "../answers/a.html", *LINKS),
}
del NEW["answers/b.html"]
SENT = 90.0  # seconds that a program may take to send on what was written
ENTRY = f"{DIGEST}/a.md"


class Mounted(NamedTuple):
    """A mount of that kind."""

    kind: MountKind
    folder: Path
    behind: Path | None
    """Where whoever else sees what is on it finds it."""
    again: Path | None
    """The same, mounted a second time."""
    elsewhere: Path | None
    """Where somebody else saves files on it."""
    points: int
    """Death is tried at so many points."""

    @property
    def mode(self) -> str:
        """As the protocol's tests name it."""
        return "flip" if self.kind.way == ONE_STEP else "in place"

    def place(self, name: str, on: Path | None = None) -> PublishTarget:
        """A place on the mount, as `sitegen publish` opens it."""
        return place_of(lambda: connect(str((on or self.folder) / name), Path("/nowhere")), keep=2)

    def readers_get(self, name: str) -> dict[str, bytes]:
        """What is served, which is the same whoever looks."""
        found = served(self.folder / name, self.mode)
        if self.behind:
            until = time.monotonic() + (0 if self.kind.can_be_full else SENT)
            while (there := served(self.behind / name, self.mode)) != found and time.monotonic() < until:
                time.sleep(1)
            assert there == found, f"on the server: {sorted(there.items() ^ found.items())[:3]}"
        return found


def state_of(found: dict[str, bytes], mount: Mounted) -> str:
    if found in (OLD, NEW):
        return "old" if found == OLD else "new"
    assert mount.kind.way != ONE_STEP, f"half a site: {sorted(found)}"
    for route in OLD.keys() | NEW.keys():
        assert found.get(route) in (OLD.get(route), NEW.get(route)), route
    assert dangling(found) == []
    return "mixed"


def project_on(folder: Path) -> Project:
    project = minimal_project(folder)
    return project.write(ENTRY, page({"question": "Why?", "topics": ["general"]}, "Because."))


def publishing_project(folder: Path, place: PublishTarget, to: Path | None = None) -> Path:
    """A project that publishes there."""
    project = project_on(folder)
    where = to or Path(place.connect().root.removesuffix("/current"))
    return project.write("sitegen.yaml", f"title: T\nid: {place.site}\npublish:\n  there:\n    to: {where}\n").folder


def built_tree(folder: Path) -> dict[str, bytes]:
    """What is built there; of records nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".sitegen" not in path.parts
    }


def fill(file: Path) -> None:
    """Take all room that is left."""
    for size in (1 << 22, 1 << 16, 1 << 12, 1):
        with suppress(OSError), file.open("ab", buffering=0) as stream:
            while stream.write(b"\xff" * size):
                os.fsync(stream.fileno())


def count_calls(work: Callable[[], object]) -> str:
    count = [0]

    def note(event: str, _: object) -> None:
        count[0] += event.startswith(("open", "os."))

    sys.addaudithook(note)
    work()
    return str(count[0])


def in_child(work: Callable[[], str], *, dies: bool = False) -> Callable[[], str]:
    """Begin it in a child; gives what waits for its end and gives what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        except BaseException as error:  # noqa: BLE001 - it must not come back into the parent's run
            os.write(writing, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.close(writing)

    def end() -> str:
        with open(reading, "rb") as stream:
            said = stream.read().decode()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return "died" if dies and code == KILLED else said

    return end
