"""What stands for the facts of a file: what other pages can depend on."""

from __future__ import annotations

from typing import Any

from sitegen.memory.fingerprint import fingerprint

_PLACES = frozenset(("line", "column", "places", "body_line"))


def facts_of(value: Any, problems: list[Any] = []) -> bytes:  # noqa: B006 - a default that nobody changes
    """Stands for all that a file says but the words of its body, and where in the file it says it.

    Its problems, packed, belong to the facts, with their places: they are told again without reading them.
    """
    return bytes.fromhex(fingerprint([_placeless(value), problems]))


def _placeless(value: Any) -> Any:
    """The value without the places in the file at which its parts stand."""
    if isinstance(value, dict):
        return {name: _placeless(item) for name, item in value.items()}
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return [_placeless(item) for item in value]
    return [_placeless(item) for name, item in zip(value._fields, value, strict=True) if name not in _PLACES]
