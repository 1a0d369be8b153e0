"""The lines of a project's files, as problems show them: with dots for what looks private in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def line_reader(root: Path) -> Callable[[str, int], str]:
    """Gives a line of a file of the project, each sign where the parser saw it; empty where there is none."""
    from sitegen.privacy.covering import covered  # most runs have nothing to show

    known: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str:
        if path not in known:
            try:
                text = read_regular(root / path).decode("utf-8-sig", "replace")
            except OSError:
                text = ""
            known[path] = covered(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        lines = known[path]
        return lines[line - 1] if line <= len(lines) else ""

    return line_of
