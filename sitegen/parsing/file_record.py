"""What is remembered of one file, and what stands for it: known by two fingerprints without reading it again.

*Facts* are all that a file says but the words of its body and the places where it says it: what other pages can depend
on. *Words* are the HTML of its body, which stands only on pages that name it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.codec import pack, unpack
from sitegen.memory.fingerprint import fingerprint_bytes, short_bytes, write_value
from sitegen.memory.remembered import MadeRecord
from sitegen.model.body_only_edit import head_of
from sitegen.model.digest import DigestFile
from sitegen.model.entry import EntryFile
from sitegen.model.facts import without_places
from sitegen.model.names import SETTINGS, kind_of
from sitegen.model.page import PageFile
from sitegen.model.person import PersonFile
from sitegen.model.private_words import PrivateWords
from sitegen.model.questions import Terms
from sitegen.model.settings import Settings
from sitegen.model.topic import TopicFile
from sitegen.problems.problem import Problem
from sitegen.search.explained import Explained
from sitegen.site.search_terms import make_search_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.memory.remembered import Kept

KINDS: dict[str, Any] = {
    "entry": EntryFile, "digest": DigestFile, "topic": TopicFile, "person": PersonFile, "page": PageFile,
    "settings": Settings, "asset": None,
}  # read as a table  # fmt: skip
"""What a file of each kind becomes; of an asset there is nothing to know but what is wrong with it."""


class FileRecord(NamedTuple):
    """What came of one file, packed."""

    value: Any
    """None where the file cannot be read."""
    problems: list[Any]
    terms: Any = None
    """Of an entry."""
    head: str = ""
    """The fingerprint of all that stands before an entry's body."""
    private: Any = ()
    """What looks private in it."""
    explained: Any = ()
    """Of an entry, the abbreviations that it explains."""


class ReadFile(NamedTuple):
    """What one file says."""

    value: Any
    """None where it cannot be read."""
    problems: list[Problem]
    terms: Terms | None
    """Of an entry, those that tell what is related to it."""
    private: tuple[PrivateWords, ...] = ()
    """What looks private in it, masked."""
    explained: tuple[Explained, ...] = ()
    """The abbreviations that it explains."""


def kind_read(path: str) -> str:
    """The kind of a file of which something is remembered; that of others is not among `KINDS`."""
    return kind_of(path) or ("settings" if path == SETTINGS else "")


def record_of(
    value: Any,
    problems: Iterable[Problem],
    html: str = "",
    data: bytes = b"",
    language: str = "",
    private: Sequence[PrivateWords] = (),
) -> MadeRecord:
    """What is remembered of a file; `data` and `language` are for an entry, of which more is known."""
    told = pack(list(private)) if private else ()
    file, document = FileRecord(None if value is None else pack(value), pack(list(problems)), private=told), ""
    if isinstance(value, EntryFile):
        document, terms, explained = make_search_terms(value, html, language)
        file = file._replace(
            terms=pack(terms), explained=pack(explained), head=fingerprint_bytes(head_of(data, value.file.body_line))
        )
    body = html.encode("utf-8")
    texts = b"%d\n%b%b" % (len(body), body, document.encode("utf-8", "surrogatepass"))
    return MadeRecord(file, texts, facts_of(value, [*file.problems, *told, *file.explained]))


def facts_of(value: Any, told: Sequence[Any] = ()) -> bytes:
    """What stands for the facts of a file: for what other pages can depend on.

    What is `told` of it, packed, belongs to the facts, with its places: it is told again without reading it.
    """
    return short_bytes(write_value([without_places(value), told]))


def read_record(path: str, kept: Kept) -> ReadFile:
    """What the file at the path says, of which this is remembered; raises RecordLost."""
    made = FileRecord(*kept.value)
    return ReadFile(
        None if made.value is None else unpack(KINDS[kind_read(path)], made.value),
        [Problem(*row) for row in made.problems],
        _unpack_terms(made.terms) if made.terms else None,
        tuple(PrivateWords(*row) for row in made.private),
        tuple(Explained(*row) for row in made.explained),
    )


def html_of(kept: Kept) -> str:
    """The HTML of its body; raises RecordLost."""
    length, _, texts = kept.blob().partition(b"\n")
    return texts[: int(length)].decode("utf-8")


def document_of(kept: Kept) -> str:
    """All that can be found of an entry, as `search.document` packs it; raises RecordLost."""
    length, _, texts = kept.blob().partition(b"\n")
    return texts[int(length) :].decode("utf-8", "surrogatepass")


def _unpack_terms(data: Any) -> Terms:
    """The terms that were packed, the same objects as those of all others: most stand in many."""
    return Terms(*(tuple(map(sys.intern, terms)) for terms in data))
