"""What we keep on a disk beside the site: whose it is, which releases there were, what happened, who is at work."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.history import Row, parse_rows
from sitegen.publish.remotes.files import make_folder, write_whole
from sitegen.publish.remotes.remote import Busy, Site, parse_site

if TYPE_CHECKING:
    from pathlib import Path

_RECORD = "site.json"
_BEFORE_US = {"m", "lock", "holder", "holder.new", _RECORD + ".new"}
"""What a first publish that died has left before the marker was there."""


class State:
    """Our own folder at a place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing of a site is kept here yet."""
        try:
            return set(os.listdir(self.folder)) <= _BEFORE_US
        except FileNotFoundError:
            return True

    def site(self) -> Site | None:
        """The marker; None where there is none."""
        text = self.text(_RECORD)
        return parse_site(text) if text else None

    def create(self, site: Site) -> None:
        """Mark the place."""
        make_folder(self.folder / "m")
        write_whole(self.folder / _RECORD, site.dump().encode())

    def rows(self) -> tuple[Row, ...]:
        """What happened."""
        return parse_rows(self.text("history.ndjson").splitlines())

    def add_row(self, row: Row) -> None:
        """Write down what happened, once."""
        lines = self.text("history.ndjson")
        if not lines.endswith(row.line() + "\n"):
            write_whole(self.folder / "history.ndjson", (lines + row.line() + "\n").encode())

    def manifest_file(self, release: str) -> Path:
        """Where a release's manifest is."""
        return self.folder / "m" / f"{release}.gz"

    def manifest(self, release: str) -> bytes:
        """A release's manifest; raises Refused where there is none."""
        try:
            return self.manifest_file(release).read_bytes()
        except FileNotFoundError:
            message = f"The list of files of release {release} is missing from {self.folder}."
            raise Refused(message, "Publish to a new, empty folder, then let the web server serve that one.") from None

    def now(self) -> int:
        """The clock of the disk's host: the mtime of a file just written."""
        try:
            return int(os.stat(self.folder / "holder").st_mtime)
        except FileNotFoundError:
            return 0

    def text(self, name: str) -> str:
        """One of our records; empty for none."""
        try:
            return (self.folder / name).read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def drop(self, name: str) -> None:
        """Remove one of our records."""
        (self.folder / name).unlink(missing_ok=True)

    def lock(self, who: str) -> None:
        """Take the lock, which the operating system takes back when we die; raises Busy."""
        if self._lock is not None:
            return
        make_folder(self.folder)
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        if not _take(descriptor):
            os.close(descriptor)
            raise Busy(self.text("holder") or "somebody")
        self._lock = descriptor
        write_whole(self.folder / "holder", f"{who}, process {os.getpid()}".encode())

    def holder(self) -> str:
        """Who holds the lock; empty for nobody."""
        try:
            descriptor = os.open(self.folder / "lock", os.O_RDWR)
        except FileNotFoundError:
            return ""
        try:
            return "" if _take(descriptor) else self.text("holder")
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
