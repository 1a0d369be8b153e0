"""What a server answers besides the preview's pages: whatever stands below one address, in a room of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.serve.live import Response
    from sitegen.serve.request import Request


class Annex(NamedTuple):
    """A room beside the preview, let in by the same key; its pages may show the preview's in a frame."""

    below: str
    """How its addresses begin, without the first `/`."""
    written: str
    """How those begin to which its pages write."""
    answer: Callable[[Request, bytes], Response]
    """What there is at an address, or what came of writing to it; the bytes are those that were sent."""
