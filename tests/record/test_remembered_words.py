"""The words that a record is made of are those of its plan, also where another build has gone on meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

from sitegen.comparing.planned_record import RememberedBodies
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.remembered import RecordLost

DAY = "2024-06-01"
A, B = f"{DIGEST}/a.md", f"{DIGEST}/b.md"


def test_words_of_a_later_build_are_not_taken_for_those_that_were_planned(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    for path in (A, B):
        project.write(path, page({"question": "Why?", "topics": ["general"]}, "Because."))
    assert project.build(date=DAY).exit_code == 0
    with open_store(project.folder) as store:
        plan = make_plan(read_project(project.folder), store, lambda _: date.fromisoformat(DAY))
    assert isinstance(plan, Ready)
    project.write(A, page({"question": "Why?", "topics": ["general"]}, "Not yet for readers."))
    assert project.build(date=DAY).exit_code == 0
    with open_store(project.folder) as store:
        bodies = RememberedBodies(plan.bodies.given, store)
        assert "Because." in bodies.html(B)
        with pytest.raises(RecordLost):
            bodies.html(A)
