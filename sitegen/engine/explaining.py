"""Why a page is made anew: which of its templates, or which fields of its view, are not what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.engine.cache_keys import FRAME
from sitegen.engine.packing import changed_fields, read_kept
from sitegen.memory.inputs import changed, find_input
from sitegen.memory.store import Record

if TYPE_CHECKING:
    from sitegen.engine.cache_keys import Frame
    from sitegen.engine.packing import Kept
    from sitegen.memory.store import Store


class Reasons:
    """What differs from what a store remembers, as far as that is known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._frames: dict[tuple[str, str], tuple[str, ...]] = {}

    def why(self, route: str, kind: str, before: str, frame: Frame, view: Kept | None) -> tuple[str, ...]:
        """The names of the inputs of a page that differ.

        `before` are its inputs as they were; `view` is what is now to be remembered of its view, None where that is as
        it was.
        """
        key = (frame_key(before), frame.inputs)
        if key not in self._frames:
            self._frames[key] = self._changed_frame(*key, frame.by_name)
        try:
            fields = changed_fields(kind, self._kept(route), view) if view is not None else ()
        except (KeyError, ValueError, TypeError):  # lost, or damaged
            return ()
        return tuple(sorted(self._frames[key] + fields))

    def _kept(self, route: str) -> Kept:
        return read_kept(self._store.blob(view_key(route)))

    def _changed_frame(self, before: str, after: str, by_name: str) -> tuple[str, ...]:
        known = self._store.recall(before) if before != frame_key(after) else None
        return changed(known.value, by_name) if known else ()


def page_key(route: str) -> str:
    """The key under which a page is remembered."""
    return f"page {route}"


def view_key(route: str) -> str:
    """The key under which its view is remembered."""
    return f"view {route}"


def frame_key(inputs: str) -> str:
    """The key under which the frame that is among a page's inputs is remembered by name."""
    return f"frame {find_input(inputs, FRAME)}"


def remember_frame(store: Store, frame: Frame) -> None:
    """Remember a frame by name."""
    key = frame_key(frame.inputs)
    if store.recall(key) is None:
        store.put(key, Record("", frame.by_name, None), None)
    store.use((key,))
