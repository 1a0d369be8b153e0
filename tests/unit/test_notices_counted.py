"""A build shows some notices of each kind, and counts the others: what waits would bury what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sitegen.cli.main import main
from sitegen.problems.problem import ERROR, NOTICE, Problem
from sitegen.problems.report import as_text
from tests.project import DIGEST, minimal_project, page

if TYPE_CHECKING:
    from pathlib import Path

MOST = 10


def text_of(*problems: Problem) -> str:
    return as_text(problems, lambda _path, _line: "", lambda text, _style: text, MOST)


def notice(number: int, code: str = "old", severity: str = NOTICE) -> Problem:
    return Problem(code, severity, f"content/{code}-{number}.md", 1, None, 1, f"Sentence {number} of {code}.", "")


@pytest.mark.parametrize(
    ("count", "last"), [(9, ""), (10, ""), (11, "… and 1 more notice like"), (1_200, "… and 1,190 more notices like")]
)
def test_from_the_eleventh_on_notices_of_one_kind_are_counted(count: int, last: str) -> None:
    text = text_of(*(notice(number) for number in range(count)))
    assert text.count("Sentence") == min(count, MOST)
    assert [line for line in text.splitlines() if line.startswith("…")] == ([text.splitlines()[-1]] if last else [])
    assert last in text


def test_another_kind_is_shown_whatever_came_before() -> None:
    text = text_of(*map(notice, range(50)), notice(1, "new"))
    assert "Sentence 1 of new." in text
    assert "40 more notices like these, which  sitegen check  shows.  [old]" in text


@pytest.mark.parametrize(("code", "severity"), [("bad", ERROR), ("private", NOTICE), ("maybe-private-served", NOTICE)])
def test_no_mistake_and_nothing_private_is_only_counted(code: str, severity: str) -> None:
    assert text_of(*(notice(number, code, severity) for number in range(30))).count("Sentence") == 30


def test_what_was_counted_in_one_file_is_counted_with_the_others() -> None:
    twice = [each for number in range(12) for each in (notice(number), notice(number))]
    assert "… and 4 more notices like these" in text_of(*twice)


def test_a_build_counts_what_a_check_shows_in_full(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    for number in range(12):
        fields = {"question": f"Why is it number {number}?", "topics": ["general"]}
        project.write(f"{DIGEST}/a{number}.md", page(fields, "It is <b>so</b>."))
    built, checked = (CliRunner().invoke(main, ["-C", str(tmp_path), command]).stdout for command in ("build", "check"))
    assert (built.count("(notice)"), checked.count("(notice)")) == (10, 12)
    assert "… and 2 more notices like these" in built
    assert "12 notices" in built
