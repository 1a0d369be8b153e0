"""Views of pages, and entries as they were indexed, remembered one by one: what the rows of an outline stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.memory.remembered import MadeRecord, RecordLost, WantedRecord
from sitegen.rendering.packing import unpack_view
from sitegen.rendering.part_keys import changed_parts
from sitegen.search.packed_entry import PackedEntry, read_packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.engine.outline import PageRow
    from sitegen.memory.remembered import Kept
    from sitegen.memory.store import Store
    from sitegen.site.bodies import Bodies

_VIEW, _FOUND = "view", "found"


class PageRecords:
    """What a store holds of pages, by route."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def knows_view(self, row: PageRow) -> bool:
        """Whether the view that the row stands for is remembered."""
        kept = self._find(_VIEW, row.route)
        return kept is not None and kept.is_of(row.view)

    def view(self, row: PageRow, bodies: Bodies) -> Any:
        """The view of a page, its bodies from these; raises RecordLost."""
        view = self._view(row.route, row.kind, bodies)
        if row.kind == "print":
            entries = (self._view(f"digests/{entry}.html", "entry", bodies) for entry in row.entries)
            view = view._replace(entries=tuple([entry._replace(related=()) for entry in entries]))
        return view

    def keep_view(self, row: PageRow, parts: str, packed: bytes, because: tuple[str, ...]) -> tuple[str, ...]:
        """Remember a view that is new; gives why it is, by the names of its parts as far as these are known."""
        if "view" in because:
            names = self._changed_parts(row, parts)
            because = tuple(sorted({*because, *names} - ({"view"} if names else set())))
        self._put(_VIEW, row.route, parts, packed, because)
        return because

    def found(self, route: str) -> PackedEntry:
        """An entry as it was indexed; raises RecordLost."""
        try:
            return read_packed(self._blob(_FOUND, route))
        except (ValueError, TypeError) as error:
            raise RecordLost(route) from error

    def keep_found(self, route: str, entry: PackedEntry) -> None:
        """Remember an entry as it is indexed now."""
        self._put(_FOUND, route, "", str(entry).encode("utf-8", "surrogatepass"))

    def tidy(self, routes: Iterable[str]) -> None:
        """Forget all that is of other pages."""
        self._store.tidy([f"{kind} {route}" for route in routes for kind in (_VIEW, _FOUND)])

    def _view(self, route: str, kind: str, bodies: Bodies) -> Any:
        try:
            return unpack_view(kind, self._blob(_VIEW, route), bodies)
        except (KeyError, ValueError, TypeError) as error:
            raise RecordLost(route) from error

    def _changed_parts(self, row: PageRow, parts: str) -> tuple[str, ...]:
        kept = self._find(_VIEW, row.route)
        try:
            return changed_parts(row.kind, kept.inputs, parts) if kept else ()
        except (RecordLost, ValueError):  # damaged
            return ()

    def _blob(self, kind: str, route: str) -> bytes:
        kept = self._find(kind, route)
        if kept is None:
            raise RecordLost(route)
        return kept.blob()

    def _find(self, kind: str, route: str) -> Kept | None:
        return self._store.find(f"{kind} {route}")

    def _put(self, kind: str, route: str, inputs: str, blob: bytes, because: tuple[str, ...] = ()) -> None:
        self._store.put(WantedRecord(f"{kind} {route}", inputs), MadeRecord(None, blob, because=because))
