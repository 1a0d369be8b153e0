"""A folder in which a link is replaced in one step: releases stand beside each other, and `current` names one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.history import Row, parse_rows
from sitegen.publish.release import dump_release, load_release
from sitegen.publish.remotes.files import (
    hash_at,
    make_folder,
    make_folders,
    open_to_readers,
    plain_files,
    remove_ours,
    settle,
    write_new,
    write_whole,
)
from sitegen.publish.remotes.remote import FLIP, Host, Site, Staging, Stale
from sitegen.publish.remotes.state import State

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from sitegen.memory.tree import Tree

STATE = ".sitegen"


class FlipFolder:
    """Such a folder on a disk of this computer."""

    mode = FLIP
    words = "The new site is made beside the old one, and one step switches: no reader sees a half."

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = str(folder / "current")
        self._state = State(folder / STATE)

    def look(self) -> Host:
        """What stands there."""
        site = self._state.site()
        if site is None:
            return Host(None, foreign=self._foreign(), now=self._state.now())
        current, rows = self._current(), self._state.rows()
        pending = [row for row in self._pending() if row.release == current and row not in rows]
        unfinished = bool(pending) or not current
        return Host(site, current, self._releases(), (*rows, *pending), "", self._state.now(), unfinished)

    def manifest(self, release: str) -> bytes:
        """A release's manifest."""
        return self._state.manifest(release)

    def lock(self, who: str) -> None:
        """Be the only one, and write down a switch whose publisher died before it could."""
        make_folder(self.folder)
        self._state.lock(who)
        for row in self._pending():
            if row.release == self._current():
                self._state.add_row(row)
            self._state.drop("next.json")

    def create(self, site: Site) -> None:
        """Mark the folder as ours."""
        self._state.create(site)

    def stage(self, staging: Staging) -> None:
        """Make the release under a name of its own, verify it, then give it its name."""
        release = staging.release
        make_folder(self.folder / "releases")
        open_to_readers(self.folder / "releases")
        done = self._release(release.id)
        if done.is_dir():
            bad = _differences(done, staging.files)
            if bad:
                raise Refused(
                    f"Somebody changed {min(bad)} in {done}, so it cannot be served. The site has not changed.",
                    "Move that folder away, then publish again.",
                )
            return
        write_whole(self._state.manifest_file(release.id), dump_release(release))
        making = self.folder / "releases" / f".tmp-{release.id}"
        make_folder(making)
        open_to_readers(making)
        make_folders(making, staging.files)
        for route in staging.files:
            self._put(making, route, staging)
        for route in _differences(making, staging.files):
            if route not in staging.files:
                raise Refused(f"{making / route} is not ours. The site has not changed.", "Move it away, try again.")
            # What we linked was changed in the old release, or the disk has not kept what it took.
            (making / route).unlink(missing_ok=True)
            write_new(making / route, staging.bytes_of(route), staging.stamp)
        bad = _differences(making, staging.files)
        if bad:
            message = f"The disk does not keep what is written to it: {min(bad)}. The site has not changed."
            raise Refused(message, "Have the disk and its virus scanner looked at.")
        settle(making)
        os.rename(making, done)
        settle(self.folder / "releases")

    def switch(self, staging: Staging, row: Row) -> None:
        """Replace the link; that is the moment."""
        if self._current() != staging.parent.id:
            raise Stale
        write_whole(self._state.folder / "next.json", row.line().encode())
        link = self._state.folder / "current.new"
        link.unlink(missing_ok=True)
        os.symlink(f"releases/{staging.release.id}", link)
        os.replace(link, self.folder / "current")
        settle(self.folder)
        self._state.add_row(row)
        self._state.drop("next.json")

    def prune(self, releases: Collection[str]) -> None:
        """Remove old releases, and what dead publishes left, by their manifests."""
        current = self._current()
        for release in releases:
            if release != current and self._is_ours(release):
                os.rename(self._release(release), self.folder / "releases" / f".old-{release}")
        for name in os.listdir(self.folder / "releases"):
            kind, _, release = name.partition("-")
            if kind in (".old", ".tmp"):
                self._remove(name, release, torn=kind == ".tmp")

    def unlock(self) -> str:
        """The lock of a process goes with the process, so there is never one to break."""
        who = self._state.holder()
        if who:
            message = f"{who} is publishing to {self.folder} right now. The site is theirs to change."
            raise Refused(message, "End that process; its lock goes with it.")
        return ""

    def close(self) -> None:
        """Let go."""
        self._state.close()

    def _put(self, making: Path, route: str, staging: Staging) -> None:
        file, made = making / route, staging.files[route]
        before = staging.before.get(route)
        if os.path.lexists(file):  # from a publish that died
            if hash_at(file) == made.sha256:
                return
            file.unlink()
        if staging.parent.id and before and before.sha256 == made.sha256:
            try:
                os.link(self._release(staging.parent.id) / route, file, follow_symlinks=False)
            except OSError:
                pass  # it is gone from the old release, or the disk has no more links to give
            else:
                return
        write_new(file, staging.bytes_of(route), staging.stamp)
        staging.tick(made.size)

    def _is_ours(self, release: str) -> bool:
        """Whether a release is all ours still; one that holds a file of somebody else stays as it is."""
        return not _differences(self._release(release), self._files(release))

    def _files(self, release: str) -> Tree:
        site = self._state.site()
        try:
            return load_release(self._state.manifest(release)).files(site.token) if site else {}
        except (Refused, ValueError):
            return {}

    def _remove(self, name: str, release: str, *, torn: bool) -> None:
        folder = self.folder / "releases" / name
        files = {route: made.sha256 for route, made in self._files(release).items()}
        if files and not remove_ours(folder, files, torn=torn):
            try:
                os.rmdir(folder)
            except OSError:  # something foreign is in it, so it stays
                return
            if not self._release(release).exists():
                self._state.manifest_file(release).unlink(missing_ok=True)

    def _release(self, release: str) -> Path:
        return self.folder / "releases" / release

    def _current(self) -> str:
        try:
            return os.path.basename(os.readlink(self.folder / "current"))
        except OSError:
            return ""

    def _releases(self) -> frozenset[str]:
        try:
            return frozenset(name for name in os.listdir(self.folder / "releases") if not name.startswith("."))
        except FileNotFoundError:
            return frozenset()

    def _pending(self) -> tuple[Row, ...]:
        return parse_rows(self._state.text("next.json").splitlines())

    def _foreign(self) -> str:
        try:
            names = sorted(set(os.listdir(self.folder)) - {STATE})
        except FileNotFoundError:
            return ""
        return names[0] if names else "" if self._state.is_new else STATE


def _differences(folder: Path, files: Tree) -> set[str]:
    """The routes at which the folder does not hold exactly those files; every byte of it is read."""
    wrong = {route for route, made in files.items() if hash_at(folder / route) != made.sha256}
    return wrong | (plain_files(folder) - files.keys())
