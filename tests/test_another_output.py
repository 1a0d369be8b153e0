"""What was made belongs to the output that it was put into: another one is never taken for it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from shutil import copytree, rmtree
from typing import TYPE_CHECKING

import pytest
from builds import clean, explained, standing
from project import DIGEST, Project, minimal_project, page

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2024, 6, 1)
ANSWER = f"{DIGEST}/one.md"
# What only other edits need: a print edition has its code with it, and plain prose needs no parser.
SLOW = ("markdown_it", "pydantic", "yaml", "segno", "csv", "multiprocessing")


@pytest.fixture
def built(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path)
    for name in ("one", "two", "three"):
        fields = {"question": f"Why {name}?", "topics": ["general"], "in_short": "So."}
        project.write(f"{DIGEST}/{name}.md", page(fields, "Because."))
    explained(tmp_path, DAY)
    return project


def is_clean(folder: Path) -> bool:
    return standing(folder) == clean(folder, DAY)[0]


def of_pages(steps: list[str]) -> set[str]:
    return {line.partition(": ")[2] for line in steps if line.startswith("page ")}


def edit(project: Project, words: str) -> None:
    project.write(ANSWER, page({"question": "Why one?", "topics": ["general"], "in_short": "So."}, words))


def test_the_output_of_an_earlier_build_is_not_taken_for_that_of_the_last(built: Project) -> None:
    folder = built.folder
    copytree(folder / "output", folder.parent / "earlier")
    edit(built, "Because of rain.")
    explained(folder, DAY)
    rmtree(folder / "output")
    copytree(folder.parent / "earlier", folder / "output")
    assert of_pages(explained(folder, DAY)) == {"missing"}
    assert is_clean(folder)


def test_an_output_that_has_gone_is_made_whole_again(built: Project) -> None:
    rmtree(built.folder / "output")
    assert of_pages(explained(built.folder, DAY)) == {"missing"}
    assert is_clean(built.folder)


@pytest.mark.parametrize("name", [f"digests/{DIGEST.rpartition('/')[2]}/two.html", "index.html"])
def test_of_an_output_that_is_the_last_one_only_what_was_touched_is_made_again(built: Project, name: str) -> None:
    (built.folder / "output" / name).write_text("by hand", encoding="utf-8")
    steps = explained(built.folder, DAY)
    assert [line for line in steps if line.startswith("page ")] == [f"page {name}: missing"]
    assert is_clean(built.folder)


def test_an_edited_answer_loads_no_more_than_it_needs(built: Project) -> None:
    edit(built, "Because of snow.")
    arguments = ["sitegen", "-C", str(built.folder), "build", "--jobs", "1", "--date", DAY.isoformat()]
    code = "\n".join(
        [
            f"import sys; sys.argv = {arguments!r}",
            "from sitegen.cli import main",
            "try: main()",
            "except SystemExit: pass",
            f"print([name for name in {SLOW!r} if name in sys.modules])",
        ]
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
    assert is_clean(built.folder)
