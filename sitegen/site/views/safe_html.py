"""A body as pages hold it."""

from __future__ import annotations

from typing import Protocol


class Html(Protocol):
    """A body as HTML, already safe; fetched only when it is put into a page."""

    @property
    def fingerprint(self) -> str:
        """What tells it from every other body."""

    def __html__(self) -> str:
        """The HTML itself."""

    def __bool__(self) -> bool:
        """Whether there is any."""
