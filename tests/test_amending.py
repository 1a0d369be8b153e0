"""What recalls the plan: new words and new looks. And what does not, however little it seems to change."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from builds import THEME, build, clean, explained, standing
from project import DIGEST, Project, page

from sitegen.engine.given import Given
from sitegen.engine.outlining import Planned, planned
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.output import Output
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers
from sitegen.rendering.packing import pack_view, unpack_view
from sitegen.site.bodies import AbsoluteBody, LazyBody, NoBody
from sitegen.site.kinds import KINDS

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from audited import full_project

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


def is_recalled(project: Project) -> bool:
    """Whether the next build does without a new plan; nothing of it is remembered."""
    root = project.folder
    with open_store(root) as store:
        given = Given(read_project(root), store, lambda _: DAY, Workers(1))
        site = planned(given, Output(root / "output", root))
    return isinstance(site, Planned) and site.plan is None


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
    assert is_recalled(built)
    explained(built.folder, DAY)
    built.remove(f"templates/{name}")
    assert is_recalled(built)
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
    assert is_recalled(built)
    copy = built.folder.parent / "copy"
    copytree(built.folder, copy)
    assert explained(built.folder, DAY) == explained(copy, DAY, "--verify")
    assert standing(built.folder) == clean(built.folder, DAY)[0]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/pages/new.md", page({"title": "New"})),
        (f"{DIGEST}/index.md", ""),
    ],
)  # read as a table  # fmt: skip
def test_what_adds_something_is_planned(built: Project, path: str, content: str) -> None:
    built.write(path, content)
    assert not is_recalled(built)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("templates/of_no_page.html", "{% if %}"),
        ("templates/entry.html", "{% include 'nowhere.html' %}"),
        ("templates/entry.html", "{{ page.nothing.at_all }}"),
        ("templates/macros.html", "{{ nothing.at_all }}"),
    ],
)  # read as a table  # fmt: skip
def test_looks_that_do_not_work_leave_the_site_as_it_is(built: Project, path: str, content: str) -> None:
    before = standing(built.folder)
    built.write(path, content)
    code, report = build(built.folder, DAY)
    assert code == 1
    assert path in {problem["path"] for problem in report["problems"]}
    assert standing(built.folder) == before
    built.remove(path)
    assert explained(built.folder, DAY) == []


def test_macros_that_do_not_work_are_told_once(built: Project) -> None:
    built.write("templates/macros.html", "{{ nothing.at_all }}")
    _, report = build(built.folder, DAY, "--jobs", "1")
    assert [problem["path"] for problem in report["problems"] if problem["severity"] == "error"] == [
        "templates/macros.html"
    ]


@pytest.mark.parametrize("other", ["templates/macros.html", "templates/entry.html"])
def test_what_follows_of_a_template_that_cannot_be_read_is_told_neither_with_a_plan_nor_without(
    built: Project, other: str
) -> None:
    built.write("templates/base.html", "{% if %}")
    built.write(other, "{{ nothing.at_all }}")
    _, report = build(built.folder, DAY, "--jobs", "1")
    assert report["problems"] == clean(built.folder, DAY)[1]


def test_a_link_that_comes_with_an_edit_is_found(built: Project) -> None:
    built.write("templates/waiting.html", "{% extends 'base.html' %}")
    os.symlink(built.folder / "sitegen.yaml", built.folder / "templates/linked.html")
    assert not is_recalled(built)


def test_a_view_that_was_lost_is_made_anew(built: Project) -> None:
    built.write("templates/waiting.html", "{% extends 'base.html' %}")
    with open_store(built.folder) as store:
        assert is_recalled(built)
        store.tidy(["outline"])  # and nothing else that was remembered
        store.save()
    assert is_recalled(built)
    explained(built.folder, DAY)
    assert standing(built.folder) == clean(built.folder, DAY)[0]


@pytest.mark.parametrize("route", ["data/entries.json", "sitemap.xml", "commitments/register.csv", "waiting.html"])
def test_a_page_that_was_lost_is_made_anew_after_an_edit_that_needs_no_plan(built: Project, route: str) -> None:
    path = next(path for path in read_project(built.folder).below("content") if "/2026-03-05-road-show/" in path)
    built.write(path, built.read(path) + "\nOne more sentence.\n")
    (built.folder / "output" / route).unlink()
    assert f"page {route}: missing" in explained(built.folder, DAY)
    assert standing(built.folder) == clean(built.folder, DAY)[0]


def as_told(value: Any) -> Any:
    """The value with the types of all its parts."""
    if isinstance(value, AbsoluteBody | LazyBody | NoBody):
        return type(value), value.fingerprint
    if isinstance(value, tuple | list):
        return type(value), [as_told(item) for item in value]
    if isinstance(value, dict):
        return [(name, as_told(item)) for name, item in value.items()]
    return type(value), value


def bodies_in(value: Any) -> set[str]:
    """The paths of all bodies in it, however deep."""
    if isinstance(value, LazyBody):
        return {value.path}
    if isinstance(value, AbsoluteBody):
        return bodies_in(value.body)
    if isinstance(value, dict):
        value = tuple(value.values())
    return {path for item in value for path in bodies_in(item)} if isinstance(value, tuple | list) else set()


def test_every_view_that_a_template_sees_comes_back_and_every_body_in_it_is_known(built: Project) -> None:
    plan = make_plan(read_project(built.folder), Store(None, ""), lambda _: DAY, Workers(1))
    assert isinstance(plan, Ready)
    seen = set()
    for planned_page in plan.pages:
        viewed = plan.view(planned_page)
        assert bodies_in(viewed.view) == set(viewed.bodies)
        if not KINDS[viewed.kind].is_kept:
            assert not viewed.bodies
            continue
        again = unpack_view(viewed.kind, pack_view(viewed), plan.bodies)
        view = viewed.view._replace(entries=()) if viewed.kind == "print" else viewed.view
        assert as_told(again) == as_told(view)
        seen.add(viewed.kind)
    of_long_lists = {"bare", "by_year", "digest_part"}
    assert seen == {name for name, kind in KINDS.items() if kind.is_kept} - of_long_lists


def test_a_template_that_pages_begin_to_use_is_no_longer_told_of(built: Project) -> None:
    built.write("templates/mine.html", "Mine.")
    _, report = build(built.folder, DAY)
    assert "unused-template" in {problem["code"] for problem in report["problems"]}
    built.write("templates/mine.html", "Mine!")
    built.write("templates/waiting.html", "{% include 'mine.html' %}")
    _, report = build(built.folder, DAY)
    assert "unused-template" not in {problem["code"] for problem in report["problems"]}
    assert standing(built.folder) == clean(built.folder, DAY)[0]
