"""Files on a disk that we publish to: written whole or not at all, readable by a web server, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FILE_MODE, FOLDER_MODE = 0o644, 0o755


def make_folder(folder: Path) -> None:
    """Make one folder that a web server can enter, whatever the umask; it may be there already."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    os.chmod(folder, FOLDER_MODE)


def open_to_readers(folder: Path) -> None:
    """Let a web server enter a folder of ours, which a dead publish may have left closed."""
    if stat.S_IMODE(os.lstat(folder).st_mode) & 0o755 != FOLDER_MODE:
        os.chmod(folder, FOLDER_MODE)


def make_folders(root: Path, routes: Iterable[str]) -> None:
    """Make the folders below the root that the routes need."""
    needed = {parent.as_posix() for route in routes for parent in Path(route).parents} - {"."}
    for folder in sorted(needed):
        make_folder(root / folder)
        open_to_readers(root / folder)


def write_new(file: Path, data: bytes, stamp: int = 0) -> None:
    """Write a file that is not there yet; raises FileExistsError, so nothing is ever written through a link."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
    os.chmod(file, FILE_MODE)
    if stamp:
        os.utime(file, (stamp, stamp))


def write_whole(file: Path, data: bytes) -> None:
    """Write one of our own records so that it is there whole or not at all, also after a power cut."""
    temporary = file.with_name(file.name + ".new")
    with open(temporary, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    os.chmod(temporary, FILE_MODE)
    os.replace(temporary, file)


def settle(*folders: Path) -> None:
    """Have what was written on the disk before what follows from it."""
    if not hasattr(os, "sync"):  # Windows writes the records through; pages can be published again
        return
    os.sync()
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def hash_at(file: Path) -> str:
    """The SHA-256 of a plain file; empty for none, for a link, a folder or what cannot be read."""
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return ""
        return content_hash(file.read_bytes())
    except OSError:
        return ""


def remove_ours(root: Path, files: dict[str, str], *, torn: bool = False) -> list[str]:
    """Remove the files whose SHA-256 is still the one given, and the folders they leave empty; gives those kept.

    With `torn`, plain files go whatever their bytes: they stand in a staging folder that nobody else writes to, and
    a dead publish may have cut them.
    """
    kept = []
    for name, sha256 in files.items():
        file = root / name
        if not os.path.lexists(file):
            continue
        if hash_at(file) != sha256 and not (torn and file.is_file() and not file.is_symlink()):
            kept.append(name)
            continue
        os.unlink(file)
    remove_empty(root, files)
    return kept


def remove_empty(root: Path, names: Collection[str]) -> None:
    """Remove the folders of those files that are empty now, never the root."""
    folders = {parent for name in names for parent in Path(name).parents} - {Path()}
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        try:
            os.rmdir(root / folder)
        except OSError:  # something is left in it, or it is no folder
            continue


def plain_files(root: Path) -> set[str]:
    """All that stands below the root but folders, links among them."""
    found: set[str] = set()
    for folder, folders, names in os.walk(root):
        below = Path(folder).relative_to(root)
        linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        found.update((below / name).as_posix() for name in (*names, *linked))
    return found
