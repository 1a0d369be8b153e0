"""Views of the pages that hold bodies, as text and back, so that new words need no new plan."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.memory.records import unpack
from sitegen.search.document import unpack as unpack_document
from sitegen.search.entry import Entry as Findable
from sitegen.search.entry import Row
from sitegen.site.bodies import NO_BODY, AbsoluteBody, Body, NoBody
from sitegen.site.feeds import FeedView
from sitegen.site.views import EntryView, PrintView

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.site.pages import Viewed

_VIEWS: dict[str, Any] = {"entry": EntryView, "print": PrintView, "feed": FeedView}
HOLD_BODIES = frozenset(_VIEWS)
"""The kinds of page that hold the bodies of entries."""
_BODY, _ABSOLUTE = "\x7fbody", "\x7fabsolute"  # names that no writer's own fields can have


def join_blob(inputs: str, packed: str) -> bytes:
    """What is remembered of a page: its inputs by name, and its view where it holds bodies."""
    return f"{inputs}\n{packed}".encode("utf-8", "surrogatepass")


def blob_inputs(blob: bytes) -> str:
    """The inputs by name from what is remembered of a page."""
    return blob.partition(b"\n")[0].decode("utf-8", "replace")


def pack_view(page: Viewed) -> str:
    """The view of a page that holds bodies, without them; empty for every other.

    The print edition's entries are left out, since each has a page of its own with the same view.
    """
    if page.kind not in _VIEWS:
        return ""
    view = page.view._replace(entries=()) if page.kind == "print" else page.view
    return _ENCODER.encode(view)


def unpack_view(kind: str, text: str, make_body: Callable[[str, frozenset[str]], Body]) -> Any:
    """The view of a page of that kind; `make_body` is told the path and the dead links of each body.

    Raises ValueError, TypeError or KeyError where it is not one.
    """
    return unpack(_VIEWS[kind], json.loads(text, object_hook=partial(_revive, make_body)))


def pack_findable(entry: Findable, document: str) -> str:
    """An entry as the search index takes it; its document is packed already."""
    return _ENCODER.encode([entry.route, document, entry.names, entry.facets, entry.row])


def unpack_findable(text: str) -> Findable:
    """The entry that was packed; raises ValueError or TypeError where it is none."""
    route, document, names, facets, row = json.loads(text)
    return Findable(route, unpack_document(document), tuple(names), tuple(facets), Row(*row))


def _leaf(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Body):
        return {_BODY: [value.path, *sorted(value.dead)]}
    if isinstance(value, AbsoluteBody):
        return {_ABSOLUTE: [value.body, value.address]}
    if isinstance(value, NoBody):
        return {_BODY: []}
    raise TypeError(f"a {type(value).__name__} cannot be remembered")


def _revive(make_body: Callable[[str, frozenset[str]], Body], value: dict[str, Any]) -> Any:
    if _BODY in value:
        return make_body(value[_BODY][0], frozenset(value[_BODY][1:])) if value[_BODY] else NO_BODY
    if _ABSOLUTE in value:
        return AbsoluteBody(*value[_ABSOLUTE])
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_leaf)
