"""A reader for tests: opens pages of a built site in a real browser and notes everything the browser complains of."""

from __future__ import annotations

import mimetypes
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urlsplit

from audited import URL
from project import TODAY

from sitegen.memory.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from project import Project

PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 256)
"""Width and height in CSS pixels; the last is what is left of a desk's screen at 400 %."""

_REPORT = """addEventListener("securitypolicyviolation", event =>
    console.error("policy: " + event.violatedDirective + " " + event.blockedURI))"""


@dataclass(frozen=True)
class BuiltSite:
    """A site in a folder, and the kind of page at each of its routes."""

    output: Path
    kinds: dict[str, str]

    def pages(self, kind: str = "") -> list[str]:
        """The routes of all pages, or of those of a kind."""
        return sorted(route for route, own in self.kinds.items() if route.endswith(".html") and kind in ("", own))


def built(project: Project) -> BuiltSite:
    """Build a project that has no mistakes."""
    outcome = project.build()
    assert outcome.errors == []
    tree = Output(outcome.output, project.folder).tree
    return BuiltSite(outcome.output, {route: made.kind for route, made in tree.items()})


class Reader:
    """One browser context with one tab. The site's public address is answered from its folder, every other refused."""

    def __init__(self, browser: Any, *, size: tuple[int, int] = DESK, scheme: str = "light", **more: Any) -> None:
        viewport = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme, **more)
        self.context.clock.set_fixed_time(f"{TODAY}T12:00:00Z")
        self.context.add_init_script(_REPORT)
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(60_000)  # a busy machine takes its time
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.tab.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def visit(self, site: BuiltSite, route: str) -> Any:
        """Open a page at its public address."""
        self.context.unroute_all()
        self.context.route("**/*", partial(self._answer, site))
        self.tab.goto(URL + route)
        return self.tab

    def _answer(self, site: BuiltSite, route: Any) -> None:
        address = route.request.url
        file = site.output / unquote(urlsplit(address.removeprefix(URL)).path)
        if not address.startswith(URL):
            self.elsewhere.append(address)
            route.abort()
        elif file.is_file():
            data = file.read_bytes().replace(b'http-equiv="refresh"', b"")  # a page that leads on is looked at, too
            route.fulfill(body=data, content_type=mimetypes.guess_type(file.name)[0])
        else:
            route.fulfill(status=404, body=(site.output / "404.html").read_bytes(), content_type="text/html")

    def resize(self, size: tuple[int, int]) -> None:
        self.tab.set_viewport_size({"width": size[0], "height": size[1]})


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """A file; and no complaint about a picture for the tab that browsers ask for on their own."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder can be read, for as long as it lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
