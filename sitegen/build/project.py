"""A project on the disk: its files, and what was remembered of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import sitegen
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.records import pack, unpack
from sitegen.memory.refused import Refused
from sitegen.memory.snapshot import Seen, Snapshot, dump_seen, load_seen, read_snapshot
from sitegen.memory.store import Store
from sitegen.model.names import is_ignored
from sitegen.model.settings import PATH
from sitegen.problems.report import Report
from sitegen.site.views import Site

MEMORY = ".sitegen"
"""The folder, below the project's, that holds what is remembered."""


class Last(NamedTuple):
    """What the last build remembered of the whole."""

    files: Mapping[str, Seen]
    """What the disk showed then."""
    inputs: Mapping[str, str] = MappingProxyType({})
    report: Report | None = None
    """None where not all is known: there were errors, or something in the output was somebody else's."""
    site: Site | None = None


def load_last(root: Path) -> Last:
    """What the last build remembered; as good as nothing where that is missing or damaged."""
    try:
        seen = (root / MEMORY / "seen.json").read_bytes()
    except OSError:
        return Last({})
    files = load_seen(seen)
    try:
        last = json.loads((root / MEMORY / "last.json").read_bytes())
        if last["seen"] == fingerprint_bytes(seen):
            return Last(files, last["inputs"], unpack(Report, last["report"]), unpack(Site, last["site"]))
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        pass
    return Last(files)


def read_project(root: Path, last: Last | None = None) -> Snapshot:
    """The files of the project at `root`; raises Refused where it is none."""
    if not (root / PATH).is_file():
        hint = "Go to the site's folder, name it with -C, or make one:  sitegen init my-site"
        raise Refused(f"There is no {PATH} in {root}.", hint)
    return read_snapshot(root, (PATH, "content", "templates"), is_ignored, (last or load_last(root)).files)


def read_theme() -> dict[str, bytes]:
    """The files of the default theme, by path below `templates/`."""
    folder = sitegen.theme_folder()
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not is_ignored(file.name))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def open_store(root: Path) -> Store:
    """What earlier builds of the project remembered."""
    return Store(root / MEMORY, sitegen.fingerprint_of_tool())


def remember(root: Path, snapshot: Snapshot, whole: tuple[Mapping[str, str], Report, Site] | None) -> None:
    """Remember what the disk showed, and what came of the whole of it; a failure costs time only.

    Where not all is known of the `whole` (its inputs, the report and the frame of its pages) it is None.
    """
    try:
        folder = root / MEMORY
        folder.mkdir(exist_ok=True)
        seen = dump_seen(snapshot)
        _write(folder / "seen.json", seen)
        last: dict[str, Any] = {}
        if whole:
            inputs, report, site = whole
            last = {"seen": fingerprint_bytes(seen), "inputs": inputs, "report": pack(report), "site": pack(site)}
        _write(folder / "last.json", json.dumps(last, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n")
    except OSError:
        return


def whole_inputs(snapshot: Snapshot, day: str, stamp: str) -> dict[str, str]:
    """All that a site is made from: its files, the theme, the day, and this program; and the `stamp` of the output."""
    theme = fingerprint([[name, fingerprint_bytes(data)] for name, data in read_theme().items()])
    return {
        "files": snapshot.fingerprint,
        "theme": theme,
        "day": day,
        "sitegen": sitegen.fingerprint_of_tool(),
        "output": stamp,
    }


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    temporary = file.with_suffix(".new")
    temporary.write_bytes(data)
    os.replace(temporary, file)
