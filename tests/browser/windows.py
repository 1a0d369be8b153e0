"""Windows of three browsers, and small web servers that note what they are asked for."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENGINES = ["in_chromium", "in_webkit", "in_firefox"]
"""The fixtures that give a window of each."""
PATIENCE = 30.0


class Host(NamedTuple):
    """A web server on a port of its own."""

    address: str
    asked: list[str]
    """The paths at which it has nothing."""
    news: threading.Condition

    def wait_for(self, paths: set[str]) -> None:
        """Wait until it was asked for all of these."""
        with self.news:
            assert self.news.wait_for(lambda: paths <= set(self.asked), PATIENCE), paths - set(self.asked)


@contextmanager
def host(folder: Path | None = None, policy: str = "") -> Iterator[Host]:
    """A server of the files in the folder; without one it has nothing. Drawings go out with the policy."""
    asked: list[str] = []
    news = threading.Condition()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = folder / self.path[1:] if folder else None
            found = file is not None and file.is_file()
            if not found:
                with news:
                    asked.append(self.path)
                    news.notify_all()
            data = file.read_bytes() if file and found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "image/svg+xml" if self.path.endswith(".svg") else "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            if policy and self.path.endswith(".svg"):
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - so called by the library

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Host(f"http://127.0.0.1:{server.server_port}", asked, news)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Window(NamedTuple):
    """A window of some browser."""

    open: Callable[[str], None]
    """Opens a page, and waits until it and its frames are there."""
    run: Callable[[str, bool], None]
    """Calls a function of the page; with True in each of its frames, too."""
