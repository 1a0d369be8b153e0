"""A page on its way to the browser: the script that keeps it fresh, the bar, and the overlay are put in here.

Nothing of this is part of the built site: the pages that `build` makes do not pass through here.
"""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from sitegen.serve.overlay import PROBLEMS, render_bar, render_overlay, render_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.problems.problem import Problem
    from sitegen.serve.preview import Preview, Showing

OURS = "_serve/"
EVENTS = "_serve/events"
ASSETS = ("live.js", "live.css", "idiomorph.js")
# Told by us, never by the system: Windows may say that scripts are text/plain.
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "woff2": "font/woff2",
}
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'"
_UNFRAMED = "frame-ancestors 'none'"
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


class Response(NamedTuple):
    """What is sent."""

    status: int
    type: str
    data: bytes
    policy: str
    cookie: str = ""


def answer(preview: Preview, path: str, *, framed: bool = False) -> Response:
    """What there is at the path: a page, a file, one of the preview's own, or word that there is nothing yet.

    With `framed` another page of this server may show it in a frame.
    """
    found = _answer(preview, path)
    return found._replace(policy=found.policy.replace(_UNFRAMED, "frame-ancestors 'self'")) if framed else found


def _answer(preview: Preview, path: str) -> Response:
    if path.startswith(OURS):
        name = path.removeprefix(OURS)
        if name in ASSETS:
            data = files("sitegen.serve").joinpath("assets", name).read_bytes()
            return Response(200, type_of(name), data, _FILE_POLICY)
        return Response(404, _TYPES["txt"], b"There is nothing here.\n", _FILE_POLICY)
    if path == PROBLEMS.strip("/") + "/":
        showing = preview.showing
        page = _document("Problems", render_problems(preview, showing))
        return _page(page, preview, showing, PROBLEMS, 200)
    route = path + "index.html" if not path or path.endswith("/") else path
    showing, served = preview.serve(route)
    if served is None and route == "favicon.ico":  # browsers ask for one whether there is one or not
        return Response(204, _TYPES["ico"], b"", _FILE_POLICY)
    if served is None or (not served.data and served.problem):
        return _absent(preview, showing, route)
    if not route.endswith(".html"):
        return Response(200, type_of(route), served.data, _FILE_POLICY)
    return _page(served.data.decode("utf-8"), preview, showing, route, 200, served.at_gate)


def type_of(route: str) -> str:
    """The media type, by the ending of the name."""
    return _TYPES.get(route.rpartition(".")[2].lower(), "application/octet-stream")


def _absent(preview: Preview, showing: Showing, route: str) -> Response:
    """No such page now; it shows itself as soon as there is."""
    if showing.routes:
        title, words = "There is no page here", f"There is no page at {route} now. It will show here when it is there."
    else:
        title, words = "There is no site yet", "The site will show here as soon as everything is mended."
    status = 404 if showing.routes else 503
    body = f"<main><h1>{title}</h1><p>{escape(words)}</p>"
    listed = "</main>"
    if not showing.routes:
        listed = render_problems(preview, showing).removeprefix("<main><h1>Problems</h1>")
    return _page(_document(title, body + listed), preview, showing, route, status)


def _document(title: str, body: str) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_OWN_POLICY}">'
    head = f'<meta charset="utf-8">{meta}<meta name="viewport" content="width=device-width, initial-scale=1">'
    opening = f'<!DOCTYPE html>\n<html lang="en"><head>{head}<title>{title}</title></head>'
    return f"{opening}<body class=_serve-own>{body}</body></html>"


def _page(
    html: str, preview: Preview, showing: Showing, route: str, status: int, at_gate: Sequence[Problem] = ()
) -> Response:
    """The page with its way to stay fresh."""
    stated = _POLICY.search(html)
    policy = _connecting(stated[2] if stated else _OWN_POLICY)
    html = _POLICY.sub(lambda match: match[1] + policy + match[3], html, count=1)
    head = (
        '<link data-serve rel="stylesheet" href="/_serve/live.css">'
        '<script data-serve src="/_serve/idiomorph.js" defer></script>'
        '<script data-serve id="_serve" src="/_serve/live.js" defer'
        f' data-epoch="{showing.epoch}" data-status="{status}" data-files="{showing.files}"></script>'
    )
    foot = render_overlay(preview, showing, route) + render_bar(preview, showing, route, at_gate)
    html = _before(_before(html, "</head>", head), "</body>", foot)
    return Response(status, _TYPES["html"], html.encode("utf-8"), f"{policy}; {_UNFRAMED}")


def _connecting(policy: str) -> str:
    """The policy of a page, which may also ask the preview for what is new."""
    rules = [rule.strip() for rule in policy.split(";") if rule.strip()]
    kept = [rule for rule in rules if not rule.startswith("connect-src")]
    allowed = next((rule for rule in rules if rule.startswith("connect-src")), "connect-src").split()[1:]
    sources = dict.fromkeys(["'self'", *(source for source in allowed if source != "'none'")])
    return "; ".join([*kept, f"connect-src {' '.join(sources)}"])


def _before(html: str, mark: str, text: str) -> str:
    """The HTML with the text before the last such mark; at its end, where there is none."""
    head, found, tail = html.rpartition(mark)
    return f"{head}{text}{found}{tail}" if found else html + text
