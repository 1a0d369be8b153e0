"""A page of a kind that is not ours: its address, its title, and whatever its maker is to see."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

from sitegen.model.addresses import refusal_of_route
from sitegen.site.bodies import AbsoluteBody, LazyBody, NoBody

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = (str, int, date, type(None), LazyBody, AbsoluteBody, NoBody)
_VIEWS = "sitegen.site.views."


class OwnPage:
    """A page that somebody's own code has planned; its template sees it as `page`, with its fields as attributes."""

    __slots__ = ("_fields", "route", "title")
    route: str
    title: str

    def __init__(self, route: str, title: str, /, **fields: Any) -> None:
        """A page at the route, below the site's root, with anything that its maker is to see.

        Fields hold text, numbers, days, None, lists and mappings of such, and what `Published` gives. Raises TypeError
        or ValueError, in words, for anything else: what cannot be compared could not be told to have changed.
        """
        if not all(isinstance(text, str) for text in (route, title)):
            raise TypeError("the address and the title of a page are text")
        why = refusal_of_route(route)
        if why:
            raise ValueError(f"“{route}” cannot be the address of a page: {why}")
        if not title.isprintable():
            raise ValueError(f"the title of {route} holds what cannot be shown in one line")
        settled = {name: _settled(value, name) for name, value in fields.items()}
        for name, value in (("route", route), ("title", title), ("_fields", settled)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._fields:
            return self._fields[name]
        raise AttributeError(f"the page at {self.route} has no “{name}”")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a page does not change: make another, with another “{name}”")

    def __iter__(self) -> Iterator[Any]:
        """All that it is made of, so that it can be compared."""
        yield from (self.route, self.title, tuple(self._fields))
        yield from self._fields.values()


def _settled(value: Any, name: str) -> Any:
    """The value as nobody can change it any more; raises TypeError where it cannot be compared."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        ours = type(value).__module__.startswith(_VIEWS)
        return value if ours else type(value)(*[_settled(item, name) for item in value])
    if isinstance(value, list | tuple):
        return tuple([_settled(item, name) for item in value])
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _settled(item, name) for key, item in value.items()}
    what = "a mapping whose keys are not all text" if isinstance(value, dict) else f"a {type(value).__name__}"
    raise TypeError(f"“{name}” holds {what}, which cannot be compared; give text, numbers, days, lists or mappings")


def values_in(value: Any) -> Iterator[Any]:
    """The value, and all that is inside it."""
    yield value
    if isinstance(value, dict):
        value = value.values()
    elif isinstance(value, AbsoluteBody):
        value = (value.body,)
    elif isinstance(value, str) or not hasattr(value, "__iter__"):
        return
    for item in value:
        yield from values_in(item)


def bodies_in(page: Any) -> list[LazyBody]:
    """The bodies that a page of somebody's own kind shows, each once."""
    return list({value.path: value for value in values_in(page) if isinstance(value, LazyBody)}.values())
