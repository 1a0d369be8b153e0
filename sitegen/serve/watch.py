"""When to look at the files again: events are hints, and where there are none we look every second."""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Any

from sitegen.memory.refused import refuse_os_error
from sitegen.serve.shares import silent_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.events import FileSystemEvent

EVERYTHING = ""
"""A hint that something happened somewhere."""
_QUIET = 0.005  # seconds without an event before we look, after a save
_LONG_QUIET = 0.1  # the same in a storm (a checkout, an unpacked archive), and while a file is still being written
_LONGEST = 1.0  # seconds after which we look although there is no end
_STORM = 20  # paths
_STORMY = 0.5  # seconds; other files that change so soon after a look are part of the same storm
_PAUSE = 1.0  # seconds between two looks where there are no events
_PATIENCE = 0.5  # seconds; Windows does not let Ctrl-C into a longer wait
# A build's own reads are events too (`opened`, `closed_no_write`). They are not asked for: those of a large site would
# fill the kernel's queue, and others would be lost.
_TELLING = (
    "FileCreatedEvent",
    "FileModifiedEvent",
    "FileAttribEvent",
    "FileMovedEvent",
    "FileDeletedEvent",
    "FileClosedEvent",
    "DirCreatedEvent",
    "DirMovedEvent",
    "DirDeletedEvent",
)


class Hints:
    """Paths at which something happened, gathered until it is quiet."""

    def __init__(self) -> None:
        self._more = Condition()
        self._paths: set[str] = set()
        self._writing: set[str] = set()
        self._count = 0
        self._last: frozenset[str] = frozenset()
        self._last_given = 0.0

    def add(self, *paths: str, writing: bool | None = None) -> None:
        """Note that something happened at the paths; `writing` tells that a file was opened to write or closed."""
        with self._more:
            self._paths.update(paths)
            if writing:
                self._writing.update(paths)
            elif writing is False:
                self._writing.difference_update(paths)
            self._count += 1
            self._more.notify()

    def wait(self, patience: float = _PATIENCE) -> frozenset[str]:
        """The paths, as soon as it is quiet; none where nothing happens for `patience` seconds."""
        with self._more:
            if not self._more.wait_for(lambda: self._paths, patience):
                return frozenset()
            end = time.monotonic() + _LONGEST
            while time.monotonic() < end:
                before = self._count
                quiet = _LONG_QUIET if self._writing or self._is_storm() else _QUIET
                if not self._more.wait(quiet) and self._count == before:
                    break
            found = frozenset(self._paths)
            self._paths.clear()
            self._writing.clear()
            self._last, self._last_given = found, time.monotonic()
            return found

    def _is_storm(self) -> bool:
        """Whether many files change at once, or others than those that changed a moment ago."""
        goes_on = time.monotonic() - self._last_given < _STORMY and not self._paths <= self._last
        return goes_on or len(self._paths) > _STORM


class _Complaints(logging.Handler):
    """Hears what watchdog tells in no other way, such as a queue that is full: anything may have changed then."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, _: logging.LogRecord) -> None:  # what it says is not for machines
        self._hints.add(EVERYTHING)


class Watch:
    """Watches some files and folders of a project."""

    def __init__(self, root: Path, tops: tuple[str, ...], say: Callable[[str], None]) -> None:
        """`tops` are files and folders right below the root. `say` is told where there will be no events."""
        self._root, self._tops, self._say = Path(os.path.realpath(root)), tops, say
        self._hints = Hints()
        self._observer: Any = None
        self._telling: list[type[FileSystemEvent]] = []
        self._complaints: logging.Handler | None = None
        self._others_end, self._is_deaf = threading.excepthook, False
        self._watches: dict[str, Any] = {}
        self._looked = time.monotonic()
        self._owes = False
        kind = silent_kind(self._root, tops)
        self.is_on_share = bool(kind)
        """Whether others may save files where nobody tells us."""
        if kind:
            say(f"Some of this folder is on a share ({kind}), which tells nobody of changes: looking every second.")
            return
        try:
            self._observe()
        except (OSError, RecursionError) as error:
            self._poll_instead(error)
        except BaseException:  # Ctrl-C, while a large folder is walked through
            self.close()
            raise

    @property
    def polls(self) -> bool:
        """Whether there are no events."""
        return self._observer is None

    def wait(self) -> frozenset[str] | None:
        """The paths below the root that may have changed, none after a while without any; None for any of them.

        Events can be lost, so everything is looked at once when it has become quiet.
        """
        if self.polls:
            time.sleep(max(0.0, self._looked + _PAUSE - time.monotonic()))
            self._looked = time.monotonic()
            return None
        found = self._hints.wait()
        try:
            if not found and self._owes:
                self._owes = False
                self._check_room()
                return None
            self._owes = self._owes or bool(found)
            is_all = EVERYTHING in found
            for top in self._tops if is_all else found & set(self._tops):  # made anew, so the old watch is blind
                self._follow(top)
            if self._is_deaf:
                self._poll_instead(RecursionError())
        except (OSError, RecursionError) as error:
            self._poll_instead(error)
            return None
        return None if is_all else found

    def close(self) -> None:
        """Stop watching, and wait for the threads: those that watchdog has on Windows keep a program from ending."""
        if self._observer is not None:
            self._observer.stop()
            if self._observer.is_alive():
                self._observer.join(_PATIENCE)
            self._observer = None
        if self._complaints is not None:
            logging.getLogger("watchdog").removeHandler(self._complaints)
        if threading.excepthook == self._hear_end:
            threading.excepthook = self._others_end

    def _observe(self) -> None:
        from watchdog import events
        from watchdog.observers import Observer

        self._complaints = _Complaints(self._hints)
        logging.getLogger("watchdog").addHandler(self._complaints)
        threading.excepthook = self._hear_end
        self._observer = Observer()
        self._telling = [getattr(events, name) for name in _TELLING]
        self._observer.schedule(self, str(self._root), recursive=False, event_filter=self._telling)
        for top in self._tops:
            self._follow(top)
        self._observer.start()
        self._check_room()

    def _check_room(self) -> None:
        """Raise OSError where the system has no watch left: folders may have gone without one, which nobody tells."""
        if sys.platform == "linux":
            one_more = str(Path(__file__).parent)  # any folder that is not watched
            self._observer.unschedule(self._observer.schedule(self, one_more, event_filter=self._telling))

    def _hear_end(self, end: threading.ExceptHookArgs) -> None:
        """Note that no more events come since the thread that reads them has ended, which nobody would see."""
        if type(end.thread).__module__.startswith("watchdog."):
            self._is_deaf = True
            self._hints.add(EVERYTHING)
        else:
            self._others_end(end)

    def _poll_instead(self, error: OSError | RecursionError) -> None:
        """Do without events where the system has no more of what they need, or the disk does not let us watch."""
        self.close()
        if isinstance(error, RecursionError):  # Python before 3.12 walks no deeper than its own calls go
            self._say("There are too many folders inside each other to follow them all: looking every second.")
        elif error.errno in (errno.ENOSPC, errno.EMFILE, errno.ENFILE):
            self._say("The system's watches are used up by other programs: looking every second.")
        else:
            why = refuse_os_error(error, "This folder cannot be watched").message
            self._say(f"{why.removesuffix('.')}: looking every second.")

    def _follow(self, top: str) -> None:
        """Watch a folder and all below it, if it is there."""
        folder = self._root / top
        if top in self._watches:
            self._observer.unschedule(self._watches.pop(top))
        if folder.is_dir() and not folder.is_symlink():
            try:
                self._watches[top] = self._observer.schedule(
                    self, str(folder), recursive=True, event_filter=self._telling
                )
            except FileNotFoundError:
                return  # gone again; its next appearance is an event of the root

    def dispatch(self, event: FileSystemEvent) -> None:
        """Take an event of the observer's."""
        paths = [path for name in (event.src_path, event.dest_path) if name and (path := self._below(name))]
        if paths:
            # Only Linux tells when a file is closed.
            writing = event.event_type == "modified" if sys.platform == "linux" else False
            self._hints.add(*paths, writing=writing)

    def _below(self, name: bytes | str) -> str:
        """The path below the root; empty where it is none of ours."""
        path = os.path.relpath(os.fsdecode(name), self._root).replace(os.sep, "/")
        return path if path.split("/")[0] in self._tops else ""
