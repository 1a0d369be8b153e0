"""A release: a built tree under a name that is made from its bytes alone."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.tree import Made, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVEL = 4  # of compression: half the time of 9 for a list that is mostly hashes
MARKER = "sitegen-release.txt"
"""A file of every release on a host. It tells which release of which folder an address really serves."""


class Release(NamedTuple):
    """What stands on a host, or is to stand there."""

    id: str
    """The first 16 hex digits of the SHA-256 of its sorted manifest."""
    tree: Tree
    """The marker is not in it."""

    def files(self, token: str) -> Mapping[str, Made]:
        """The tree with the marker that it carries on the host of that token."""
        data = self.marker(token)
        return {**self.tree, MARKER: Made(content_hash(data), len(data), "marker", "", ())}

    def marker(self, token: str) -> bytes:
        """The bytes of the marker."""
        return f"{self.id} {token}\n".encode()


def make_release(tree: Tree) -> Release:
    """The release of a tree: equal trees have equal ids, whatever the day and the machine."""
    return Release(content_hash(checksums(tree))[:16], tree)


def checksums(tree: Tree) -> bytes:
    """The sorted manifest, as `sha256sum --check` reads it."""
    return "".join(f"{tree[route].sha256}  {route}\n" for route in sorted(tree)).encode()


def dump_release(release: Release) -> bytes:
    """The release's full manifest, as hosts keep it."""
    rows = {route: [*made[:4], list(made.entries)] for route, made in sorted(release.tree.items())}
    return gzip.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL, mtime=0)


def load_release(data: bytes) -> Release:
    """What `dump_release` wrote; raises ValueError where the bytes are damaged."""
    try:
        rows = json.loads(gzip.decompress(data))
        tree = {
            route: Made(sha256, size, kind, title, tuple(entries))
            for route, (sha256, size, kind, title, entries) in rows.items()
        }
    except (OSError, EOFError, ValueError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest") from error
    return make_release(tree)
