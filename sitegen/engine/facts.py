"""What stands for the facts of a file: what other pages can depend on."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import compress
from typing import Any

from sitegen.memory.fingerprint import short_bytes, write_value

_PLACES = frozenset(("line", "column", "places", "body_line"))
_LEAVES = frozenset((str, int, bool, type(None), date))  # asked for each: a call for each would cost far more


def facts_of(value: Any, problems: list[Any] = []) -> bytes:  # noqa: B006 - a default that nobody changes
    """Stands for all that a file says but the words of its body, and where in the file it says it.

    Its problems, packed, belong to the facts, with their places: they are told again without reading them.
    """
    return short_bytes(write_value([_placeless(value), problems]))


def _placeless(value: Any) -> Any:
    """The value without the places in the file at which its parts stand."""
    if isinstance(value, dict):
        return {name: item if type(item) in _LEAVES else _placeless(item) for name, item in value.items()}
    if not isinstance(value, tuple):
        return value
    items = compress(value, _facts(type(value))) if hasattr(value, "_fields") else value
    return [item if not item or type(item) in _LEAVES else _placeless(item) for item in items]


@cache
def _facts(kind: Any) -> tuple[bool, ...]:
    """Of each field of a named tuple whether it is more than a place."""
    return tuple([name not in _PLACES for name in kind._fields])
