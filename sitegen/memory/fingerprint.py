"""Equal values have equal fingerprints, in every process and on every machine."""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b, sha256
from typing import Any

_SIZE = 16
_SHORT = 32  # characters; a text no longer than a fingerprint stands for itself


def fingerprint(value: Any) -> str:
    """A short text that stands for the value.

    Values are made of text, numbers, booleans, None, days, tuples, lists and dicts with text keys; anything with a
    `fingerprint` of its own counts by that. Raises TypeError for anything else, such as a set or a float's NaN.
    """
    if value is None or value is True or value is False or value == ():
        return f"={value}"
    if isinstance(value, str) and len(value) <= _SHORT:
        return f'="{value}"'
    text = _ENCODER.encode(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def fingerprint_bytes(data: bytes) -> str:
    """32 hex digits that stand for the bytes of a source file."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


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


_ENCODER = json.JSONEncoder(
    default=_leaf, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True, check_circular=False
)
