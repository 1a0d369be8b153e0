"""Whether an edit moves something, or leaves everything in its place: new words in a body, a new title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.jobs import Workers
from sitegen.engine.parsing import KINDS, parse_all, parse_request, reading_of
from sitegen.memory.records import unpack
from sitegen.memory.store import Store
from sitegen.model.entry import EntryFile
from sitegen.model.names import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.memory.snapshot import Seen, Snapshot
    from sitegen.memory.store import Step
    from sitegen.model.settings import Settings
    from sitegen.site.search_terms import SearchTerms
    from sitegen.site.words import Words


_WHERE = frozenset(("line", "column", "places", "body_line"))
_UNTOLD: dict[str, Any] = {"question": "", "title": "", "in_short": "", "also_asked": ()}
"""What can change in an entry without moving anything."""


class Edits(NamedTuple):
    """Edits after which every page, list and link is where it was."""

    steps: tuple[Step, ...]
    """The files that were parsed anew."""
    search_terms: Mapping[str, SearchTerms]
    """Of entries among them, by path."""
    retold: tuple[EntryFile, ...]
    """Entries that are told otherwise in lists too; in all other files only the words of the body differ."""


def find_edits(
    before: Mapping[str, Seen],
    snapshot: Snapshot,
    paths: Collection[str],
    store: Store,
    settings: Settings,
    words: Words,
) -> Edits | None:
    """Parse files that have changed; None where one of them moves something, or has problems."""
    files = {path: snapshot.files[path] for path in paths if path in snapshot.files}
    if not all(path in files and path in before and kind_of(path) in KINDS for path in paths):
        return None
    reading, part, workers = reading_of(settings, words), snapshot._replace(files=files), Workers(1)
    # Into a store of its own: where there is more to do, whoever does it parses these files himself, and says so.
    new = parse_all(part, Store(None, ""), settings, words, workers, before=store)
    old = [_remembered(path, before[path].fingerprint, reading, store) for path in part.below("content")]
    if new.problems or len(new.values) != len(old):
        return None
    retold: list[EntryFile] = []
    for value, known in zip(new.values, old, strict=True):
        if known is not None and _placed(value) == _placed(known):
            continue
        if known is None or not isinstance(value, EntryFile) or value.file.head.aliases:
            return None
        if _placed(value._replace(**_UNTOLD)) != _placed(known._replace(**_UNTOLD)):
            return None
        retold.append(value)
    parsed = parse_all(part, store, settings, words, workers)
    return Edits(tuple(parsed.steps), parsed.search_terms, tuple(retold))


def _remembered(path: str, source: str, reading: str, store: Store) -> Any:
    """What the file meant; None where that is not known, or where it had problems."""
    request = parse_request(path, source, reading)
    record = store.recall(request.key)
    if record is None or record.inputs != request.inputs:
        return None
    value, problems, *_ = record.value
    return None if problems or value is None else unpack(KINDS[kind_of(path)], value)


def _placed(value: Any) -> Any:
    """All that a file says but the words of its body, and where in the file it says it."""
    if isinstance(value, dict):
        return [(name, _placed(item)) for name, item in value.items()]  # whose order a template can show
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return [_placed(item) for item in value]
    rows = zip(value._fields, value, strict=True)
    return [type(value), *(_placed(item) for name, item in rows if name not in _WHERE)]
