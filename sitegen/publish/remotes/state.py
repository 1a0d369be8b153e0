"""What we keep on a disk beside the site: whose it is, which releases there were, what happened, who is at work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.listing import RECORD, listed, recorded
from sitegen.publish.records import (
    FEW,
    MOST_OF,
    is_id,
    not_ours,
    parse_marks,
    parse_release,
    parse_rows,
    parse_site,
)
from sitegen.publish.remotes.disk import CLOSED_MODE, FILE, is_probe
from sitegen.publish.takings import MARKS, dump_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import PurePath

    from sitegen.memory.tree import Tree
    from sitegen.publish.history import Row
    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.remotes.remote import SiteRecord
    from sitegen.publish.takings import Mark

_RECORD = "site.json"
_DENIED = {
    ".htaccess": """# By sitegen: what publishing keeps here is not for readers.
<IfModule mod_authz_core.c>
    Require all denied
</IfModule>
<IfModule !mod_authz_core.c>
    Order allow,deny
    Deny from all
</IfModule>
""",
    "web.config": """<?xml version="1.0" encoding="utf-8"?>
<!-- By sitegen: what publishing keeps here is not for readers. -->
<configuration>
  <system.webServer>
    <security>
      <requestFiltering>
        <verbs allowUnlisted="false"><clear /></verbs>
      </requestFiltering>
    </security>
  </system.webServer>
</configuration>
""",
}
"""For Apache and for IIS, should they serve the folder above ours."""
_BEFORE_US = {"m", "lock", "holder", "holder.new", _RECORD + ".new", *_DENIED, *(f"{name}.new" for name in _DENIED)}
"""What a first publish that died has left before the marker was there."""
_CUT = re.compile(r"m-[0-9a-f]{16}\.[a-z]+\.new")


def state_beside(folder: PurePath) -> PurePath:
    """Where our own records of an in-place folder are: beside it, so that they are not served."""
    return folder.with_name(folder.name + ".sitegen")


def way_to(folder: PurePath, root: PurePath) -> str:
    """The folder as seen from another, with `/`; empty where no way leads there."""
    if folder.anchor != root.anchor:
        return ""
    shared = 0
    for one, other in zip(folder.parts, root.parts, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([*[".."] * (len(root.parts) - shared), *folder.parts[shared:]])


class State:
    """Our own folder at a place. Nothing is written in it but by the one who holds the lock."""

    def __init__(self, disk: Disk, folder: PurePath, *, closes: bool = True) -> None:
        """`closes` it to readers of web servers, which no one can whose own way there is through one of them."""
        self.disk, self.folder, self._closes = disk, folder, closes
        self.fence = folder
        """Where that which is about to happen is prepared, once the lock is ours."""

    @property
    def is_new(self) -> bool:
        """Whether nothing of a site is kept here yet."""
        try:
            names = self.disk.names(self.folder)
            return all(name in _BEFORE_US or name.startswith("lease") or is_probe(name) for name in names)
        except FileNotFoundError:
            return True

    def site(self) -> SiteRecord | None:
        """The marker; None where there is none."""
        text = self.text(_RECORD)
        return parse_site(text) if text else None

    def create(self, site: SiteRecord) -> None:
        """Mark the place."""
        self.disk.make_folders([self.folder / "m"])
        self.write(_RECORD, site.dump().encode())

    def rows(self) -> tuple[Row, ...]:
        """What happened."""
        return parse_rows(self._history().splitlines())

    def add_row(self, row: Row) -> None:
        """Write down what happened, once."""
        lines = self._history()
        if not lines.endswith(row.line() + "\n"):
            self.write("history.ndjson", (lines + row.line() + "\n").encode())

    def manifest_file(self, release: str) -> PurePath:
        """Where a release's manifest is."""
        return self.folder / "m" / f"{release}.gz"

    def manifest(self, release: str) -> bytes:
        """A release's manifest; raises Refused where there is none."""
        try:
            return self._read(self.manifest_file(release), MOST_OF["m"]) if is_id(release) else b""
        except FileNotFoundError:
            message = f"The list of files of release {release} is missing from {self.folder}."
            raise Refused(message, "Publish to a new, empty folder, then let the web server serve that one.") from None

    def record(self, release: str) -> bytes:
        """What a release says; empty for nothing."""
        try:
            return self._read(self._record_file(release), MOST_OF["record"]) if is_id(release) else b""
        except FileNotFoundError:
            return b""

    def keep_record(self, release: str, record: bytes) -> None:
        """Keep what a release says, unless that is kept already."""
        if record and self.record(release) != record:
            self.write(f"m/{release}{RECORD}", record)

    def recorded(self) -> frozenset[str]:
        """The releases of which it is kept what they say."""
        return recorded(self._names())

    def listed(self) -> frozenset[str]:
        """The releases of which anything is kept."""
        return listed(self._names())

    def forget(self, releases: Collection[str]) -> None:
        """Remove what is kept of those releases; the manifest last, since by it the rest is found again."""
        self.disk.remove(self._record_file(release) for release in releases)
        self.disk.remove(map(self.manifest_file, releases))

    def cut(self) -> list[PurePath]:
        """What a dead publish was writing of a release; a far disk keeps such things elsewhere."""
        names = self.disk.names(self.folder) if self.disk.near else []
        return [self.folder / name for name in names if _CUT.fullmatch(name)]

    def sweep(self) -> None:
        """Remove that."""
        self.disk.remove(self.cut())

    def marks(self) -> tuple[Mark, ...]:
        """What was taken back here."""
        return parse_marks(self.text(MARKS).splitlines())

    def mark(self, marks: Sequence[Mark]) -> None:
        """Keep those marks in place of all that are here."""
        self.write(MARKS, dump_marks(marks))
        self.disk.settle(self.folder)

    def files(self, release: str) -> Tree:
        """All that a release serves; of one whose list is damaged nothing is known."""
        site = self.site()
        try:
            return parse_release(self.manifest(release), release).files(site.token) if site else {}
        except Refused:
            return {}

    def now(self) -> int:
        """The clock of the disk's host: the mtime of a file that the lock has just written; 0 for none."""
        (holder,) = self.disk.stats([self.fence / "holder"])
        return holder.mtime if holder else 0

    def text(self, name: str) -> str:
        """One of our records; empty for none."""
        try:
            return self._read(self.folder / name, MOST_OF.get(name, FEW)).decode("ascii", "replace")
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
        wanted = _DENIED if self._closes else {}
        there = self.disk.stats(self.folder / name for name in wanted)
        for (name, words), seen in zip(wanted.items(), there, strict=True):
            if not seen:
                self.write(name, words.encode())

    def _record_file(self, release: str) -> PurePath:
        return self.folder / "m" / f"{release}{RECORD}"

    def _names(self) -> list[str]:
        try:
            return self.disk.names(self.folder / "m")
        except FileNotFoundError:
            return []

    def _history(self) -> str:
        """The lines of the history; one that was cut is none."""
        text = self.text("history.ndjson")
        return text[: text.rfind("\n") + 1]

    def _read(self, file: PurePath, most: int) -> bytes:
        """The bytes of a plain file that is no longer than ours can be; raises Refused, FileNotFoundError."""
        (seen,) = self.disk.stats([file])
        if seen and (seen.kind != FILE or seen.size > most):
            raise not_ours(f"What stands at {file}")
        return self.disk.read(file)
