"""What a publish came to, in true words where it ended badly."""

from __future__ import annotations

import time
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.plan import Plan, make_plan
from sitegen.publish.release import Release
from sitegen.publish.remotes.remote import Busy, Host, Lost, Remote, Stale
from sitegen.publish.served import Served

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE, _PAUSE = 10.0, 0.1  # seconds, for a host that is still at what it was told before the connection broke

_LATER = (
    "{program} has still to send it to the server, which may take minutes: leave this computer on and connected until "
    "then. Until then readers find some pages old, some new and some not there yet."
)
DONE = "The new site is served, and only tidying up was left"
_HELD = (
    "The web server still gives readers release {release}, and in it what was withdrawn. Wait a few minutes, or have "
    "the web server restarted; then run the same command again, which removes that release."
)


class PublishTarget(NamedTuple):
    """Where to, and on whose behalf."""

    connect: Callable[[], Remote]
    """Connects; called again when a connection was cut."""
    where: str
    url: str
    keep: int
    site: str
    who: str
    zone: tzinfo = UTC
    """Of the site: the one in which days are told."""


class Result(NamedTuple):
    """What a publish came to."""

    host: Host
    """As it was before."""
    plan: Plan
    release: Release
    switched: bool = False
    served: Served | None = None
    """None where there is no address to fetch from."""
    record: bytes = b""
    """What the release says."""
    skipped: tuple[str, ...] = ()
    """On a way back: which releases it passed by and why, in words."""
    later: str = ""
    """The program that has still to send on what was written; empty where readers have it."""
    left: tuple[str, ...] = ()
    """Folders of the host with what was taken back, that hold files of others too, or damaged ones, and so are there
    still."""

    held: str = ""
    """A release with what was taken back that the web server goes on serving, and that is there still for that."""
    notes: tuple[str, ...] = ()
    """What else is to be said, in words."""
    refused: Refused | None = None
    """Of a look at what would change: why it would not be published."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said beside what was done."""
        left = (
            f"{folder} is there still, since it holds what sitegen did not put there. Readers do not get it. What was "
            "withdrawn may be in it: look at that folder, keep what is yours, and delete the rest."
            for folder in self.left
        )
        later = (_LATER.format(program=self.later),) if self.later else ()
        held = (_HELD.format(release=self.held),) if self.held else ()
        return (*self.skipped, *later, *left, *held, *self.notes)


def still_old(result: Result, url: str) -> str:
    """Why readers have the old site still, and what helps, in words."""
    served = result.served.release if result.served else ""
    if result.later:
        return f"{url} still serves the old release ({served}), since {result.later} has not sent all yet."
    if served in (result.host.current, ""):
        return (
            f"The host still serves the old release ({served}) at {url}: its web server remembers files for "
            "a while, as with open_file_cache. The new one is in place; there is nothing more to do but wait."
        )
    return (
        f"The host serves release {served} at {url} since before the last publish. If that is more than some minutes "
        "ago, its web server does not follow the link that names the newest one: a container or a mount was given the "
        "folder “current” itself, or the server was started inside it. Give it the folder above, serve “current” in "
        "that, and restart it. The release that it serves is not removed meanwhile."
    )


def truthfully(place: PublishTarget, aim: Release | list[Release], work: Callable[[Remote], Result]) -> Result:
    """Do the work; where that ends badly, say what state the site is in, having looked again if need be."""
    remote = place.connect()
    try:
        return work(remote)
    except Busy as busy:
        message = f"Somebody is publishing to {place.where} right now: {busy}. The site is theirs to change."
        raise Refused(message, "Wait until they have ended. If they never will:  --unlock") from None
    except Stale:
        message = f"Somebody else published to {place.where} meanwhile. Their site is served, whole."
        raise Refused(message, "Look at the new difference with --plan, then publish again.") from None
    except OSError as error:
        close(remote)
        raise refuse_os_error(error, f"{_state(place, aim)}; publishing stopped") from error
    except Lost as lost:
        close(remote)
        wanted = aim if isinstance(aim, Release) else aim[0] if aim else None
        found = _look_again(place, settled=True)
        if wanted and found and found.current == wanted.id:
            return Result(found, make_plan(wanted, wanted), wanted, switched=True)
        message = f"The connection to {place.where} was cut ({lost}). {_state(place, aim, found, looked=True)}."
        raise Refused(message, "Run the same command again: it goes on from there.") from lost
    finally:
        close(remote)


def close(remote: Remote) -> None:
    """Let go of a place, of which there may be nothing left to hold."""
    try:
        remote.close()
    except (OSError, Lost):
        return


def _look_again(place: PublishTarget, *, settled: bool = False) -> Host | None:
    """What stands there now; None where nobody can tell.

    After a cut the host may still be at what it was told, so with `settled` we wait until it has let go of the lock.
    """
    try:
        remote = place.connect()
        try:
            if settled and not _wait_for_lock(remote, place.who):
                return None
            return remote.look()
        finally:
            close(remote)
    except (OSError, Lost, Refused):
        return None


def _wait_for_lock(remote: Remote, who: str) -> bool:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            remote.lock(who)
        except Busy:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _state(
    place: PublishTarget, aim: Release | list[Release], found: Host | None = None, *, looked: bool = False
) -> str:
    """What is served now, in words."""
    host = found if looked else _look_again(place)
    wanted = aim.id if isinstance(aim, Release) else aim[0].id if aim else ""
    if host is None:
        return "Whether the host has switched is not known; run the same command again and it will say"
    if wanted and host.current == wanted:
        return DONE
    if host.unfinished:
        return "The switch was under way: every page is there, some still in their old version, until you run it again"
    return "The site has not changed"
