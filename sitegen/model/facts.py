"""Facts: all that a file says but the words of its body and the places where it says it."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import compress
from typing import Any

_PLACES = frozenset(("line", "column", "places", "body_line"))
_LEAVES = frozenset((str, int, bool, type(None), date))  # asked for each: a call for each would cost far more


def without_places(value: Any) -> Any:
    """The value without the places in the file at which its parts stand."""
    if isinstance(value, dict):
        return {name: item if type(item) in _LEAVES else without_places(item) for name, item in value.items()}
    if not isinstance(value, tuple):
        return value
    items = compress(value, _facts(type(value))) if hasattr(value, "_fields") else value
    return [item if not item or type(item) in _LEAVES else without_places(item) for item in items]


@cache
def _facts(kind: Any) -> tuple[bool, ...]:
    """Of each field of a named tuple whether it is more than a place."""
    return tuple([name not in _PLACES for name in kind._fields])
