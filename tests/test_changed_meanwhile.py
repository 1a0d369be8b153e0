"""A file that changes between the look at it and its reading is never taken for what it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from project import DIGEST, Project, minimal_project, page

from sitegen.engine.making import build
from sitegen.engine.planning import Ready
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.output import Output
from sitegen.memory.snapshot import Changed
from sitegen.serve.planner import Planner
from sitegen.serve.preview import Preview

if TYPE_CHECKING:
    from pathlib import Path

ENTRY, ROUTE = f"{DIGEST}/an-entry.md", "digests/2024-01-15-briefing/an-entry.html"
DAY = date(2026, 11, 24)
PICTURE = "content/assets/a.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>{}</title></svg>'


def entry(word: str) -> str:
    return page({"question": "Why?", "topics": ["general"]}, f"Because of {word}.\n\n![A plan](../../assets/a.svg)")


def settings(word: str) -> str:
    return f"title: {word}\nurl: https://intranet.example/qa/\n"


CHANGES = {
    ENTRY: (entry("rain"), entry("snow")),
    "sitegen.yaml": (settings("Rain"), settings("Snow")),
    "templates/footer.html": ("rain", "snow"),
    PICTURE: (SVG.format("rain"), SVG.format("snow")),
}


def project_with(folder: Path, path: str) -> Project:
    folder.mkdir(exist_ok=True)
    project = minimal_project(folder).write(ENTRY, entry("rain")).write(PICTURE, SVG.format("rain"))
    return project.write(path, CHANGES[path][0])


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("is_known", [False, True])
def test_a_build_stops_and_the_next_one_is_right(tmp_path: Path, path: str, *, is_known: bool) -> None:
    project = project_with(tmp_path / "site", path)
    if is_known:
        project.build()
        project.write(path, CHANGES[path][0] + " \n")
    snapshot = read_project(project.folder)
    before = project.read(path)
    project.write(path, CHANGES[path][1])
    output = Output(project.folder / "output", project.folder)
    with open_store(project.folder) as store:
        with pytest.raises(Changed, match="changed meanwhile"):
            build(snapshot, store, output, lambda _: DAY)
        store.save()
    clean = project_with(tmp_path / "clean", path).write(path, before).build()
    outcome = project.write(path, before).build()
    assert outcome.errors == []
    assert {route: outcome.page(route) for route in outcome.files()} == {r: clean.page(r) for r in clean.files()}


@pytest.mark.parametrize("path", [path for path in CHANGES if path != PICTURE])
def test_a_preview_looks_again(tmp_path: Path, path: str) -> None:
    project = project_with(tmp_path, path)
    planner = Planner(project.folder, lambda _: DAY, drafts=True)
    planner.again(planner.scan(None))
    project.write(path, CHANGES[path][0] + " \n")
    look = planner.scan(None)
    project.write(path, CHANGES[path][1])
    with pytest.raises(Changed):
        planner.again(look)
    project.write(path, CHANGES[path][0] + " \n")
    plan = planner.again(planner.scan(None))
    assert isinstance(plan, Ready)
    (found,) = [page for page in plan.pages if page.route == ROUTE]
    made = planner.make(plan, found)
    assert isinstance(made, bytes)
    assert b"snow" not in made.lower()


def test_a_picture_is_served_as_it_is_now(tmp_path: Path) -> None:
    project = project_with(tmp_path, PICTURE)
    preview = Preview(project.folder, lambda _: DAY, drafts=True)
    project.write(PICTURE, CHANGES[PICTURE][1])
    _, served = preview.serve("assets/a.svg")
    assert served is not None
    assert served.data == CHANGES[PICTURE][1].encode()
    preview.close()
