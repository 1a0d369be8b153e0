"""Views as text and back, so that new words and new templates need no new plan."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.codec import unpack
from sitegen.search.document import unpack as unpack_document
from sitegen.search.index_entry import IndexEntry as Findable
from sitegen.search.index_entry import ResultRow
from sitegen.site.bodies import NO_BODY, AbsoluteBody, LazyBody, NoBody
from sitegen.site.kinds import KINDS

if TYPE_CHECKING:
    from sitegen.site.bodies import Bodies
    from sitegen.site.pages import Viewed

_BODY, _ABSOLUTE = "\x7fbody", "\x7fabsolute"  # names that no writer's own fields can have


def pack_view(page: Viewed) -> bytes:
    """The view of a page, bodies known by name.

    The print edition's entries are left out, since each has a page of its own with the same view.
    """
    view = page.view._replace(entries=()) if page.kind == "print" else page.view
    return _ENCODER.encode(view).encode("utf-8", "surrogatepass")


def unpack_view(kind: str, data: bytes, bodies: Bodies) -> Any:
    """The view of a page of that kind, its bodies from these; raises ValueError, TypeError or KeyError."""
    return unpack(KINDS[kind].view, json.loads(data, object_hook=partial(_revive, bodies)))


class Packed(NamedTuple):
    """An entry as the search index takes it. Its words are most of it, and stay the text that they were parsed to."""

    head: str
    document: str

    def __str__(self) -> str:
        """The whole in one text."""
        return f"{self.head}\n{self.document}"


def pack_head(entry: Findable) -> str:
    """All that the search index knows of an entry besides its words."""
    return _ENCODER.encode([entry.route, entry.names, entry.facets, entry.row])


def read_findable(blob: bytes) -> Packed:
    """What was remembered of one; raises TypeError or ValueError where it is damaged."""
    return Packed(*blob.decode("utf-8", "surrogatepass").split("\n", 1))


def unpack_findable(packed: Packed) -> Findable:
    """The entry that was packed; raises ValueError or TypeError where it is none."""
    route, names, facets, row = json.loads(packed.head)
    return Findable(route, unpack_document(packed.document), tuple(names), tuple(facets), ResultRow(*row))


def _leaf(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, LazyBody):
        return {_BODY: [value.path, *value.dead]}
    if isinstance(value, AbsoluteBody):
        return {_ABSOLUTE: [value.body, value.address]}
    if isinstance(value, NoBody):
        return {_BODY: []}
    raise TypeError(f"a {type(value).__name__} cannot be remembered")


def _revive(bodies: Bodies, value: dict[str, Any]) -> Any:
    if _BODY in value:
        path, *dead = value[_BODY] or ("",)
        return LazyBody(path, bodies, dead) if path else NO_BODY
    if _ABSOLUTE in value:
        return AbsoluteBody(*value[_ABSOLUTE])
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_leaf)
