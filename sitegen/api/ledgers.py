"""What a publish brings along of the record, and what is remembered of it: for the commands that change a place.

What plans and compares is imported when it is asked for: a publish with nothing to do must not wait for it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish.ledger import LastSeen, Ledger, PublishedText, Texts
from sitegen.publish.records import is_id
from sitegen.record.known import forget_known, read_known, write_known
from sitegen.record.record_bytes import dump_record, read_record
from sitegen.record.tokens import text_token, words_token
from sitegen.withdrawal.erased import all_erased
from sitegen.withdrawal.word_runs import AnswersCut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from sitegen.engine.planning import Ready
    from sitegen.model.resolve import Entry
    from sitegen.publish.chronicle import NamedChange
    from sitegen.publish.outcome import Result
    from sitegen.record.release_record import ReleaseRecord


def ledger_for(project: Path, name: str, plan: Ready) -> Ledger:
    """For a publish of what was planned to the place of that name. Raises Refused, RecordLost, OSError."""
    from sitegen.comparing.planned_record import make_record

    before = None
    with suppress(Refused):
        seen = last_seen(project, name)
        before = read_record(seen.record) if seen else None
    return ledger_of(project, name, plan, make_record(plan), before)


def ledger_of(
    project: Path, name: str, plan: Ready, record: ReleaseRecord, before: ReleaseRecord | None = None
) -> Ledger:
    """The same, with the record of the plan and that which this copy has seen last, as far as it could be read."""
    site, entries, seen = plan.settings.id, plan.catalog.entries, last_seen(project, name)
    data = dump_record(record, before)

    outs = {key: sum(one.removed for one in entries[key].source.corrections) for key in record.entries}
    gone = {text_token(site, name) for key in record.withdrawn for name in _names(entries[key])}
    gone |= {
        words_token(site, name, times)
        for key, count in outs.items()
        if count
        for name in _names(entries[key])
        for times in range(count)
    }
    if erased := {token for one in all_erased(project) for token in one.tokens}:
        # What is shown here again was only begun to be erased.
        gone |= erased - {text_token(site, name) for key in record.entries for name in _names(entries[key])}
    cut = AnswersCut(record, outs, {key: tuple(_names(entries[key])) for key, count in outs.items() if count})
    ever_cut = frozenset(name for names in cut.names.values() for name in names)

    def read(other: bytes) -> ReleaseRecord:
        return before if before and seen and other == seen.record else read_record(other)

    def texts(other: bytes) -> Texts:
        if other == data:
            return _texts(record, site, outs.__getitem__)
        return _older_texts(read(other), site, ever_cut)

    return Ledger(
        data,
        texts,
        frozenset(gone),
        seen,
        lambda older, salt: cut.gone(read(older), salt) if ever_cut else frozenset(),
        cut.back,
    )


def ledger_of_seen(seen: LastSeen, site: str) -> Ledger:
    """For a publish of the very release that this copy has seen last: nothing is planned for it."""

    def back(words: Collection[str], salt: str) -> Mapping[str, frozenset[str]]:
        return _cut_in(read_record(seen.record)).back(words, salt)

    return Ledger(seen.record, lambda data: _older_texts(read_record(data), site), seen=seen, back=back)


def _cut_in(record: ReleaseRecord) -> AnswersCut:
    outs, older = {key: said.outs for key, said in record.words.items()}, _older_names(record)
    names = {key: (key, *older.get(record.entries[key].path, ())) for key, count in outs.items() if count}
    return AnswersCut(record, outs, names)


def _older_texts(record: ReleaseRecord, site: str, cut: Collection[str] | None = None) -> Texts:
    """The texts of a record that was kept of the site of that id.

    Whether words were taken out is looked for only in those that had one of the ids in `cut`: without that in all, each
    of which is unpacked for it. Raises Refused where it turns out to be damaged.
    """
    return _texts(record, site, lambda key: record.words[key].outs, cut)


def compare_records(before: bytes, after: bytes) -> tuple[NamedChange, ...]:
    """What a release brought, changed and took back, for the history; raises Refused where either is no record."""
    from sitegen.publish.chronicle import NamedChange
    from sitegen.record.changes import compare, with_approvals

    now = read_record(after)
    if not before:
        return tuple(
            NamedChange("new", entry.title, approved=now.approvals.get(key)) for key, entry in now.entries.items()
        )
    changes = with_approvals(compare(read_record(before), now, now.day)[0], now)
    return tuple(NamedChange(what, title, details, approved) for what, _, title, details, approved in changes)


def last_seen(project: Path, name: str) -> LastSeen | None:
    """The release of that place that was published, or gone back to, from here last; raises Refused, OSError."""
    release = (read_known(project, _release_of(name)) or b"").decode("ascii", "replace")
    return LastSeen(release, read_known(project, name) or b"") if is_id(release) else None


def remember(project: Path, name: str, result: Result) -> None:
    """Keep what a publish or a way back came to: `check` compares with it, the next publish begins from it."""
    if result.record and last_seen(project, name) == LastSeen(result.release.id, result.record):
        return
    forget_known(project, _release_of(name))  # should we die on the way, no record is taken for another release's
    if result.record:
        write_known(project, name, result.record)
    else:
        forget_known(project, name)  # of an older version's release nobody knows what it says
    write_known(project, _release_of(name), result.release.id.encode())


def _names(entry: Entry) -> Iterator[str]:
    """The id of an entry, and those that it had: its earlier releases know it by the addresses that lead on to it."""
    yield entry.id
    for alias in entry.source.file.head.aliases:
        yield id_at(alias.name)


def _release_of(name: str) -> str:
    return f"{name}.release"


def _texts(record: ReleaseRecord, site: str, outs: Callable[[str], int], cut: Collection[str] | None = None) -> Texts:
    older, texts = _older_names(record), {}
    for key, entry in record.entries.items():
        names = (key, *older.get(entry.path, ()))
        tokens = [text_token(site, name) for name in names]
        if cut is None or any(name in cut for name in names):
            times = outs(key)
            tokens += [words_token(site, name, times) for name in names]
        stamp = f"{entry.source} {entry.owners} {entry.state}"
        texts[key] = PublishedText(entry.title, stamp, frozenset(tokens))
    return texts | {key: PublishedText(key, "", frozenset()) for key in record.withdrawn}


def _older_names(record: ReleaseRecord) -> Mapping[str, list[str]]:
    """By its path, the ids that an entry had before: of the addresses that lead on to it."""
    older: dict[str, list[str]] = {}
    for route, page in record.pages.items():
        if page.kind == "redirect":
            older.setdefault(page.path, []).append(id_at(route))
    return older


def id_at(route: str) -> str:
    """The id of the entry whose page is at the route."""
    return route.removeprefix("digests/").removesuffix(".html")
