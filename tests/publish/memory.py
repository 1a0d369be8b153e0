"""A place in memory that fails when told to: what the protocol is tried on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sitegen.publish.release import dump_release
from sitegen.publish.remotes.remote import FLIP, Busy, Host, SiteRecord, Staging, Stale

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sitegen.publish.history import Row
    from sitegen.publish.remotes.shelves import Shelves
    from sitegen.publish.takings import Mark


class Disk:
    """What outlives a connection."""

    def __init__(self) -> None:
        self.site: SiteRecord | None = None
        self.current = ""
        self.releases: dict[str, dict[str, bytes]] = {}
        self.manifests: dict[str, bytes] = {}
        self.rows: tuple[Row, ...] = ()
        self.holder: MemoryRemote | None = None
        self.clock = 1000
        self.records: dict[str, bytes] = {}
        self.marks: tuple[Mark, ...] = ()

    def served(self) -> dict[str, bytes]:
        return self.releases.get(self.current, {})


class MemoryRemote:
    """One connection. `fault` is called with each verb, before and after it does its work."""

    mode, root, records, words, later = FLIP, "/memory/current", "../.sitegen", "In memory.", ""

    def __init__(self, disk: Disk, fault: Callable[[str], None] = lambda _: None) -> None:
        self.disk, self.fault = disk, fault

    def look(self) -> Host:
        self.fault("before look")
        disk = self.disk
        releases, recorded = frozenset(disk.releases), frozenset(disk.records)
        found = Host(
            disk.site, disk.current, releases, disk.rows, "", disk.clock, not disk.current, recorded, disk.marks
        )
        self.fault("after look")
        return found

    def manifest(self, release: str) -> bytes:
        self.fault("before manifest")
        return self.disk.manifests[release]

    def record(self, release: str) -> bytes:
        return self.disk.records.get(release, b"")

    def keep_record(self, release: str, record: bytes) -> None:
        self.disk.records[release] = record

    def mark(self, marks: Sequence[Mark]) -> None:
        self.fault("before mark")
        self.disk.marks = tuple(marks)
        self.fault("after mark")

    def lock(self, who: str) -> None:
        self.fault("before lock")
        if self.disk.holder not in (None, self):
            raise Busy("somebody")
        self.disk.holder = self
        self.fault("after lock")

    def create(self, site: SiteRecord) -> None:
        self.fault("before create")
        self.disk.site = site
        self.fault("after create")

    def stage(self, staging: Staging) -> None:
        self.fault("before stage")
        if staging.record:
            self.disk.records[staging.release.id] = staging.record
        if staging.release.id in self.disk.releases:
            return
        files = {route: staging.read(route) for route in staging.release.tree}
        assert all(
            hashlib.sha256(files[route]).hexdigest() == made.sha256 for route, made in staging.release.tree.items()
        )
        self.disk.manifests[staging.release.id] = dump_release(staging.release)
        self.disk.releases[staging.release.id] = files
        self.fault("after stage")

    def switch(self, staging: Staging, row: Row) -> None:
        self.fault("before switch")
        assert self.disk.holder is self
        if self.disk.current != staging.parent.id:
            raise Stale
        self.disk.current = staging.release.id
        self.disk.rows += (row,)
        self.fault("after switch")

    def shelves(self) -> Shelves:
        raise NotImplementedError

    def prune(self, releases: Collection[str]) -> None:
        self.fault("before prune")
        for release in releases:
            del self.disk.releases[release]
            self.disk.records.pop(release, None)
        self.fault("after prune")

    def take_away(self, releases: Collection[str]) -> list[str]:
        self.prune(releases)
        return []

    def unlock(self) -> str:
        return ""

    def close(self) -> None:
        if self.disk.holder is self:
            self.disk.holder = None
