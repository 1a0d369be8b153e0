"""The live release as a build sees an output: what stands on the host stays, and only what differs is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.engine.outline import INDEX
from sitegen.memory.fingerprint import content_hash
from sitegen.memory.manifest import dump_manifest
from sitegen.memory.output import Output
from sitegen.memory.refused import Refused
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.tree import Tree


class BytesMissing(Refused):
    """Bytes of the live release are wanted that are on the host alone."""


class StandingRelease(Output):
    """Such a release. What is made is staged in a folder of ours; the site's own output is read, never written."""

    def __init__(self, tree: Tree, output: Path, staged: Path, *, anew: bool = False) -> None:
        """With `anew` nothing counts as standing, so that all of it is made."""
        self.tree, self.folder, self.staged, self._anew = tree, output, staged, anew
        self.manifest = "" if anew else content_hash(dump_manifest(tree))  # that of the output, while both are the same

    def holds(self, route: str) -> bool:
        """Whether it stands on the host; of the search index, whose bytes are changed, it must be at hand, too."""
        made = None if self._anew else self.tree.get(route)
        return made is not None and (made.kind != INDEX or self._read(route, made.sha256) is not None)

    def stands(self, route: str, start: str) -> bool:
        """Whether it stands on the host as a page whose SHA-256 starts so."""
        return self.standing(route).startswith(start) if self.standing(route) else False

    def standing(self, route: str) -> str:
        """The SHA-256 of what stands there; empty for nothing."""
        return self.tree[route].sha256 if route in self.tree and not self._anew else ""

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
