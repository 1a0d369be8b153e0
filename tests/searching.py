"""The search index of a project's site, from its files as the build sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from project import TODAY

from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.searching import find_entries, make_shards
from sitegen.engine.workspace import open_store, read_project
from sitegen.search.packed_entry import unpack_entry

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.store import Store
    from sitegen.search.index_entry import IndexEntry


def read_entries(root: Path, day: str = TODAY) -> list[IndexEntry]:
    """Every listed entry of the project as the index takes it."""
    with open_store(root) as store:
        return [unpack_entry(packed) for packed in find_entries(_plan(root, store, day)).values()]


def write_index(root: Path, output: Path, day: str = TODAY) -> None:
    """Put the index beside the pages of a built site."""
    with open_store(root) as store:
        shards = make_shards(_plan(root, store, day))
    for route, data in shards.items():
        file = output / route
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _plan(root: Path, store: Store, day: str) -> Ready:
    plan = make_plan(read_project(root), store, lambda _: date.fromisoformat(day))
    assert isinstance(plan, Ready)
    return plan
