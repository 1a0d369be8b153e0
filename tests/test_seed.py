"""The entry that everything began with: built word for word, and its two promises hang on its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from crawler import parse, text_of
from project import DIGEST, Project, minimal_project, page

ENTRY = f"{DIGEST}/other-trusts.md"
INTENTION = "we're planning on going to"
OFFER = "please drop me a line"


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def paragraphs(seed: str) -> list[str]:
    """The question, then the five paragraphs of the answer."""
    return [one_line(paragraph) for paragraph in seed.splitlines() if paragraph.strip()]


@pytest.fixture
def project(tmp_path: Path, seed: str, paragraphs: list[str]) -> Project:
    fields = {
        "question": paragraphs[0],
        "title": "Learning from other trusts",
        "topics": ["learning", "leadership"],
        "outstanding": "Which trusts with a good rating we could learn from",
        "commitments": [
            {"text": "Visit North West Ambulance Service", "quote": INTENTION, "strength": "intention"},
            {"text": "Send the chief executive what you have seen", "quote": OFFER, "strength": "offer"},
        ],
    }
    project = minimal_project(tmp_path)
    for topic in fields["topics"]:
        project.write(f"content/topics/{topic}.md", page({"title": str(topic).capitalize()}))
    return project.write(ENTRY, page(fields, seed.strip().partition("\n")[2]))


def line_of_commitments(project: Project) -> int:
    lines = project.read(ENTRY).splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith("commitments:"))


def test_its_five_paragraphs_stand_in_the_page_word_for_word(project: Project, paragraphs: list[str]) -> None:
    outcome = project.build()
    assert outcome.errors == []
    (answer,) = parse(outcome.page("digests/2024-01-15-briefing/other-trusts.html")).find_class("answer")
    shown = one_line(text_of(answer))
    assert len(paragraphs) == 6
    assert [paragraph for paragraph in paragraphs[1:] if paragraph not in shown] == []


def test_its_promises_are_kept_in_the_register(project: Project) -> None:
    register = text_of(parse(project.build().page("commitments/index.html")))
    assert "Visit North West Ambulance Service" in register


@pytest.mark.parametrize(
    ("quote", "said", "edited"),
    [(INTENTION, "planning on going to", "off to"), (OFFER, "please drop me a line", "write to me")],
)
def test_a_quoted_phrase_cannot_be_edited_away(project: Project, quote: str, said: str, edited: str) -> None:
    before = project.build()
    tree = {route: before.page(route) for route in before.files() if route.endswith(".html")}
    fields, answer = project.read(ENTRY).rsplit("---\n", 1)
    assert said in answer
    outcome = project.write(ENTRY, f"{fields}---\n{answer.replace(said, edited)}").build()
    (problem,) = outcome.errors
    assert outcome.exit_code == 1
    assert problem["path"] == ENTRY
    assert problem["line"] == line_of_commitments(project)
    assert "quote" in problem["code"]
    assert quote in problem["message"]
    assert {route: outcome.page(route) for route in tree} == tree  # nothing that was visible has changed
