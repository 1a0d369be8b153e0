"""Views as text and back, so that new words and new templates need no new plan."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.memory.codec import unpack
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
