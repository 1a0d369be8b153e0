"""The output folder: what the last build put there, whether it stands there still, and another tree in its place."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen.memory.output_place import check_place
from sitegen.memory.output_records import OutputRecords, hash_of, read_output
from sitegen.memory.refused import refuse_os_error
from sitegen.memory.signature import signature, signature_of, size_in
from sitegen.memory.staged import drop_staged
from sitegen.memory.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.memory.tree import Made, Tree

_STAYED = "The site in the output folder could not be brought up to date"
_MIXED = "The output folder may hold old pages and new ones until the site is built again; replacing them was stopped"


class Output:
    """An output folder that belongs to one project."""

    def __init__(self, folder: Path, project: Path) -> None:
        """Look at the folder; raises Refused where it cannot be ours to write."""
        check_place(folder, project)
        self.folder, self._records = folder, OutputRecords(folder)
        self.staged = self._records.staged
        """The folder for what waits to be swapped in."""
        self._standing = self._records.read_standing()
        self._shown = self._standing.shown
        self._left = self._shown  # what stands as that build left it is ours, whatever has become of the manifest
        self._held: dict[str, bool] = {}
        self.manifest = ""
        """The hash of what tells of the tree, once that is read."""

    @cached_property
    def tree(self) -> Tree:
        """What the last build put there; read when it is asked for, since most builds find nothing to do."""
        tree, self.manifest = read_output(self.folder)
        if self.manifest != self._standing.manifest:  # of another build: then the disk is no witness
            self._shown = {}
        return tree

    @property
    def stamp(self) -> str:
        """Stands for all that the last build put there; empty where it was not finished."""
        return "" if self._records.is_pending else self._standing.manifest

    def holds(self, route: str) -> bool:
        """Whether the file that the manifest names still stands at the route with the same bytes."""
        held = self._held.get(route)
        if held is None:
            held = self._held[route] = route in self.tree and self._stands(route, self.tree[route])
        return held

    def _stands(self, route: str, made: Made) -> bool:
        shows = signature_of(f"{self.folder}/{route}")
        if not shows:
            return False
        if shows == self._shown.get(route):
            return True
        if size_in(shows) != made.size or hash_of(self.folder / route) != made.sha256:
            return False
        self._shown[route] = shows
        return True

    def standing(self, route: str) -> str:
        """The SHA-256 of what stands at the route; empty where that is not what the last build put there."""
        return self.tree[route].sha256 if self.holds(route) else ""

    def is_whole(self) -> bool:
        """Whether everything that the last build put there stands there still."""
        if not self._records.is_finished(self._standing):
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

    def discard(self) -> None:
        """Drop what is staged: what a killed build has left, or what will not be swapped in."""
        drop_staged(self.staged)

    def swap(self, tree: Tree) -> tuple[int, int, tuple[str, ...]]:
        """Make the folder hold the tree, whose new bytes are staged.

        Gives the number of files written and removed, and the routes of files left alone because somebody changed
        them. Raises Refused, before anything is written, where a foreign file stands at one of the routes.
        """
        fresh = [route for route, made in tree.items() if made.sha256 != self.standing(route)]
        swap = Swap(self.folder, self._records, self.tree, tree, fresh)
        swap.refuse_foreign(self._is_known)
        try:
            if swap.is_idle and tree == self.tree and self._records.is_finished(self._standing):
                drop_staged(self.staged)
                return 0, 0, ()
            removed, kept = swap.run()
            drop_staged(self.staged)
            self._note(tree, fresh)
        except OSError as error:
            raise refuse_os_error(error, _MIXED if swap.is_begun else _STAYED) from error
        return len(fresh), removed, kept

    def _is_known(self, route: str) -> bool:
        """Whether what stands at the route is of the last build."""
        return route in self.tree or signature_of(f"{self.folder}/{route}") == self._left.get(route)

    def _note(self, tree: Tree, fresh: Iterable[str]) -> None:
        """Note that the tree stands there."""
        self._shown.update((route, signature_of(f"{self.folder}/{route}")) for route in fresh)
        self._shown = {route: self._shown[route] for route in tree}
        self._standing = self._records.write_standing(tree, self._shown)
        self.manifest, self.tree = self._standing.manifest, tree
        self._held.clear()
