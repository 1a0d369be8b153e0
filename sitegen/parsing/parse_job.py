"""Files to parse, as work that any process can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.codec import unpack
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes
from sitegen.memory.snapshot import normal, read_as_seen
from sitegen.model.body_only_edit import head_of, with_new_answer
from sitegen.model.entry import EntryFile
from sitegen.model.names import ASSET_KINDS
from sitegen.model.private_words import PrivateWords, allowed_by, find_in_source, hide_private, lines_with_private
from sitegen.parsing.file_record import FileRecord, kind_read, record_of
from sitegen.privacy.allowed import NOTHING_ALLOWED, Allowed
from sitegen.privacy.detectors import find_private
from sitegen.reading.markdown import Labels
from sitegen.reading.source import LARGEST, parse_source

if TYPE_CHECKING:
    from sitegen.memory.remembered import MadeRecord
    from sitegen.model.settings import Settings
    from sitegen.problems.problem import Problem
    from sitegen.site.words import Words


class ParseOptions(NamedTuple):
    """The way in which files are read."""

    labels: Labels = Labels()
    plugins: tuple[str, ...] = ()
    language: str = ""
    allowed: Allowed = NOTHING_ALLOWED
    fingerprint: str = ""


class ParseJob(NamedTuple):
    """Files to parse."""

    root: str
    options: ParseOptions
    files: Sequence[tuple[str, str, FileRecord | None]]
    """Path and fingerprint, and what is known of an entry that had no problem."""


def options_of(settings: Settings, words: Words) -> ParseOptions:
    """The way in which the files of a site are read."""
    labels, plugins, language, allowed = words.labels(), settings.plugins, settings.language, allowed_by(settings)
    key = fingerprint([list(plugins), list(labels), language, *map(sorted, allowed)])
    return ParseOptions(labels, plugins, language, allowed, key)


def run_parse(job: ParseJob) -> list[MadeRecord]:
    """Parse the files; raises OSError where one has gone, or is not what it was."""
    found = []
    for path, its_fingerprint, known in job.files:
        data = read_as_seen(f"{job.root}/{path}", its_fingerprint)
        found.append(_parse_body(data, known, job.options) or _parse(path, data, job.options))
    return found


def _parse(path: str, data: bytes, options: ParseOptions) -> MadeRecord:
    kind = kind_read(path)
    if kind == "asset":
        return record_of(None, hide_private(_check_asset(path, data), (), options.allowed))
    if kind == "settings":
        from sitegen.model.schema.settings import parse_settings  # pydantic is slow to import

        settings, found = parse_settings(data)
        return record_of(settings, _hidden(found, path, data, options))
    from sitegen.model.schema.parse import parse_content  # the same

    parsed = parse_content(kind, normal(path), data, options.labels, options.plugins)
    private = _private_words(normal(path), data, options) if parsed.value else ()
    problems = _hidden(parsed.problems, normal(path), data, options)
    return record_of(parsed.value, problems, parsed.html, data, options.language, private)


def _hidden(problems: Sequence[Problem], path: str, data: bytes, options: ParseOptions) -> Sequence[Problem]:
    """The problems of a text, without the private words in what they say: so they are remembered, too."""
    if not problems:
        return ()
    source, _ = parse_source(path, data)
    text = source.text if source else data[:LARGEST].decode("utf-8", "replace")
    lines = lines_with_private(text, options.allowed)
    return hide_private(problems, {(path, line) for line in lines}, options.allowed)


def _private_words(path: str, data: bytes, options: ParseOptions) -> tuple[PrivateWords, ...]:
    if not find_private(data.decode("utf-8", "replace"), options.allowed):  # nearly always
        return ()
    source, _ = parse_source(path, data)
    if source is None:
        return ()
    from sitegen.model.redactions import redacted_words  # with what reads fields, which most edits do without

    taken_out = redacted_words(path, data) if "redactions" in source.text else ()
    return find_in_source(source.text, options.allowed, taken_out)


def _check_asset(path: str, data: bytes) -> list[Problem]:
    """What is dangerous or broken in it; nothing of a kind that is not published, since that is told."""
    ending = path.rpartition(".")[2].lower()
    if ending not in ASSET_KINDS:
        return []
    from sitegen.metadata.told import check_metadata  # most runs have none of these to look at

    if ending == "svg":
        from sitegen.reading.drawings import check_drawing  # the same

        return check_drawing(path, data) or check_metadata(path, data)
    from sitegen.reading.file_contents import check_content

    return check_content(path, ending, data) or check_metadata(path, data)


def _parse_body(data: bytes, known: FileRecord | None, options: ParseOptions) -> MadeRecord | None:
    """What an entry says of which only the answer has changed; None where more has."""
    if known is None:
        return None
    old = unpack(EntryFile, known.value)
    if fingerprint_bytes(head_of(data, old.file.body_line)) != known.head:
        return None
    if _private_words(old.file.path, data, options):
        return None
    found = with_new_answer(old, data, options.labels, options.plugins)
    return record_of(found[0], (), found[1], data, options.language) if found else None
