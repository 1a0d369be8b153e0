"""Values as they stand in HTML."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape


def html_of(value: Any) -> str:
    """The same text as `escape` gives, but what needs no escaping stays as it is: most of what templates show."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # a str, by its type
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value  # type: ignore[no-any-return]  # a str, by its type
    return escape(value)
