"""JSON on one line, without spaces, keys in their order: a template can show it."""

from __future__ import annotations

from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]  # no part of the stubs
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def json_writer(leaf: Callable[[Any], Any]) -> Callable[[Any, int], tuple[str, ...]]:
    """What writes values, `leaf` those that JSON has no form for; what json.JSONEncoder makes anew for each, made once.

    It is called with the value and 0, and gives the text in pieces.
    """
    writer: Callable[[Any, int], tuple[str, ...]] = c_make_encoder(
        None, leaf, encode_basestring, None, ":", ",", False, False, False
    )
    return writer
