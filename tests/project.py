"""A driver for black-box tests: write a project's files, run a command on them, look at what came out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

TODAY = "2026-11-24"
DIGEST = "content/digests/2024-01-15-briefing"  # of the minimal project
CORPORA = "SITEGEN_CORPORA"  # the environment variable that names the folder of to_site.py


@dataclass(frozen=True)
class Outcome:
    """What a command left behind: its exit code, its JSON object, and the output folder."""

    exit_code: int
    report: dict[str, Any]
    output: Path

    @property
    def errors(self) -> list[dict[str, Any]]:
        return [problem for problem in self.report["problems"] if problem["severity"] == "error"]

    def page(self, route: str) -> str:
        """The text of the file at this route."""
        return (self.output / route).read_text(encoding="utf-8")

    def files(self) -> list[str]:
        """The routes of all files of the site, sorted; our own records below `.sitegen/` are no part of it."""
        paths = (path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file())
        return sorted(path for path in paths if not path.startswith(".sitegen/"))


@dataclass(frozen=True)
class Project:
    """A project folder."""

    folder: Path

    def write(self, path: str, content: str | bytes) -> Project:
        """Write one file; text goes out as UTF-8 with its line endings as they are."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def remove(self, path: str) -> Project:
        (self.folder / path).unlink()
        return self

    def build(self, *options: str, date: str = TODAY) -> Outcome:
        return self._run("build", *options, date=date)

    def check(self, *options: str, date: str = TODAY) -> Outcome:
        return self._run("check", *options, date=date)

    def _run(self, command: str, *options: str, date: str) -> Outcome:
        from sitegen.cli import main

        arguments = ["-C", str(self.folder), command, "--format", "json", "--date", date, *options]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code in (0, 1), f"{command} ended with {result.exit_code}:\n{result.output[-4000:]}"
        return Outcome(result.exit_code, json.loads(result.stdout), self.folder / "output")


def page(fields: dict[str, Any], body: str = "") -> str:
    """A content file; each field stands on one line, as JSON, which is YAML too."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", body]) + ("\n" if body else "")


def minimal_project(folder: Path) -> Project:
    """A valid project with one digest, one topic and one person, and no entry yet."""
    project = Project(folder).write("sitegen.yaml", "title: Test\nurl: https://intranet.example/qa/\n")
    project.write(
        f"{DIGEST}/index.md", page({"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]})
    )
    project.write("content/topics/general.md", page({"title": "General"}))
    return project.write(
        "content/people/chief.md",
        page({"name": "Alex Moss", "roles": [{"title": "Chief Executive", "from": "2019-01-01"}]}),
    )


def corpora_folder() -> Path | None:
    """The folder of real material; None when the environment names none. A wrong name is a mistake, not a None."""
    folder = Path(os.environ[CORPORA]).resolve() if os.environ.get(CORPORA) else None
    if folder and not (folder / "to_site.py").is_file():
        raise FileNotFoundError(f"{CORPORA} is set to {folder}, but there is no to_site.py in it")
    return folder


def run_converter(corpora: Path, *arguments: str) -> str:
    """What to_site.py prints when it is run with these arguments."""
    command = [sys.executable, "-B", str(corpora / "to_site.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def corpora_sets(corpora: Path) -> list[str]:
    """The sets that to_site.py offers, read from its own help."""
    offered = re.search(r"\{([\w,-]+)\}\s+dest", run_converter(corpora, "--help"))
    return offered[1].split(",") if offered else []


def convert(corpora: Path, name: str, folder: Path) -> tuple[Project, dict[str, int]]:
    """A set as a project, and the counts that must come out of it."""
    return Project(folder), json.loads(run_converter(corpora, name, str(folder), "--stats").splitlines()[-1])
