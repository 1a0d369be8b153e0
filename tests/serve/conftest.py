"""A preview, and a tab that looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from serving import Session, served_project, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with serving(served_project(tmp_path)) as session:
        yield session


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
