"""What needs no plan: new words and new looks. And what does, however little it seems to change."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from project import DIGEST, Project, page
from test_incremental import THEME, build, clean, explained, standing

from sitegen.engine.amending import amend
from sitegen.engine.jobs import Workers
from sitegen.engine.packing import BY_TEMPLATE, HOLD_BODIES, pack_view, unpack_view
from sitegen.engine.parsing import reading_of
from sitegen.engine.planning import make_plan, mark_of
from sitegen.engine.project import load_last, open_store, read_project
from sitegen.memory.output import Output
from sitegen.memory.store import Store
from sitegen.site.bodies import AbsoluteBody, Body, NoBody
from sitegen.site.pages import MAKERS

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from audited import full_project

if TYPE_CHECKING:
    from sitegen.engine.amending import Amended

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page."""
    folder = tmp_path_factory.mktemp("looks") / "site"
    full_project(folder)
    explained(folder, DAY)
    return folder


@pytest.fixture
def built(once_built: Path, tmp_path: Path) -> Project:
    copytree(once_built, tmp_path / "site")
    explained(tmp_path / "site", DAY)
    return Project(tmp_path / "site")


def amended(project: Project) -> Amended | None:
    """What comes of it without a plan; nothing of it is remembered."""
    root = project.folder
    last = load_last(root)
    with open_store(root) as store:
        return amend(read_project(root, last), last, store, Output(root / "output", root), Workers(1))


LOOKS = ["macros.html", "base.html", "menu.html", "entry.html", "print.html", "search.html", "theme/site.css"]


@pytest.mark.parametrize("name", LOOKS)
def test_an_edited_look_gives_the_clean_site_without_a_plan_and_for_the_same_reasons(built: Project, name: str) -> None:
    standard = (THEME / name).read_text(encoding="utf-8")
    copy = built.folder.parent / "copy"
    built.write(f"templates/{name}", standard.replace("</", "<!-- new --></") + "\n")
    copytree(built.folder, copy)
    reasons = explained(built.folder, DAY)
    assert reasons
    assert reasons == explained(copy, DAY, "--verify")
    assert standing(built.folder) == clean(built.folder, DAY)[0]
    built.write(f"templates/{name}", standard + "\n")
    assert amended(built) is not None
    explained(built.folder, DAY)
    built.remove(f"templates/{name}")
    assert amended(built) is not None
    explained(built.folder, DAY)
    assert standing(built.folder) == clean(built.folder, DAY)[0]


def test_new_words_and_new_looks_at_once_need_no_plan(built: Project) -> None:
    path = next(
        path
        for path in read_project(built.folder).below("content")
        if "/2026-03-05-road-show/" in path and "index" not in path
    )
    built.write(path, built.read(path) + "\nOne more sentence.\n").write(
        "templates/print.html", "{{ page.digest.title }}"
    )
    assert amended(built) is not None
    copy = built.folder.parent / "copy"
    copytree(built.folder, copy)
    assert explained(built.folder, DAY) == explained(copy, DAY, "--verify")
    assert standing(built.folder) == clean(built.folder, DAY)[0]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("templates/of_no_page.html", "{% if %}"),
        ("templates/entry.html", "{% include 'nowhere.html' %}"),
        ("templates/entry.html", "{{ page.nothing.at_all }}"),
        ("templates/macros.html", "{{ nothing.at_all }}"),
        ("templates/theme/new.css", "p { color: red }"),
        ("content/pages/new.md", page({"title": "New"})),
        (f"{DIGEST}/index.md", ""),
    ],
)  # read as a table  # fmt: skip
def test_what_adds_something_or_does_not_work_is_planned(built: Project, path: str, content: str) -> None:
    built.write(path, content)
    assert amended(built) is None


def test_macros_that_do_not_work_are_told_once(built: Project) -> None:
    built.write("templates/macros.html", "{{ nothing.at_all }}")
    _, report = build(built.folder, DAY, "--jobs", "1")
    assert [problem["path"] for problem in report["problems"] if problem["severity"] == "error"] == [
        "templates/macros.html"
    ]


def test_a_link_that_comes_with_an_edit_is_found(built: Project) -> None:
    built.write("templates/waiting.html", "{% extends 'base.html' %}")
    os.symlink(built.folder / "sitegen.yaml", built.folder / "templates/linked.html")
    assert amended(built) is None


def test_a_view_that_was_lost_or_is_of_another_page_is_planned(built: Project) -> None:
    built.write("templates/waiting.html", "{% extends 'base.html' %}")
    root, route = built.folder, "waiting.html"
    last = load_last(root)
    for key in (f"page {route}", f"view {route}"):
        with open_store(root) as store:
            store.use(set(store.keys("")) - {key})
            store.save()
        assert amended(built) is None
        explained(root, DAY)
        built.write("templates/waiting.html", "{% extends 'base.html' %} ")
    assert last.report


def as_told(value: Any) -> Any:
    """The value with the types of all its parts."""
    if isinstance(value, AbsoluteBody | Body | NoBody):
        return type(value), value.fingerprint
    if isinstance(value, tuple | list):
        return type(value), [as_told(item) for item in value]
    if isinstance(value, dict):
        return [(name, as_told(item)) for name, item in value.items()]
    return type(value), value


def test_every_view_that_a_template_sees_comes_back_from_what_is_remembered(built: Project) -> None:
    snapshot = read_project(built.folder)
    plan = make_plan(snapshot, Store(None, ""), lambda _: DAY, Workers(1))
    assert plan.sources is not None
    reading = reading_of(plan.sources.catalog.settings, plan.sources.words)
    seen = set()
    for planned in plan.pages:
        viewed = plan.view(planned)
        if planned.kind not in BY_TEMPLATE | HOLD_BODIES:
            continue
        again = unpack_view(
            planned.kind,
            pack_view(viewed),
            lambda path, dead: Body(path, mark_of(snapshot, reading, path), str, dead),
        )
        view = viewed.view._replace(entries=()) if planned.kind == "print" else viewed.view
        assert as_told(again) == as_told(view)
        seen.add(planned.kind)
    assert seen == (BY_TEMPLATE | HOLD_BODIES) - {"bare"}
    assert {planned.kind for planned in plan.pages} <= BY_TEMPLATE | MAKERS.keys()


def test_a_template_that_pages_begin_to_use_is_no_longer_told_of(built: Project) -> None:
    built.write("templates/mine.html", "Mine.")
    _, report = build(built.folder, DAY)
    assert "unused-template" in {problem["code"] for problem in report["problems"]}
    built.write("templates/mine.html", "Mine!")
    built.write("templates/waiting.html", "{% include 'mine.html' %}")
    _, report = build(built.folder, DAY)
    assert "unused-template" not in {problem["code"] for problem in report["problems"]}
    assert standing(built.folder) == clean(built.folder, DAY)[0]
