"""Every file to its value, remembered per file."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.jobs import FEW, Workers
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.inputs import changed, write_inputs
from sitegen.memory.records import pack, unpack
from sitegen.memory.snapshot import normal, read_as_seen
from sitegen.memory.store import Request, Result, Step, Store
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.files import AnyFile
from sitegen.model.names import kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.questions import Terms
from sitegen.model.rewritten import head_of, with_new_answer
from sitegen.model.topic import TopicFile
from sitegen.problems.problem import Problem
from sitegen.site.search_terms import SearchTerms, make_search_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.memory.snapshot import Snapshot
    from sitegen.model.settings import Settings
    from sitegen.reading.markdown import Labels
    from sitegen.site.words import Words

KINDS: dict[str, Any] = {
    "entry": EntryFile, "digest": DigestFile, "topic": TopicFile, "person": PersonFile, "page": PageFile,
}  # read as a table  # fmt: skip
"""What a file of each kind becomes."""


class Known(NamedTuple):
    """What a file said before, without any problem."""

    head: str
    """The fingerprint of all that stood before its body."""
    value: Any
    """Packed."""


class ParseJob(NamedTuple):
    """Files to parse."""

    root: str
    labels: Labels
    plugins: tuple[str, ...]
    language: str
    files: tuple[tuple[str, str, str, Known | None], ...]
    """Kind, path and fingerprint, and what is known of an entry."""


class Parsed(NamedTuple):
    """What came of one file, ready to be remembered."""

    value: Any
    """Packed; None where the file cannot be read."""
    problems: list[Any]
    html: bytes
    search_terms: Any = None
    """Of an entry, packed."""
    head: str = ""
    """The fingerprint of all that stands before an entry's body."""


class ParsedFiles(NamedTuple):
    """What all files say."""

    values: list[AnyFile]
    problems: list[Problem]
    search_terms: dict[str, SearchTerms]
    """Of entries, by path."""
    steps: list[Step]


def parse_all(
    snapshot: Snapshot, store: Store, settings: Settings, words: Words, workers: Workers, before: Store | None = None
) -> ParsedFiles:
    """Parse what changed, recall the rest; what files said `before` is in the same store, where not in another."""
    reading = reading_of(settings, words)
    kinds = ((kind_of(path), path) for path in snapshot.below("content"))
    files = [(kind, path) for kind, path in kinds if kind in KINDS]
    requests = [parse_request(path, snapshot.files[path].fingerprint, reading) for _, path in files]
    job = partial(_job, str(snapshot.root), words.labels(), settings.plugins, settings.language)

    def work(stale: Sequence[int]) -> Iterator[Result]:
        known = partial(_known, before or store) if len(stale) < FEW else lambda _: None
        pieces = [
            (*files[index], snapshot.files[files[index][1]].fingerprint, known(requests[index])) for index in stale
        ]
        parsed: Iterable[Parsed] = workers.map(run_parse, job, pieces)
        return (Result([made.value, made.problems, made.search_terms, made.head], made.html) for made in parsed)

    found = ParsedFiles([], [], {}, [])
    for (kind, path), ((value, problems, search_terms, _), step) in zip(files, store.make(requests, work), strict=True):
        if value is not None:
            found.values.append(unpack(KINDS[kind], value))
        if search_terms:
            found.search_terms[normal(path)] = _unpack_search_terms(search_terms)
        found.problems.extend(Problem(*row) for row in problems)
        found.steps.extend([step] if step else [])
    return found


def run_parse(job: ParseJob) -> list[Parsed]:
    """Parse the files; raises OSError where one has gone, or is not what it was."""
    found = []
    for kind, path, its_fingerprint, known in job.files:
        data = read_as_seen(f"{job.root}/{path}", its_fingerprint)
        found.append(_parse_again(data, known, job) or _parse(kind, path, data, job))
    return found


def _parse(kind: str, path: str, data: bytes, job: ParseJob) -> Parsed:
    from sitegen.model.schema.parse import parse_content  # pydantic is slow to import

    parsed = parse_content(kind, normal(path), data, job.labels, job.plugins)
    if isinstance(parsed.value, EntryFile):
        return _parsed_entry(parsed.value, parsed.html, pack(list(parsed.problems)), data, job)
    value = None if parsed.value is None else pack(parsed.value)
    return Parsed(value, pack(list(parsed.problems)), parsed.html.encode("utf-8"))


def _parse_again(data: bytes, known: Known | None, job: ParseJob) -> Parsed | None:
    """What an entry says of which only the answer has changed; None where more has."""
    if known is None:
        return None
    old = unpack(EntryFile, known.value)
    if fingerprint_bytes(head_of(data, old.file.body_line)) != known.head:
        return None
    found = with_new_answer(old, data, job.labels, job.plugins)
    return _parsed_entry(*found, [], data, job) if found else None


def _parsed_entry(entry: EntryFile, html: str, problems: list[Any], data: bytes, job: ParseJob) -> Parsed:
    search_terms = pack(make_search_terms(entry, html, job.language))
    head = fingerprint_bytes(head_of(data, entry.file.body_line))
    return Parsed(pack(entry), problems, html.encode("utf-8"), search_terms, head)


def reading_of(settings: Settings, words: Words) -> str:
    """Stands for the way in which the files of a site are read."""
    return fingerprint([list(settings.plugins), list(words.labels()), settings.language])


def parse_request(path: str, source: str, reading: str) -> Request:
    """What a file of this fingerprint says, read in this way."""
    return Request(f"parse {path}", write_inputs({"source": source, "reading": reading}))


def check_drawings(snapshot: Snapshot, store: Store, assets: Iterable[str]) -> list[Problem]:
    """What is dangerous in the drawings that are used, remembered per file."""
    paths = [path for path in assets if path.lower().endswith(".svg")]
    requests = [
        Request(f"drawing {path}", write_inputs({"source": snapshot.files[path].fingerprint})) for path in paths
    ]

    def work(stale: Sequence[int]) -> Iterator[Result]:
        from sitegen.reading.drawings import check_drawing  # most runs have no drawing to look at

        return (Result(pack(check_drawing(paths[index], snapshot.read(paths[index])))) for index in stale)

    return [Problem(*row) for rows, _ in store.make(requests, work) for row in rows]


def _unpack_search_terms(data: Any) -> SearchTerms:
    """The search terms that were packed, the same objects as those of all others: most stand in many."""
    found = unpack(SearchTerms, data)
    return SearchTerms(found.document, Terms(*(tuple(map(sys.intern, terms)) for terms in found.terms)))


def _known(store: Store, request: Request) -> Known | None:
    """What an entry said before, read in the same way, without any problem."""
    record = store.recall(request.key)
    if record is None or changed(record.inputs, request.inputs or "") != ("source",):
        return None
    value, problems, _, head = record.value
    return Known(head, value) if head and not problems else None


def _job(
    root: str,
    labels: Any,
    plugins: tuple[str, ...],
    language: str,
    files: Sequence[tuple[str, str, str, Known | None]],
) -> ParseJob:
    return ParseJob(root, labels, plugins, language, tuple(files))
