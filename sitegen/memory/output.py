"""The output folder: made beside, then swapped in file by file; nothing foreign is touched, nothing is emptied.

`.sitegen/` inside it holds what is ours alone: `manifest.json` (what stands at each address, written after the
files), `standing` (its hash, and how the disk shows it and all files, written behind it), `pending.json` (what a swap
that is under way is about to put there, gone when it has ended) and `staged/` (files that wait for the swap). No other
account can look into it.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.manifest import dump_manifest, load_manifest
from sitegen.memory.modes import set_mode
from sitegen.memory.patience import HELD, Patience
from sitegen.memory.private import close_folder, make_private
from sitegen.memory.refused import Refused, os_error_words, refuse_os_error, refusing
from sitegen.memory.regular import create, read_regular
from sitegen.memory.route import is_route, is_sha256
from sitegen.memory.signature import WIDTH, signature, size_in
from sitegen.memory.table import read_table, write_table
from sitegen.memory.tree import Made, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OURS = ".sitegen"
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
_STAYED = "The site in the output folder could not be brought up to date"
_MIXED = "The output folder may hold old pages and new ones until the site is built again; replacing them was stopped"
_NAMED = 3  # files that are told by name


class Output:
    """An output folder that belongs to one project."""

    def __init__(self, folder: Path, project: Path) -> None:
        """Look at the folder; raises Refused where it cannot be ours to write."""
        _check_folder(folder, project)
        self.folder = folder
        self._ours = folder / OURS
        with refusing("The site in the output folder cannot be brought up to date"):  # it may be another account's
            close_folder(self._ours)
        self.staged = self._ours / "staged"
        """The folder for what waits to be swapped in."""
        self._manifest, self._manifest_shows, self._shown = self._read_standing()
        self._left = self._shown  # what stands as that build left it is ours, whatever has become of the manifest
        self._held: dict[str, bool] = {}
        self._patience, self._is_begun = Patience(), False
        self.manifest = ""
        """The hash of what tells of the tree, once that is read."""

    @cached_property
    def tree(self) -> Tree:
        """What the last build put there; read when it is asked for, since most builds find nothing to do."""
        tree, self.manifest = read_output(self.folder)
        if self.manifest != self._manifest:  # of another build: then the disk is no witness
            self._shown = {}
        return tree

    def holds(self, route: str) -> bool:
        """Whether the file that the manifest names still stands at the route with the same bytes."""
        held = self._held.get(route)
        if held is None:
            held = self._held[route] = route in self.tree and self._stands(route, self.tree[route])
        return held

    def _stands(self, route: str, made: Made) -> bool:
        shows = _signature(f"{self.folder}/{route}")
        if not shows:
            return False
        if shows == self._shown.get(route):
            return True
        if size_in(shows) != made.size or self._hash(self.folder / route) != made.sha256:
            return False
        self._shown[route] = shows
        return True

    def standing(self, route: str) -> str:
        """The SHA-256 of what stands at the route; empty where that is not what the last build put there."""
        return self.tree[route].sha256 if self.holds(route) else ""

    def swap(self, tree: Tree) -> tuple[int, int, tuple[str, ...]]:
        """Make the folder hold the tree, whose new bytes are staged.

        Gives the number of files written and removed, and the routes of files left alone because somebody changed
        them. Raises Refused, before anything is written, where a foreign file stands at one of the routes.
        """
        pending = {
            route: sha256
            for route, sha256 in (self._read_json("pending.json") or {}).items()
            if is_route(route) and is_sha256(sha256)
        }
        fresh = sorted(route for route, made in tree.items() if made.sha256 != self.standing(route))
        self._refuse_foreign(fresh, pending, tree)
        try:
            return self._swap(tree, fresh, pending)
        except OSError as error:
            raise refuse_os_error(error, _MIXED if self._is_begun else _STAYED) from error

    def is_whole(self) -> bool:
        """Whether everything that the last build put there stands there still."""
        if not self._is_complete():
            return False
        folder, changed = str(self.folder), []
        for route, shows in self._shown.items():
            try:
                if signature(os.lstat(f"{folder}/{route}")) != shows:
                    changed.append(route)
            except OSError:
                changed.append(route)
        self._held = dict.fromkeys(self._shown.keys() - changed, True)
        return all(map(self.holds, changed))

    @property
    def stamp(self) -> str:
        """Stands for all that the last build put there; empty where it was not finished."""
        return "" if os.path.lexists(self._ours / "pending.json") else self._manifest

    def discard(self) -> None:
        """Drop what is staged: what a killed build has left, or what will not be swapped in."""
        self._clear_staged()

    def _swap(self, tree: Tree, fresh: list[str], pending: Mapping[str, str]) -> tuple[int, int, tuple[str, ...]]:
        gone = {route: made.sha256 for route, made in self.tree.items() if route not in tree}
        gone.update((route, sha256) for route, sha256 in pending.items() if route not in tree and route not in gone)
        if not fresh and not gone and not pending and tree == self.tree and self._is_complete():
            self._clear_staged()
            return 0, 0, ()
        self._clear_leftovers(pending)
        self._write_json("pending.json", {**gone, **{route: tree[route].sha256 for route in fresh}})
        for folder in sorted({os.path.dirname(route) for route in fresh}):
            os.makedirs(self.folder / folder, mode=_FOLDER_MODE, exist_ok=True)
        uses = Counter(tree[route].sha256 for route in fresh)
        self._is_begun = True
        held: dict[str, OSError] = {}
        for route in fresh:
            uses[tree[route].sha256] -= 1
            with _noting(held, route):
                self._place(route, tree[route].sha256, last=not uses[tree[route].sha256])
        removed, kept = self._remove(gone, held)
        if held:
            raise _held(held)
        self._clear_staged()
        self._write_manifest(tree, fresh)
        (self._ours / "pending.json").unlink(missing_ok=True)
        return len(fresh), removed, tuple(kept)

    def _place(self, route: str, sha256: str, *, last: bool) -> None:
        """Put the staged file at its route; where other routes have the same bytes, a copy of it."""
        staged, target = f"{self.staged}/{sha256}", f"{self.folder}/{route}"
        if not last:
            temporary = _beside(Path(target), sha256)
            with create(temporary) as stream:
                stream.write(read_regular(staged))
            set_mode(temporary, _FILE_MODE)
            staged = str(temporary)
        self._patience.call(partial(os.replace, staged, target), target)

    def _clear_leftovers(self, pending: Mapping[str, str]) -> None:
        """Remove the copies that a killed swap has left."""
        for route, sha256 in pending.items():
            _beside(self.folder / route, sha256).unlink(missing_ok=True)

    def _remove(self, gone: Mapping[str, str], held: dict[str, OSError]) -> tuple[int, list[str]]:
        """Remove files of earlier builds, each only if its bytes are still ours, and the folders they leave empty.

        Those that are held are noted.
        """
        removed, kept = 0, []
        folders: set[Path] = set()
        for route, sha256 in sorted(gone.items()):
            file = self.folder / route
            folders.update(parent for parent in file.parents if self.folder in parent.parents)
            if not os.path.lexists(file):
                continue
            if file.is_symlink() or not file.is_file() or self._hash(file) != sha256:
                kept.append(route)
                continue
            with _noting(held, route):
                self._patience.call(file.unlink, file)
                removed += 1
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            try:
                folder.rmdir()  # refuses, as it should, where anything is left in it
            except OSError:
                continue
        return removed, kept

    def _refuse_foreign(self, fresh: Iterable[str], pending: Mapping[str, str], tree: Tree) -> None:
        looked_at = {""}
        for route in fresh:
            folder = os.path.dirname(route)
            while folder not in looked_at:
                looked_at.add(folder)
                mode = _mode(f"{self.folder}/{folder}")
                if mode and not stat.S_ISDIR(mode):
                    raise _foreign(route, self.folder / folder)
                folder = os.path.dirname(folder)
            file = f"{self.folder}/{route}"
            mode = _mode(file)
            if not mode:
                continue
            ours = (pending.get(route), tree[route].sha256)
            is_ours = route in self.tree or _signature(file) == self._left.get(route)
            if stat.S_ISLNK(mode) or stat.S_ISDIR(mode) or not (is_ours or self._hash(Path(file)) in ours):
                raise _foreign(route, Path(file))

    def _hash(self, file: Path) -> str:
        try:
            return content_hash(read_regular(file))
        except OSError:
            return ""

    def _is_complete(self) -> bool:
        """Whether the last swap came to its end, and its manifest is what it wrote."""
        if not self._manifest or os.path.lexists(self._ours / "pending.json"):
            return False
        manifest = self._ours / "manifest.json"
        return _signature(str(manifest)) == self._manifest_shows or self._hash(manifest) == self._manifest

    def _read_standing(self) -> tuple[str, bytes, dict[str, bytes]]:
        """The hash of the manifest, how the disk shows it, and how it shows every file; empty where not known."""
        try:
            (manifest, shows), shown = read_table(self._ours / "standing", WIDTH)
            return str(manifest), bytes.fromhex(shows), shown
        except (OSError, ValueError, TypeError):
            return "", b"", {}

    def _write_manifest(self, tree: Tree, fresh: Iterable[str]) -> None:
        self._shown.update((route, _signature(f"{self.folder}/{route}")) for route in fresh)
        self._shown = {route: self._shown[route] for route in tree}
        data = dump_manifest(tree)
        self._write("manifest.json", data)
        self._manifest, self._manifest_shows = content_hash(data), _signature(str(self._ours / "manifest.json"))
        write_table(self._ours / "standing", (self._manifest, self._manifest_shows.hex()), self._shown)
        self.manifest, self.tree = self._manifest, tree
        self._held.clear()

    def _read_json(self, name: str) -> Any:
        try:
            data = json.loads(read_regular(self._ours / name))
            return data if isinstance(data, dict) else None
        except (OSError, ValueError, RecursionError):
            return None

    def _write_json(self, name: str, value: Any) -> None:
        self._write(name, json.dumps(value, ensure_ascii=False, sort_keys=True).encode())

    def _write(self, name: str, data: bytes) -> None:
        """Write one of our own files so that it is there whole or not at all, also after a power cut."""
        make_private(self._ours)
        temporary = self._ours / (name + ".new")
        with create(temporary) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._patience.call(partial(os.replace, temporary, self._ours / name), self._ours)

    def _clear_staged(self) -> None:
        folder = self._ours / "staged"
        if folder.is_dir():
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
            folder.rmdir()


def stage(folder: Path, data: bytes, standing: str) -> str:
    """Keep the bytes in the folder for the swap, unless the same already stand there; gives their SHA-256.

    Raises Refused where the disk does not take them.
    """
    sha256 = content_hash(data)
    if sha256 != standing:
        try:
            _write_once(folder, sha256, data)
        except OSError as error:
            raise refuse_os_error(error, "The new pages cannot be written") from error
    return sha256


def _write_once(folder: Path, name: str, data: bytes) -> None:
    """Write the file, unless it is there: then another process has written, or is writing, the same bytes."""
    path = f"{folder}/{name}"
    try:
        with open(path, "xb") as file:
            file.write(data)
            mode = os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        make_private(folder.parent)
        make_private(folder)
        _write_once(folder, name, data)
        return
    except FileExistsError:
        return
    if stat.S_IMODE(mode) != _FILE_MODE:
        set_mode(path, _FILE_MODE)


def _mode(path: str) -> int:
    """What stands at the path; 0 where nothing does."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _beside(target: Path, sha256: str) -> Path:
    return target.with_name(f".~{sha256[:12]}.new")


def _signature(path: str) -> bytes:
    """How the disk shows the file; empty where there is none."""
    try:
        return signature(os.lstat(path))
    except OSError:
        return b""


@contextmanager
def _noting(held: dict[str, OSError], route: str) -> Iterator[None]:
    """Note that the file at a route is held, and go on: what can be new becomes new."""
    try:
        yield
    except OSError as error:
        if error.errno not in HELD:
            raise
        held[route] = error


def _held(held: Mapping[str, OSError]) -> Refused:
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


def read_output(folder: Path) -> tuple[Tree, str]:
    """What the last build put into an output folder, and the hash of what tells so; of nothing where that is lost."""
    try:
        data = read_regular(folder / OURS / "manifest.json")
        tree = load_manifest(data)
        if not all(map(is_route, tree)):
            raise ValueError("route")  # noqa: TRY301 - damaged, as what the manifest itself finds
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        data, tree = b"", {}
    return tree, content_hash(data)


def _check_folder(folder: Path, project: Path) -> None:
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
