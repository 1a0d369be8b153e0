"""The words that a body shows, as plain text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token


def plain_text(tokens: Iterable[Token]) -> str:
    """The words that the tokens show, white space collapsed."""
    return collapsed(" ".join(_texts(tokens)))


def collapsed(text: str) -> str:
    """The text with each run of white space as one space, and letters composed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """The visible texts of the tokens, one for a block."""
    for token in tokens:
        if token.type in {"inline", "image"}:
            yield "".join(_inline_texts(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield token.content


def _inline_texts(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
