"""What a save changes besides its own page, and what it leaves."""

from __future__ import annotations

import pytest
from project import DIGEST, page
from serving import ENTRY, ROUTE, Session, entry

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
