"""What an output folder says of itself, in `.sitegen/`, into which no other account can look.

There are `manifest.json` (what stands at each address, written after the files), `standing` (its hash, and how the disk
shows it and all files, written behind it), `pending.json` (what a swap that is under way is about to put there, gone
when it has ended) and `staged/` (files that wait for the swap). All of it may be damaged, or somebody else's.
"""

from __future__ import annotations

import json
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.manifest import dump_manifest, load_manifest
from sitegen.memory.patience import Patience
from sitegen.memory.private import close_folder, make_private
from sitegen.memory.refused import refusing
from sitegen.memory.regular import create, read_regular
from sitegen.memory.route import is_route, is_sha256
from sitegen.memory.signature import WIDTH, signature_of
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.memory.tree import Tree

OURS = ".sitegen"


class Standing(NamedTuple):
    """What the last build left."""

    manifest: str
    """The hash of the manifest."""
    shows: bytes
    """How the disk shows that."""
    shown: dict[str, bytes]
    """How it shows every file, by route."""


class OutputRecords:
    """The records of one output folder."""

    def __init__(self, output: Path) -> None:
        """Close them to others; raises Refused where they are another account's."""
        self._folder, self.staged, self.patience = output / OURS, output / OURS / "staged", Patience()
        with refusing("The site in the output folder cannot be brought up to date"):
            close_folder(self._folder)

    def read_standing(self) -> Standing:
        """What the last build left; nothing where that is not known."""
        try:
            (manifest, shows), shown = read_table(self._folder / "standing", WIDTH)
            return Standing(str(manifest), bytes.fromhex(shows), shown)
        except (OSError, ValueError, TypeError):
            return Standing("", b"", {})

    def write_standing(self, tree: Tree, shown: dict[str, bytes]) -> Standing:
        """Say that the tree stands there, and how the disk shows its files: the swap has ended. Raises OSError."""
        data = dump_manifest(tree)
        self._write("manifest.json", data)
        standing = Standing(content_hash(data), signature_of(self._folder / "manifest.json"), shown)
        write_table(self._folder / "standing", (standing.manifest, standing.shows.hex()), shown)
        (self._folder / "pending.json").unlink(missing_ok=True)
        return standing

    def is_finished(self, standing: Standing) -> bool:
        """Whether the last swap came to its end, and the manifest is what it wrote."""
        if not standing.manifest or self.is_pending:
            return False
        manifest = self._folder / "manifest.json"
        return signature_of(manifest) == standing.shows or hash_of(manifest) == standing.manifest

    @property
    def is_pending(self) -> bool:
        """Whether a swap has begun and not ended."""
        return os.path.lexists(self._folder / "pending.json")

    def read_pending(self) -> dict[str, str]:
        """Route -> SHA-256 of what a swap that was cut short put there, or was to remove."""
        try:
            found = json.loads(read_regular(self._folder / "pending.json"))
        except (OSError, ValueError, RecursionError):
            return {}
        rows = found.items() if isinstance(found, dict) else ()
        return {route: sha256 for route, sha256 in rows if is_route(route) and is_sha256(sha256)}

    def write_pending(self, pending: Mapping[str, str]) -> None:
        """Say what a swap is about to put there or to remove; raises OSError."""
        self._write("pending.json", json.dumps(pending, ensure_ascii=False, sort_keys=True).encode())

    def _write(self, name: str, data: bytes) -> None:
        """Write one of our own files so that it is there whole or not at all, also after a power cut."""
        make_private(self._folder)
        temporary = self._folder / (name + ".new")
        with create(temporary) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self.patience.call(partial(os.replace, temporary, self._folder / name), self._folder)


def read_output(folder: Path) -> tuple[Tree, str]:
    """What the last build put into an output folder, and the hash of what tells so; of nothing where that is lost."""
    try:
        data = read_regular(folder / OURS / "manifest.json")
        tree = load_manifest(data)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        data, tree = b"", {}
    if not all(map(is_route, tree)):
        data, tree = b"", {}
    return tree, content_hash(data)


def hash_of(file: Path) -> str:
    """The SHA-256 of a file's bytes; empty where it cannot be read."""
    try:
        return content_hash(read_regular(file))
    except OSError:
        return ""
