"""A site as settings of web servers speak of it, and what every server is told: headers, and what stays closed."""

from __future__ import annotations

from typing import NamedTuple

POLICY = "Content-Security-Policy"
HEADERS = {
    "Cache-Control": "no-cache",  # readers ask each time whether a page has changed, and mostly are told no
    POLICY: "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
DRAWING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox; frame-ancestors 'self'"
)
"""For a drawing that is opened as a page: it only shows itself, whatever it holds."""
RECORDS = r"/(?:[^/]*\.sitegen|releases/[0-9a-f]{16})(?:/|$)"
"""Where publishing keeps its records and earlier releases, should the web server serve the folder above, too."""


class ServedSite(NamedTuple):
    """What settings speak of; all decoded but for the addresses."""

    root: str
    host: str
    """The address without its path, as readers know it; empty where that is not known."""
    base: str
    """The path of the address, with a slash at both ends."""
    moved: tuple[tuple[str, str], ...]
    """Routes, and the addresses they lead to."""
    gone: tuple[str, ...]
    """Routes of pages that say that they were withdrawn."""
    drawings: tuple[str, ...]
    """Routes."""


def quoted(text: str) -> str:
    """As nginx and Apache read a word with blanks and marks in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
