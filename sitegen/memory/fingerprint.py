"""Equal values have equal fingerprints, in every process and on every machine."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Any

from sitegen.memory.json_writing import json_writer

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 16
_PLAIN = frozenset((type(None), bool, int, date))
_SHORT = 32  # characters; a text no longer than a fingerprint stands for itself


def fingerprint(value: Any) -> str:
    """A short text that stands for the value, printable and on one line.

    Values are made of text, numbers, booleans, None, days, tuples, lists and dicts with text keys; anything with a
    `fingerprint` of its own counts by that. Raises TypeError for anything else, such as a set or a float's NaN.
    """
    if type(value) is str and len(value) <= _SHORT and value.isprintable():
        return "=" + value
    if type(value) in _PLAIN or value in ((), {}):
        return f"-{value}"
    return fingerprint_text(write_value(value))


def write_value(value: Any) -> str:
    """The value as JSON on one line; what has a fingerprint of its own is written as that."""
    return "".join(_encode(value, 0))


def fingerprint_text(text: str) -> str:
    """32 hex digits that stand for the text."""
    return fingerprint_bytes(text.encode("utf-8", "surrogatepass"))


def fingerprint_bytes(data: bytes) -> str:
    """32 hex digits that stand for the bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def fingerprint_pieces(pieces: Iterable[bytes]) -> tuple[int, str]:
    """How many bytes the pieces are together, and the 32 hex digits that stand for them."""
    size, digest = 0, blake2b(digest_size=_SIZE)
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def short_bytes(text: str) -> bytes:
    """16 bytes that stand for the text, where there are many to be kept."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def content_hash(data: bytes) -> str:
    """The SHA-256 of a page's bytes, as manifests and hosts know it."""
    return sha256(data).hexdigest()


def _leaf(value: Any) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    found = getattr(value, "fingerprint", None)
    if isinstance(found, str):
        return {"is": found}
    raise TypeError(f"a {type(value).__name__} has no fingerprint")


_encode = json_writer(_leaf)
