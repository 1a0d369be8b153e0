"""What a save changes besides its own page, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project import DIGEST, page
from serving import DAY, ENTRY, PATIENCE, ROUTE, Session, entry, served_project

import sitegen
from sitegen.serve.planner import Planner

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "sitegen.yaml"


@pytest.fixture
def neighbours(session: Session) -> Session:
    """A preview of four entries, two of which are on annual leave; all were looked at."""
    project = session.project
    for topic in ("pay", "rota", "fleet"):
        project.write(f"content/topics/{topic}.md", page({"title": topic.title()}))
    project.write(ENTRY, entry("Because.", title="Annual leave at Easter"))
    project.write(f"{DIGEST}/leave.md", entry("Words.", title="Annual leave at Christmas", topics=["rota"]))
    project.write(f"{DIGEST}/wash.md", entry("Words.", title="Vehicle washing", topics=["fleet"]))
    project.write(f"{DIGEST}/boots.md", entry("Words.", title="Boots and gloves", topics=["pay"]))
    session.settle()
    for route in (ROUTE, *(ROUTE.replace("an-entry", name) for name in ("leave", "wash", "boots"))):
        session.text(route)
    return session


def save(session: Session, path: str, text: str) -> None:
    count = len(session.changes)
    session.project.write(path, text)
    session.wait_for(count + 1)


def related(session: Session, name: str) -> str:
    return session.text(ROUTE.replace("an-entry", name)).partition("_related")[2]


def test_a_new_title_changes_what_is_related_to_others(neighbours: Session) -> None:
    assert "Annual leave at Easter" in related(neighbours, "leave")
    save(neighbours, ENTRY, entry("Because.", title="Vehicle washing at Easter"))
    assert "at Easter" not in related(neighbours, "leave")
    assert "Vehicle washing at Easter" in related(neighbours, "wash")


def test_another_topic_moves_an_entry_to_that_topics_page(neighbours: Session) -> None:
    assert "Annual leave at Easter" in neighbours.text("topics/general.html")
    save(neighbours, ENTRY, entry("Because.", title="Annual leave at Easter", topics=["pay"]))
    assert "Annual leave at Easter" not in neighbours.text("topics/general.html")
    assert "Annual leave at Easter" in neighbours.text("topics/pay.html")


def test_the_search_finds_new_words_and_speaks_the_new_language(neighbours: Session) -> None:
    before = neighbours.text("_search/postings-0.js")
    save(neighbours, ENTRY, entry("Because of zebras.", title="Annual leave at Easter"))
    assert "zebra" in neighbours.text("_search/postings-0.js")
    assert "zebra" not in before
    settings = (neighbours.project.folder / SETTINGS).read_text(encoding="utf-8")
    save(neighbours, SETTINGS, settings + "language: de\n")
    assert '"de"' in neighbours.text("_search/start.js")


def test_the_search_takes_for_one_another_what_a_save_explains(neighbours: Session) -> None:
    pair = "thd travel help desk"
    assert pair not in neighbours.text("_search/postings-0.js")
    save(neighbours, ENTRY, entry("Ring the travel help desk (THD).", title="Annual leave at Easter"))
    assert pair in neighbours.text("_search/postings-0.js")
    settings = (neighbours.project.folder / SETTINGS).read_text(encoding="utf-8")
    save(neighbours, SETTINGS, settings + "abbreviations: {THD: no}\n")
    assert pair not in neighbours.text("_search/postings-0.js")
    save(neighbours, SETTINGS, settings)
    assert pair in neighbours.text("_search/postings-0.js")
    save(neighbours, ENTRY, entry("Ring the travel help desk, THD.", title="Annual leave at Easter"))
    assert pair not in neighbours.text("_search/postings-0.js")


def test_a_template_that_fails_on_a_page_nobody_looks_at_is_told(session: Session) -> None:
    epoch = session.preview.showing.epoch
    session.project.write("templates/topics.html", "{{ page.no_such_field }}")
    session.wait_for(1)
    while not session.preview.showing.problems:
        before, epoch = epoch, session.preview.wait(epoch, PATIENCE)
        assert epoch != before
    (problem,) = session.preview.showing.problems
    assert (problem.path, problem.line) == ("templates/topics.html", 1)


def test_a_template_that_is_not_utf_8_is_told(session: Session) -> None:
    session.project.write("templates/topics.html", "Café".encode("latin-1"))
    session.wait_for(1)
    (problem,) = session.preview.showing.problems
    assert (problem.code, problem.path) == ("bad-encoding", "templates/topics.html")


def test_only_pages_with_a_template_of_the_projects_own_are_made_unasked(tmp_path: Path) -> None:
    planner = Planner(served_project(tmp_path).folder, lambda _: DAY, drafts=True)
    plan = planner.again(planner.scan(None))
    assert planner.doubtful_kinds(plan) == frozenset()
    theme = sitegen.theme_folder()
    for name, kinds in (("topic.html", {"topic"}), ("footer.html", {"topic", "entry", "home"})):
        (tmp_path / "templates").mkdir(exist_ok=True)
        own = tmp_path / "templates" / name
        own.write_bytes((theme / name).read_bytes())
        assert planner.doubtful_kinds(planner.again(planner.scan(None))) == frozenset(), "the same as the theme's"
        own.write_bytes((theme / name).read_bytes() + b"<!-- Ours -->")
        found = planner.doubtful_kinds(planner.again(planner.scan(None)))
        assert kinds <= found
        assert (found == kinds) == (name == "topic.html")
        own.unlink()
