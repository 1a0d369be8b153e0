"""Values as they stand in HTML."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sitegen.site.reach import shown

if TYPE_CHECKING:
    from collections.abc import Callable

safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text that is HTML already, as Markup: what its constructor gives, without asking what the text is."""


def html_of(value: Any) -> str:
    """The same text as `escape` gives, but what needs no escaping stays as it is: most of what templates show.

    Raises TypeError where there is no text.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # a str, by its type
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value  # type: ignore[no-any-return]  # a str, by its type
    return str(value) if kind is int else escape(shown(value))


def text_of(value: Any) -> str:
    """The same without escaping."""
    return str(shown(value))
