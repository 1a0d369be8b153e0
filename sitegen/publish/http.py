"""What readers are really served, fetched and compared."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from sitegen.memory.fingerprint import content_hash
from sitegen.publish.release import MARKER

if TYPE_CHECKING:
    from sitegen.publish.plan import Plan
    from sitegen.publish.remotes.remote import Staging

PATIENCE = 15.0  # seconds; what web servers remember of a folder is usually forgotten by then
_PAUSE = 0.3
_TIMEOUT = 10.0
_PAGES = 20  # changed pages that are fetched


class Answer(NamedTuple):
    """What an address answered."""

    status: int
    """0 for nothing at all."""
    body: bytes
    why: str = ""


class Served(NamedTuple):
    """What readers see after a switch."""

    verdict: str
    """served, old, wrong."""
    why: str = ""


def fetch(url: str, route: str) -> Answer:
    """What the site at the address serves for the route, past every cache that can be asked to step aside."""
    address = url.rstrip("/") + "/" + quote(route)
    if not address.startswith(("http://", "https://")):
        return Answer(0, b"", "it is no web address")
    headers = {"Cache-Control": "no-cache", "User-Agent": "sitegen"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - looked at above
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 - the same
            return Answer(response.status, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read())
    except urllib.error.URLError as error:
        return Answer(0, b"", str(getattr(error.reason, "strerror", None) or error.reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(0, b"", str(error) or type(error).__name__)


def look_at(url: str, staging: Staging, plan: Plan, patience: float | None = None) -> Served:
    """Fetch the marker, the first page, what changed and what went; wait as long as a server's cache may need."""
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        served = _look_once(url, staging, plan)
        if served.verdict == "served" or time.monotonic() > until:
            return served
        time.sleep(_PAUSE)


def _look_once(url: str, staging: Staging, plan: Plan) -> Served:
    marker = fetch(url, MARKER)
    if marker.status == 0:
        return Served("wrong", f"{url} does not answer ({marker.why})")
    words = marker.body.decode("ascii", "replace").split()
    if marker.status != 200 or words[1:] != [staging.token]:
        return Served("wrong", f"{url} does not serve this folder")
    if words[0] != staging.release.id:
        return Served("old", words[0])
    tree = staging.release.tree
    changed = [change.route for change in plan.changes if change.route in tree]
    wanted = dict.fromkeys(
        name for name in ("index.html", "search.html", "feed.xml", *changed[:_PAGES]) if name in tree
    )
    for route in wanted:
        answer = fetch(url, route)
        if answer.status != 200 and not (answer.status == 410 and tree[route].kind == "tombstone"):
            return Served("wrong", f"{route} is answered with {answer.status or answer.why}")
        if content_hash(answer.body) == tree[route].sha256:
            continue
        was = staging.parent.tree.get(route)
        if was and content_hash(answer.body) == was.sha256:
            return Served("old", staging.parent.id)
        return Served("wrong", f"{route} is not served as it was built")
    gone = [change.route for change in plan.changes if change.route not in tree]
    for route in gone[:_PAGES]:
        answer = fetch(url, route)
        if answer.status == 200:
            return Served("old", staging.parent.id)
    return Served("served")
