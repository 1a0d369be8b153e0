"""A project on the disk: its files, and what was remembered of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sitegen
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.records import pack, unpack
from sitegen.memory.refused import Refused
from sitegen.memory.snapshot import Snapshot, dump_seen, load_seen, read_snapshot
from sitegen.memory.store import Store
from sitegen.model.names import is_ignored
from sitegen.model.settings import PATH
from sitegen.problems.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMORY = ".sitegen"
"""The folder, below the project's, that holds what is remembered."""


def read_project(root: Path) -> Snapshot:
    """The files of the project at `root`; raises Refused where it is none."""
    if not (root / PATH).is_file():
        hint = "Go to the site's folder, name it with -C, or make one:  sitegen init my-site"
        raise Refused(f"There is no {PATH} in {root}.", hint)
    remembered = load_seen(root / MEMORY / "seen.json")
    return read_snapshot(root, (PATH, "content", "templates"), is_ignored, remembered)


def read_theme() -> dict[str, bytes]:
    """The files of the default theme, by path below `templates/`."""
    folder = sitegen.theme_folder()
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not is_ignored(file.name))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def open_store(root: Path) -> Store:
    """What earlier builds of the project remembered."""
    return Store(root / MEMORY, sitegen.fingerprint_of_tool())


def remember(root: Path, snapshot: Snapshot, report: Report | None, inputs: Mapping[str, str]) -> None:
    """Remember what the disk showed, and what came of the whole of it; a failure costs time only.

    Without a report (there were errors) nothing is known of the whole.
    """
    try:
        folder = root / MEMORY
        folder.mkdir(exist_ok=True)
        _write(folder / "seen.json", dump_seen(snapshot))
        last = {"inputs": inputs, "report": pack(report)} if report else {}
        _write(folder / "last.json", json.dumps(last, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n")
    except OSError:
        return


def recall(root: Path, inputs: Mapping[str, str]) -> Report | None:
    """What came of the whole when it was last made from the same inputs; None where that is not known."""
    try:
        last = json.loads((root / MEMORY / "last.json").read_bytes())
        if last.get("inputs") == inputs:
            report: Report = unpack(Report, last["report"])
            return report
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        pass
    return None


def whole_inputs(snapshot: Snapshot, day: str) -> dict[str, str]:
    """All that a site is made from: its files, the theme, the day, and this program."""
    theme = fingerprint([[name, fingerprint_bytes(data)] for name, data in read_theme().items()])
    return {"files": snapshot.fingerprint, "theme": theme, "day": day, "sitegen": sitegen.fingerprint_of_tool()}


def last_zone(root: Path) -> str:
    """The time zone of the last build, or an empty string."""
    try:
        zone: Any = json.loads((root / MEMORY / "last.json").read_bytes()).get("report", [""])[0]
    except (OSError, ValueError, AttributeError, IndexError, KeyError):
        return ""
    return zone if isinstance(zone, str) else ""


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    temporary = file.with_suffix(".new")
    temporary.write_bytes(data)
    os.replace(temporary, file)
