"""What goes to a host: what is new, what is to be linked there, and what all of it must hash to, in compressed tars."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sitegen.publish.release import checksums, dump_release
from sitegen.publish.remotes.disk import CLOSED_MODE, FILE_MODE, FOLDER_MODE, RECORD_MODE, parents_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sitegen.publish.remotes.remote import Staging

_LEVEL = 4  # 6 makes a sixth less of it, in two and a half times the time
_PART = 4_000_000  # bytes before compression: the host unpacks one part while we make the next


class Part(NamedTuple):
    """One of the tars."""

    data: bytes
    size: int
    """The bytes of the files in it."""


def make_parts(staging: Staging, linked: Collection[str], *, again: bool) -> Iterator[Part]:
    """The records first, then the files of the release that are not linked."""
    release, files = staging.release, staging.files
    into = f"releases/.tmp-{release.id}"
    part = _Tar(staging.stamp)
    part.add_folder("releases")
    for folder in (".sitegen/m", ".sitegen/in", into):  # of the last nobody reads anything before it is served
        part.add_folder(folder, CLOSED_MODE)
    part.add(f".sitegen/m/{release.id}.sums", checksums(files), RECORD_MODE)
    part.add(f".sitegen/m/{release.id}.gz", dump_release(release), RECORD_MODE)
    if not again:
        part.add(".sitegen/in/link", "".join(f"{route}\0" for route in sorted(linked)).encode(), RECORD_MODE)
    for below in parents_of(PurePosixPath(into), files):
        part.add_folder(str(below))
    for route, made in files.items():
        if route in linked:
            continue
        part.add(f"{into}/{route}", staging.bytes_of(route))
        part.size += made.size
        if part.size > _PART:
            yield part.close()
            part = _Tar(staging.stamp)
    yield part.close()


class _Tar:
    """A tar in the making."""

    def __init__(self, stamp: int) -> None:
        self.size = 0
        self._stamp = stamp
        self._bytes = io.BytesIO()
        self._tar = tarfile.open(fileobj=self._bytes, mode="w", format=tarfile.GNU_FORMAT)  # noqa: SIM115 - closed at the end of the stream

    def add(self, name: str, data: bytes, mode: int = FILE_MODE) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = len(data), self._stamp, mode
        self._tar.addfile(member, io.BytesIO(data))

    def add_folder(self, name: str, mode: int = FOLDER_MODE) -> None:
        member = tarfile.TarInfo(name)
        member.type, member.mtime, member.mode = tarfile.DIRTYPE, self._stamp, mode
        self._tar.addfile(member)

    def close(self) -> Part:
        self._tar.close()
        return Part(gzip.compress(self._bytes.getvalue(), _LEVEL, mtime=0), self.size)
