"""A disk that this computer sees: written whole or not at all, readable by a web server, never through a link."""

from __future__ import annotations

import os
import stat
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.lock import try_lock
from sitegen.memory.refused import Refused
from sitegen.publish.remotes.disk import FILE_MODE, FOLDER_MODE, New, Seen, kind_of
from sitegen.publish.remotes.remote import Busy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import PurePath

_PATIENCE, _PAUSE = 2.0, 0.2  # seconds; a web server on Windows holds a file open for a moment


class LocalDisk:
    """Such a disk, and the lock on one folder of it, which the operating system takes back when we die."""

    name = ""
    near = True

    def __init__(self) -> None:
        self._lock: int | None = None

    def stats(self, paths: Iterable[PurePath]) -> list[Seen | None]:
        """What stands at each."""
        return [_stat_at(path) for path in paths]

    def can_move(self, folder: PurePath, to: PurePath) -> bool:
        """Whether both are on one disk."""
        return os.stat(folder).st_dev == os.stat(to).st_dev

    def names(self, folder: PurePath) -> list[str]:
        """What lies in a folder."""
        return os.listdir(folder)

    def survey(self, root: PurePath) -> dict[str, Seen]:
        """All files below the root."""
        found: dict[str, Seen] = {}
        todo = [""]
        while todo:
            below = todo.pop()
            with os.scandir(root / below) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(f"{below}{entry.name}/")
                        continue
                    found[below + entry.name] = _seen(entry.stat(follow_symlinks=False))
        return found

    def read(self, path: PurePath) -> bytes:
        """The bytes of a file."""
        return Path(path).read_bytes()

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each plain file."""
        return [_hash_at(Path(path)) for path in paths]

    def make_folders(self, folders: Iterable[PurePath]) -> None:
        """Make folders that a web server can enter; a dead publish may have left one closed."""
        for folder in folders:
            try:
                os.mkdir(folder)
            except FileExistsError:
                if stat.S_IMODE(os.lstat(folder).st_mode) & 0o755 == FOLDER_MODE:
                    continue
            os.chmod(folder, FOLDER_MODE)

    def write_new(self, files: Iterable[New], tick: Callable[[int], None] = lambda _: None) -> None:
        """Write files that are not there yet."""
        for path, read, stamp in files:
            data = read()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(data)
            os.chmod(path, FILE_MODE)
            if stamp:
                os.utime(path, (stamp, stamp))
            tick(len(data))

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write a record whole or not at all."""
        with open(draft, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.chmod(draft, FILE_MODE)
        os.replace(draft, path)

    def touch(self, paths: Iterable[PurePath], stamp: int) -> None:
        """Give files that time."""
        for path in paths:
            os.utime(path, (stamp, stamp), follow_symlinks=False)

    def link(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> list[bool]:
        """Make hard links; what is gone, or has no more links to give, is none."""
        made = []
        for old, new in pairs:
            try:
                os.link(old, new, follow_symlinks=False)
            except OSError:
                made.append(False)
            else:
                made.append(True)
        return made

    def symlink(self, target: str, path: PurePath) -> None:
        """Make a link."""
        os.symlink(target, path)

    def readlink(self, path: PurePath) -> str:
        """Where a link leads."""
        try:
            return os.readlink(path)
        except OSError:
            return ""

    def rename(self, old: PurePath, new: PurePath) -> None:
        """Rename a folder."""
        os.rename(old, new)

    def replace(self, pairs: Sequence[tuple[PurePath, PurePath]]) -> None:
        """Rename each, over another if need be."""
        for old, new in pairs:
            _patiently(partial(os.replace, old, new))

    def remove(self, paths: Iterable[PurePath]) -> None:
        """Remove files."""
        for path in paths:
            _patiently(partial(Path(path).unlink, missing_ok=True))

    def remove_empty(self, folders: Iterable[PurePath]) -> None:
        """Remove the folders that are empty."""
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            try:
                os.rmdir(folder)
            except OSError:  # something is left in it, or it is no folder
                continue

    def settle(self, *folders: PurePath) -> None:
        """Have the disk written; Windows writes the records through, and pages can be published again."""
        if not hasattr(os, "sync"):
            return
        os.sync()
        for folder in folders:
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def lock(self, folder: PurePath, who: str) -> PurePath:
        """Take the lock, which cannot be lost."""
        if self._lock is None:
            descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
            if not try_lock(descriptor):
                os.close(descriptor)
                raise Busy(self._said_by(folder) or "somebody")
            self._lock = descriptor
            words = f"{who}, process {os.getpid()}".encode()
            self.write_whole(folder / "holder", words, folder / "holder.new")
        return folder

    def holder(self, folder: PurePath) -> str:
        """Who holds the lock."""
        try:
            descriptor = os.open(folder / "lock", os.O_RDWR)
        except FileNotFoundError:
            return ""
        try:
            return "" if try_lock(descriptor) else self._said_by(folder)
        finally:
            os.close(descriptor)

    def unlock(self, folder: PurePath) -> str:
        """The lock of a process goes with the process, so there is never one to break."""
        who = self.holder(folder)
        if who:
            message = f"{who} is publishing there right now. The site is theirs to change."
            raise Refused(message, "End that process; its lock goes with it.")
        return ""

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _said_by(self, folder: PurePath) -> str:
        try:
            return Path(folder / "holder").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""


def _stat_at(path: PurePath) -> Seen | None:
    try:
        return _seen(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _seen(about: os.stat_result) -> Seen:
    return Seen(about.st_size, int(about.st_mtime), kind_of(about.st_mode))


def _hash_at(file: Path) -> str:
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return ""
        return content_hash(file.read_bytes())
    except OSError:
        return ""


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
