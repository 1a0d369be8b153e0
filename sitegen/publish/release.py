"""A release: a built tree under a name that is made from its bytes alone."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVEL = 4  # of compression: half the time of 9 for a list that is mostly hashes
MOST_FILES, MOST_BYTES = 100_000, 32_000_000
"""What a manifest may hold, and be long before it is compressed."""
MARKER, MARKER_SIZE = "sitegen-release.txt", 200
"""A file of every release on a host, and bytes that it never has. It tells which release of which folder an address
really serves."""


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
    whole = sha256()
    for route in sorted(tree):
        whole.update(_checksum(route, tree[route]))
    return Release(whole.hexdigest()[:16], tree)


def checksums(tree: Tree) -> bytes:
    """The sorted manifest, as `sha256sum --check` reads it."""
    return b"".join(_checksum(route, tree[route]) for route in sorted(tree))


def _checksum(route: str, made: Made) -> bytes:
    return f"{made.sha256}  {route}\n".encode()


def dump_release(release: Release) -> bytes:
    """The release's full manifest, as hosts keep it; raises Refused where it is more than is read again."""
    rows = {route: [*made[:4], list(made.entries)] for route, made in sorted(release.tree.items())}
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    if len(rows) > MOST_FILES or len(data) > MOST_BYTES:
        message = f"The site has more than {MOST_FILES:,} files, or their list is longer than {MOST_BYTES:,} bytes."
        raise Refused(f"{message} The site has not changed.", "Publish old digests as a site of their own.")
    return gzip.compress(data, _LEVEL, mtime=0)


EMPTY = make_release({})
"""What a new place serves until the first publish: nothing but its marker."""
