"""What a place to publish to can do and what stands there, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import refusing
from sitegen.problems.problem import plural
from sitegen.publish.guards import check_address, check_owner, check_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.publish.outcome import PublishTarget


def words_of_target(place: PublishTarget) -> Iterator[str]:
    """Sentence by sentence, as far as it can be looked at. Raises Refused, OSError, Lost."""
    remote = place.connect()
    try:
        host = remote.look()
        check_owner(host, place.site, place.where)
        with refusing(f"{place.where} can be reached, but nothing can be written there"):
            remote.try_writing()
        yield f"{place.where} can be reached. {remote.words}"
        yield f"The web server must serve {remote.root}."
        if host.site is None:
            yield "It is empty: the first publish will make it."
            return
        yield f"It holds this site: release {host.current}, {plural(len(host.releases), 'release')} in all."
        if host.unfinished:
            yield "A publish died on the way; the next one finishes it."
        if place.url:
            check_address(place.url, host.site.token, remote.root)
            check_records(place.url, remote, host)
            yield f"{place.url} serves it."
    finally:
        remote.close()
