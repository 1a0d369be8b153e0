"""Every file at a place, by what it is there for: so that words can be looked for in all, and what is spare can go."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sitegen.publish.answers import parse_size, values_of
from sitegen.publish.remotes.disk import FILE, parents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.remotes.session import Session

_RELEASE = re.compile(r"releases/([0-9a-f]{16})/(.+)", re.DOTALL)
_HALF = re.compile(r"releases/\.tmp-")
_STATE, _LEFT = ".sitegen", "left"
_OBJECT = re.compile(r"o/[0-9a-f]{2}/([0-9a-f]{64})")
_OF_RELEASE = re.compile(r"m/([0-9a-f]{16})\.(?:gz|sums|record)")
_SPARE = re.compile(r"m/[^/]+|in/[^/]+|ready/[^/]+|[^/]+\.new|o/.+")
"""Records that nothing is lost with; the others, such as the history, stay whatever is in them."""


def release_of(record: str) -> str:
    """The id of the release that a record of that name tells of; empty for none."""
    found = _OF_RELEASE.fullmatch(record)
    return found[1] if found else ""


class KeptFile(NamedTuple):
    """A file at a place."""

    name: str
    """As the place has it, to be shown and to be asked for."""
    read: Callable[[], bytes]
    """Gives its bytes; raises FileNotFoundError."""
    release: str = ""
    """The id of the release that it is a part of; empty for none."""
    route: str = ""
    """Where it stands in that release."""
    record: str = ""
    """Its name among our records; `left` where a dead publish has left it half; empty where it is neither."""

    def is_spare(self, current: str, hashes: Collection[str]) -> bool:
        """Whether it can go: a record, or what was left, that the live release does not need."""
        if self.record == _LEFT:
            return True
        of, kept = release_of(self.record), _OBJECT.fullmatch(self.record)
        if (of and of == current) or (kept and kept[1] in hashes):
            return False
        return _SPARE.fullmatch(self.record) is not None


class Shelves(Protocol):
    """All that lies at a place."""

    def files(self) -> Iterator[KeptFile]:
        """Every plain file there."""
        ...

    def drop(self, files: Collection[KeptFile]) -> None:
        """Remove files that are spare."""
        ...


class FlipShelves:
    """What lies on a disk, in a folder in which a link is switched."""

    def __init__(self, disk: Disk, folder: PurePath, state: PurePath) -> None:
        self._disk, self._folder, self._state = disk, folder, state

    def files(self) -> Iterator[KeptFile]:
        """Every plain file there."""
        for name, read in _files_below(self._disk, self._folder):
            yield _in_flip(name, read)
        if self._state != self._folder / _STATE:
            for name, read in _files_below(self._disk, self._state):
                yield KeptFile(str(self._state / name), read, record=name)

    def drop(self, files: Collection[KeptFile]) -> None:
        """Remove files, and folders that they leave empty."""
        self._disk.remove(self._folder / file.name for file in files)
        self._disk.remove_empty(parents_of(self._folder, [file.name for file in files if file.record == _LEFT]))


class InPlaceShelves:
    """What lies on a disk, in a folder that is served as it is and in ours beside it."""

    def __init__(self, disk: Disk, folder: PurePath, state: PurePath, current: str) -> None:
        self._disk, self._folder, self._state, self._current = disk, folder, state, current

    def files(self) -> Iterator[KeptFile]:
        """Every plain file there."""
        for name, read in _files_below(self._disk, self._folder):
            yield KeptFile(name, read, self._current, name)
        for name, read in _files_below(self._disk, self._state):
            yield KeptFile(str(self._state / name), read, record=name)

    def drop(self, files: Collection[KeptFile]) -> None:
        """Remove files."""
        self._disk.remove(self._state / file.record for file in files)


class SshShelves:
    """What lies on a host, asked for through our script."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def files(self) -> Iterator[KeptFile]:
        """Every plain file there."""
        for name in values_of(self._session.ask("files"), "file"):
            yield _in_flip(name, partial(self._read, name))

    def drop(self, files: Collection[KeptFile]) -> None:
        """Remove files."""
        for file in files:
            self._session.ask(f"drop {file.name}")

    def _read(self, name: str) -> bytes:
        self._session.send(f"bytes {name}\n".encode())
        first = self._session.line()
        if not first.startswith("size "):
            if first == "large":
                self._session.answer()
            raise FileNotFoundError(name)
        data = self._session.read(parse_size(first))
        self._session.answer()
        return data


def _in_flip(name: str, read: Callable[[], bytes]) -> KeptFile:
    """A file below a folder in which a link is switched."""
    found = _RELEASE.fullmatch(name)
    if found:
        return KeptFile(name, read, found[1], found[2])
    if _HALF.match(name):
        return KeptFile(name, read, record=_LEFT)
    return KeptFile(name, read, record=name[len(_STATE) + 1 :] if name.startswith(f"{_STATE}/") else "")


def _files_below(disk: Disk, root: PurePath) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """All plain files below a folder, by name, with what reads them; none where there is no such folder."""
    try:
        there = disk.survey(root)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, seen in sorted(there.items()):
        if seen.kind == FILE:
            yield name, partial(disk.read, root / name)
