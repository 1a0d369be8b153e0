"""The search index of a preview: held in memory, and brought up to date when somebody searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.engine.searching import find_entries, index_of
from sitegen.search.index import update
from sitegen.search.packed_entry import unpack_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.engine.planning import Ready
    from sitegen.search.packed_entry import PackedEntry


class PreviewIndex:
    """The index of a preview, which follows its plan when somebody searches."""

    def __init__(self) -> None:
        self._plan: Ready | None = None
        self._entries: dict[str, PackedEntry] = {}
        self._shards: dict[str, bytes] = {}

    def follow(self, plan: Ready) -> Mapping[str, bytes]:
        """The shards of the plan, by route."""
        if plan is not self._plan:
            entries = find_entries(plan)
            self._shards = self._changed(plan, entries) or index_of(plan, entries)
            self._plan, self._entries = plan, entries
        return self._shards

    def _changed(self, plan: Ready, entries: Mapping[str, PackedEntry]) -> dict[str, bytes] | None:
        if self._plan is None or plan.settings.language != self._plan.settings.language:
            return None
        before = self._entries
        old = [packed for route, packed in before.items() if entries.get(route) != packed]
        new = [packed for route, packed in entries.items() if before.get(route) != packed]
        changed = update(
            self._shards,
            map(unpack_entry, old),
            map(unpack_entry, new),
            lambda route: unpack_entry(entries[route]),
        )
        return None if changed is None else {**self._shards, **changed}
