"""A tree on its way into its output folder, file by file: nothing foreign is touched, nothing is emptied."""

from __future__ import annotations

import os
import stat
from collections import Counter
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.modes import set_mode
from sitegen.memory.output_records import hash_of
from sitegen.memory.patience import HELD
from sitegen.memory.refused import Refused, os_error_words
from sitegen.memory.regular import create, read_regular
from sitegen.memory.staged import FILE_MODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.memory.output_records import OutputRecords
    from sitegen.memory.tree import Tree

_FOLDER_MODE = 0o755
_NAMED = 3  # files that are told by name


class Swap:
    """What becomes of an output folder: first `refuse_foreign`, then `run`."""

    def __init__(self, folder: Path, records: OutputRecords, before: Tree, tree: Tree, fresh: Iterable[str]) -> None:
        """The tree in the place of the one before; what is fresh in it is staged."""
        self._folder, self._records, self._tree = folder, records, tree
        self._pending = records.read_pending()
        self._fresh = {route: tree[route].sha256 for route in sorted(fresh)}
        self._gone = {route: made.sha256 for route, made in before.items() if route not in tree}
        for route, sha256 in self._pending.items():
            if route not in tree:
                self._gone.setdefault(route, sha256)
        self._held: dict[str, OSError] = {}
        self.is_begun = False
        """Whether old files and new ones may stand beside each other."""

    @property
    def is_idle(self) -> bool:
        """Whether there is no file to put there or to remove, nor one that a killed swap has left."""
        return not (self._fresh or self._gone or self._pending)

    def refuse_foreign(self, is_known: Callable[[str], bool]) -> None:
        """Refuse, before anything is written, where a foreign file stands at one of the routes. Raises Refused.

        `is_known` tells of a route whether what stands there is of the last build.
        """
        looked_at = {""}
        for route, sha256 in self._fresh.items():
            folder = os.path.dirname(route)
            while folder not in looked_at:
                looked_at.add(folder)
                mode = _mode(f"{self._folder}/{folder}")
                if mode and not stat.S_ISDIR(mode):
                    raise _foreign(route, self._folder / folder)
                folder = os.path.dirname(folder)
            file = self._folder / route
            mode = _mode(str(file))
            if not mode:
                continue
            ours = (self._pending.get(route), sha256)
            if stat.S_ISLNK(mode) or stat.S_ISDIR(mode) or not (is_known(route) or hash_of(file) in ours):
                raise _foreign(route, file)

    def run(self) -> tuple[int, tuple[str, ...]]:
        """Put there what is fresh, and remove what is gone.

        Gives the number of files removed, and the routes of files left alone because somebody changed them. Raises
        OSError, and Refused where files are held: then all others are new.
        """
        for route, sha256 in self._pending.items():  # the copies that a killed swap has left
            _beside(self._folder / route, sha256).unlink(missing_ok=True)
        self._records.write_pending({**self._gone, **self._fresh})
        for folder in sorted({os.path.dirname(route) for route in self._fresh}):
            os.makedirs(self._folder / folder, mode=_FOLDER_MODE, exist_ok=True)
        self.is_begun = True
        uses = Counter(self._fresh.values())
        for route, sha256 in self._fresh.items():
            uses[sha256] -= 1
            with self._noting(route):
                self._place(route, sha256, last=not uses[sha256])
        removed, kept = self._remove()
        if self._held:
            raise _refuse_held(self._held)
        return removed, tuple(kept)

    def _place(self, route: str, sha256: str, *, last: bool) -> None:
        """Put the staged file at its route; where other routes have the same bytes, a copy of it."""
        staged, target = f"{self._records.staged}/{sha256}", f"{self._folder}/{route}"
        if not last:
            temporary = _beside(Path(target), sha256)
            with create(temporary) as stream:
                stream.write(read_regular(staged))
            set_mode(temporary, FILE_MODE)
            staged = str(temporary)
        self._records.patience.call(partial(os.replace, staged, target), target)

    def _remove(self) -> tuple[int, list[str]]:
        """Remove files of earlier builds, each only if its bytes are still ours, and the folders they leave empty."""
        removed, kept = 0, []
        folders: set[Path] = set()
        for route, sha256 in sorted(self._gone.items()):
            file = self._folder / route
            folders.update(parent for parent in file.parents if self._folder in parent.parents)
            if not os.path.lexists(file):
                continue
            if file.is_symlink() or not file.is_file() or hash_of(file) != sha256:
                kept.append(route)
                continue
            with self._noting(route):
                self._records.patience.call(file.unlink, file)
                removed += 1
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            try:
                folder.rmdir()  # refuses, as it should, where anything is left in it
            except OSError:
                continue
        return removed, kept

    @contextmanager
    def _noting(self, route: str) -> Iterator[None]:
        """Note that the file at a route is held, and go on: what can be new becomes new."""
        try:
            yield
        except OSError as error:
            if error.errno not in HELD:
                raise
            self._held[route] = error


def _mode(path: str) -> int:
    """What stands at the path; 0 where nothing does."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _beside(target: Path, sha256: str) -> Path:
    return target.with_name(f".~{sha256[:12]}.new")


def _refuse_held(held: Mapping[str, OSError]) -> Refused:
    routes = sorted(held)
    names = ", ".join(routes[:_NAMED]) + (f" and {len(routes) - _NAMED:,} more" if len(routes) > _NAMED else "")
    why = os_error_words(held[routes[0]])
    return Refused(
        f"Not all files of the site could be replaced or removed: {names} ({why}). All others are new.",
        "Close what has them open, or mend their rights; then run the same command again.",
    )


def _foreign(route: str, file: Path) -> Refused:
    return Refused(
        f"{file} was not made by sitegen, and the site has a page at {route}. Nothing was written.",
        "Move that file out of the output folder, or empty the folder if all in it is sitegen's; then build again.",
    )
