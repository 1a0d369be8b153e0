"""What is remembered may be damaged at any time: then every command is slow once, and none fails."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import DIGEST, TODAY, Project, minimal_project, page

from sitegen.cli import main
from sitegen.engine.planning import Ready
from sitegen.serve.planner import Planner

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = {
    "check": ("check",),
    "build": ("build",),
    "proof": ("proof", DIGEST),
    "approve": ("approve", DIGEST, "--by", "Chief Executive"),
    "similar": ("similar", "why"),
}
WORDS = "_search/words-0.js"


def built(folder: Path, body: str = "Because of the snow.") -> Project:
    text = page({"question": "Why?", "topics": ["general"]}, body)
    project = minimal_project(folder).write(f"{DIGEST}/an-entry.md", text)
    assert project.build().errors == []
    return project


def damage(project: Project) -> None:
    """The same length, so that nothing but its bytes tells."""
    (file,) = (project.folder / ".sitegen").glob("blobs-*")
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_reads_again_what_was_damaged(tmp_path: Path, name: str) -> None:
    project = built(tmp_path)
    damage(project)
    words = [*COMMANDS[name], "--date", TODAY] if name != "proof" else COMMANDS[name]
    result = CliRunner().invoke(main, ["-C", str(tmp_path), *words])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("asked", ["page", "search"])
@pytest.mark.parametrize("is_planned", [False, True])
def test_a_preview_reads_again_what_was_damaged(tmp_path: Path, is_planned: bool, asked: str) -> None:
    project = built(tmp_path, "Because of the snow.\n\n" * 2500)  # more than is read at once
    planner = Planner(tmp_path, lambda _: date.fromisoformat(TODAY), drafts=True)
    if not is_planned:
        damage(project)
    plan = planner.again(planner.scan(None))
    if is_planned:
        damage(project)
    assert isinstance(plan, Ready)
    (entry,) = [one for one in plan.pages if one.kind == "entry"]
    made = planner.make(plan, entry) if asked == "page" else planner.shard(plan, WORDS)
    planner._store.close()
    assert isinstance(made, bytes)
    assert b"snow" in made
