"""All questions from A to Z: together while they are few, else by letter, and a letter with many in several pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import read_project
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers


def planned(folder: Path, titles: list[str]) -> dict[str, list[str]]:
    """The titles on each page of questions, by its route."""
    project = minimal_project(folder)
    for number, title in enumerate(titles):
        fields = {"question": "Why?", "title": title, "topics": ["general"]}
        project.write(f"{DIGEST}/q{number}.md", page(fields, "Because."))
    plan = make_plan(read_project(folder), Store(None, ""), lambda _: date(2024, 6, 1), Workers(1))
    assert isinstance(plan, Ready)
    views = {it.route: plan.view(it).view for it in plan.pages if it.route.startswith("questions/")}
    return {route: [label.title for group in view.groups for label in group.entries] for route, view in views.items()}


@pytest.mark.parametrize("there", [299, 300])
def test_a_few_questions_stand_on_one_page(tmp_path: Path, there: int) -> None:
    found = planned(tmp_path, [f"Question {number}" for number in range(there)])
    assert [(route, len(titles)) for route, titles in found.items()] == [("questions/index.html", there)]


def test_many_stand_by_letter_and_a_letter_with_many_in_several_pages(tmp_path: Path) -> None:
    titles = [f"Question {number}" for number in range(301)]
    found = planned(tmp_path, [*titles, "Öl", "2 cars", "Über uns", "¿?"])
    assert {route: len(titles) for route, titles in found.items()} == {
        "questions/0-9.html": 1,
        "questions/index.html": 0,
        "questions/o.html": 1,
        "questions/other.html": 1,
        "questions/q-2.html": 1,
        "questions/q.html": 300,
        "questions/u.html": 1,
    }
    assert found["questions/q.html"][:2] == ["Question 0", "Question 1"]
    assert found["questions/q-2.html"] == ["Question 300"]
