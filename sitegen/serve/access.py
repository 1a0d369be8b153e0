"""Who is let in: this computer's own browser, looking at our own pages.

Any web page can make a browser ask 127.0.0.1, and any name can be pointed at it. So the name asked for must be ours
(DNS rebinding), and another site's page may lead here but neither read nor embed anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.serve.request import Request

HOST = "127.0.0.1"
NAMES = (HOST, "localhost", "[::1]")
MEND = "_serve/mend"
"""The one address that is written to: where a page of ours says which of its problems is to be mended."""


class Refusal(NamedTuple):
    """That a request is not answered, and why."""

    status: int
    why: str


def refuse(request: Request, port: int, written: str = "") -> Refusal | None:
    """Why the request is not answered; None where it is.

    Besides the one address that pages of ours write to, they may to those that begin with `written`, unless it is
    empty; there a browser must say that the page is ours.
    """
    hosts = request.values("host")
    own = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
    if len(hosts) != 1 or hosts[0].lower() not in own:
        return Refusal(421, "This preview answers to its own address only.")
    if any(origin.lower() not in {f"http://{name}" for name in own} for origin in request.values("origin")):
        return Refusal(403, "This preview does not talk to other sites.")
    if request.method == "POST" and request.path == MEND:
        return None if _is_our_page(request, hosts[0]) else Refusal(403, "This preview does not talk to other sites.")
    if request.method == "POST" and written and request.path.startswith(written):
        is_said = request.values("sec-fetch-site") == ("same-origin",)
        is_ours = is_said and _is_our_page(request, hosts[0])
        return None if is_ours else Refusal(403, "This desk does not talk to other sites.")
    if request.method not in ("GET", "HEAD"):
        return Refusal(405, "This preview can be looked at, nothing else.")
    if _is_foreign(request):
        return Refusal(403, "This preview does not talk to other sites.")
    return None


def _is_our_page(request: Request, host: str) -> bool:
    """Whether a page at the very address that it asks has sent it, and its browser says so."""
    sites = request.values("sec-fetch-site")
    return request.values("origin") == (f"http://{host}",) and all(site == "same-origin" for site in sites)


def _is_foreign(request: Request) -> bool:
    """Whether another site's page is behind it; a link followed in a tab of its own is not."""
    sites = request.values("sec-fetch-site")
    if all(site in ("same-origin", "none") for site in sites):
        return False
    is_visit = request.values("sec-fetch-mode") == ("navigate",) and request.values("sec-fetch-dest") == ("document",)
    return len(sites) != 1 or sites[0] not in ("cross-site", "same-site") or not is_visit
