"""What readers get as a record, made of what is known already; only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sitegen.engine.planning import NewestBodies
from sitegen.memory.fingerprint import short_bytes
from sitegen.memory.remembered import RecordLost
from sitegen.model.entry import EntryFile
from sitegen.parsing.file_record import html_of
from sitegen.parsing.parsed_files import parse_requests
from sitegen.reading.links import route_of
from sitegen.reading.quotable import addresses_in, collapsed, quotable_text
from sitegen.record.release_record import (
    LINKS,
    DatedText,
    RecordedApproval,
    RecordedCorrection,
    RecordedEntry,
    RecordedExtension,
    RecordedPage,
    RecordedPromise,
    RecordedStep,
    RecordedWords,
    ReleaseRecord,
    stamp_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sitegen.engine.given import Given
    from sitegen.engine.planning import Ready
    from sitegen.memory.store import Store
    from sitegen.model.approval import Approval
    from sitegen.model.catalog import Catalog
    from sitegen.model.entry import Commitment, Correction
    from sitegen.model.resolve import Entry
    from sitegen.model.values import Paged


def make_record(plan: Ready) -> ReleaseRecord:
    """The record of a planned site: what is shown on its day and nothing else, drafts of a preview neither.

    The words of an answer are read when somebody asks for them; that raises RecordLost.
    """
    catalog = plan.catalog
    shown = {key: entry for key, entry in catalog.entries.items() if entry.route not in plan.drafts}
    live = {key: entry for key, entry in shown.items() if not entry.is_withdrawn}
    files = _files(catalog)
    pages = {
        page.route: RecordedPage(page.kind, page.title, *files.get(page.route, ("", None)))
        for page in plan.pages
        if page.route not in plan.drafts
    }
    return ReleaseRecord(
        plan.day,
        {key: _entry(entry, plan) for key, entry in live.items()},
        _PlannedWords(plan, live),
        pages | {route_of(path): RecordedPage("asset", "", path, None) for path in plan.assets},
        {key: entry.source.withdrawn.date for key, entry in shown.items() if entry.source.withdrawn},
        {key: RecordedApproval(said.by, said.date) for key, entry in live.items() if (said := _approval(entry))},
        plan.settings.language,
    )


class RememberedBodies(NewestBodies):
    """The bodies of a planned site in a store that was opened later: another build may have gone on meanwhile."""

    def __init__(self, given: Given, store: Store) -> None:
        super().__init__(given)
        self._store = store

    def html(self, path: str) -> str:
        """The HTML of the body of a file as it was planned; raises RecordLost."""
        (wanted,) = parse_requests(self.given.snapshot, self.given.options, [path]).values()
        kept = self._store.find(wanted.key)
        if kept is None or not kept.is_of(short_bytes(wanted.inputs)):
            raise RecordLost(path)
        return html_of(kept)


class _PlannedWords(Mapping[str, RecordedWords]):
    """The words of a plan's answers, each made when it is asked for."""

    def __init__(self, plan: Ready, entries: Mapping[str, Entry]) -> None:
        self._plan, self._entries = plan, entries

    def __getitem__(self, key: str) -> RecordedWords:
        entry = self._entries[key]
        file = entry.source.file
        return _words(entry, self._plan.bodies.html(file.path) if file.has_body else "", self._plan)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _entry(entry: Entry, plan: Ready) -> RecordedEntry:
    source = entry.source
    owners = stamp_of([[owner, _name(owner, plan)] for owner in entry.owners]) if entry.owners else ""
    return RecordedEntry(
        entry.id, source.title, source.state, entry.answered, plan.bodies.words(source.file.path), owners
    )


def _approval(entry: Entry) -> Approval | None:
    """Of the words as they are."""
    said = entry.source.approved
    return said if said and not said.changed else None


def _words(entry: Entry, body: str, plan: Ready) -> RecordedWords:
    source = entry.source
    texts = {
        "question": source.question,
        "title": source.title if source.title != " ".join(source.question.split()) else "",
        "in_short": source.in_short,
        "answer": quotable_text(body) if body else "",
        "declined": source.declined,
        "outstanding": "\n".join(source.outstanding),
        LINKS: " ".join(addresses_in(body)),
    }
    return RecordedWords(
        tuple([(name, collapsed(text)) for name, text in texts.items() if text]),
        tuple([_promise(*pair, plan) for pair in zip(source.commitments, entry.owners, strict=True)]),
        tuple([_correction(one) for one in source.corrections]),
        tuple([DatedText(update.date, collapsed(update.text)) for update in source.updates]),
        tuple([DatedText(one.date, collapsed(one.why)) for one in source.reworded]),
    )


def _correction(one: Correction) -> RecordedCorrection:
    return RecordedCorrection(one.date, collapsed(one.was), collapsed(one.now), collapsed(one.why), one.removed)


def _promise(promise: Commitment, owner: str, plan: Ready) -> RecordedPromise:
    return RecordedPromise(
        collapsed(promise.quote),
        collapsed(promise.text),
        promise.strength,
        owner,
        _name(owner, plan),
        promise.due,
        tuple([RecordedExtension(later.date, later.to, collapsed(later.why)) for later in promise.extended]),
        promise.status,
        tuple([RecordedStep(step.date, step.status, *map(collapsed, step[2:])) for step in promise.updates]),
    )


def _files(catalog: Catalog) -> dict[str, tuple[str, date | None]]:
    """By route, the file that stands for a page, and until when it is shown: an entry no longer than its digest."""
    ends = {digest.file.path: digest.file.head.publish_until for digest in catalog.digests}
    found: dict[str, tuple[str, date | None]] = {}
    values: Iterable[Paged] = (
        *(entry.source for entry in catalog.entries.values()),
        *catalog.digests,
        *catalog.topics.values(),
        *(topic for topic, _ in catalog.merged),
        *catalog.people.values(),
        *catalog.pages.values(),
    )
    for value in values:
        path, days = value.file.path, [value.file.head.publish_until]
        if isinstance(value, EntryFile):
            days.append(ends.get(value.digest_path))
        found[route_of(path)] = (path, min(filter(None, days), default=None))
        for alias in value.file.head.aliases:
            found[alias.name] = (path, found[route_of(path)][1])
    for path, end in ends.items():
        found[route_of(path).removesuffix("index.html") + "print.html"] = ("", end)
    return found


def _name(person: str, plan: Ready) -> str:
    found = plan.catalog.people.get(person)
    return found.name if found else ""
