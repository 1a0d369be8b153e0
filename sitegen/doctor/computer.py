"""This computer: its programs, its clock, and whether a preview can be shown on it."""

from __future__ import annotations

import platform
import socket
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import sitegen
from sitegen.doctor.clock import verdict_on_zone
from sitegen.doctor.verdict import Verdict, good, mend, mind
from sitegen.memory.refused import os_error_words
from sitegen.proofs.printing import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_PACKAGES = ("jinja2", "markdown-it-py", "pyyaml", "watchdog")


def look_at_computer(zone: ZoneInfo | None) -> Iterator[Verdict]:
    """What is said of the computer; `zone` is the site's, None where it is not known."""
    yield good(f"sitegen {sitegen.__version__} on Python {platform.python_version()}, {platform.platform(terse=True)}.")
    yield good(f"With {', '.join(f'{name} {_version(name)}' for name in _PACKAGES)}.")
    yield verdict_on_zone(zone)
    yield _preview()
    yield _printer()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # copied into a folder without what tells its version
        return "of unknown version"


def _preview() -> Verdict:
    try:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            with socket.create_connection(listener.getsockname(), timeout=5):
                pass
    except OSError as error:
        return mend(
            f"The preview cannot be reached on this computer: {os_error_words(error)}.",
            "Ask whoever looks after this computer to let programs talk to 127.0.0.1.",
        )
    return good("The preview can be shown on this computer.")


def _printer() -> Verdict:
    if program := find_browser():
        return good(f"PDFs of proofs are made with {program}.")
    return mind(
        "No Chromium, Chrome or Edge is there to make PDFs of proofs.",
        "Open a proof in your own browser and print it to a PDF, or install one of these.",
    )
