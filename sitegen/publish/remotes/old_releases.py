"""The folders of releases beside the one that is served: what goes, and what others may not look at any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.publish.records import is_id
from sitegen.publish.remotes.disk import CLOSED_MODE, FILE, LINK, differences_in, remove_ours

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk, FileStat
    from sitegen.publish.remotes.state import State


class OldReleases:
    """The folder that holds them. None of what is given here is served."""

    def __init__(self, disk: Disk, state: State, folder: PurePath) -> None:
        self._disk, self._state, self._folder = disk, state, folder

    def complete(self) -> frozenset[str]:
        """The releases that are there whole."""
        try:
            return frozenset(filter(is_id, self._disk.names(self._folder)))
        except FileNotFoundError:
            return frozenset()

    def prune(self, releases: Collection[str], stamps: Collection[int], served: str) -> None:
        """Remove them, and what dead publishes left; one with a file of somebody else, or a changed one, stays.

        What the served one has, too, is not read for that. Raises OSError, when all else is done, where the disk does
        not let one be moved aside.
        """
        staying, stuck = self._served(served) if releases else {}, None
        for release in releases:
            folder, old = self._folder / release, self._folder / f".old-{release}"
            files = self._state.files(release)
            if files and not differences_in(self._disk, folder, self._disk.survey(folder), files, stamps, staying):
                try:
                    self._disk.rename(folder, old)
                except OSError as error:
                    stuck = error
                else:
                    self._drop(old, files, ())
        self._clear(stamps, served)
        if stuck:
            raise stuck

    def take_away(self, releases: Collection[str], stamps: Collection[int], served: str) -> list[str]:
        """Remove what is ours of them, whatever else lies in them; gives the folders of which something is left."""
        there = sorted(set(releases) & self.complete())
        for release in there:
            whole, old = self._folder / release, self._folder / f".old-{release}"
            if self._state.files(release) and not _has_links(self._disk.survey(whole)):
                self._disk.rename(whole, old)
                self._disk.make_folders([old], CLOSED_MODE)
        self._clear(stamps, served)
        folders = [self._folder / name for release in there for name in (release, f".old-{release}")]
        return [str(folder) for folder, left in zip(folders, self._disk.stats(folders), strict=True) if left]

    def close(self, open_still: Collection[str]) -> None:
        """Close what no reader gets any more; but not what was served until now, which a web server may remember."""
        closing = sorted(self.complete() - set(open_still))
        self._disk.make_folders([self._folder / release for release in closing], CLOSED_MODE)

    def _clear(self, stamps: Collection[int], served: str) -> None:
        """Remove what is half or left, and then what we keep of releases of which nothing is there."""
        left = [name for name in self._disk.names(self._folder) if name.startswith((".old-", ".tmp-"))]
        staying = self._served(served) if left else {}
        for name in left:
            self._remove(name, stamps, staying)
        there = {name.removeprefix(".tmp-") for name in self._disk.names(self._folder)}
        self._state.forget(self._state.listed() - there)

    def _served(self, release: str) -> Mapping[str, FileStat]:
        return self._disk.survey(self._folder / release) if release and self._disk.near else {}

    def _remove(self, name: str, stamps: Collection[int], staying: Mapping[str, FileStat]) -> None:
        folder, files = self._folder / name, self._state.files(name.partition("-")[2])
        there = self._disk.survey(folder)
        if not files or _has_links(there):
            return
        if name.startswith(".tmp"):  # nobody else writes to it, and a dead publish may have cut its files
            kept = {route for route in files if route not in there or there[route].kind != FILE}
        else:
            kept = differences_in(self._disk, folder, there, files, stamps, staying)
        self._drop(folder, files, kept)

    def _drop(self, folder: PurePath, files: Collection[str], kept: Collection[str]) -> None:
        remove_ours(self._disk, folder, files, kept)
        self._disk.remove_empty([folder])


def _has_links(there: Mapping[str, FileStat]) -> bool:
    return any(seen.kind == LINK for seen in there.values())
