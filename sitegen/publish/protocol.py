"""One protocol for every place: look, compare, guard, lock, stage, verify, switch, fetch, write down, prune.

Up to the switch nothing that a reader sees has changed; after it everything has. Whatever dies on the way is
finished, or begun anew, by the same command.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.publish import guards
from sitegen.publish.history import BACK, CREATED, PUBLISHED, Row, kept, next_stamp, parent_of
from sitegen.publish.outcome import PublishTarget, Result, truthfully
from sitegen.publish.plan import Plan, make_plan
from sitegen.publish.records import parse_release
from sitegen.publish.release import Release, make_release
from sitegen.publish.remotes.remote import Host, Remote, SiteRecord, Staging, Stale
from sitegen.publish.served import look_at

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = make_release({})
"""What a new place serves until the first publish: nothing but its marker."""


def compare(place: PublishTarget, release: Release) -> Result:
    """What a publish would change; writes nothing."""
    remote = place.connect()
    try:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        return Result(host, make_plan(_current(remote, host), release), release)
    finally:
        remote.close()


def publish(
    place: PublishTarget,
    release: Release,
    read: Callable[[str], bytes],
    removals: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
    say: Callable[[Plan, Remote], None] = lambda *_: None,
) -> Result:
    """Make the place serve the release; `say` is told the plan before anything is changed. Raises Refused."""

    def work(remote: Remote) -> Result:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        if host.unfinished:
            remote.lock(place.who)
            host = remote.look()
        before = _current(remote, host)
        plan = make_plan(before, release)
        guards.check_removals(plan, removals)
        if host.site and before.id == release.id:
            staging = Staging(release, before, host.site.token, 0, read, tick)
            if place.url:
                guards.check_records(place.url, remote, host)
            return Result(host, plan, release, served=look_at(place.url, staging, plan) if place.url else None)
        say(plan, remote)
        remote.lock(place.who)
        site = _own(remote, place, before)
        now = remote.look()
        row = _row(now, release, before, PUBLISHED, place, plan.summary())
        staging = Staging(release, before, site.token, row.stamp, read, tick)
        return _put(remote, place, staging, row, Result(host, plan, release))

    return truthfully(place, release, work)


def rollback(place: PublishTarget, wanted: str = "") -> Result:
    """Serve an earlier release again: the named one, else the one before. Raises Refused."""
    aim: list[Release] = []

    def work(remote: Remote) -> Result:
        host = remote.look()
        guards.check_owner(host, place.site, place.where)
        remote.lock(place.who)
        host = remote.look()
        target = _target(host, wanted, place)
        before, release = _current(remote, host), _load(remote, target)
        aim[:] = [release]
        plan = make_plan(before, release)
        if host.site is None or before.id == release.id:
            return Result(host, plan, release)
        row = _row(host, release, before, BACK, place, plan.summary())
        staging = Staging(release, before, host.site.token, row.stamp, _not_there, lambda _: None)
        return _put(remote, place, staging, row, Result(host, plan, release))

    return truthfully(place, aim, work)


def _put(remote: Remote, place: PublishTarget, staging: Staging, row: Row, result: Result) -> Result:
    if place.url:
        guards.check_address(place.url, staging.token, remote.root)
        guards.check_records(place.url, remote, remote.look())
    remote.stage(staging)
    remote.switch(staging, row)
    served = look_at(place.url, staging, result.plan) if place.url else None
    _prune(remote, place)
    return result._replace(switched=True, served=served)


def _prune(remote: Remote, place: PublishTarget) -> None:
    host = remote.look()
    remote.prune(host.releases - kept(host.rows, host.current, place.keep))


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


def _target(host: Host, wanted: str, place: PublishTarget) -> str:
    if not host.site:
        raise Refused(f"Nothing was ever published to {place.where}.", "Publish first:  sitegen publish")
    known = sorted(host.releases & {row.release for row in host.rows if row.what != CREATED})
    if not wanted:
        parent = parent_of(host.rows, host.current)
        if parent in known:
            return parent
        raise Refused("There is no earlier release to go back to. The site has not changed.", "See:  --history")
    found = [release for release in known if release.startswith(wanted)]
    if len(found) != 1:
        raise Refused(f"There is no release {wanted} on the host. The site has not changed.", "See:  --history")
    return found[0]


def _not_there(route: str) -> bytes:
    raise Refused(
        f"{route} of that release is no longer whole on the host. The site has not changed.",
        "Go back to another one; see:  --history",
    )
