"""Views of the pages that hold bodies, as text and back, so that new words need no new plan."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.inputs import changed, join_inputs
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


class Kept(NamedTuple):
    """What is remembered of a page besides its inputs in short."""

    frame: str
    """Site and templates by name, as `memory/inputs` writes them."""
    fields: str
    """The fields of its view by name; empty where the whole view is packed, which tells as much."""
    packed: str
    """As `pack_view` gives it."""

    def blob(self) -> bytes:
        """As the store takes it."""
        return "\n".join(self).encode("utf-8", "surrogatepass")


def read_kept(blob: bytes) -> Kept:
    """What was remembered; raises TypeError or ValueError where it is damaged."""
    return Kept(*blob.decode("utf-8", "surrogatepass").split("\n"))


def explain(before: bytes, after: bytes) -> tuple[str, ...]:
    """The names of the inputs that differ."""
    try:
        old, new = read_kept(before), read_kept(after)
    except (ValueError, TypeError):
        return ()
    names = changed(join_inputs((old.frame, old.fields)), join_inputs((new.frame, new.fields)))
    if old.packed != new.packed and not (old.fields or new.fields):
        rows = zip(EntryView._fields, json.loads(old.packed), json.loads(new.packed), strict=True)
        names += tuple(f"view.{name}" for name, was, now in rows if was != now)
    return tuple(sorted(names))


def pack_view(page: Viewed) -> str:
    """The view of a page that holds bodies, these known by their fingerprints; empty for every other.

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
        return {_BODY: [value.path, value.source, *sorted(value.dead)]}
    if isinstance(value, AbsoluteBody):
        return {_ABSOLUTE: [value.body, value.address]}
    if isinstance(value, NoBody):
        return {_BODY: []}
    raise TypeError(f"a {type(value).__name__} cannot be remembered")


def _revive(make_body: Callable[[str, frozenset[str]], Body], value: dict[str, Any]) -> Any:
    if _BODY in value:
        return make_body(value[_BODY][0], frozenset(value[_BODY][2:])) if value[_BODY] else NO_BODY
    if _ABSOLUTE in value:
        return AbsoluteBody(*value[_ABSOLUTE])
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_leaf)
