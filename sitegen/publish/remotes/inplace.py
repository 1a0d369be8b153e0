"""A folder that a web server serves as it is, such as a share: changed files are replaced one by one.

Beside it stands what is ours: the bytes of every kept release by their hash, and a journal while a switch is under
way. No page is ever missing, cut or linked to a missing one; for the time of the switch some are old and some new.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused
from sitegen.publish.history import Row
from sitegen.publish.journal import Journal, Put, make_journal
from sitegen.publish.records import parse_head, parse_journal
from sitegen.publish.release import dump_release
from sitegen.publish.remotes.disk import FILE, FOLDER, New, is_probe, make_base, parents_of, remove_ours, try_writing
from sitegen.publish.remotes.kept_bytes import KeptBytes
from sitegen.publish.remotes.remote import IN_PLACE, Host, SiteRecord, Staging, Stale
from sitegen.publish.remotes.shelves import InPlaceShelves, Shelves
from sitegen.publish.remotes.state import State, state_beside, way_to
from sitegen.publish.twins import without_twins

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import PurePath

    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.takings import Mark

_ONE_BY_ONE = (
    "Links are not to be relied on there, so files are replaced one by one: no page is missing or cut, but for some "
    "seconds some are old and some new."
)
_LATER = (
    "Files are replaced one by one in that folder, and {later} sends them on to the server by and by, in an order of "
    "its own: meanwhile readers may find some pages old, some new and some not there yet."
)
_NO_ROW = Row("", "", "", 0, "", "")
_STATE_OLD = "The site has not changed."
_STATE_MIXED = "Every page is there, some still in their old version."


class InPlaceFolder:
    """Such a folder on a disk or share."""

    mode = IN_PLACE

    def __init__(self, disk: Disk, folder: PurePath, records: PurePath | None = None, later: str = "") -> None:
        self.folder, self.root, self._disk, self.later = folder, str(folder), disk, later
        self.words = _LATER.format(later=later) if later else _ONE_BY_ONE
        self._state = State(disk, records or state_beside(folder), closes=later != "davfs2")
        self.records = way_to(self._state.folder, folder)
        self._bytes = KeptBytes(disk, self._state.folder)
        self._missing: set[str] = set()

    def try_writing(self) -> None:
        """Try it."""
        try_writing(self._disk, self.folder, self._state.folder)

    def look(self) -> Host:
        """What stands there."""
        site = self._state.site()
        if site is None:
            return Host(None, foreign=self._foreign(), now=self._state.now())
        current, rows = self._current(), self._state.rows()
        listed, recorded = self._state.listed(), self._state.recorded()
        releases, marks = listed & {row.release for row in rows}, self._state.marks()
        now, unfinished = self._state.now(), bool(self._state.text("journal.json")) or not current
        untidy = not listed <= releases or bool(self._state.cut())
        return Host(site, current, releases, rows, "", now, unfinished, recorded, marks, untidy)

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
        """Be the only one, and carry a switch to its end whose publisher died."""
        self._state.lock(who)
        journal = parse_journal(self._state.text("journal.json"), self._state.files)
        if journal:
            self._apply(journal)

    def create(self, site: SiteRecord) -> None:
        """Mark the place as ours."""
        make_base(self._disk, self.folder)
        self._state.create(site)

    def stage(self, staging: Staging) -> None:
        """Keep the release's bytes beside the folder, and copies ready to be moved in, all verified."""
        self._disk.make_folders([self._state.folder / "o", self._ready])
        self._check_disk()
        before = list(staging.before)
        seen = self._disk.stats(self.folder / route for route in before)
        self._missing = {route for route, there in zip(before, seen, strict=True) if there is None}
        puts = make_journal(staging, _NO_ROW, self._missing).puts
        self._waiting(puts, _STATE_OLD)
        self._state.write(f"m/{staging.release.id}.gz", dump_release(staging.release))
        self._state.keep_record(staging.release.id, staging.record)
        self._clear_ready()
        kept, fresh = self._bytes.read, self._bytes.keep(puts, staging)
        read = {
            put.route: partial(staging.bytes_of, put.route) if put.sha256 in fresh else partial(kept, put.sha256)
            for put in puts
        }
        copies = {self._copy(put): put.sha256 for put in puts}
        self._disk.write_new((New(self._copy(put), read[put.route], staging.stamp) for put in puts), staging.tick)
        self._bytes.check(copies)
        self._disk.settle(self._state.folder)

    def switch(self, staging: Staging, row: Row) -> None:
        """Write the journal, which is the moment from which there is no way back, and carry it out."""
        if self._current() != staging.parent.id:
            raise Stale
        journal = make_journal(staging, row, self._missing)
        self._state.write("journal.json", journal.dump())
        self._disk.settle(self._state.folder)
        self._apply(journal)

    def prune(self, releases: Collection[str]) -> None:
        """Drop the manifests of old releases, and the kept bytes that no other release needs."""
        self._state.sweep()
        staying = self._staying(releases)
        going = sorted(self._state.listed() - staying)
        needed = set().union(*map(self._bytes_of, staying)) if going else set()
        for release in going:
            self._bytes.remove(self._bytes_of(release) - needed)
            self._state.forget([release])

    def take_away(self, releases: Collection[str]) -> list[str]:
        """Remove all kept bytes that no other release needs, and what is kept of those releases."""
        self._bytes.remove_all_but(set().union(*map(self._bytes_of, self._staying(releases))))
        self._clear_ready()
        self._state.forget(set(releases) - {self._current()})
        return []

    def shelves(self) -> Shelves:
        """All files there."""
        return InPlaceShelves(self._disk, self.folder, self._state.folder, self._current())

    def unlock(self) -> str:
        """End whoever holds the lock, where that can be done from here."""
        return self._disk.unlock(self._state.folder)

    def close(self) -> None:
        """Let go."""
        self._disk.close()

    @property
    def _ready(self) -> PurePath:
        return self._state.fence / "ready"

    def _apply(self, journal: Journal) -> None:
        self._disk.make_folders([self._ready, *parents_of(self.folder, [put.route for put in journal.puts])])
        for _, turn in groupby(journal.puts, key=lambda put: put.turn):
            puts = self._waiting(list(turn), _STATE_MIXED)
            there = self._disk.hashes(map(self._copy, puts))
            # Some were moved already, and then lost; the kept bytes are still there.
            lost = [put for put, found in zip(puts, there, strict=True) if found != put.sha256]
            self._disk.remove(map(self._copy, lost))
            stamp = journal.row.stamp
            self._disk.write_new(New(self._copy(put), partial(self._bytes.read, put.sha256), stamp) for put in lost)
            self._bytes.check({self._copy(put): put.sha256 for put in lost})
            self._disk.replace([(self._copy(put), self.folder / put.route) for put in puts])
        self._remove(without_twins(self._disk, self.folder, journal))
        self._disk.settle(self.folder)
        self._state.add_row(journal.row)
        self._state.write("head", journal.row.release.encode())
        self._disk.settle(self._state.folder)
        self._state.drop("journal.json")
        self._clear_ready()

    def _remove(self, hashes: dict[str, str]) -> None:
        """Remove what has our bytes still, and the folders left empty; what lies beyond a link is not in our folder."""
        folders = parents_of(self.folder, hashes)
        seen = zip(folders, self._disk.stats(folders), strict=True)
        beyond = {folder for folder, there in seen if there and there.kind != FOLDER}
        ours = {name: sha256 for name, sha256 in hashes.items() if beyond.isdisjoint((self.folder / name).parents)}
        found = zip(ours, self._disk.hashes(self.folder / name for name in ours), strict=True)
        remove_ours(self._disk, self.folder, ours, [name for name, there in found if there != ours[name]])

    def _waiting(self, puts: Sequence[Put], state: str) -> list[Put]:
        """The files that are not yet in their place; raises Refused where something foreign is."""
        folders = parents_of(self.folder, [put.route for put in puts])
        for folder, seen in zip(folders, self._disk.stats(folders), strict=True):
            if seen and seen.kind != FOLDER:
                raise _foreign(folder, state)
        targets, waiting = [self.folder / put.route for put in puts], []
        there = zip(puts, targets, self._disk.stats(targets), self._disk.hashes(targets), strict=True)
        for put, target, seen, sha256 in there:
            # What cannot be read is nobody's fault: reading it says why.
            found = content_hash(self._disk.read(target)) if seen and seen.kind == FILE and not sha256 else sha256
            if seen and found not in {put.sha256, put.before} - {""}:
                raise _foreign(target, state)
            if found != put.sha256:
                waiting.append(put)
        return waiting

    def _copy(self, put: Put) -> PurePath:
        return self._ready / content_hash(put.route.encode())[:32]

    def _check_disk(self) -> None:
        if not self._disk.can_move(self._ready, self.folder):
            message = f"{self.folder} is a disk of its own, so nothing can be moved into it. {_STATE_OLD}"
            raise Refused(message, "Name a folder below it in “to:” in sitegen.yaml.")

    def _clear_ready(self) -> None:
        """Our own folder of copies, made anew for each switch; all names in it are ours."""
        if self._disk.stats([self._ready])[0]:  # else the lock is new
            self._disk.remove(self._ready / name for name in self._disk.names(self._ready))

    def _current(self) -> str:
        return parse_head(self._state.text("head"))

    def _staying(self, releases: Collection[str]) -> set[str]:
        """The releases that stay where those go."""
        return {self._current(), *(self.look().releases - set(releases))}

    def _bytes_of(self, release: str) -> set[str]:
        """The hashes of all that a release serves; of one whose list is damaged nothing is known."""
        return {made.sha256 for made in self._state.files(release).values()}

    def _foreign(self) -> str:
        try:
            names = sorted(name for name in self._disk.names(self.folder) if not is_probe(name))
        except (FileNotFoundError, NotADirectoryError):
            names = []
        return names[0] if names else "" if self._state.is_new else self._state.folder.name


def _foreign(file: PurePath, state: str) -> Refused:
    return Refused(
        f"{file} was not put there by sitegen, or was changed since, so it is not overwritten. {state}",
        "Move that file away, then run the same command again.",
    )
