"""A program of this computer, found as its owner means it: never in the folder in which we happen to be."""

from __future__ import annotations

import os
from pathlib import Path


def find_program(name: str) -> str | None:
    """The full path of a program in PATH; None where there is none.

    Windows looks in the current folder first, and an empty or relative part of PATH means it, too. That may be a
    project on a share, in which others can put a program of that name.
    """
    for part in os.environ.get("PATH", os.defpath).split(os.pathsep):
        folder = Path(part.strip('"') if os.name == "nt" else part)
        if not folder.is_absolute() or _is_here(folder):
            continue
        file = folder / (f"{name}.exe" if os.name == "nt" else name)
        if file.is_file() and os.access(file, os.X_OK):
            return str(file)
    return None


def _is_here(folder: Path) -> bool:
    try:
        return folder.samefile(Path.cwd())
    except OSError:
        return False
