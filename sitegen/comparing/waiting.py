"""What readers have, and of which the newer words wait for somebody's yes: it must not go meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.entry import entry_id
from sitegen.model.names import kind_of
from sitegen.model.values import waits
from sitegen.problems import unsaid_changes as problems
from sitegen.problems.problem import Place, Problem, in_order
from sitegen.reading.dates import show_day
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model.catalog import Catalog
    from sitegen.record.release_record import ReleaseRecord

_NOT_APPROVED, _DIGEST = "nobody has said yes to it as it is now", "nobody has said yes to its digest as it is now"


class Waiting(NamedTuple):
    """What a site holds back until somebody says yes."""

    paths: tuple[str, ...] = ()
    """Of digests and entries, those of a digest that waits too."""

    def refused(self, published: ReleaseRecord, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems of publishing this over what is published, with an error for each page that must not go.

        What was told of the address of such a page is left out: it is no answer to put `draft` away.
        """
        live = [path for path in self.paths if route_of(path) in published.pages or entry_id(path) in published.entries]
        told = set(live)
        since = show_day(published.day)
        rest = [one for one in found if one.path not in told or one.code != "published-address-gone"]
        digests = {path for path in live if kind_of(path) == "digest"}
        for path in live:
            digest = path.rpartition("/")[0] + "/index.md"
            if path in digests or digest not in digests:
                name = path.split("/")[2] if path in digests else entry_id(path)
                why = _DIGEST if digest in self.paths and path not in digests else _NOT_APPROVED
                rest.append(problems.published_unapproved(Place(path), since, why, name))
        return in_order(rest)


def waiting_of(catalog: Catalog) -> Waiting:
    """What waits on the day."""
    return Waiting(tuple([path for path, reason, _ in catalog.held_back if waits(reason)]))
