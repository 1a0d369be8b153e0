"""Why a page is made anew: which of its templates, or which fields of its view, are not what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.build.inputs import FRAME
from sitegen.build.packing import changed_fields, read_kept
from sitegen.memory.inputs import changed, find_input
from sitegen.memory.store import Record

if TYPE_CHECKING:
    from sitegen.build.inputs import Frame
    from sitegen.build.packing import Kept
    from sitegen.memory.store import Store


def explain(store: Store, route: str, kind: str, frame: Frame, after: Kept | None) -> tuple[str, ...]:
    """The names of the inputs of a page that differ from what is remembered, as far as that is known.

    `after` is what is now to be remembered of its view; None where that is as it was.
    """
    record = store.recall(page_key(route))
    if record is None:
        return ()
    names = _changed_frame(store, record.inputs, frame)
    try:
        if after is not None:
            names += changed_fields(kind, read_kept(store.blob(view_key(route))), after)
    except (KeyError, ValueError, TypeError):  # lost, or damaged
        return ()
    return tuple(sorted(names))


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


def _changed_frame(store: Store, inputs: str, frame: Frame) -> tuple[str, ...]:
    before = store.recall(frame_key(inputs))
    return changed(before.value, frame.by_name) if before else ()
