"""A folder in which a link is replaced in one step: releases stand beside each other, and `current` names one."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.records import parse_pending
from sitegen.publish.release import dump_release
from sitegen.publish.remotes.disk import (
    CLOSED_MODE,
    FOLDER,
    New,
    differences,
    is_probe,
    make_base,
    parents_of,
    try_writing,
)
from sitegen.publish.remotes.old_releases import OldReleases
from sitegen.publish.remotes.planted import refuse_others
from sitegen.publish.remotes.remote import FLIP, Host, SiteRecord, Staging, Stale
from sitegen.publish.remotes.shelves import FlipShelves, Shelves
from sitegen.publish.remotes.state import State, way_to

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import PurePath

    from sitegen.publish.history import Row
    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.takings import Mark

STATE = ".sitegen"
_TARGET = re.compile(r"releases/[0-9a-f]{16}")


class FlipFolder:
    """Such a folder on a disk."""

    mode = FLIP
    later = ""
    words = "The new site is made beside the old one, and one step switches: no reader sees a half."

    def __init__(self, disk: Disk, folder: PurePath, records: PurePath | None = None) -> None:
        self.folder = folder
        self.root = str(folder / "current")
        self._disk = disk
        self._state = State(disk, records or folder / STATE)
        self.records = way_to(self._state.folder, folder / "current")
        self._old = OldReleases(disk, self._state, folder / "releases")

    def try_writing(self) -> None:
        """Try it."""
        try_writing(self._disk, self.folder, self._state.folder)

    def look(self) -> Host:
        """What stands there."""
        site = self._state.site()
        if site is None:
            return Host(None, foreign=self._foreign(), now=self._state.now())
        current, rows = self._current(), self._state.rows()
        pending = [row for row in self._pending() if row.release == current and row not in rows]
        now, unfinished = self._state.now(), bool(pending) or not current
        releases, marks = self._old.complete(), self._state.marks()
        listed, recorded = self._state.listed(), self._state.recorded()
        untidy = not listed <= releases or bool(self._state.cut())
        return Host(site, current, releases, (*rows, *pending), "", now, unfinished, recorded, marks, untidy)

    def manifest(self, release: str) -> bytes:
        """A release's manifest."""
        return self._state.manifest(release)

    def record(self, release: str) -> bytes:
        """What a release says."""
        return self._state.record(release)

    def keep_record(self, release: str, record: bytes) -> None:
        """Keep what a release says."""
        self._state.keep_record(release, record)

    def mark(self, marks: Sequence[Mark]) -> None:
        """Keep those marks."""
        self._state.mark(marks)

    def lock(self, who: str) -> None:
        """Be the only one, and write down a switch whose publisher died before it could."""
        make_base(self._disk, self.folder)
        self._state.lock(who)
        for row in self._pending():
            if row.release == self._current():
                self._write_down(row)
            self._state.drop("next.json")

    def create(self, site: SiteRecord) -> None:
        """Mark the folder as ours."""
        self._state.create(site)

    def stage(self, staging: Staging) -> None:
        """Make the release under a name of its own, verify it, then give it its name."""
        release, files, stamps = staging.release, staging.files, self._stamps() | {staging.stamp}
        done, making = self._release(release.id), self._release(f".tmp-{release.id}")
        self._disk.make_folders([done.parent])
        (seen,) = self._disk.stats([done])
        if seen and seen.kind == FOLDER:
            bad = differences(self._disk, done, files, stamps)
            if bad:
                raise Refused(
                    f"Somebody changed {min(bad)} in {done}, so it cannot be served. The site has not changed.",
                    "Move that folder away, then publish again.",
                )
            if not self._disk.near and release.id not in {row.release for row in self._state.rows()}:
                # A publish died between this and the switch, so its time is in no row.
                there = self._disk.survey(done)
                undated = [done / route for route, file in there.items() if file.mtime not in stamps]
                self._disk.touch(undated, staging.stamp)
            self._state.keep_record(release.id, staging.record)
            return
        self._state.write(f"m/{release.id}.gz", dump_release(release))
        self._state.keep_record(release.id, staging.record)
        self._disk.make_folders([making], CLOSED_MODE)  # nobody reads it before it is served
        refuse_others(self._disk, making, self._state.fence / "holder")
        self._disk.make_folders(parents_of(making, files))
        self._fill(making, staging)
        bad = differences(self._disk, making, files, stamps)
        foreign = bad - files.keys()
        if foreign:
            message = f"{making / min(foreign)} is not ours. The site has not changed."
            raise Refused(message, "Move it away, try again.")
        if bad:  # what we linked was changed in the old release, or the disk has not kept what it took
            self._disk.remove(making / route for route in bad)
            self._write(making, sorted(bad), staging)
            bad = differences(self._disk, making, files, stamps)
        if bad:
            message = f"The disk does not keep what is written to it: {min(bad)}. The site has not changed."
            raise Refused(message, "Have the disk and its virus scanner looked at.")
        self._disk.settle(making)
        self._disk.rename(making, done)
        self._disk.settle(done.parent)

    def switch(self, staging: Staging, row: Row) -> None:
        """Replace the link; that is the moment."""
        if self._current() != staging.parent.id:
            raise Stale
        self._state.write("next.json", row.line().encode())
        self._disk.settle(self._state.folder)
        link = self._state.fence / "current.new"
        self._disk.remove([link])
        self._disk.make_folders([self._release(staging.release.id)])
        self._disk.symlink(f"releases/{staging.release.id}", link)
        self._disk.replace([(link, self.folder / "current")])
        self._disk.settle(self.folder)
        self._write_down(row)
        self._state.drop("next.json")

    def prune(self, releases: Collection[str]) -> None:
        """Remove old releases, and what dead publishes left, by their manifests."""
        current = self._current()
        self._state.sweep()
        self._old.prune(set(releases) - {current}, self._stamps(), current)
        self._old.close({current, *(row.parent for row in self._state.rows()[-1:])})

    def take_away(self, releases: Collection[str]) -> list[str]:
        """Remove what is ours of those releases, whatever else lies in them."""
        current = self._current()
        return self._old.take_away(set(releases) - {current}, self._stamps(), current)

    def shelves(self) -> Shelves:
        """All files there."""
        return FlipShelves(self._disk, self.folder, self._state.folder)

    def unlock(self) -> str:
        """End whoever holds the lock, where that can be done from here."""
        return self._disk.unlock(self._state.folder)

    def close(self) -> None:
        """Let go."""
        self._disk.close()

    def _write_down(self, row: Row) -> None:
        self._state.add_row(row)
        self._disk.settle(self._state.folder)

    def _fill(self, making: PurePath, staging: Staging) -> None:
        """Keep what a publish that died has sent, link what has not changed, and send the rest."""
        files, old = staging.files, self._release(staging.parent.id)
        there = sorted(self._disk.survey(making).keys() & files.keys())
        hashes = self._disk.hashes(making / route for route in there)
        kept = {route for route, found in zip(there, hashes, strict=True) if found == files[route].sha256}
        self._disk.remove(making / route for route in there if route not in kept)
        self._disk.touch([making / route for route in sorted(kept)], staging.stamp)
        unchanged = [route for route in files if route not in kept and staging.is_unchanged(route)]
        linked = self._disk.link([(old / route, making / route) for route in unchanged])
        kept.update(route for route, done in zip(unchanged, linked, strict=True) if done)
        self._write(making, [route for route in files if route not in kept], staging)

    def _write(self, making: PurePath, routes: Collection[str], staging: Staging) -> None:
        files = (New(making / route, partial(staging.bytes_of, route), staging.stamp) for route in routes)
        self._disk.write_new(files, staging.tick)

    def _release(self, release: str) -> PurePath:
        return self.folder / "releases" / release

    def _current(self) -> str:
        link = self.folder / "current"
        target = self._disk.readlink(link)
        if not target and not any(self._disk.stats([link])):
            return ""
        if not _TARGET.fullmatch(target):  # also where it is there and cannot be read: that is no empty place
            leads = f"a link to {target}, which sitegen did not make" if target else "no link that can be read"
            message = f"{self.root} is {leads}. The site has not changed."
            raise Refused(message, "Publish to a new, empty folder, then let the web server serve that one.")
        return target.rpartition("/")[2]

    def _stamps(self) -> frozenset[int]:
        """The times of all that was ever published here."""
        return frozenset(row.stamp for row in (*self._state.rows(), *self._pending()))

    def _pending(self) -> tuple[Row, ...]:
        return parse_pending(self._state.text("next.json").splitlines())

    def _foreign(self) -> str:
        try:
            names = sorted(name for name in self._disk.names(self.folder) if name != STATE and not is_probe(name))
        except FileNotFoundError:
            return ""
        return names[0] if names else "" if self._state.is_new else STATE
