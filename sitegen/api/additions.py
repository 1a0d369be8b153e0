"""What a caller adds to a site of their own, as the engine takes it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.own.code import OwnCode, PageKind, Step

NONE: Mapping[str, Any] = MappingProxyType({})


def own_code(
    pages: Mapping[str, PageKind], filters: Mapping[str, Callable[..., Any]], steps: Mapping[str, Step], version: str
) -> OwnCode | None:
    """All of it as one value; None where there is nothing, which nobody waits for. Raises Refused."""
    if not (pages or filters or steps):
        return None
    from sitegen.own.acceptance import make_own_code

    return make_own_code(pages, filters, steps, version)
