"""A digest as its writer works on it: its questions in order, each with how it stands, by the files as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.desk.file_ids import file_id
from sitegen.memory.regular import read_below
from sitegen.model.resolve import ordered_name
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import ERROR
from sitegen.reading.dates import show_day
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot
    from sitegen.model.digest import DigestFile
    from sitegen.model.entry import EntryFile
    from sitegen.parsing.parse_job import ParseOptions

STATES = {
    "answered": "Answered",
    "partial": "Partly answered",
    "holding": "First reply, more to come",
    "awaiting": "Waiting for an answer",
    "declined": "Cannot be answered here",
    "withdrawn": "Withdrawn",
}
"""Each state of a question in the words of those who read it."""


class SheetRow(NamedTuple):
    """One question of a digest."""

    id: str
    path: str
    title: str
    state: str
    """In words; says so where the file cannot be read."""
    is_draft: bool
    errors: int
    name: str
    """Of its file, as the field `order` has it."""


class DigestSheet(NamedTuple):
    """A digest and its questions."""

    id: str
    path: str
    route: str
    title: str
    day: str
    is_draft: bool
    errors: int
    rows: tuple[SheetRow, ...]


def read_sheet(root: Path, path: str, seen: Snapshot, options: ParseOptions) -> DigestSheet:
    """The digest whose own file is at the path. Raises OSError."""
    data = read_below(root, path)
    parsed = parse_content("digest", path, data, options.labels, options.plugins)
    digest: DigestFile | None = parsed.value
    folder = path.rpartition("/")[0] + "/"
    names = [
        other
        for other in seen.below(folder.rstrip("/"))
        if other != path and other.endswith(".md") and "/" not in other.removeprefix(folder)
    ]
    rows = [_row(root, name, options) for name in names]
    ranks = {ordered_name(ref.name): rank for rank, ref in enumerate(digest.order)} if digest else {}
    rows.sort(key=lambda row: (ranks.get(row.name, len(ranks)), row.path))
    return DigestSheet(
        file_id(path),
        path,
        route_of(path),
        digest.title if digest else folder.split("/")[-2],
        show_day(digest.date) if digest else "",
        bool(digest and digest.file.head.draft),
        sum(problem.severity == ERROR for problem in parsed.problems),
        tuple(rows),
    )


def _row(root: Path, path: str, options: ParseOptions) -> SheetRow:
    name = path.rpartition("/")[2].removesuffix(".md")
    try:
        parsed = parse_content("entry", path, read_below(root, path), options.labels, options.plugins)
    except OSError:
        return SheetRow(file_id(path), path, name, "This file cannot be read", is_draft=False, errors=1, name=name)
    entry: EntryFile | None = parsed.value
    errors = sum(problem.severity == ERROR for problem in parsed.problems)
    if entry is None:
        return SheetRow(file_id(path), path, name, "This file cannot be read", False, errors, name)
    state = STATES[entry.state]
    return SheetRow(file_id(path), path, entry.title or name, state, entry.file.head.draft, errors, name)
