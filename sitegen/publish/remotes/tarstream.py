"""The one stream that goes to a host: what is new, what is to be linked there, and what all of it must hash to."""

from __future__ import annotations

import io
import tarfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from sitegen.publish.release import checksums, dump_release

if TYPE_CHECKING:
    from collections.abc import Collection

    from sitegen.publish.remotes.remote import Staging

_LEVEL = 6


def make_stream(file: IO[bytes], staging: Staging, linked: Collection[str], *, again: bool) -> None:
    """Write a compressed tar: the records first, then the files of the release that are not linked."""
    release, files = staging.release, staging.files
    into = f"releases/.tmp-{release.id}"
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=_LEVEL, format=tarfile.GNU_FORMAT) as tar:
        folders = {parent.as_posix() for route in files for parent in PurePosixPath(route).parents} - {"."}
        for folder in ("releases", ".sitegen/m", ".sitegen/in", ".sitegen/in/l"):
            _add_folder(tar, folder, staging.stamp)
        _add(tar, f".sitegen/m/{release.id}.sums", checksums(files), staging.stamp)
        _add(tar, f".sitegen/m/{release.id}.gz", dump_release(release), staging.stamp)
        if not again:
            _add_links(tar, linked, staging.stamp)
        for folder in sorted({into, *(f"{into}/{folder}" for folder in folders)}):
            _add_folder(tar, folder, staging.stamp)
        for route in files:
            if route not in linked:
                _add(tar, f"{into}/{route}", staging.bytes_of(route), staging.stamp)


def _add_links(tar: tarfile.TarFile, linked: Collection[str], stamp: int) -> None:
    """Folders, one a line, and for each the names in it: so that the host links a folder with one call."""
    names: dict[str, list[str]] = {}
    for route in sorted(linked):
        path = PurePosixPath(route)
        names.setdefault(path.parent.as_posix(), []).append(path.name)
    for number, folder in enumerate(names, 1):
        data = "".join(f"{name}\0" for name in names[folder]).encode()
        _add(tar, f".sitegen/in/l/{number}", data, stamp)
    _add(tar, ".sitegen/in/dirs", "".join(f"{folder}\n" for folder in names).encode(), stamp)


def _add(tar: tarfile.TarFile, name: str, data: bytes, stamp: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(data), stamp, 0o644
    tar.addfile(member, io.BytesIO(data))


def _add_folder(tar: tarfile.TarFile, name: str, stamp: int) -> None:
    member = tarfile.TarInfo(name)
    member.type, member.mtime, member.mode = tarfile.DIRTYPE, stamp, 0o755
    tar.addfile(member)
