"""What is made at the desk: a new digest, and a new question in one that is there, as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.api.new_files import create_new, likely_topics, new_digest, new_question
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused
from sitegen.reading.dates import AmbiguousDate, parse_day
from sitegen.reading.source import NOT_TEXT, SEEN

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.api.new_files import NewFile
    from sitegen.desk.changed_files import ChangedFiles
    from sitegen.model.catalog import Catalog

_LONGEST = 5000  # characters of a question


def make_question(files: ChangedFiles, root: Path, catalog: Catalog | None, digest: str, asked: str, title: str) -> str:
    """Make the question in the digest whose file that is; gives its path. Raises Refused."""
    words = _words(asked, "What was asked? Write it into the field.")
    topics = likely_topics(words, catalog) or _first_topic(catalog)
    made = new_question(root, digest.split("/")[-2], words, _tidy(title), topics)
    return _make(files, root, made)


def make_digest(files: ChangedFiles, root: Path, catalog: Catalog | None, called: str, day: str) -> str:
    """Make the digest; gives the path of its file. Raises Refused."""
    words = _words(called, "What is the session called? Write it into the field.")
    try:
        when = parse_day(_tidy(day))
    except (AmbiguousDate, ValueError, OverflowError):
        raise Refused("The session needs its day.", "Choose it in the field, or write it like 2026-03-12.") from None
    return _make(files, root, new_digest(catalog, words, when)[0])


def _make(files: ChangedFiles, root: Path, made: NewFile) -> str:
    create_new(root, made.path, made.data)
    files.await_seen(made.path, fingerprint_bytes(made.data))
    return made.path


def _first_topic(catalog: Catalog | None) -> list[str]:
    """With one topic there is no choice; with more the writer chooses."""
    return [*catalog.topics] if catalog and len(catalog.topics) == 1 else []


def _words(text: str, asking: str) -> str:
    words = _tidy(text)
    if not SEEN.search(words) or not any(map(str.isalnum, words)):
        raise Refused(asking, "No file was made.")
    if len(words) > _LONGEST:
        raise Refused("That is longer than a question can be.", "Write the rest into its answer. No file was made.")
    return words


def _tidy(text: str) -> str:
    return " ".join(NOT_TEXT.sub(" ", text).split())
