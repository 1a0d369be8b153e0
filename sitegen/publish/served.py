"""What readers are really served after a switch, fetched and compared."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import content_hash
from sitegen.publish.http import Answer, fetch
from sitegen.publish.release import MARKER, MARKER_SIZE
from sitegen.publish.twins import fold

if TYPE_CHECKING:
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Staging

PATIENCE = 15.0  # seconds; what web servers remember of a folder is usually forgotten by then
_LONGEST = 60.0  # seconds for all that is fetched, however slowly it comes
_PAUSE = 0.3
_PAGES = 20  # changed pages that are fetched


class Served(NamedTuple):
    """What readers see after a switch."""

    verdict: str
    """served, old, wrong."""
    why: str = ""
    """For old, the release that is served."""

    @property
    def release(self) -> str:
        """The earlier release that is still served; empty for none."""
        return self.why if self.verdict == "old" else ""


def look_at(url: str, staging: Staging, plan: Plan, patience: float | None = None) -> Served:
    """Fetch the marker, the first page, what changed and what went; wait as long as a server's cache may need."""
    start = time.monotonic()
    until = start + (PATIENCE if patience is None else patience)
    while True:
        served = _look_once(url, staging, plan, max(until, start + _LONGEST))
        if served.verdict == "served" or time.monotonic() > until:
            return served
        time.sleep(_PAUSE)


def served_by(answer: Answer) -> list[str]:
    """The words of a marker that was fetched: the release and the token of the folder; none where it is no marker."""
    return answer.body.decode("ascii", "replace").split() if answer.status == 200 else []


def _look_once(url: str, staging: Staging, plan: Plan, until: float) -> Served:
    marker = fetch(url, MARKER, MARKER_SIZE, until)
    if marker.status == 0:
        return Served("wrong", f"{url} does not answer ({marker.why})")
    words = served_by(marker)
    if words[1:] != [staging.token]:
        return Served("wrong", f"{url} does not serve this folder" + (f" ({marker.why})" if marker.why else ""))
    if words[0] != staging.release.id:
        return Served("old", words[0])
    tree = staging.release.tree
    changed = [change.route for change in plan.changes if change.route in tree]
    wanted = dict.fromkeys(
        name for name in ("index.html", "search.html", "feed.xml", *changed[:_PAGES]) if name in tree
    )
    for route in wanted:
        served = _compare(url, route, staging, until)
        if served.verdict != "served":
            return served
    there = {fold(route) for route in tree}  # a host that takes twins for one answers for both
    gone = [change.route for change in plan.changes if change.route not in tree and fold(change.route) not in there]
    for route in gone[:_PAGES]:
        if fetch(url, route, 0, until).status == 200:
            return Served("old", staging.parent.id)
    return Served("served")


def _compare(url: str, route: str, staging: Staging, until: float) -> Served:
    made, was = staging.release.tree[route], staging.parent.tree.get(route)
    answer = fetch(url, route, max(made.size, was.size if was else 0), until)
    if answer.status == 0:
        return Served("wrong", f"{route} cannot be fetched: {answer.why}")
    if answer.status != 200 and not (answer.status == 410 and made.kind == "tombstone"):
        return Served("wrong", f"{route} is answered with {answer.status}" + (f" ({answer.why})" if answer.why else ""))
    if content_hash(answer.body) == made.sha256:
        return Served("served")
    if was and content_hash(answer.body) == was.sha256:
        return Served("old", staging.parent.id)
    return Served("wrong", f"{route} is not served as it was built")
