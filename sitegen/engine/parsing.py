"""Every file to its value, remembered per file; what each says is known by two fingerprints without reading it again.

*Facts* are all that a file says but the words of its body and the places where it says it: what other pages can depend
on. *Words* are the HTML of its body, which stands only on pages that name it.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.engine.parse_requests import parse_requests
from sitegen.memory.codec import pack, unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes, short_bytes, write_value
from sitegen.memory.inputs import changed, write_inputs
from sitegen.memory.snapshot import normal, read_as_seen
from sitegen.memory.store import MadeRecord, RecordLost, WantedRecord
from sitegen.memory.workers import FEW, Workers
from sitegen.model.body_only_edit import head_of, with_new_answer
from sitegen.model.content_files import AnyFile
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.facts import without_places
from sitegen.model.names import kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.questions import Terms
from sitegen.model.topic import TopicFile
from sitegen.problems.problem import Problem
from sitegen.site.search_terms import make_search_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Kept, Step, Store
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
    files: Sequence[tuple[str, str, str, Known | None]]
    """Kind, path and fingerprint, and what is known of an entry."""


class ParsedFile(NamedTuple):
    """What came of one file, packed, as it is remembered."""

    value: Any
    """None where the file cannot be read."""
    problems: list[Any]
    terms: Any = None
    """Of an entry."""
    head: str = ""
    """The fingerprint of all that stands before an entry's body."""


class _Parsed(NamedTuple):
    """What came of one file, with what goes beside it."""

    file: ParsedFile
    facts: bytes
    """What stands for them."""
    blob: bytes
    """As `join_texts` has it."""


class ParsedFiles:
    """What files say, read when it is asked for."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
        """What is remembered of them, by path."""
        self._kept = kept

    @property
    def steps(self) -> list[Step]:
        """The files that were parsed anew."""
        return [kept.step for kept in self._kept.values() if kept.step]

    def paths(self) -> Iterable[str]:
        """The paths of all of them."""
        return self._kept.keys()

    def facts(self, path: str) -> bytes:
        """What stands for the facts of a file, its problems among them."""
        return self._kept[path].outcome

    def file(self, path: str) -> ReadFile:
        """What one file says; raises RecordLost."""
        made = ParsedFile(*self._kept[path].value)
        return ReadFile(
            None if made.value is None else unpack(KINDS[kind_of(path)], made.value),
            [Problem(*row) for row in made.problems],
            _unpack_terms(made.terms) if made.terms else None,
        )

    def updated(self, others: ParsedFiles) -> ParsedFiles:
        """The same, some files as the others have them."""
        return ParsedFiles({**self._kept, **others._kept})


class ReadFile(NamedTuple):
    """What one file says."""

    value: AnyFile | None
    """None where it cannot be read."""
    problems: list[Problem]
    terms: Terms | None
    """Of an entry, those that tell what is related to it."""


def join_texts(html: str, document: str = "") -> bytes:
    """What goes with a value, read by who needs it: the HTML of the body, and all that can be found of an entry."""
    body = html.encode("utf-8")
    return b"%d\n%b%b" % (len(body), body, document.encode("utf-8", "surrogatepass"))


def split_texts(blob: bytes) -> tuple[bytes, bytes]:
    """The HTML and the document."""
    length, _, data = blob.partition(b"\n")
    return data[: int(length)], data[int(length) :]


def parse_all(
    snapshot: Snapshot, store: Store, settings: Settings, words: Words, workers: Workers, paths: Iterable[str]
) -> ParsedFiles:
    """Parse what changed of the files at the paths; know the rest."""
    kinds = ((kind_of(path), path) for path in paths)
    files = [(kind, path, snapshot.files[path].fingerprint) for kind, path in kinds if kind in KINDS]
    requests = parse_requests([(path, source) for _, path, source in files], reading_of(settings, words))
    job = partial(ParseJob, str(snapshot.root), words.labels(), settings.plugins, settings.language)

    def work(stale: Sequence[int]) -> Iterator[MadeRecord]:
        known = partial(_known, store) if len(stale) < FEW else lambda _: None
        pieces = [(*files[index], known(requests[index])) for index in stale]
        return (MadeRecord(file, blob, facts) for file, facts, blob in workers.map(run_parse, job, pieces))

    made = store.make(requests, work)
    return ParsedFiles({path: known for (_, path, _), known in zip(files, made, strict=True) if known})


def run_parse(job: ParseJob) -> list[_Parsed]:
    """Parse the files; raises OSError where one has gone, or is not what it was."""
    found = []
    for kind, path, its_fingerprint, known in job.files:
        data = read_as_seen(f"{job.root}/{path}", its_fingerprint)
        found.append(_parse_again(data, known, job) or _parse(kind, path, data, job))
    return found


def _parse(kind: str, path: str, data: bytes, job: ParseJob) -> _Parsed:
    from sitegen.model.schema.parse import parse_content  # pydantic is slow to import

    parsed = parse_content(kind, normal(path), data, job.labels, job.plugins)
    if isinstance(parsed.value, EntryFile):
        return _parsed_entry(parsed.value, parsed.html, pack(list(parsed.problems)), data, job)
    value = None if parsed.value is None else pack(parsed.value)
    problems = pack(list(parsed.problems))
    return _Parsed(ParsedFile(value, problems), facts_of(parsed.value, problems), join_texts(parsed.html))


def _parse_again(data: bytes, known: Known | None, job: ParseJob) -> _Parsed | None:
    """What an entry says of which only the answer has changed; None where more has."""
    if known is None:
        return None
    old = unpack(EntryFile, known.value)
    if fingerprint_bytes(head_of(data, old.file.body_line)) != known.head:
        return None
    found = with_new_answer(old, data, job.labels, job.plugins)
    return _parsed_entry(*found, [], data, job) if found else None


def _parsed_entry(entry: EntryFile, html: str, problems: list[Any], data: bytes, job: ParseJob) -> _Parsed:
    found = make_search_terms(entry, html, job.language)
    head = fingerprint_bytes(head_of(data, entry.file.body_line))
    file = ParsedFile(pack(entry), problems, pack(found.terms), head)
    return _Parsed(file, facts_of(entry, problems), join_texts(html, found.document))


def facts_of(value: Any, problems: Sequence[Any] = ()) -> bytes:
    """What stands for the facts of a file: for what other pages can depend on.

    Its problems, packed, belong to the facts, with their places: they are told again without reading them.
    """
    return short_bytes(write_value([without_places(value), problems]))


def reading_of(settings: Settings, words: Words) -> str:
    """Stands for the way in which the files of a site are read."""
    return fingerprint([list(settings.plugins), list(words.labels()), settings.language])


def check_assets(snapshot: Snapshot, store: Store, assets: Sequence[str]) -> list[Problem]:
    """What is dangerous or broken in the assets that are used, remembered per file."""
    requests = [
        WantedRecord(f"asset {path}", write_inputs({"source": snapshot.files[path].fingerprint})) for path in assets
    ]

    def work(stale: Sequence[int]) -> Iterator[MadeRecord]:
        from sitegen.reading.drawings import check_drawing  # most runs have nothing of these to look at
        from sitegen.reading.file_contents import check_content

        for path in (assets[index] for index in stale):
            kind, data = path.rpartition(".")[2].lower(), snapshot.read(path)
            yield MadeRecord(pack(check_drawing(path, data) if kind == "svg" else check_content(path, kind, data)))

    return [Problem(*row) for kept in store.make(requests, work) if kept for row in kept.value]


def _unpack_terms(data: Any) -> Terms:
    """The terms that were packed, the same objects as those of all others: most stand in many."""
    return Terms(*(tuple(map(sys.intern, terms)) for terms in data))


def _known(store: Store, request: WantedRecord) -> Known | None:
    """What an entry said before, read in the same way, without any problem."""
    kept = store.find(request.key)
    try:
        if kept is None or changed(kept.inputs, request.inputs) != ("source",):
            return None
        made = ParsedFile(*kept.value)
    except RecordLost:
        return None
    return Known(made.head, made.value) if made.head and not made.problems else None
