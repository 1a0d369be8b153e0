"""What templates can reach of a value: its fields, and methods that change nothing. Nothing of Python's insides."""

from __future__ import annotations

from datetime import date
from typing import Any

from jinja2 import StrictUndefined

# As Jinja's sandbox has them, which asks at every step; names like these are rare, so only these are asked about.
_INSIDES = frozenset((
    "ag_await", "ag_code", "ag_frame", "cr_await", "cr_code", "cr_frame", "cr_origin", "f_back", "f_builtins", "f_code",
    "f_globals", "f_locals", "gi_code", "gi_frame", "gi_yieldfrom", "mro", "tb_frame", "tb_next",
))  # read as a table  # fmt: skip
_CHANGING = frozenset((
    "add", "append", "clear", "difference_update", "discard", "extend", "insert", "intersection_update", "pop",
    "popitem", "remove", "reverse", "setdefault", "sort", "symmetric_difference_update", "update",
))  # read as a table  # fmt: skip
_CLOCK = frozenset(("fromtimestamp", "now", "today", "utcfromtimestamp", "utcnow"))
_FORMATTING = frozenset(("format", "format_map"))
_OF_TUPLES = frozenset(("count", "index"))
_RARE = _INSIDES | _CHANGING | _CLOCK | _FORMATTING | _OF_TUPLES


class Missing(StrictUndefined):
    """Strict inside a list that is shown, too."""

    def __repr__(self) -> str:
        return str(self)


def is_rare(name: str) -> bool:
    """Whether the value decides if this can be reached; most names always can."""
    return name in _RARE or name.startswith("_")


def why_closed(value: Any, name: str) -> str | None:
    """Why a template cannot reach this attribute; None where it can, empty where there is as good as none."""
    if name.startswith("_") or name in _INSIDES:
        return f"“{name}” is one of Python's insides, which templates cannot reach"
    if name in _CHANGING and isinstance(value, list | dict | set):
        return f"“{name}” would change what other pages see too; make a new list, as with +"
    if name in _CLOCK and isinstance(value, date | type):
        return f"“{name}” needs a clock, which templates do not have"
    if name in _FORMATTING and isinstance(value, str):
        return f"“{name}” reaches Python's insides; there are the filters “format” and “number”"
    fields = getattr(value, "_fields", None)
    return "" if fields is not None and name in _OF_TUPLES and name not in fields else None
