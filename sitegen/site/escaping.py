"""Values as they stand in HTML."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESS = re.compile(r"<[^<>]* at 0x[0-9A-Fa-f]+>")

safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text that is HTML already, as Markup: what its constructor gives, without asking what the text is."""


def html_of(value: Any) -> str:
    """The same text as `escape` gives, but what needs no escaping stays as it is: most of what templates show.

    Raises TypeError where there is no text.
    """
    if type(value) is Markup:
        return value
    if type(value) is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value
    return str(value) if type(value) is int else escape(shown(value))


def text_of(value: Any) -> str:
    """The same without escaping."""
    return str(shown(value))


def shown(value: Any) -> Any:
    """The value, if it has a text to show; raises TypeError for functions and what else shows its place in memory."""
    if isinstance(value, str | Undefined):
        return value
    if callable(value):
        name = getattr(value, "__name__", None) or getattr(value, "name", "this")
        raise TypeError(f"“{name}” is a function: call it with ()")
    if not hasattr(value, "__html__") and _ADDRESS.search(str(value)):
        raise TypeError(
            f"a value of the kind “{type(value).__name__}” has no text to show; show its parts, or its list"
        )
    return value
