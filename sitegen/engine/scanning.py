"""Looking at a project again: at all of it, or at what events have named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.workspace import read_project
from sitegen.memory.snapshot import Snapshot, changed_paths, read_snapshot
from sitegen.model.names import is_ignored
from sitegen.model.settings import PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TOPS = (PATH, "content", "templates")
"""The files and folders of a project that a site is made from."""
_MANY = 50  # paths; for more of them a look at everything is quicker


class Scan(NamedTuple):
    """What the disk shows, and where that differs from what it showed before."""

    snapshot: Snapshot
    changed: tuple[str, ...]
    gone: bool
    """Whether a file is missing or empty that was not: it may be on its way, as editors save."""


def scan(root: Path, last: Snapshot | None, paths: frozenset[str] | None) -> Scan:
    """Look at the paths again, at everything where None; raises Refused where the project has gone."""
    if last is None or paths is None or len(paths) > _MANY:
        snapshot = read_project(root) if last is None else read_snapshot(root, TOPS, is_ignored, _trusted(last))
        names: Iterable[str] = snapshot.files.keys() | (last.files.keys() if last else set())
    else:
        snapshot, names = _read_some(last, paths)
    before: Mapping[str, Any] = last.files if last else {}
    changed = changed_paths(before, snapshot.files, names)
    if last:
        changed += [path for path, _ in {*last.unreadable} ^ {*snapshot.unreadable}]
        changed += {*last.links} ^ {*snapshot.links}
    gone = any(name in before and before[name].size and not _size(snapshot, name) for name in changed)
    return Scan(snapshot, tuple(sorted(set(changed))), gone)


def _read_some(last: Snapshot, paths: frozenset[str]) -> tuple[Snapshot, set[str]]:
    """What is at the paths now, files or folders, in the place of what was there."""
    tops = tuple(sorted(path for path in paths if path.split("/")[0] in TOPS and not is_ignored(path)))

    def is_below(path: str) -> bool:
        return any(path == top or path.startswith(top + "/") for top in tops)

    part = read_snapshot(last.root, tops, is_ignored, _trusted(last, tops))
    files = dict(last.files)
    names = set(part.files)
    for top in tops:
        names |= {top} if top in files else {path for path in files if path.startswith(top + "/")}
    for name in names - part.files.keys():
        files.pop(name, None)
    files.update(part.files)
    merged = Snapshot(
        last.root,
        files,
        tuple(sorted([*(path for path in last.links if not is_below(path)), *part.links])),
        tuple(sorted([*(row for row in last.unreadable if not is_below(row[0])), *part.unreadable])),
        last.fresh | part.fresh,
    )
    return merged, names


def _trusted(snapshot: Snapshot, paths: Iterable[str] | None = None) -> dict[str, Any]:
    files = snapshot.files
    return {p: files[p] for p in (files if paths is None else paths) if p in files and p not in snapshot.fresh}


def _size(snapshot: Snapshot, name: str) -> int:
    return snapshot.files[name].size if name in snapshot.files else 0
