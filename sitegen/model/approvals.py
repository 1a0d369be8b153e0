"""Who said yes, over all files: what waits for it, what has changed since, and days that cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model.content_files import waits_for_approval
from sitegen.model.digest import DigestFile
from sitegen.problems import unsaid_changes as problems
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.model.content_files import Files
    from sitegen.model.entry import EntryFile
    from sitegen.model.settings import Settings
    from sitegen.problems.problem import Problem


def check_approvals(files: Files, settings: Settings, today: date) -> list[Problem]:
    """Notices of what waits, a digest with its questions at once; errors of a yes that is still to come.

    Nothing of drafts, and of what is no longer shown: there is nothing to approve yet, or any more.
    """
    found: list[Problem] = []
    waiting: dict[str, list[EntryFile]] = {}
    values: list[DigestFile | EntryFile] = [*files.digests.values(), *files.entries.values()]
    if not settings.needs_approval:
        values = [value for value in values if value.approved]
    for value in values:
        approved = value.approved
        if approved and approved.date > today:
            found.append(problems.approval_ahead(value.file.at("approved.date"), show_day(approved.date)))
        elif _is_of_now(value, today) and waits_for_approval(value):
            if approved:
                at, held = value.file.at("approved"), settings.needs_approval
                said = show_day(approved.date), approved.by, approved.changed, name_of(value)
                found.append(problems.approval_void(at, *said, is_held=held))
            elif settings.needs_approval:
                path = value.file.path if isinstance(value, DigestFile) else value.digest_path
                waiting.setdefault(path, []).extend([] if isinstance(value, DigestFile) else [value])
    for path, entries in waiting.items():
        found += _not_approved(files.digests.get(path), entries)
    return found


def name_of(value: EntryFile | DigestFile) -> str:
    """What to type after `sitegen approve`."""
    return value.name if isinstance(value, DigestFile) else value.id


def _is_of_now(value: EntryFile | DigestFile, today: date) -> bool:
    hold = value.file.head.held_back(today)
    return hold is None or hold.reason == "embargoed"


def _not_approved(digest: DigestFile | None, entries: list[EntryFile]) -> Iterator[Problem]:
    if digest and digest.approved is None:
        if not digest.file.head.draft:
            yield problems.not_approved(digest.file.at("title"), digest.name, len(entries))
        return
    for entry in entries:
        yield problems.not_approved(entry.file.at("question"), entry.id, 0)
