"""One protocol for every place: look, compare, guard, lock, stage, verify, switch, fetch, write down, prune.

Up to the switch nothing that a reader sees has changed; after it everything has. Whatever dies on the way is
finished, or begun anew, by the same command.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish import consent, guards
from sitegen.publish.history import BACK, CREATED, PUBLISHED, Row, next_stamp, way_back
from sitegen.publish.ledger import NO_LEDGER
from sitegen.publish.outcome import PublishTarget, Result, truthfully
from sitegen.publish.plan import Plan, make_plan
from sitegen.publish.records import MOST_OF, parse_release
from sitegen.publish.release import EMPTY, Release
from sitegen.publish.remotes.remote import Host, Remote, SiteRecord, Staging, Stale
from sitegen.publish.served import look_at
from sitegen.publish.takings import TEXT, marked, marks_with, taken_back
from sitegen.publish.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.publish.ledger import Ledger
    from sitegen.publish.takings import Mark


def compare(
    place: PublishTarget,
    release: Release,
    removals: int | None = None,
    ledger: Ledger = NO_LEDGER,
    agree: Callable[[str], bool] = lambda _: True,
    vet: Callable[[Host, Remote], None] = lambda *_: None,
) -> Result:
    """What a publish would change, and whether it would be refused; writes nothing. All else as in `publish`."""
    remote = place.connect()
    try:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        plan = make_plan(_current(remote, host), release)
        vet(host, remote)
        refused = None
        try:
            allowed = consent.check_all(host, plan, release, ledger, remote.record, removals, place)
            consent.check_gone(plan, allowed, agree)
        except Refused as refusal:
            refused = refusal
        return Result(host, plan, release, refused=refused)
    finally:
        remote.close()


def publish(
    place: PublishTarget,
    release: Release,
    read: Callable[[str], bytes],
    removals: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    say: Callable[[Plan, Remote], str | None] = lambda *_: None,
    ledger: Ledger = NO_LEDGER,
    agree: Callable[[str], bool] = lambda _: False,
    vet: Callable[[Host, Remote], None] = lambda *_: None,
) -> Result:
    """Make the place serve the release; `say` is told the plan before anything is changed. Raises Refused.

    What `say` gives is noted in the history, behind what was changed; it may raise what it likes, as `vet` may.

    Before that `vet` is shown what stands there, and raises what it likes where that must not be replaced. `agree` is
    asked before any answer goes, unless `removals` is the number of pages that do.
    """
    if len(ledger.record) > MOST_OF["record"]:
        message = f"What the site says is more than {MOST_OF['record']:,} bytes, compressed. The site has not changed."
        raise Refused(message, "Publish old digests as a site of their own.")

    def work(remote: Remote) -> Result:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        if host.unfinished:
            remote.lock(place.who)
            host = remote.look()
        before = _current(remote, host)
        plan = make_plan(before, release)
        result = Result(host, plan, release, record=ledger.record)
        allowed = consent.check_all(host, plan, release, ledger, remote.record, removals, place)
        if host.site and before.id == release.id:
            staging = Staging(release, before, host.site.token, 0, read, tick)
            if place.url:
                guards.check_records(place.url, remote, host)
            result = result._replace(record=_told(remote, host, release, ledger))
            result = result._replace(served=look_at(place.url, staging, plan) if place.url else None)
            return _settle(remote, place, host, release, ledger, result)
        vet(host, remote)
        noted = say(plan, remote)
        consent.check_gone(plan, allowed, agree)
        remote.lock(place.who)
        site = _own(remote, place, before)
        now = remote.look()
        summary = " ".join(filter(None, [plan.summary(), noted]))
        row = _row(now, release, before, PUBLISHED, place, summary)
        staging = Staging(release, before, site.token, row.stamp, read, tick, ledger.record)
        marks = marks_with(now, ledger, release.id, remote.record, row.stamp)
        return _put(remote, place, staging, row, marks, result)

    return truthfully(place, release, work)


def rollback(place: PublishTarget, wanted: str = "") -> Result:
    """Serve an earlier release again: the named one, else the one before; none that holds what was taken back.

    Raises Refused.
    """
    aim: list[Release] = []

    def work(remote: Remote) -> Result:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        remote.lock(place.who)
        host = remote.look()
        target, skipped = _target(host, wanted, place)
        before, release = _current(remote, host), _load(remote, target)
        aim[:] = [release]
        plan = make_plan(before, release)
        result = Result(host, plan, release, record=remote.record(target), skipped=skipped)
        if host.site is None or before.id == release.id:
            return result
        row = _row(host, release, before, BACK, place, plan.summary())
        staging = Staging(release, before, host.site.token, row.stamp, _not_there, lambda _: None)
        return _put(remote, place, staging, row, host.marks, result)

    return truthfully(place, aim, work)


def _put(
    remote: Remote, place: PublishTarget, staging: Staging, row: Row, marks: Sequence[Mark], result: Result
) -> Result:
    if place.url:
        guards.check_address(place.url, staging.token, remote.root)
        guards.check_records(place.url, remote, remote.look())
    remote.stage(staging)
    if marks != result.host.marks:
        remote.mark(marks)
    remote.switch(staging, row)
    served = look_at(place.url, staging, result.plan) if place.url else None
    return tidy(remote, place, result._replace(switched=True, served=served, later=remote.later))


def _settle(
    remote: Remote, place: PublishTarget, host: Host, release: Release, ledger: Ledger, result: Result
) -> Result:
    """Do what a publish that died after its switch had still to do: its record, its marks, and what goes by them."""
    lacks = bool(ledger.record) and release.id not in host.recorded
    going = host.releases & taken_back(host) - {host.current}
    if not (lacks or going or host.untidy) and ledger.withdrawn <= marked(host.marks, TEXT).keys():
        return result
    remote.lock(place.who)
    host = remote.look()
    if host.current != release.id:
        raise Stale
    if lacks:
        remote.keep_record(release.id, ledger.record)
    marks = marks_with(host, ledger, release.id, remote.record, next_stamp(host.rows, host.now))
    if marks != host.marks:
        remote.mark(marks)
    return tidy(remote, place, result)


def _told(remote: Remote, host: Host, release: Release, ledger: Ledger) -> bytes:
    """What is kept of a release that stands there already: that of whoever published it, which says since when."""
    is_ours = ledger.seen is not None and ledger.seen.release == release.id
    return ledger.record if is_ours or release.id not in host.recorded else remote.record(release.id)


def _own(remote: Remote, place: PublishTarget, expected: Release) -> SiteRecord:
    """The marker of the locked place, made where there is none, with an empty release that is served."""
    host = remote.look()
    guards.check_owner(host, place.site, place.where)
    site = host.site or SiteRecord(place.site, secrets.token_hex(8), remote.mode)
    if host.current and host.current != expected.id:
        raise Stale
    if not host.site:
        remote.create(site)
    if not host.current:
        row = _row(host, EMPTY, Release("", {}), CREATED, place, "")
        staging = Staging(EMPTY, Release("", {}), site.token, row.stamp, _not_there, lambda _: None)
        remote.stage(staging)
        remote.switch(staging, row)
    return site


def _current(remote: Remote, host: Host) -> Release:
    return _load(remote, host.current) if host.current else EMPTY


def _load(remote: Remote, release: str) -> Release:
    try:
        return parse_release(remote.manifest(release), release)
    except FileNotFoundError as error:
        message = f"The list of files of release {release} is missing from the host. The site has not changed."
        raise Refused(message, "Publish to a new, empty folder, then let the web server serve that one.") from error


def _row(host: Host, release: Release, before: Release, what: str, place: PublishTarget, summary: str) -> Row:
    return Row(release.id, before.id, what, next_stamp(host.rows, host.now), place.who, summary)


def _target(host: Host, wanted: str, place: PublishTarget) -> tuple[str, tuple[str, ...]]:
    """The release to go back to, and why others are passed by."""
    if not host.site:
        raise Refused(f"Nothing was ever published to {place.where}.", "Publish first:  sitegen publish")
    taken = taken_back(host)
    served = {row.release for row in host.rows if row.what != CREATED}
    known = served & host.releases
    if not wanted:
        way = way_back(host.rows, host.current, taken)
        skipped = tuple(consent.why_not(host, release, place.zone) for release in way.skipped)
        if way.release in known:
            return way.release, skipped
        raise Refused(
            " ".join(["There is no earlier release to go back to.", *skipped, "The site has not changed."]),
            "See:  --history" if not skipped else "Undo in the files of the folder what is to go, and publish that.",
        )
    gone = [release for release in sorted(served & taken) if release.startswith(wanted)]
    if gone:
        raise Refused(
            f"{consent.why_not(host, gone[0], place.zone)} The site has not changed.", "See which are left:  --history"
        )
    found = [release for release in sorted(known) if release.startswith(wanted)]
    if len(found) != 1:
        raise Refused(f"There is no release {wanted} on the host. The site has not changed.", "See:  --history")
    return found[0], ()


def _not_there(route: str) -> bytes:
    raise Refused(
        f"{route} of that release is no longer whole on the host. The site has not changed.",
        "Go back to another one; see:  --history",
    )
