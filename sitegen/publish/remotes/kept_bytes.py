"""The bytes of every release of an in-place folder, each under its hash, beside the folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused
from sitegen.memory.route import is_sha256
from sitegen.publish.remotes.disk import New, remove_ours

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import PurePath

    from sitegen.publish.journal import Put
    from sitegen.publish.remotes.disk import Disk
    from sitegen.publish.remotes.remote import Staging


class KeptBytes:
    """Such a folder, in the folder of our records."""

    def __init__(self, disk: Disk, state: PurePath) -> None:
        self._disk, self._state = disk, state
        self._folder = state / "o"

    def keep(self, puts: Sequence[Put], staging: Staging) -> set[str]:
        """Keep the bytes of all from now on, verified; gives the hashes of those that were not kept before."""
        routes = {put.sha256: put.route for put in puts}
        found = self._disk.hashes(map(self._file, routes))
        fresh = {sha256 for sha256, there in zip(routes, found, strict=True) if there != sha256}
        files = {self._file(sha256): sha256 for sha256 in sorted(fresh)}
        self._disk.make_folders(sorted({file.parent for file in files}))
        self._disk.remove(files)
        self._disk.write_new(New(file, partial(staging.bytes_of, routes[sha256]), 0) for file, sha256 in files.items())
        self.check(files)
        return fresh

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash; raises Refused where they are others."""
        data = self._disk.read(self._file(sha256))
        if content_hash(data) != sha256:
            raise self._unreliable()
        return data

    def check(self, files: dict[PurePath, str]) -> None:
        """Refuse a disk on which files just written have other hashes; a far one has read them back."""
        if self._disk.near and self._disk.hashes(files) != list(files.values()):
            raise self._unreliable()

    def remove(self, hashes: Collection[str]) -> None:
        """Remove those, but for files whose bytes are others now."""
        mine = {f"{sha256[:2]}/{sha256}": sha256 for sha256 in sorted(hashes)}
        changed: list[str] = []
        if self._disk.near:
            found = zip(mine, self._disk.hashes(self._folder / name for name in mine), strict=True)
            changed = [name for name, there in found if there not in ("", mine[name])]
        remove_ours(self._disk, self._folder, mine, changed)

    def remove_all_but(self, needed: Collection[str]) -> None:
        """Remove all that stands under a hash, even if it was cut; nobody else has anything to look for there."""
        names = self._disk.survey(self._folder)
        spare = [name for name in names if is_sha256(name[3:]) and name[3:] not in needed]
        remove_ours(self._disk, self._folder, spare, [])

    def _file(self, sha256: str) -> PurePath:
        return self._folder / sha256[:2] / sha256

    def _unreliable(self) -> Refused:
        message = f"The disk of {self._state} does not keep what is written to it. The site has not changed."
        return Refused(message, "Have the disk and its virus scanner looked at.")
