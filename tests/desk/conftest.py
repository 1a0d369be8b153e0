"""A desk that is open, and what audits its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from desking import OpenDesk, desk_of, desk_project

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with desk_of(desk_project(tmp_path)) as desk:
        yield desk


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """One for all tests of a file that change nothing."""
    with desk_of(desk_project(tmp_path_factory.mktemp("standing"))) as desk:
        yield desk


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as `make parts` has fetched it."""
    file = Path(__file__).parents[2] / ".venv/parts/node_modules/axe-core/axe.min.js"
    if not file.is_file():
        leave_out("axe-core is not installed: the desk's pages were not audited (make parts)")
    return file.read_text(encoding="utf-8")
