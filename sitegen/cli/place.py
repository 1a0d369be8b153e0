"""What `sitegen publish` says of a place itself, and does there when a publish hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli.saying import say
from sitegen.memory.refused import refusing
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from sitegen.publish.outcome import PublishTarget


def unlock_place(place: PublishTarget) -> None:
    """End a publish that hangs there, and say whose it was. Raises Refused, OSError, Lost."""
    remote = place.connect()
    try:
        who = remote.unlock()
    finally:
        remote.close()
    say(f"Ended the publish of {who}." if who else "Nobody is publishing, so there is nothing to unlock.")


def tell_target(place: PublishTarget) -> None:
    """Say what the place can do, and what stands there. Raises Refused, OSError, Lost."""
    from sitegen.publish.guards import check_address, check_owner, check_records

    remote = place.connect()
    try:
        host = remote.look()
        check_owner(host, place.site, place.where)
        with refusing(f"{place.where} can be reached, but nothing can be written there"):
            remote.try_writing()
        say(f"{place.where} can be reached. {remote.words}")
        say(f"The web server must serve {remote.root}.")
        if host.site is None:
            say("It is empty: the first publish will make it.")
            return
        say(f"It holds this site: release {host.current}, {plural(len(host.releases), 'release')} in all.")
        if host.unfinished:
            say("A publish died on the way; the next one finishes it.")
        if place.url:
            check_address(place.url, host.site.token, remote.root)
            check_records(place.url, remote, host)
            say(f"{place.url} serves it.")
    finally:
        remote.close()
