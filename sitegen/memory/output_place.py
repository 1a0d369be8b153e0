"""Where an output folder may lie: nowhere that a build could do harm."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.memory.output_records import OURS
from sitegen.memory.refused import Refused


def check_place(folder: Path, project: Path) -> None:
    """Refuse every folder in which a build could do harm."""
    real, root, home = (Path(os.path.realpath(path)) for path in (folder, project, Path.home()))
    if real in (root, *root.parents, home) or real.parent == real:
        raise Refused(
            f"{folder} cannot be the output folder: other files live there.", "Use a folder of its own, such as output."
        )
    if any(real == root / name or root / name in real.parents for name in ("content", "templates")):
        raise Refused(
            f"{folder} cannot be the output folder: it belongs to the sources.",
            "Use a folder of its own, such as output.",
        )
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, not a folder.", "Move it away, then build again.")
    inside = root in real.parents
    if not inside and folder.is_dir() and not (folder / OURS / "manifest.json").is_file() and any(folder.iterdir()):
        raise Refused(
            f"{folder} lies outside the project and holds files that sitegen did not make.", "Choose an empty folder."
        )
    if folder.is_dir() and (folder / ".git").exists():
        raise Refused(f"{folder} is a version-control folder.", "Use a folder of its own, such as output.")
