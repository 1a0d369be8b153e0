"""A folder that a web server serves as it is, such as a share: changed files are replaced one by one.

Beside it stands what is ours: the bytes of every kept release by their hash, and a journal while a switch is under
way. No page is ever missing, cut or linked to a missing one; for the time of the switch some are old and some new.
"""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused
from sitegen.publish.history import Row
from sitegen.publish.journal import Journal, Put, load_journal, make_journal
from sitegen.publish.release import dump_release, load_release
from sitegen.publish.remotes.files import (
    hash_at,
    make_folder,
    make_folders,
    remove_empty,
    remove_ours,
    settle,
    write_new,
    write_whole,
)
from sitegen.publish.remotes.remote import IN_PLACE, Host, Site, Staging, Stale
from sitegen.publish.remotes.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

_PATIENCE, _PAUSE = 2.0, 0.2  # seconds; a web server on Windows holds a file open for a moment


_NO_ROW = Row("", "", "", 0, "", "")


def state_beside(folder: Path) -> Path:
    """Where our own records of an in-place folder are: beside it, so that they are not served."""
    return folder.with_name(folder.name + ".sitegen")


class InPlaceFolder:
    """Such a folder on a disk or share that this computer sees."""

    mode = IN_PLACE
    words = (
        "Links cannot be replaced in one step there, so files are replaced one by one: no page is missing or cut, "
        "but for some seconds some are old and some new."
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = str(folder)
        self._state = State(state_beside(folder))
        self._ready = self._state.folder / "ready"
        self._missing: set[str] = set()

    def look(self) -> Host:
        """What stands there."""
        site = self._state.site()
        if site is None:
            return Host(None, foreign=self._foreign(), now=self._state.now())
        current, rows = self._state.text("head").strip(), self._state.rows()
        releases = frozenset(row.release for row in rows if self._state.manifest_file(row.release).exists())
        unfinished = bool(self._state.text("journal.json")) or not current
        return Host(site, current, releases, rows, "", self._state.now(), unfinished)

    def manifest(self, release: str) -> bytes:
        """A release's manifest."""
        return self._state.manifest(release)

    def lock(self, who: str) -> None:
        """Be the only one, and carry a switch to its end whose publisher died."""
        self._state.lock(who)
        journal = load_journal(self._state.text("journal.json"))
        if journal:
            self._apply(journal)

    def create(self, site: Site) -> None:
        """Mark the place as ours."""
        make_folder(self.folder)
        self._state.create(site)

    def stage(self, staging: Staging) -> None:
        """Keep the release's bytes beside the folder, and copies ready to be moved in, all verified."""
        make_folder(self._state.folder / "o")
        make_folder(self._ready)
        if os.stat(self._ready).st_dev != os.stat(self.folder).st_dev:
            message = f"{self.folder} is a disk of its own, so nothing can be moved into it. The site has not changed."
            raise Refused(message, "Name a folder below it in “to:” in sitegen.yaml.")
        self._missing = {route for route in staging.before if not os.path.lexists(self.folder / route)}
        journal = make_journal(staging, _NO_ROW, self._missing)
        for put in journal.puts:
            self._refuse_foreign(put, "The site has not changed.")
        write_whole(self._state.manifest_file(staging.release.id), dump_release(staging.release))
        self._clear_ready()
        for put in journal.puts:
            data = self._keep(put.sha256, put.route, staging)
            self._make_ready(put.route, put.sha256, data, staging.stamp)
            staging.tick(len(data))
        settle(self._state.folder)

    def switch(self, staging: Staging, row: Row) -> None:
        """Write the journal, which is the moment from which there is no way back, and carry it out."""
        if self._state.text("head").strip() != staging.parent.id:
            raise Stale
        journal = make_journal(staging, row, self._missing)
        write_whole(self._state.folder / "journal.json", journal.dump())
        self._apply(journal)

    def prune(self, releases: Collection[str]) -> None:
        """Drop the manifests of old releases, and the kept bytes that no other release needs."""
        current = self._state.text("head").strip()
        there = {name.removesuffix(".gz") for name in os.listdir(self._state.folder / "m") if name.endswith(".gz")}
        staying = {current, *(self.look().releases - set(releases))}
        needed = set().union(*map(self._bytes_of, staying))
        for release in sorted(there - staying):
            mine = sorted(self._bytes_of(release) - needed)
            remove_ours(self._state.folder / "o", {_object(sha256): sha256 for sha256 in mine})
            self._state.manifest_file(release).unlink(missing_ok=True)

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

    def _apply(self, journal: Journal) -> None:
        make_folders(self.folder, [put.route for put in journal.puts])
        for put in journal.puts:
            target = self.folder / put.route
            if hash_at(target) == put.sha256:
                continue
            self._refuse_foreign(put, "Every page is there, some still in their old version.")
            ready = self._ready / _name(put.route)
            if hash_at(ready) != put.sha256:  # moved already, and then lost; the kept bytes are still there
                ready.unlink(missing_ok=True)
                self._make_ready(put.route, put.sha256, self._object(put.sha256), journal.row.stamp)
            _patiently(partial(os.replace, ready, target))
        for route, sha256 in journal.removals:
            if hash_at(self.folder / route) == sha256:
                _patiently((self.folder / route).unlink)
        remove_empty(self.folder, [route for route, _ in journal.removals])
        settle(self.folder)
        self._state.add_row(journal.row)
        write_whole(self._state.folder / "head", journal.row.release.encode())
        self._state.drop("journal.json")
        self._clear_ready()

    def _keep(self, sha256: str, route: str, staging: Staging) -> bytes:
        """The bytes for a route, kept from now on; read back from the disk."""
        file = self._state.folder / "o" / _object(sha256)
        if hash_at(file) != sha256:
            file.unlink(missing_ok=True)
            make_folder(file.parent)
            data = staging.bytes_of(route)
            write_new(file, data)
        return self._object(sha256)

    def _object(self, sha256: str) -> bytes:
        data = (self._state.folder / "o" / _object(sha256)).read_bytes()
        if content_hash(data) != sha256:
            raise _unreliable(self._state.folder)
        return data

    def _make_ready(self, route: str, sha256: str, data: bytes, stamp: int) -> None:
        file = self._ready / _name(route)
        write_new(file, data, stamp)
        if hash_at(file) != sha256:
            raise _unreliable(self._state.folder)

    def _refuse_foreign(self, put: Put, state: str) -> None:
        target = self.folder / put.route
        for parent in target.parents:
            if parent == self.folder:
                break
            if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
                raise _foreign(parent, state)
        if os.path.lexists(target) and hash_at(target) not in {put.sha256, put.before} - {""}:
            raise _foreign(target, state)

    def _clear_ready(self) -> None:
        """Our own folder of copies, made anew for each switch; all names in it are ours."""
        if self._ready.is_dir():
            for name in os.listdir(self._ready):
                (self._ready / name).unlink()

    def _bytes_of(self, release: str) -> set[str]:
        """The hashes of all that a release serves; of one whose list is damaged nothing is known."""
        site = self._state.site()
        assert site is not None
        try:
            files = load_release(self._state.manifest(release)).files(site.token)
        except (Refused, ValueError):
            return set()
        return {made.sha256 for made in files.values()}

    def _foreign(self) -> str:
        names = sorted(os.listdir(self.folder)) if self.folder.is_dir() else []
        return names[0] if names else "" if self._state.is_new else self._state.folder.name


def _object(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _name(route: str) -> str:
    return content_hash(route.encode())[:32]


def _patiently(call: Callable[[], None]) -> None:
    """Do it, again and again for a moment where somebody holds the file open."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return call()
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _foreign(file: Path, state: str) -> Refused:
    return Refused(
        f"{file} was not put there by sitegen, or was changed since, so it is not overwritten. {state}",
        "Move that file away, then run the same command again.",
    )


def _unreliable(folder: Path) -> Refused:
    message = f"The disk of {folder} does not keep what is written to it. The site has not changed."
    return Refused(message, "Have the disk and its virus scanner looked at.")
