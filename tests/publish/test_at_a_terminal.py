"""An answer goes by a yes at a real terminal, and by nothing else that is typed there; days are those of the site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2024-06-01"


def entry(title: str) -> str:
    return page({"question": "Why?", "title": title, "topics": ["general"]}, "Because.")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project")
    project.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    for name in "abc":
        project.write(f"{DIGEST}/{name}.md", entry(f"About {name}"))
    assert CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--date", DAY]).exit_code == 0
    return project.remove(f"{DIGEST}/b.md")


def at_terminal(project: Project, typed: str, *options: str) -> tuple[int, str]:
    """The exit code of a publish at a terminal where that is typed, and all that it showed."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "sitegen", "-C", str(project.folder), "publish", "--date", DAY, *options]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        with suppress(OSError):  # so Linux says that the other end was closed
            while data := os.read(ours, 10_000):
                shown += data
    os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("y\n", 2), ("\x04", 130)])
def test_an_answer_goes_by_a_yes_and_by_nothing_else(project: Project, typed: str, code: int) -> None:
    there = project.folder.parent / f"host/current/{DIGEST.removeprefix('content/')}/b.html"
    found, shown = at_terminal(project, typed)
    assert "This takes 1 answer away from readers: “About b”. Type yes if that is meant" in " ".join(shown.split())
    assert found == code, shown
    assert there.exists() == bool(code)
    assert {0: "Published: ", 2: "The site has not changed.", 130: "Interrupted"}[code] in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_plan_at_a_terminal_says_that_it_would_be_asked(project: Project) -> None:
    code, shown = at_terminal(project, "", "--plan")
    assert "You will be asked whether that is meant." in " ".join(shown.split())
    assert code == 10


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])  # never on the same day
def test_days_are_those_of_the_site(project: Project, zone: str) -> None:
    older = Project(project.folder.parent / "older")
    shutil.copytree(project.folder, older.folder)
    older.write("sitegen.yaml", f"timezone: {zone}\n{older.read('sitegen.yaml')}")
    project.write(f"{DIGEST}/d.md", page({"question": "And buses?", "topics": ["general"]}, "They run."))

    def publish(site: Project, *options: str) -> str:
        return CliRunner().invoke(main, ["-C", str(site.folder), "publish", *options]).stdout

    assert "Published: " in publish(project, "--date", DAY, "--removals", "1")
    when = datetime.fromisoformat(json.loads(publish(project, "--history", "--json"))[0]["when"])
    local = when.astimezone(ZoneInfo(zone))
    older_said = CliRunner().invoke(main, ["-C", str(older.folder), "publish", "--date", DAY]).output
    assert f"published there last, on {local.day} {local:%B %Y}." in older_said
