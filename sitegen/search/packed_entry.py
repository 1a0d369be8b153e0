"""An entry of the index as text and back, its words apart."""

from __future__ import annotations

import json
from typing import NamedTuple

from sitegen.search.document import unpack
from sitegen.search.index_entry import IndexEntry, ResultRow

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class PackedEntry(NamedTuple):
    """An entry as the index takes it. Its words are most of it, and stay the text that they were parsed to."""

    head: str
    document: str

    def __str__(self) -> str:
        """The whole in one text."""
        return f"{self.head}\n{self.document}"


def pack_head(entry: IndexEntry) -> str:
    """All that the index knows of an entry besides its words."""
    return _ENCODER.encode([entry.route, entry.names, entry.facets, entry.row])


def read_packed(blob: bytes) -> PackedEntry:
    """What was remembered of one; raises TypeError or ValueError where it is damaged."""
    return PackedEntry(*blob.decode("utf-8", "surrogatepass").split("\n", 1))


def unpack_entry(packed: PackedEntry) -> IndexEntry:
    """The entry that was packed; raises ValueError or TypeError where it is none."""
    route, names, facets, row = json.loads(packed.head)
    return IndexEntry(route, unpack(packed.document), tuple(names), tuple(facets), ResultRow(*row))
