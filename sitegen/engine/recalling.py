"""Pages with the views that were remembered of them, their bodies as the files have them now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.engine.explaining import view_key
from sitegen.engine.packing import read_kept, unpack_view
from sitegen.engine.planning import fetch_body
from sitegen.site.bodies import Body
from sitegen.site.pages import Viewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.memory.store import Store
    from sitegen.memory.tree import Tree


class Lost(Exception):
    """Something that should be remembered is not."""


class Recalled:
    """The pages of the last build."""

    def __init__(self, mark_of: Callable[[str], str], store: Store, tree: Tree) -> None:
        """`mark_of` gives what stands for the HTML of the body at a path; raises KeyError."""
        self._mark_of, self._store, self._tree = mark_of, store, tree

    def page(self, route: str) -> Viewed:
        """A page that a template makes, or that holds bodies; raises Lost."""
        made = self._tree[route]
        view = self._view(route, made.kind)
        if made.kind == "print":
            entries = (self._view(f"digests/{entry}.html", "entry") for entry in made.entries)
            view = view._replace(entries=tuple(entry._replace(related=()) for entry in entries))
        return Viewed(route, made.kind, view)

    def _view(self, route: str, kind: str) -> Any:
        try:
            return unpack_view(kind, read_kept(self._store.blob(view_key(route))).packed, self._body)
        except (KeyError, ValueError, TypeError) as error:
            raise Lost(route) from error

    def _body(self, path: str, dead: frozenset[str]) -> Body:
        return Body(path, self._mark_of(path), partial(fetch_body, self._store), dead)
