"""What sitegen remembers of drafts, no other account of the computer reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there folders take their rights from those above")
DRAFT = f"{DIGEST}/draft.md"
WORDS = "Nobody may read this yet"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a draft that only its own account may read, in a folder that all may look into."""
    if os.getuid() != 0 or not shutil.which("runuser"):
        (pytest.fail if os.environ.get("CI") and os.getuid() == 0 else pytest.skip)(
            "not root: nothing was read as another account (runuser)"
        )
    for folder in [tmp_path, *tmp_path.parents]:
        if folder.stat().st_uid == os.getuid() and "pytest" in folder.as_posix():
            folder.chmod(0o755)
    text = page({"question": "Why?", "title": "A draft", "topics": ["general"], "draft": True}, WORDS)
    found = minimal_project(tmp_path / "site").write(DRAFT, text)
    (tmp_path / "site" / DRAFT).chmod(0o600)
    return found


def as_nobody(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["runuser", "-u", "nobody", "--", *words]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, cwd=project.folder)


def seen_by_nobody(project: Project) -> str:
    """All that another account reads below the project's folder."""
    script = 'find . -type f -exec cat {} + 2>/dev/null; find . -name ".sitegen" -exec ls -laR {} + 2>&1; true'
    return as_nobody(project, "sh", "-c", script).stdout


def run(project: Project, *words: str) -> None:
    CliRunner().invoke(main, ["-C", str(project.folder), *words], catch_exceptions=False)


def leave_open(memory: Path) -> None:
    """As sitegen left it before it cared."""
    memory.chmod(0o755)
    for file in memory.iterdir():
        file.chmod(0o644)


@contextmanager
def served(project: Project) -> Iterator[None]:
    """A preview that has begun."""
    words = [sys.executable, "-m", "sitegen", "-C", str(project.folder), "serve"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert any("Ctrl-C ends it" in line for line in process.stdout)
            yield
        finally:
            process.kill()


COMMANDS = {
    "check": ["check"],
    "build": ["build"],
    "build and look again": ["build", "--verify"],
    "new": ["new", "question", "Why not?"],
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("is_known", [False, True])
def test_no_command_leaves_a_drafts_words_to_others(project: Project, name: str, is_known: bool) -> None:
    memory = project.folder / ".sitegen"
    if is_known:  # by an earlier sitegen, which left it open
        run(project, "build")
        leave_open(memory)
        assert WORDS in seen_by_nobody(project)
    before = os.umask(0o000)
    try:
        run(project, *COMMANDS[name])
    finally:
        os.umask(before)
    seen = seen_by_nobody(project)
    assert "title: Test" in seen  # it does read what it may
    assert WORDS not in seen
    assert not memory.exists() or memory.stat().st_mode & 0o777 == 0o700


def test_a_preview_closes_what_an_earlier_one_left_open(project: Project) -> None:
    run(project, "build")
    leave_open(project.folder / ".sitegen")
    with served(project):
        assert WORDS not in seen_by_nobody(project)
    assert (project.folder / ".sitegen").stat().st_mode & 0o777 == 0o700


def test_what_a_large_site_puts_aside_while_it_is_read_is_closed_too(project: Project) -> None:
    for number in range(8):
        text = page({"question": "Why?", "title": f"Draft {number}", "topics": ["general"], "draft": True})
        file = f"{DIGEST}/draft-{number}.md"
        project.write(file, text + (f"{WORDS}. " * 100 + "\n\n") * 150)
        (project.folder / file).chmod(0o600)
    with served(project):
        assert (project.folder / ".sitegen").stat().st_mode & 0o777 == 0o700
        assert WORDS not in seen_by_nobody(project)


def test_another_account_can_still_read_the_site_that_was_built(project: Project) -> None:
    run(project, "build")
    assert "General" in as_nobody(project, "cat", "output/topics/general.html").stdout
    assert as_nobody(project, "ls", "output/.sitegen").returncode != 0


@pytest.mark.parametrize("words", [["check"], ["new", "topic", "Travel"], ["build"]])
def test_what_another_account_may_not_look_into_costs_it_time_or_is_told(project: Project, words: list[str]) -> None:
    (project.folder / DRAFT).chmod(0o644)
    for command in (["build"], words, ["check"]):  # so that all that is needed is imported
        run(project, *command)
    os.seteuid(65_534)
    try:
        result = CliRunner().invoke(main, ["-C", str(project.folder), *words])
    finally:
        os.seteuid(0)
    assert result.exit_code == {"check": 0}.get(words[0], 2), result.output


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_a_link_in_the_place_of_the_memory_is_refused(tmp_path: Path, command: str) -> None:
    project = minimal_project(tmp_path / "site")
    (tmp_path / "theirs").mkdir(mode=0o755)
    (tmp_path / "site/.sitegen").symlink_to(tmp_path / "theirs")
    result = CliRunner().invoke(main, ["-C", str(project.folder), command])
    assert result.exit_code == 2
    assert ".sitegen is a link" in result.output
    assert list((tmp_path / "theirs").iterdir()) == []
    assert (tmp_path / "theirs").stat().st_mode & 0o777 == 0o755
