"""What becomes of a project's files when an entry is taken back: a mark in its own, or a wordless file in its place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.refused import Refused
from sitegen.model.entry import EntryFile, entry_id
from sitegen.model.schema.parse import parse_content
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.markdown import Labels
from sitegen.reading.source import parse_source
from sitegen.search.document import plain_text
from sitegen.withdrawal.marking import tombstone_file, with_mark
from sitegen.withdrawal.needles import SoughtWords
from sitegen.withdrawal.renamed_references import renamed_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sitegen.withdrawal.kept_sources import KeptSources


_ADDRESS = re.compile(r"\w+://\S+|[^\s()<>\[\]]+/[^\s()<>\[\]]+\.\w+")
"""An address, whose parts are no words of the answer: the other end has them, too."""


class TakenBack(NamedTuple):
    """What is taken back, and how."""

    path: str
    """Of the entry's file."""
    day: date
    why: str
    opaque: str = ""
    """The path that tells nothing, for the tombstone of what is erased; empty where it is only marked."""
    older: tuple[str, ...] = ()
    """Paths that the file had, by its aliases: it may have been published as one of them."""


def changes(files: Mapping[str, bytes], taken: TakenBack) -> dict[str, bytes | None]:
    """By path, the new bytes of those files that change; None for one that goes. Raises Refused."""
    data = files.get(taken.path)
    if not taken.opaque:
        if data is None:
            raise Refused(f"{taken.path} is not there any more.", "Put the file back, then run the same command again.")
        marked = with_mark(taken.path, data, taken.day, taken.why)
        return {} if marked == data else {taken.path: marked}
    found: dict[str, bytes | None] = dict(renamed_in(files, taken.path, taken.opaque))
    if data is not None and taken.opaque not in files:
        found[taken.opaque] = tombstone_file(_topics(data), taken.day, taken.why)
    if data is not None:
        found[taken.path] = None
    return found


def changed_sources(sources: KeptSources, taken: TakenBack) -> KeptSources:
    """The sources of a release after the change; those that never had the entry stay as they are. Raises Refused."""
    known = next((path for path in (taken.path, *taken.older) if path in sources.texts), None)
    if known is None:
        return sources
    for path, data in changes(sources.texts, taken._replace(path=known)).items():
        sources = sources.without_file(path) if data is None else sources.with_file(path, data)
    return sources


def older_paths(path: str, data: bytes) -> tuple[str, ...]:
    """The paths that an entry's file had, by the addresses that lead on to it."""
    entry = parse_content("entry", path, data, Labels(), ()).value
    aliases = entry.file.head.aliases if isinstance(entry, EntryFile) else ()
    return tuple(f"content/{alias.name.removesuffix('.html')}.md" for alias in aliases)


def words_of(path: str, data: bytes) -> SoughtWords:
    """All words of an entry's file, by which they are looked for."""
    entry = entry_id(path)
    source, _ = parse_source(path, data)
    front = parse_front_matter(source)[0] if source else None
    if front is None:
        return SoughtWords(entry, (), (data.decode("utf-8", "replace"),))
    titles = [text for name in ("title", "question") for text in _texts(front.fields.values.get(name))]
    html = parse_content("entry", path, data, Labels(), ()).html
    texts = [*_texts(front.fields.values), front.body, plain_text(html)]
    return SoughtWords(entry, tuple(titles), tuple(_ADDRESS.sub(" ", text) for text in texts))


def _topics(data: bytes) -> list[str]:
    source, _ = parse_source("", data)
    front = parse_front_matter(source)[0] if source else None
    return [
        json.dumps(name, ensure_ascii=False) for name in _texts(front.fields.values.get("topics") if front else None)
    ]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
