"""Days that cannot be right: what is said to have happened already, and is dated after the day of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems import untimely as problems
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sitegen.model.content_files import Files
    from sitegen.model.entry import EntryFile
    from sitegen.model.resolve import Entry
    from sitegen.model.values import File
    from sitegen.problems.problem import Place, Problem


def check_dated(files: Files, entries: Mapping[str, Entry], today: date) -> list[Problem]:
    """Notices of such days in what is shown; and of answers that were withdrawn before they were given."""
    days: list[tuple[Place, str, date]] = []
    found: list[Problem] = []
    for entry in entries.values():
        source = entry.source
        if source.file.path in files.holds:
            continue
        days += _days(source)
        if source.withdrawn and entry.answered and source.withdrawn.date < entry.answered:
            at = _at(source.file, "withdrawn", "date")
            found.append(problems.withdrawn_early(at, show_day(source.withdrawn.date), show_day(entry.answered)))
    days += [
        (_at(topic.file, "position", "as_of"), "This position", topic.position.as_of)
        for topic in files.topics.values()
        if topic.position and topic.file.path not in files.holds and not topic.merged_into
    ]
    return found + [problems.dated_ahead(at, show_day(day), what) for at, what, day in days if day > today]


def _days(entry: EntryFile) -> Iterator[tuple[Place, str, date]]:
    """What in an entry has happened by a day of its own: where that stands, what it is, the day."""
    if entry.withdrawn:
        yield _at(entry.file, "withdrawn", "date"), "This withdrawal", entry.withdrawn.date
        return
    for index, correction in enumerate(entry.corrections):
        yield _at(entry.file, "corrections", index, "date"), "This correction", correction.date
    for index, update in enumerate(entry.updates):
        yield _at(entry.file, "updates", index, "date"), "This update", update.date
    for index, one in enumerate(entry.reworded):
        yield _at(entry.file, "reworded", index, "date"), "This rewording", one.date
    for number, commitment in enumerate(entry.commitments):
        for index, step in enumerate(commitment.updates):
            yield _at(entry.file, "commitments", number, "updates", index, "date"), "This update", step.date
        for index, later in enumerate(commitment.extended):
            yield _at(entry.file, "commitments", number, "extended", index, "date"), "This decision", later.date


def _at(file: File, *path: str | int) -> Place:
    """The place of a day; of the field it is part of, where a list of one was written without its hyphen."""
    whole = ".".join(map(str, path))
    return file.at(whole if whole in file.places else str(path[0]))
