"""A new digest and a new question are made at the desk as `sitegen new` makes them: drafts, never over another file."""

from __future__ import annotations

from typing import Any

import pytest
from desking import INDEX, OpenDesk
from project import DIGEST

from sitegen.desk.file_ids import file_id

NEW = f"{DIGEST}/late-ambulances.md"


def test_a_new_question_is_a_draft_with_its_topic_and_its_page_opens(desk: OpenDesk) -> None:
    asked = "Paramedic: Why are “ambulances” so late: # really?"
    status, told = desk.do("new-question", path=INDEX, question=asked, title="Late ambulances")
    assert (status, told) == (200, {"go": f"/_desk/question/{file_id(NEW)}"})
    text = desk.project.read(NEW)
    assert text == f"---\nquestion: >\n  {asked}\ntitle: >\n  Late ambulances\ntopics: [general]\ndraft: true\n---\n\n"
    assert "Late ambulances" in desk.text(told["go"].lstrip("/"))
    again = desk.do("new-question", path=INDEX, question=asked, title="Late ambulances")[1]
    assert again["go"] != told["go"]
    assert desk.project.read(f"{DIGEST}/late-ambulances-2.md") == text


def test_a_new_digest_is_a_draft_of_its_day(desk: OpenDesk) -> None:
    status, told = desk.do("new-digest", title="Summer questions", day="2026-07-01")
    path = "content/digests/2026-07-01-summer-questions/index.md"
    assert (status, told) == (200, {"go": f"/_desk/digest/{file_id(path)}"})
    assert "date: 2026-07-01\n" in desk.project.read(path)
    assert "draft: true\n" in desk.project.read(path)
    before = desk.project.read(path)
    status, told = desk.do("new-digest", title="Summer questions", day="2026-07-01")
    assert status == 409
    assert "is there already" in told["words"]
    assert desk.project.read(path) == before


@pytest.mark.parametrize(
    ("what", "about"),
    [
        ("new-digest", {"title": "", "day": "2026-07-01"}),
        ("new-digest", {"title": " \u200b ", "day": "2026-07-01"}),
        ("new-digest", {"title": "A", "day": ""}),
        ("new-digest", {"title": "A", "day": "soon"}),
        ("new-digest", {"title": "A", "day": "../.."}),
        ("new-question", {"path": INDEX, "question": "??", "title": ""}),
        ("new-question", {"path": INDEX, "question": "a" * 6000, "title": ""}),
    ],
)
def test_what_is_missing_is_said_and_nothing_made(standing: OpenDesk, what: str, about: dict[str, Any]) -> None:
    before = standing.files()
    status, told = standing.do(what, **about)
    assert status == 409
    assert told["words"]
    assert standing.files() == before


@pytest.mark.parametrize(
    "title", ["../../../evil", "/etc/passwd", "C:\\evil", "a\x00b", "con", "index", ".htaccess", "…"]
)
def test_no_title_leads_out_of_its_folder(desk: OpenDesk, title: str) -> None:
    before = desk.files()
    desk.do("new-question", path=INDEX, question="Why?", title=title)
    desk.do("new-digest", title=title, day="2026-07-01")
    made = desk.files().keys() - before.keys()
    assert all(path.startswith("content/digests/") and path.count("/") == 3 and path.endswith(".md") for path in made)
    assert made
    assert f"{DIGEST}/index.md" not in made


def test_a_writer_makes_a_digest_and_a_question_and_answers_it(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab)
    tab.get_by_text("New digest").click()
    tab.get_by_label("What is the session called?").fill("Summer questions")
    assert tab.get_by_label("Its day").input_value() == "2026-11-24"
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Summer questions", level=1).wait_for()
    tab.get_by_label("What was asked?").fill("When do the new vans come?")
    tab.get_by_role("button", name="Make the question").click()
    tab.get_by_role("heading", name="When do the new vans come?", level=1).wait_for()
    tab.get_by_label("Text", exact=True).fill("Next week.")
    tab.get_by_role("button", name="Save").click()
    tab.get_by_text("Saved.", exact=True).wait_for()
    tab.frame_locator("iframe").get_by_text("Next week.").wait_for()
    assert tab.complaints == []
