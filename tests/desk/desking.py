"""A driver for tests of the desk: a project whose desk is open in this process, and requests as its pages make them."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from project import DIGEST, Project, minimal_project, page
from visiting import PATIENCE, Visitor

from sitegen.api.project_folder import Project as Opened
from sitegen.desk.file_ids import file_id
from sitegen.desk.opening import open_desk
from sitegen.memory.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 24)
ONE, TWO, THREE = (f"{DIGEST}/{name}.md" for name in ("a-van", "b-rota", "c-pay"))
INDEX = f"{DIGEST}/index.md"


def question(title: str, body: str = "Because it is.", **fields: object) -> str:
    return page({"question": f"Why {title}?", "title": title, "topics": ["general"], **fields}, body)


def desk_project(folder: Path) -> Project:
    project = minimal_project(folder)
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "id: 0123456789abcdef\n")
    for path, title in ((ONE, "A van"), (TWO, "A rota"), (THREE, "Pay")):
        project.write(path, question(title))
    return project


class OpenDesk(Visitor):
    """A desk that is open, and what a page of it would say."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.serving = open_desk(Opened(project.folder, day=DAY), port=None)
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._ended = False
        self._thread.start()

    def _follow(self) -> None:
        while not self._ended:
            self.serving.look_again()

    @property
    def port(self) -> int:
        return self.serving.port

    @property
    def cookie(self) -> str:
        return f"sitegen-{self.port}={self.serving.address.partition('?key=')[2]}"

    @cached_property
    def token(self) -> str:
        """What stands in each page of this run."""
        return re.search(r'name="desk-token" content="([^"]+)"', self.text("_desk/"))[1]

    def write(self, path: str, content: str | bytes) -> None:
        """Write the file as another program would, and wait until the preview has seen it."""
        self.project.write(path, content)
        self.await_seen(path)

    def await_seen(self, path: str) -> None:
        """Wait until the preview has seen the file as it is now."""
        preview, end = self.serving._preview, time.monotonic() + PATIENCE
        wanted = fingerprint_bytes((self.project.folder / path).read_bytes())
        while True:
            showing = preview.showing
            file = showing.seen.files.get(path)
            if file is not None and file.fingerprint == wanted:
                return
            assert time.monotonic() < end, f"{path} was not seen"
            preview.wait(showing.epoch, 1.0)

    def do(self, what: str, /, **about: Any) -> tuple[int, dict[str, Any]]:
        """Status and words of a change as a page of ours asks for it; `path` is turned into the file's id."""
        if "path" in about:
            about["file"] = file_id(about.pop("path"))
        own = {
            "Origin": self.home.rstrip("/"),
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Sitegen-Token": self.token,
        }
        status, _, data = self.ask("POST", f"_desk/do/{what}", json.dumps(about).encode(), own)
        return status, json.loads(data)

    def open(self, tab: Any, path: str = "_desk/") -> None:
        self.let_in(tab)
        tab.goto(self.home + path)

    def files(self) -> dict[str, tuple[bytes, int]]:
        """All that the project holds besides what is remembered of it."""
        return {
            file.relative_to(self.project.folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
            for file in self.project.folder.rglob("*")
            if file.is_file() and ".sitegen" not in file.parts
        }

    def close(self) -> None:
        self._ended = True
        self._thread.join(PATIENCE)
        self.serving.close()


@contextmanager
def desk_of(project: Project) -> Iterator[OpenDesk]:
    desk = OpenDesk(project)
    try:
        yield desk
    finally:
        desk.close()
