"""An index in memory, brought up to date with entries that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.search.index import make_index, update
from sitegen.search.packed_entry import PackedEntry, unpack_entry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.search.abbreviation import Abbreviation


class LiveIndex:
    """The index of some entries, which follows them."""

    def __init__(self) -> None:
        self._language = ""
        self._entries: Mapping[str, PackedEntry] = {}
        self._abbreviations: Collection[Abbreviation] = ()
        self._shards: dict[str, bytes] = {}

    def follow(
        self, entries: Mapping[str, PackedEntry], language: str, abbreviations: Collection[Abbreviation]
    ) -> Mapping[str, bytes]:
        """The shards of these entries, by route."""
        changed = self._changed(entries, abbreviations) if language == self._language else None
        if changed is None:
            self._shards = make_index(map(unpack_entry, entries.values()), language, abbreviations)
        else:
            self._shards = {**self._shards, **changed}
        self._entries, self._language, self._abbreviations = entries, language, abbreviations
        return self._shards

    def _changed(
        self, entries: Mapping[str, PackedEntry], abbreviations: Collection[Abbreviation]
    ) -> dict[str, bytes] | None:
        """The shards that change; None where all are to be made anew."""
        before = self._entries
        old = [packed for route, packed in before.items() if entries.get(route) != packed]
        new = [packed for route, packed in entries.items() if before.get(route) != packed]
        unpacked = map(unpack_entry, old), map(unpack_entry, new)
        told = self._abbreviations, abbreviations
        return update(self._shards, *unpacked, lambda route: unpack_entry(entries[route]), told)
