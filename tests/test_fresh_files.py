"""Files that had just been made when they were built: read once more, and then never again."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from project import minimal_project

import sitegen

if TYPE_CHECKING:
    import pytest

LISTENING: list[list[str]] = []


def listen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and LISTENING:
        LISTENING[-1].append(str(arguments[0]))


sys.addaudithook(listen)  # there is no way to take one away


def opened(root: Path) -> list[str]:
    """Which files of the project, and of the site that was made of it, a build opens."""
    LISTENING.append([])
    try:
        assert sitegen.build(sitegen.Project(root)).ok
    finally:
        paths = LISTENING.pop()
    return [path for path in paths if path.startswith(f"{root}/") and "/.sitegen/" not in path]


def test_after_a_checkout_the_sources_are_read_twice_and_then_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = (sitegen.theme_folder() / "entry.html").read_text(encoding="utf-8")
    minimal_project(tmp_path).write("templates/entry.html", entry).write("content/assets/notes.txt", "Notes.")
    assert opened(tmp_path)
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert opened(tmp_path), "their times could not be trusted yet"
    assert not opened(tmp_path)
