"""The live release as a build sees an output: what stands on the host stays, and only what differs is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.engine.outline import INDEX
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.manifest import dump_manifest
from sitegen.memory.output import Output
from sitegen.memory.output_records import read_output
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.tree import Tree


class BytesMissing(Refused):
    """Bytes of the live release are wanted that are on the host alone."""


class StandingRelease(Output):
    """Such a release. What is made is staged in a folder of ours; the site's own output is read, never written.

    Builds remember what they made of which files for the output alone. So it is the output that is brought up to date,
    whatever has become of it since the release, and what comes of it is on the host already for the most part.
    """

    def __init__(self, live: Tree, output: Path, staged: Path, *, anew: bool = False) -> None:
        """With `anew` nothing counts as standing, so that all of it is made."""
        self.folder, self.staged, self._live = output, staged, {} if anew else live
        self.tree, self.manifest = ({}, "") if anew else read_output(output)
        if not self.tree and not anew:
            self.tree, self.manifest = live, content_hash(dump_manifest(live))

    def holds(self, route: str) -> bool:
        """Whether its bytes are on the host or at hand; of the search index, which is changed, they must be at hand."""
        made = self.tree.get(route)
        if made is None:
            return False
        is_there = made.kind != INDEX and self.standing(route) == made.sha256
        return is_there or self._read(route, made.sha256) is not None

    def standing(self, route: str) -> str:
        """The SHA-256 of what stands there on the host; empty for nothing."""
        return self._live[route].sha256 if route in self._live else ""

    def discard(self) -> None:
        """Drop what is staged."""
        if self.staged.is_dir():
            for file in self.staged.iterdir():
                file.unlink()

    def swap(self, tree: Tree) -> tuple[int, int, tuple[str, ...]]:
        """Nothing: the tree goes to the host."""
        return sum(self.standing(route) != made.sha256 for route, made in tree.items()), 0, ()

    def bytes_of(self, route: str, sha256: str) -> bytes:
        """What is to stand at the route: staged, or as it stands in the output. Raises BytesMissing."""
        found = self._read_staged(sha256)
        if found is None:
            found = self._read(route, sha256)
        if found is None:
            raise BytesMissing(
                f"{route} is on the host alone. The site has not changed.", "Run the same command again."
            )
        return found

    def _read_staged(self, sha256: str) -> bytes | None:
        try:
            return read_regular(self.staged / sha256)
        except OSError:
            return None

    def _read(self, route: str, sha256: str) -> bytes | None:
        try:
            data = read_regular(self.folder / route)
        except OSError:
            return None
        return data if content_hash(data) == sha256 else None
