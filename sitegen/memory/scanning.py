"""Looking at a project again: at all of it, or at what events have named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.snapshot import Snapshot, changed_paths, read_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MANY = 50  # paths; for more of them a look at everything is quicker


class Scan(NamedTuple):
    """What the disk shows, and where that differs from what it showed before."""

    snapshot: Snapshot
    changed: tuple[str, ...]
    gone: bool
    """Whether a file is missing or empty that was not, or cannot be read: it may be on its way, as editors save."""


def scan_again(
    last: Snapshot, tops: tuple[str, ...], ignored: Callable[[str], bool], paths: frozenset[str] | None
) -> Scan:
    """Look again at the paths that lie in these files and folders, at all of them where None."""
    if paths is None or len(paths) > _MANY:
        snapshot = read_snapshot(last.root, tops, ignored, _trusted(last))
        names: Iterable[str] = snapshot.files.keys() | last.files.keys()
    else:
        some = tuple(sorted(path for path in paths if path.split("/")[0] in tops and not ignored(path)))
        snapshot, names = _read_some(last, some, ignored)
    changed = changed_paths(last.files, snapshot.files, names)
    changed += [path for path, _ in {*last.unreadable} ^ {*snapshot.unreadable}]
    changed += {*last.links} ^ {*snapshot.links}
    is_locked = not {*snapshot.unreadable} <= {*last.unreadable}
    gone = any(name in last.files and last.files[name].size and not _size(snapshot, name) for name in changed)
    return Scan(snapshot, tuple(sorted(set(changed))), gone or is_locked)


def _read_some(last: Snapshot, tops: tuple[str, ...], ignored: Callable[[str], bool]) -> tuple[Snapshot, set[str]]:
    """What is at the paths now, files or folders, in the place of what was there."""

    def is_below(path: str) -> bool:
        return any(path == top or path.startswith(top + "/") for top in tops)

    part = read_snapshot(last.root, tops, ignored, _trusted(last, tops))
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
