"""Marks of Markdown, and addresses to follow, in fields: they are shown as they stand; only the body is Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.frontmatter import Fields
    from sitegen.reading.simplefields import Path

_PROSE = frozenset(
    ("question", "title", "in_short", "outstanding", "declined", "also_asked", "summary", "text", "why", "note")
)
"""Fields that are shown as texts; not those that are looked for word by word in the answer."""
_NOT_SHOWN = frozenset(("extra", "redactions"))
_MARK = re.compile(
    r"(?<![\w*\\])(\*\*|__)(?=\S)[^\n]{1,200}?(?<=\S)\1(?![\w*])"
    r"|(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*(?![\w*])"
    r"|!?\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)"
    r"|`[^`\n]{1,200}`|^#{1,6} +\S[^\n]{0,60}|</?(?:b|i|em|strong|br|p|u|a)\b[^<>\n]{0,100}>",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"\bhttps?://\S+[^\s.,;:!?)”’\"']")


def marks_in_fields(fields: Fields) -> Iterator[Problem]:
    """The first mark or address of each field that is a text."""
    for name, value in fields.values.items():
        if name not in _NOT_SHOWN:
            yield from _within(fields, value, (name,), name)


def _within(fields: Fields, value: object, path: Path, name: str) -> Iterator[Problem]:
    if isinstance(value, str):
        if name in _PROSE:
            yield from _marks(fields, value, path, name)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(fields, inner, (*path, key), key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _within(fields, inner, (*path, index), name)


def _marks(fields: Fields, text: str, path: Path, name: str) -> Iterator[Problem]:
    if "*" in text or "](" in text or "`" in text or "__" in text or "#" in text or "<" in text:
        match = _MARK.search(text)
        if match:
            yield problems.marks_in_field(fields.place(*path), name, match[0])
            return
    if "://" in text:
        match = _ADDRESS.search(text)
        if match:
            yield problems.address_in_field(fields.place(*path), name, match[0])
