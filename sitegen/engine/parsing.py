"""Every file to its value, remembered per file; what each says is known by two fingerprints without reading it again.

*Facts* are all that a file says but the words of its body and the places where it says it: what other pages can depend
on. *Words* are the HTML of its body, which stands only on pages that name it.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.codec import pack, unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes, short_bytes, write_value
from sitegen.memory.inputs import changed, write_inputs
from sitegen.memory.snapshot import normal, read_as_seen
from sitegen.memory.store import MadeRecord, RecordLost, WantedRecord
from sitegen.memory.workers import FEW, Workers
from sitegen.model.body_only_edit import head_of, with_new_answer
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.facts import without_places
from sitegen.model.names import SETTINGS, kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.questions import Terms
from sitegen.model.settings import Settings
from sitegen.model.topic import TopicFile
from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels
from sitegen.site.search_terms import make_search_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Kept, StaleRecord, Step, Store
    from sitegen.site.words import Words

KINDS: dict[str, Any] = {
    "entry": EntryFile, "digest": DigestFile, "topic": TopicFile, "person": PersonFile, "page": PageFile,
    "settings": Settings, "drawing": None,
}  # read as a table  # fmt: skip
"""What a file of each kind becomes; of a drawing there is nothing to know but what is wrong with it."""


class ParseOptions(NamedTuple):
    """The way in which files are read."""

    labels: Labels = Labels()
    plugins: tuple[str, ...] = ()
    language: str = ""
    fingerprint: str = ""


class RememberedFile(NamedTuple):
    """What came of one file, packed."""

    value: Any
    """None where the file cannot be read."""
    problems: list[Any]
    terms: Any = None
    """Of an entry."""
    head: str = ""
    """The fingerprint of all that stands before an entry's body."""


class ReadFile(NamedTuple):
    """What one file says."""

    value: Any
    """None where it cannot be read."""
    problems: list[Problem]
    terms: Terms | None
    """Of an entry, those that tell what is related to it."""


class ParseJob(NamedTuple):
    """Files to parse."""

    root: str
    reading: ParseOptions
    files: Sequence[tuple[str, str, RememberedFile | None]]
    """Path and fingerprint, and what is known of an entry that had no problem."""


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
        made = RememberedFile(*self._kept[path].value)
        return ReadFile(
            None if made.value is None else unpack(KINDS[_kind(path)], made.value),
            [Problem(*row) for row in made.problems],
            _unpack_terms(made.terms) if made.terms else None,
        )

    def updated(self, others: ParsedFiles) -> ParsedFiles:
        """The same, some files as the others have them."""
        return ParsedFiles({**self._kept, **others._kept})


def options_of(settings: Settings, words: Words) -> ParseOptions:
    """The way in which the files of a site are read."""
    labels, plugins, language = words.labels(), settings.plugins, settings.language
    return ParseOptions(labels, plugins, language, fingerprint([list(plugins), list(labels), language]))


def parse_all(
    snapshot: Snapshot, store: Store, reading: ParseOptions, workers: Workers, paths: Iterable[str]
) -> ParsedFiles:
    """Parse what changed of the files at the paths; know the rest."""
    requests = parse_requests(snapshot, reading, paths)

    def work(stale: Sequence[StaleRecord]) -> Iterator[MadeRecord]:
        pieces = []
        for one in stale:
            path, wanted = files[one.number]
            known = _before_its_body(one.before, wanted) if len(stale) < FEW else None
            pieces.append((path, snapshot.files[path].fingerprint, known))
        return workers.map(run_parse, partial(ParseJob, str(snapshot.root), reading), pieces)

    files = list(requests.items())
    return ParsedFiles(dict(zip(requests, store.make(list(requests.values()), work), strict=True)))


def parse_requests(snapshot: Snapshot, reading: ParseOptions, paths: Iterable[str]) -> dict[str, WantedRecord]:
    """What is asked of memory for each of the paths at which something is read."""
    files = ((path, snapshot.files[path].fingerprint) for path in paths if _kind(path) in KINDS)
    inputs = ((path, write_inputs({"source": source, "reading": reading.fingerprint})) for path, source in files)
    return {path: WantedRecord(parse_key(path), made_from) for path, made_from in inputs}


def parse_key(path: str) -> str:
    """The key under which a file is remembered."""
    return f"parse {path}"


def _kind(path: str) -> str:
    kind = kind_of(path)
    if kind == "asset" and path.lower().endswith(".svg"):
        return "drawing"
    return kind or ("settings" if path == SETTINGS else "")


def run_parse(job: ParseJob) -> list[MadeRecord]:
    """Parse the files; raises OSError where one has gone, or is not what it was."""
    found = []
    for path, its_fingerprint, known in job.files:
        data = read_as_seen(f"{job.root}/{path}", its_fingerprint)
        found.append(_parse_again(data, known, job.reading) or _parse(path, data, job.reading))
    return found


def _parse(path: str, data: bytes, reading: ParseOptions) -> MadeRecord:
    kind = _kind(path)
    if kind == "drawing":
        from sitegen.reading.drawings import check_drawing  # most runs have no drawing to look at

        return _record(None, check_drawing(path, data))
    if kind == "settings":
        from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

        return _record(*parse_settings(data))
    from sitegen.model.schema.parse import parse_content  # the same

    parsed = parse_content(kind, normal(path), data, reading.labels, reading.plugins)
    return _record(parsed.value, parsed.problems, parsed.html, data, reading.language)


def _parse_again(data: bytes, known: RememberedFile | None, reading: ParseOptions) -> MadeRecord | None:
    """What an entry says of which only the answer has changed; None where more has."""
    if known is None:
        return None
    old = unpack(EntryFile, known.value)
    if fingerprint_bytes(head_of(data, old.file.body_line)) != known.head:
        return None
    found = with_new_answer(old, data, reading.labels, reading.plugins)
    return _record(found[0], (), found[1], data, reading.language) if found else None


def _before_its_body(kept: Kept | None, wanted: WantedRecord) -> RememberedFile | None:
    """What an entry said before, read in the same way, without any problem."""
    try:
        if kept is None or changed(kept.inputs, wanted.inputs) != ("source",):
            return None
        known = RememberedFile(*kept.value)
    except RecordLost:
        return None
    return known if known.head and not known.problems else None


def _record(
    value: Any, problems: Iterable[Problem], html: str = "", data: bytes = b"", language: str = ""
) -> MadeRecord:
    """What is remembered of a file; `data` and `language` are for an entry, of which more is known."""
    file, document = RememberedFile(None if value is None else pack(value), pack(list(problems))), ""
    if isinstance(value, EntryFile):
        document, terms = make_search_terms(value, html, language)
        file = file._replace(terms=pack(terms), head=fingerprint_bytes(head_of(data, value.file.body_line)))
    return MadeRecord(file, _join_texts(html, document), facts_of(value, file.problems))


def facts_of(value: Any, problems: Sequence[Any] = ()) -> bytes:
    """What stands for the facts of a file: for what other pages can depend on.

    Its problems, packed, belong to the facts, with their places: they are told again without reading them.
    """
    return short_bytes(write_value([without_places(value), problems]))


def _join_texts(html: str, document: str) -> bytes:
    """What goes with a value, read by who needs it: the HTML of the body, and all that can be found of an entry."""
    body = html.encode("utf-8")
    return b"%d\n%b%b" % (len(body), body, document.encode("utf-8", "surrogatepass"))


def html_of(kept: Kept) -> str:
    """The HTML of the body of a file; raises RecordLost."""
    length, _, data = kept.blob().partition(b"\n")
    return data[: int(length)].decode("utf-8")


def document_of(kept: Kept) -> str:
    """All that can be found of an entry, as `search.document` packs it; raises RecordLost."""
    length, _, data = kept.blob().partition(b"\n")
    return data[int(length) :].decode("utf-8", "surrogatepass")


def _unpack_terms(data: Any) -> Terms:
    """The terms that were packed, the same objects as those of all others: most stand in many."""
    return Terms(*(tuple(map(sys.intern, terms)) for terms in data))
