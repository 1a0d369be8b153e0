"""A real chromium for tests and pictures."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


def why_missing() -> str:
    """What is not installed, and how it is; empty where all is there."""
    if not any(map(shutil.which, _NAMES)):
        return "chromium is not installed: nothing was tried in a browser (apt-get install chromium)"
    try:
        import playwright  # noqa: F401 - only whether it is there
    except ImportError:
        return "playwright is not installed: nothing was tried in a browser (pip install '.[dev]')"
    return ""


@contextmanager
def chromium() -> Iterator[Any]:
    """The computer's own chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, _NAMES)))
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()
