"""Views as text and back, so that new words and new looks need no new plan."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.inputs import changed
from sitegen.memory.records import unpack
from sitegen.search.document import unpack as unpack_document
from sitegen.search.entry import Entry as Findable
from sitegen.search.entry import Row
from sitegen.site import views
from sitegen.site.bodies import NO_BODY, AbsoluteBody, Body, NoBody
from sitegen.site.feeds import FeedView

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.site.pages import Viewed

_VIEWS: dict[str, Any] = {
    "archive": views.ArchiveView,
    "bare": views.NotFoundView,
    "corrections": views.CorrectionsView,
    "digest": views.DigestView,
    "entry": views.EntryView,
    "feed": FeedView,
    "home": views.HomeView,
    "not_found": views.NotFoundView,
    "people": views.PeopleView,
    "person": views.PersonView,
    "plain": views.PlainView,
    "print": views.PrintView,
    "redirect": views.RedirectView,
    "register": views.RegisterView,
    "search": views.SearchView,
    "tombstone": views.TombstoneView,
    "topic": views.TopicView,
    "topics": views.TopicsView,
    "waiting": views.WaitingView,
}
"""Of each kind of page that a template makes, and of those that hold the bodies of entries."""
BY_TEMPLATE = frozenset(_VIEWS) - {"feed"}
"""The kinds of page that templates make."""
HOLD_BODIES = frozenset(("entry", "print", "feed"))
"""The kinds of page that hold the bodies of entries."""
_BODY, _ABSOLUTE = "\x7fbody", "\x7fabsolute"  # names that no writer's own fields can have


class Kept(NamedTuple):
    """What is remembered of a view besides what stands for it."""

    fields: str
    """What stands for each of its fields; empty where the whole of it is packed, which tells as much."""
    packed: str
    """As `pack_view` gives it."""

    def blob(self) -> bytes:
        """As the store takes it."""
        return "\n".join(self).encode("utf-8", "surrogatepass")


def read_kept(blob: bytes) -> Kept:
    """What was remembered; raises TypeError or ValueError where it is damaged."""
    return Kept(*blob.decode("utf-8", "surrogatepass").split("\n"))


def is_whole(kind: str) -> bool:
    """Whether all of the view of a page of the kind is packed."""
    return kind in _VIEWS and kind != "print"


def changed_fields(kind: str, before: Kept, after: Kept) -> tuple[str, ...]:
    """The names of the fields of a view that differ, as `view.title`; raises ValueError where one is damaged."""
    if before == after:
        return ()
    if not is_whole(kind):
        return changed(before.fields, after.fields)
    # The order of a writer's own fields counts, since a template can show it.
    was_and_now = (json.loads(kept.packed, object_pairs_hook=list) for kept in (before, after))
    rows = zip(_VIEWS[kind]._fields, *was_and_now, strict=True)
    return tuple(sorted(f"view.{name}" for name, was, now in rows if was != now))


def pack_view(page: Viewed) -> str:
    """The view of a page, bodies known by their fingerprints; empty where only a maker sees it.

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


class Packed(NamedTuple):
    """An entry as the search index takes it. Its words are most of it, and stay the text that they were parsed to."""

    head: str
    document: str

    def __str__(self) -> str:
        """The whole in one text."""
        return f"{self.head}\n{self.document}"


def pack_findable(entry: Findable, document: str) -> Packed:
    """An entry as the search index takes it; its document is packed already."""
    return Packed(_ENCODER.encode([entry.route, entry.names, entry.facets, entry.row]), document)


def read_findable(blob: bytes) -> Packed:
    """What was remembered of one; raises TypeError or ValueError where it is damaged."""
    return Packed(*blob.decode("utf-8", "surrogatepass").split("\n", 1))


def unpack_findable(packed: Packed) -> Findable:
    """The entry that was packed; raises ValueError or TypeError where it is none."""
    route, names, facets, row = json.loads(packed.head)
    return Findable(route, unpack_document(packed.document), tuple(names), tuple(facets), Row(*row))


def _leaf(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Body):
        return {_BODY: [value.path, value.source, *value.dead]}
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
