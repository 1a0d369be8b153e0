"""What we keep on a disk beside the site: whose it is, which releases there were, what happened, who is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.history import Row, parse_rows
from sitegen.publish.release import load_release
from sitegen.publish.remotes.disk import CLOSED_MODE
from sitegen.publish.remotes.remote import Site, parse_site

if TYPE_CHECKING:
    from pathlib import PurePath

    from sitegen.memory.tree import Tree
    from sitegen.publish.remotes.disk import Disk

_RECORD = "site.json"
_BEFORE_US = {"m", "lock", "holder", "holder.new", _RECORD + ".new"}
"""What a first publish that died has left before the marker was there."""


class State:
    """Our own folder at a place. Nothing is written in it but by the one who holds the lock."""

    def __init__(self, disk: Disk, folder: PurePath) -> None:
        self.disk, self.folder = disk, folder
        self.fence = folder
        """Where that which is about to happen is prepared, once the lock is ours."""

    @property
    def is_new(self) -> bool:
        """Whether nothing of a site is kept here yet."""
        try:
            return all(name in _BEFORE_US or name.startswith("lease") for name in self.disk.names(self.folder))
        except FileNotFoundError:
            return True

    def site(self) -> Site | None:
        """The marker; None where there is none."""
        text = self.text(_RECORD)
        return parse_site(text) if text else None

    def create(self, site: Site) -> None:
        """Mark the place."""
        self.disk.make_folders([self.folder / "m"])
        self.write(_RECORD, site.dump().encode())

    def rows(self) -> tuple[Row, ...]:
        """What happened."""
        return parse_rows(self.text("history.ndjson").splitlines())

    def add_row(self, row: Row) -> None:
        """Write down what happened, once."""
        lines = self.text("history.ndjson")
        if not lines.endswith(row.line() + "\n"):
            self.write("history.ndjson", (lines + row.line() + "\n").encode())

    def manifest_file(self, release: str) -> PurePath:
        """Where a release's manifest is."""
        return self.folder / "m" / f"{release}.gz"

    def manifest(self, release: str) -> bytes:
        """A release's manifest; raises Refused where there is none."""
        try:
            return self.disk.read(self.manifest_file(release))
        except FileNotFoundError:
            message = f"The list of files of release {release} is missing from {self.folder}."
            raise Refused(message, "Publish to a new, empty folder, then let the web server serve that one.") from None

    def files(self, release: str) -> Tree:
        """All that a release serves; of one whose list is damaged nothing is known."""
        site = self.site()
        try:
            return load_release(self.manifest(release)).files(site.token) if site else {}
        except (Refused, ValueError):
            return {}

    def now(self) -> int:
        """The clock of the disk's host: the mtime of a file that the lock has just written; 0 for none."""
        (holder,) = self.disk.stats([self.fence / "holder"])
        return holder.mtime if holder else 0

    def text(self, name: str) -> str:
        """One of our records; empty for none."""
        try:
            return self.disk.read(self.folder / name).decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def write(self, name: str, data: bytes) -> None:
        """Write one of our records, whole or not at all."""
        self.disk.write_whole(self.folder / name, data, self.fence / (name.replace("/", "-") + ".new"))

    def drop(self, name: str) -> None:
        """Remove one of our records."""
        self.disk.remove([self.folder / name])

    def lock(self, who: str) -> None:
        """Be the only one; raises Busy."""
        self.disk.make_folders([self.folder], CLOSED_MODE)
        self.fence = self.disk.lock(self.folder, who)
