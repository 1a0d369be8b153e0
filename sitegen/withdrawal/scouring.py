"""Every place in which the words of an entry can be, gone through file by file: here, and where it was published."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.regular import read_regular
from sitegen.publish.records import parse_release
from sitegen.publish.remotes.shelves import release_of
from sitegen.withdrawal.legible import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.publish.outcome import PublishTarget
    from sitegen.publish.remotes.shelves import KeptFile
    from sitegen.withdrawal.needles import Needles

_OURS_IN_TEMP = "sitegen-"


class Searched(NamedTuple):
    """What came of a search through one place."""

    where: str
    files: int
    """How many were looked through."""
    found: tuple[str, ...]
    """The names of those with the words in them, or in their names."""
    removed: tuple[str, ...] = ()
    """Of those, what was removed."""
    closed: tuple[str, ...] = ()
    """What could not be looked into."""


class NamedFile(NamedTuple):
    """A file of a place that is gone through."""

    name: str
    read: Callable[[], bytes]


def search(where: str, files: Iterable[NamedFile], needles: Needles) -> Searched:
    """Look for the words in the files and in their names."""
    count, found, closed = 0, [], []
    for name, read in files:
        count += 1
        if needles.find_in(name):
            found.append(name)
            continue
        try:
            seen = read_texts(name, read())
        except OSError:
            closed.append(name)
            continue
        if any(map(needles.find_in, seen.texts)):
            found.append(name)
        elif seen.closed:
            closed.append(name)
    return Searched(where, count, tuple(found), closed=tuple(closed))


def files_in(folder: Path, leave_out: Callable[[str], bool] = lambda _: False) -> Iterator[NamedFile]:
    """All plain files below a folder of this computer, by their names from there; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            below = os.path.relpath(path, folder).replace(os.sep, "/")
            if not os.path.islink(path) and not leave_out(below):
                yield NamedFile(below, partial(read_regular, path))


def temporary_files() -> Iterator[NamedFile]:
    """What sitegen may have left among this account's temporary files."""
    folder = Path(tempfile.gettempdir())
    for name in sorted(os.listdir(folder)):
        if name.startswith(_OURS_IN_TEMP) and (folder / name).is_dir() and not (folder / name).is_symlink():
            yield from (NamedFile(str(folder / name / file.name), file.read) for file in files_in(folder / name))


def scour_host(place: PublishTarget, needles: Needles, output: Path, *, drop: bool) -> Searched:
    """Look through all that stands at a place, and with `drop` remove what nobody is served by. Raises as places do.

    What is served and stands in the built site here, byte for byte, is looked at here.
    """
    remote = place.connect()
    try:
        if drop:
            remote.lock(place.who)
            remote.prune(())
        host = remote.look()
        if host.site is None:
            return Searched(place.where, 0, ())
        live = parse_release(remote.manifest(host.current), host.current) if host.current else None
        tree = live.tree if live else {}
        kept = {file.name: file for file in remote.shelves().files()}

        def read(file: KeptFile) -> bytes:
            made = tree.get(file.route) if file.release == host.current else None
            near = _read_near(output / file.route, made.sha256) if made else None
            return near if near is not None else file.read()

        searched = search(place.where, (NamedFile(name, partial(read, file)) for name, file in kept.items()), needles)
        if not drop:
            return searched
        hashes = {made.sha256 for made in live.files(host.site.token).values()} if live else set()
        found = [kept[name] for name in searched.found]
        older = {file.release for file in found} | {release_of(file.record) for file in found}
        older -= {"", host.current}
        remote.take_away(older)  # with the files of a release that its list alone tells of, where its words are parted
        spare = [file for file in found if file.is_spare(host.current, hashes)]
        remote.shelves().drop(spare)
        gone = (*(file.name for file in spare), *(file.name for file in found if file.release in older))
        return searched._replace(removed=gone)
    finally:
        remote.close()


def _read_near(file: Path, sha256: str) -> bytes | None:
    try:
        data = read_regular(file)
    except OSError:
        return None
    return data if content_hash(data) == sha256 else None
