"""Chromium for the tests that need a real browser."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from serving import Session, served_project, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with serving(served_project(tmp_path)) as session:
        yield session


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real chromium. Missing, it is a failure where CI is set, else a skip that says so."""
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        missing("chromium is not installed: nothing was tried in a browser (apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: nothing was tried in a browser (pip install '.[dev]')")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab that notes what its console complains of, in `tab.complaints`."""
    context = browser.new_context()
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda message: tab.complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.set_default_timeout(20_000)
    yield tab
    context.close()
