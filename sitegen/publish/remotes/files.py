"""A disk that this computer sees: written whole or not at all, pages readable by a web server, never through a link."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.lock import open_lock, try_lock
from sitegen.memory.modes import set_mode, set_time
from sitegen.memory.mount import mount_of
from sitegen.memory.patience import Patience
from sitegen.memory.private import open_plain, planted
from sitegen.memory.refused import Refused
from sitegen.publish.remotes.disk import FILE_MODE, FOLDER_MODE, RECORD_MODE, FileStat, New, fits, kind_of
from sitegen.publish.remotes.planted import refuse_others
from sitegen.publish.remotes.process import NAMELESS, dump_holder, said_by, this_process
from sitegen.publish.remotes.remote import Busy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import PurePath


class LocalDisk:
    """Such a disk, and the lock on one folder of it, which the operating system takes back when we die."""

    name = ""
    near = True

    def __init__(self) -> None:
        self._lock: int | None = None
        self._holder = Path()

    def stats(self, paths: Iterable[PurePath]) -> list[FileStat | None]:
        """What stands at each."""
        return [_stat_at(path) for path in paths]

    def can_move(self, folder: PurePath, to: PurePath) -> bool:
        """Whether both are on one disk."""
        # One disk may be mounted twice, and nothing can be moved from one mount to another.
        is_one = mount_of(Path(folder)).point == mount_of(Path(to)).point
        return is_one and os.stat(folder).st_dev == os.stat(to).st_dev

    def names(self, folder: PurePath) -> list[str]:
        """What lies in a folder."""
        return os.listdir(folder)

    def survey(self, root: PurePath) -> dict[str, FileStat]:
        """All files below the root."""
        found: dict[str, FileStat] = {}
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
        with os.fdopen(open_plain(Path(path), os.O_RDONLY), "rb") as opened:
            return opened.read()

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        """The SHA-256 of each plain file."""
        return [_hash_at(Path(path)) for path in paths]

    def make_folders(self, folders: Iterable[PurePath], mode: int = FOLDER_MODE) -> None:
        """Make folders, or give those that are there their mode; a dead publish may have left one with another."""
        for folder in folders:
            try:
                os.mkdir(folder, mode)
            except FileExistsError:
                there = os.lstat(folder).st_mode
                if not stat.S_ISDIR(there):
                    raise planted(folder) from None
                if fits(there, mode):
                    continue
            set_mode(folder, mode, mode & 0o055)

    def write_new(self, files: Iterable[New], tick: Callable[[int], None] = lambda _: None) -> None:
        """Write files that are not there yet."""
        for path, read, stamp in files:
            data = read()
            with os.fdopen(_open_new(path, FILE_MODE), "wb") as opened:
                opened.write(data)
            set_mode(path, FILE_MODE, FILE_MODE & 0o044)
            if stamp:
                set_time(path, stamp)
            tick(len(data))

    def write_whole(self, path: PurePath, data: bytes, draft: PurePath) -> None:
        """Write a record whole or not at all."""
        Path(draft).unlink(missing_ok=True)  # whatever it is, it is not written through
        with os.fdopen(_open_new(draft, RECORD_MODE), "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Patience().call(partial(os.replace, draft, path), path)

    def touch(self, paths: Iterable[PurePath], stamp: int) -> None:
        """Give files that time."""
        for path in paths:
            set_time(path, stamp)

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
        patience = Patience()
        for old, new in pairs:
            patience.call(partial(os.replace, old, new), new)

    def remove(self, paths: Iterable[PurePath]) -> None:
        """Remove files."""
        patience = Patience()
        for path in paths:
            with suppress(FileNotFoundError):
                patience.call(partial(os.unlink, path), path)

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
            descriptor = open_lock(Path(folder / "lock"))
            if not try_lock(descriptor):
                os.close(descriptor)
                raise Busy(self._said_by(folder))
            self._lock, self._holder = descriptor, Path(folder / "holder")
            self.write_whole(self._holder, dump_holder(this_process(), who).encode(), folder / "holder.new")
            if not os.path.lexists(folder / "site.json"):
                refuse_others(self, folder, self._holder)
        return folder

    def holder(self, folder: PurePath) -> str:
        """Who holds the lock."""
        try:
            descriptor = open_lock(Path(folder / "lock"), 0)
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
            message = f"Somebody is publishing there right now: {who}. The site is theirs to change."
            raise Refused(message, "End that process; its lock goes with it.")
        return ""

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            with suppress(OSError):  # else it tells of us for ever; who comes next can see that we are no more
                self._holder.unlink()
            os.close(self._lock)
            self._lock = None

    def _said_by(self, folder: PurePath) -> str:
        try:
            return said_by(self.read(folder / "holder").decode("utf-8", "replace")) or NAMELESS
        except (FileNotFoundError, Refused):
            return NAMELESS


def _open_new(path: PurePath, mode: int) -> int:
    """A new file where there was none. A share may remember that for a second after another computer has made one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, mode)
    except FileExistsError:
        with suppress(OSError):
            os.unlink(path)
        return os.open(path, flags, mode)


def _stat_at(path: PurePath) -> FileStat | None:
    try:
        return _seen(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _seen(about: os.stat_result) -> FileStat:
    return FileStat(about.st_size, int(about.st_mtime), kind_of(about.st_mode), about.st_uid, about.st_ino)


def _hash_at(file: Path) -> str:
    try:
        with os.fdopen(open_plain(file, os.O_RDONLY), "rb") as opened:
            return content_hash(opened.read())
    except (OSError, Refused):
        return ""
