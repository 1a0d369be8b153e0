"""`sitegen serve` as a person meets it: what it prints, how it ends, and what it leaves."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from serving import DIGEST, ENTRY, PATIENCE, ROUTE, Session, entry, served_project, serving

import sitegen.serve
from sitegen.cli import main
from sitegen.cli.main import _COMMANDS
from sitegen.cli.serve import command

if TYPE_CHECKING:
    from collections.abc import Iterator

ASSETS = Path(sitegen.serve.__file__).parent / "assets"
DOCS = Path(__file__).parents[2] / "docs"


class Running:
    """The command in a process of its own, and its lines as they come."""

    def __init__(self, folder: Path, *options: str) -> None:
        words = [sys.executable, "-m", "sitegen", "-C", str(folder), "serve", "--date", "2026-11-24", *options]
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.seen: list[str] = []

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self, pattern: str) -> re.Match[str]:
        """The next line that looks like this."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"no line like {pattern} after {self.seen}") from None
            self.seen.append(line)
            found = re.search(pattern, line)
            if found:
                return found


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    found = Running(folder, *options)
    try:
        yield found
    finally:
        found.process.kill()
        found.process.wait()
        found.process.stdout.close()


ADDRESS = r"^Look at ((http://127\.0\.0\.1:(\d+)/)\?key=([\w-]{43}))$"


class Visitor:
    """Somebody who opened the address that the command printed."""

    def __init__(self, printed: re.Match[str]) -> None:
        self.home, port, key = printed[2], printed[3], printed[4]
        self.cookie = {"Cookie": f"sitegen-{port}={key}"}

    def open(self, path: str = "") -> Any:
        asked = urllib.request.Request(self.home + path, headers=self.cookie)
        return urllib.request.urlopen(asked, timeout=PATIENCE)

    def text(self, path: str = "") -> str:
        with self.open(path) as response:
            return response.read().decode("utf-8")


def test_it_tells_calmly_what_happens(tmp_path: Path) -> None:
    project = served_project(tmp_path)
    with running(tmp_path) as serve:
        serve.line(r"^1 answer in 1 digest\.")
        visitor = Visitor(serve.line(ADDRESS))
        serve.line("Ctrl-C ends it")
        project.write(ENTRY, entry("New words."))
        serve.line(r"^an-entry\.md changed: shown after \d+ ms\.")
        assert "New words." in visitor.text(ROUTE)
        project.write(ENTRY, entry(topics=["genral"]))
        serve.line(r"^content/digests/2024-01-15-briefing/an-entry\.md, line 4$")
        serve.line("There is no topic “genral”. Did you mean “general”?")
        serve.line(r"\^\^\^\^\^\^")
        serve.line(r"changed: shown after \d+ ms\. 1 thing to mend; pages stand as they were\.")


def test_ctrl_c_ends_it_at_once_with_130_and_nothing_left(tmp_path: Path) -> None:
    served_project(tmp_path)
    before = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    with running(tmp_path) as serve:
        visitor = Visitor(serve.line(ADDRESS))
        epoch = re.search('data-epoch="([^"]+)"', visitor.text())[1]
        stream = visitor.open(f"_serve/events?epoch={epoch}")
        serve.process.send_signal(signal.SIGINT)
        assert serve.process.wait(PATIENCE) == 130
        stream.close()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == before


def test_a_taken_port_is_said_and_the_next_one_taken(tmp_path: Path) -> None:
    project = served_project(tmp_path)
    with serving(project) as session, running(tmp_path, "--port", str(session.server.port)) as serve:
        said = serve.line(r"^Port (\d+) is taken, so it is (\d+)\.$")
        assert int(said[1]) == session.server.port
        assert serve.line(ADDRESS)[3] == said[2]


def test_a_project_that_does_not_build_is_served_with_its_mistakes(tmp_path: Path) -> None:
    project = served_project(tmp_path).write(ENTRY, entry(topics=["genral"]))
    with serving(project) as session:
        status, _, page = session.get("")
        assert status == 503
        assert "There is no topic “genral”" in page.decode()
        project.write(ENTRY, entry())
        session.wait_for(1)
        assert session.get("")[0] == 200


def test_no_drafts_shows_what_will_be_published(tmp_path: Path) -> None:
    project = served_project(tmp_path).write(f"{DIGEST}/draft.md", entry(title="Not yet", draft=True))
    with serving(project, drafts=False) as session:
        assert session.get("digests/2024-01-15-briefing/draft.html")[0] == 404
        assert "Not yet" not in session.text("topics/general.html")
        assert "1 file held back" in session.text("")
    with serving(project) as session:
        assert session.get("digests/2024-01-15-briefing/draft.html")[0] == 200
        assert "1 draft shown" in session.text("")


@pytest.mark.parametrize("field", ["title", "topics", "question"])
def test_a_draft_that_is_not_finished_is_shown_as_far_as_it_goes(tmp_path: Path, field: str) -> None:
    fields = {"title": "Half", "topics": ["general"], "question": "Why?", "draft": True}
    del fields[field]
    text = "\n".join(["---", *(f"{name}: {json.dumps(value)}" for name, value in fields.items()), "---", ""])
    project = served_project(tmp_path).write(f"{DIGEST}/draft.md", text)
    with serving(project) as session:
        assert session.preview.showing.is_current
        assert session.get("digests/2024-01-15-briefing/draft.html")[0] == 200


def test_new_things_are_drafts_that_the_preview_shows(tmp_path: Path) -> None:
    served_project(tmp_path)
    for words in (["digest", "July", "--date", "2026-07-02"], ["question", "Why is it so?"], ["person", "the chair"]):
        assert CliRunner().invoke(main, ["-C", str(tmp_path), "new", *words]).exit_code == 0
    with serving(served_project(tmp_path)) as session:
        assert session.preview.showing.is_current, session.preview.showing.problems
        assert len(session.preview.showing.plan.drafts) == 3
        for route in session.preview.showing.plan.drafts:
            assert "Draft: not published" in session.text(route)


def test_what_is_due_and_held_back_stands_in_the_bar(session: Session) -> None:
    project = session.project
    project.write(f"{DIGEST}/late.md", entry("Because.", answer_due="2024-02-01", title="Late", status="holding"))
    project.write(f"{DIGEST}/soon.md", entry("Because.", title="Soon", publish_from="2099-01-01"))
    session.wait_for(1)
    session.settle()
    assert "1 file held back" in session.text("")
    assert "embargoed until 1 January 2099" in session.text("")


def test_the_vendored_script_is_what_its_note_says() -> None:
    noted = json.loads((ASSETS / "vendored.json").read_text(encoding="utf-8"))
    assert sorted(noted) == ["idiomorph.js"]
    for name, note in noted.items():
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == note["sha256"]
        assert note["licence"] == "0BSD"


def test_the_page_about_the_preview_names_only_what_exists() -> None:
    text = (DOCS / "preview.md").read_text(encoding="utf-8")
    lines = re.findall(r"`(sitegen [^`]+)`", text) + re.findall(r"^(sitegen .+)$", text, re.MULTILINE)
    known = {option for parameter in command.params for option in parameter.opts}
    for words in map(shlex.split, lines):
        assert words[1] in _COMMANDS
        assert {word for word in words[2:] if word.startswith("--")} <= known
    said = {word for line in lines for word in line.split() if word.startswith("--")}
    assert known - said <= {"-C"}, "an option that the page does not tell of"
