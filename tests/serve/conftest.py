"""A preview that is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import Session, served_project, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with serving(served_project(tmp_path)) as session:
        yield session
