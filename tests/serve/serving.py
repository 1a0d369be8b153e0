"""A driver for tests of the preview: a project that is served in this process, and word of what it did."""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from project import DIGEST, Project, minimal_project, page

from sitegen.serve.preview import TOPS, Preview, Refresh
from sitegen.serve.server import Server, open_server
from sitegen.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 24)
ENTRY = f"{DIGEST}/an-entry.md"
ROUTE = "digests/2024-01-15-briefing/an-entry.html"
LONG = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(80))
PATIENCE = 20.0  # seconds, for what takes a moment


def entry(body: str = LONG, **fields: object) -> str:
    return page({"question": "Why?", "title": "An entry", "topics": ["general"], **fields}, body)


def served_project(folder: Path) -> Project:
    return minimal_project(folder).write(ENTRY, entry())


class Session:
    """A preview with its server and its watch."""

    def __init__(self, project: Project, *, drafts: bool = True, port: int = 0) -> None:
        self.project = project
        self.said: list[str] = []
        self.changes: list[Refresh] = []
        self._news = threading.Condition()
        self._ended = False
        self.watch = Watch(project.folder, TOPS, self.said.append)
        self.preview = Preview(project.folder, lambda _: DAY, drafts=drafts)
        self.server = open_server(self.preview, port) if port else Server(self.preview)
        self.server.start()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        while not self._ended:
            change = self.preview.look_again(self.watch.wait())
            if change:
                with self._news:
                    self.changes.append(change)
                    self._news.notify_all()

    def wait_for(self, count: int) -> list[Refresh]:
        """The changes, once there are that many."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.changes) >= count, PATIENCE), self.changes
            return list(self.changes)

    def settle(self, quiet: float = 0.6) -> list[Refresh]:
        """The changes, once no more come."""
        with self._news:
            count = -1
            while count != len(self.changes):
                count = len(self.changes)
                self._news.wait(quiet)
            return list(self.changes)

    @property
    def home(self) -> str:
        """The address below which the pages are, without the key."""
        return f"http://127.0.0.1:{self.server.port}/"

    @property
    def cookie(self) -> str:
        """What the browser of whoever started the preview has."""
        return f"{self.server.key.cookie}={self.server.key.secret}"

    def let_in(self, tab: Any) -> None:
        """Give a tab's browser the cookie, as if it had been at the printed address."""
        name, _, value = self.cookie.partition("=")
        tab.context.add_cookies([{"name": name, "value": value, "url": self.home, "sameSite": "Strict"}])

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an ordinary request of who has the key."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            connection.request(method, f"/{path}", headers={"Cookie": self.cookie})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        return self.get(path)[2].decode("utf-8")

    def raw(self, data: bytes) -> bytes:
        """What comes back when exactly these bytes are sent."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=PATIENCE) as connection:
            pieces = []
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65_536):
                    pieces.append(piece)
            except OSError:
                pass  # the server had said its word and would not read on
            return b"".join(pieces)

    def close(self) -> None:
        self._ended = True
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(PATIENCE)
        self.preview.close()
        self.watch.close()


@contextmanager
def serving(project: Project, *, drafts: bool = True, port: int = 0) -> Iterator[Session]:
    session = Session(project, drafts=drafts, port=port)
    try:
        yield session
    finally:
        session.close()
