"""The history of a place in titles that people know: what each publish brought, changed and took back, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.refused import Refused
from sitegen.publish.consent import why_not
from sitegen.publish.history import CREATED
from sitegen.publish.release import EMPTY
from sitegen.publish.takings import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

    from sitegen.publish.history import Row
    from sitegen.publish.outcome import PublishTarget
    from sitegen.publish.remotes.remote import Host

Compare = Callable[[bytes, bytes], Sequence["NamedChange"]]
"""What became of the texts of one record in another; the first is empty for nothing. Raises Refused for no record."""
SERVED, KEPT, GONE, WITHDRAWN = "is served", "", "no longer there", "withdrawn"
_NAMED = 20  # texts of a publish; more are counted


class NamedChange(NamedTuple):
    """What became of one text."""

    how: str
    """new, changed, withdrawn and the like: a word of whoever compares."""
    title: str
    details: tuple[str, ...] = ()
    approved: tuple[str, date] | None = None
    """Who said yes to it, and when."""


class PastPublish(NamedTuple):
    """One publish, or one way back."""

    row: Row
    standing: str
    """SERVED, KEPT, GONE, or WITHDRAWN where it held what was taken back."""
    why: str
    """Of WITHDRAWN, in words."""
    changes: tuple[NamedChange, ...] | None
    """None where it is not known: what it or the release before it said is no longer kept."""


def read_history(place: PublishTarget, compare: Compare) -> list[PastPublish]:
    """All that happened at a place, the last first."""
    remote = place.connect()
    try:
        host = remote.look()
        records = {release: remote.record(release) for release in sorted(host.recorded)}
    finally:
        remote.close()
    return tell(host, records, compare, place.zone)


def tell(host: Host, records: dict[str, bytes], compare: Compare, zone: tzinfo = UTC) -> list[PastPublish]:
    """The same, of what was read already; days are told in that zone."""
    taken, known = taken_back(host), {EMPTY.id: b"", **records}
    told = []
    for row in reversed(host.rows):
        if row.what == CREATED:
            continue
        changes = None
        if row.parent in known and row.release in known:
            with suppress(Refused):  # whoever may write to the place may have spoilt it
                changes = tuple(compare(known[row.parent], known[row.release]))
        gone = row.release in taken and row.release != host.current
        standing = KEPT if row.release in host.releases else GONE
        standing = SERVED if row.release == host.current else WITHDRAWN if gone else standing
        told.append(PastPublish(row, standing, why_not(host, row.release, zone) if gone else "", changes))
    return told


def history_lines(told: Sequence[PastPublish], zone: tzinfo) -> Iterator[str]:
    """The history for people."""
    for row, standing, why, changes in told:
        when = f"{_time(row, zone):%Y-%m-%d %H:%M}"
        ending = "" if why else standing
        yield f"{when}  {row.release}  {row.what:<11}  {row.who}  {row.summary}  {ending}".rstrip()
        if why:
            yield f"  {why}"
        for change in (changes or ())[:_NAMED]:
            yield f"  {change.how:<9} {change.title}".rstrip()
            yield from (f"            {detail}" for detail in change.details)
            if change.approved:
                yield "            approved on {1:%Y-%m-%d} by {0}".format(*change.approved)
        if changes and len(changes) > _NAMED:
            yield f"  … and {len(changes) - _NAMED:,} more"


def history_json(told: Sequence[PastPublish], zone: tzinfo) -> list[dict[str, Any]]:
    """The history for programs."""
    return [
        {
            "release": row.release,
            "parent": row.parent,
            "what": row.what,
            "when": _time(row, zone).isoformat(),
            "who": row.who,
            "summary": row.summary,
            "served": standing == SERVED,
            "kept": standing in (SERVED, KEPT),
            "withdrawn": standing == WITHDRAWN,
            "texts": None if changes is None else [_change(change) for change in changes],
        }
        for row, standing, _, changes in told
    ]


def _change(change: NamedChange) -> dict[str, Any]:
    told: dict[str, Any] = {"how": change.how, "title": change.title, "details": list(change.details)}
    if change.approved:
        by, day = change.approved
        told["approved"] = {"by": by, "date": day.isoformat()}
    return told


def _time(row: Row, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(row.stamp, zone)
