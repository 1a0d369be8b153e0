"""A driver for tests of the preview: a project that is served in this process, and word of what it did."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from project import DIGEST, Project, minimal_project, page
from visiting import PATIENCE, Visitor

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


def entry(body: str = LONG, **fields: object) -> str:
    return page({"question": "Why?", "title": "An entry", "topics": ["general"], **fields}, body)


def served_project(folder: Path) -> Project:
    return minimal_project(folder).write(ENTRY, entry())


class Session(Visitor):
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
    def port(self) -> int:
        return self.server.port

    @property
    def cookie(self) -> str:
        return f"{self.server.key.cookie}={self.server.key.secret}"

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
