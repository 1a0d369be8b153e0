"""The search index of a project's site, made from its files as the build sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from project import TODAY

from sitegen.build.jobs import Workers
from sitegen.build.parsing import parse_all
from sitegen.build.project import open_store, read_project
from sitegen.model.catalog import make_catalog
from sitegen.model.schema.settings import parse_settings
from sitegen.model.settings import PATH
from sitegen.search.index import make_index
from sitegen.site.search import search_document, search_entry
from sitegen.site.sources import Sources
from sitegen.site.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.store import Store
    from sitegen.search.entry import Entry


def read_entries(root: Path, day: str = TODAY) -> list[Entry]:
    """Every listed entry of the project as the index takes it."""
    with open_store(root) as store:
        return _read_entries(root, store, day)


def _read_entries(root: Path, store: Store, day: str) -> list[Entry]:
    snapshot = read_project(root)
    settings, _ = parse_settings(snapshot.read(PATH))
    assert settings is not None
    words = Words(settings.language)
    parsed = parse_all(snapshot, store, settings, words, Workers(1))
    catalog, _ = make_catalog(parsed.values, snapshot.below("content"), settings, date.fromisoformat(day))
    sources = Sources(catalog, words, lambda path: snapshot.files[path].fingerprint, lambda path: "")
    found = []
    for entry in sources.listed.values():
        html = store.blob(f"parse {entry.source.file.path}").decode()
        found.append(search_entry(entry, search_document(entry.source, html, settings.language), sources))
    return found


def write_index(root: Path, output: Path, day: str = TODAY) -> None:
    """Put the index beside the pages of a built site."""
    for route, data in make_index(read_entries(root, day)).items():
        file = output / route
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
