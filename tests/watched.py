"""Watches which branches some tests take while they run among all the others: so no test runs twice to be counted.

Watching makes a test take nearly twice as long, so only those are watched that are about the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class BranchWatch:
    """A plugin of pytest: what each process has seen it leaves in a file of its own, which `tests/covered.py` reads."""

    def __init__(self, root: Path, names: Sequence[str]) -> None:
        """The tests in the files and folders of these names are watched."""
        places = [root / name for name in names]
        self._watched = {file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])}
        self._coverage = Coverage(config_file=str(root / "pyproject.toml"), data_file=str(root / ".coverage"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if item.path not in self._watched:
            return (yield)
        with self._coverage.collect():
            return (yield)

    def pytest_sessionfinish(self) -> None:
        self._coverage.save()
