"""Related answers on the page of an entry, with the reason."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from project import DIGEST, Outcome, Project, convert, minimal_project, page

HERE = f"{DIGEST.removeprefix('content/')}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Some questions on many topics, so that sharing one means something."""
    project = minimal_project(tmp_path)
    for number in range(24):
        project.write(f"content/topics/t{number:02}.md", page({"title": f"Topic {number:02}"}))
        ask(project, f"filler{number:02}", f"Filler {chr(97 + number) * 7}?", f"t{number:02}")
    project.write("content/topics/rota.md", page({"title": "Rotas"}))
    return project


def ask(project: Project, name: str, question: str, topic: str, body: str = "Because.", **fields: object) -> None:
    project.write(f"{DIGEST}/{name}.md", page({"question": question, "topics": [topic], **fields}, body))


def shown(outcome: Outcome, name: str) -> dict[str, str]:
    """What stands under "Related answers" on the page: title and reason."""
    tree = html5lib.parse(outcome.page(f"{HERE}/{name}.html"), namespaceHTMLElements=False)
    sections = [e for e in tree.iter("section") if e.find("h2[@id='_related']") is not None]
    items = [item for section in sections for item in section.iter("li")]
    reasons = (" ".join("".join(item.find("span").itertext()).split()) for item in items)
    return {"".join(item.find("a").itertext()): reason for item, reason in zip(items, reasons, strict=True)}


def test_the_reason_stands_beside_a_related_answer(project: Project) -> None:
    ask(project, "leave", "May I carry annual leave over?", "rota")
    ask(project, "cover", "Who covers annual leave?", "rota")
    ask(project, "elsewhere", "Is annual leave paid out?", "t01")
    outcome = project.build()
    assert shown(outcome, "leave") == {
        "Who covers annual leave?": "15 January 2024 · also about Rotas · shares “annual leave”",
        "Is annual leave paid out?": "15 January 2024 · shares “annual leave”",
    }


def test_a_word_that_names_the_shared_topic_is_not_said_again(project: Project) -> None:
    ask(project, "one", "Who writes the rotas?", "rota")
    ask(project, "two", "Are rotas fair?", "rota")
    assert shown(project.build(), "one") == {"Are rotas fair?": "15 January 2024 · also about Rotas"}


def test_answers_of_one_title_are_told_apart_by_their_questions(project: Project) -> None:
    for name in ("me", "one", "two"):
        ask(project, name, f"What about leave, {name}?", "rota", title="Annual leave" if name != "two" else "Pay")
    ask(project, "three", "What about leave, three?", "rota", title="Pay")
    assert list(shown(project.build(), "me")) == ["What about leave, one?", "Pay", "What about leave, two?"]


def test_words_of_an_answer_relate_nothing(project: Project) -> None:
    ask(project, "one", "Why?", "t01", "Defibrillators and stretchers, and defibrillator stretchers.")
    ask(project, "two", "Who?", "t02", "Defibrillators and stretchers, and defibrillator stretchers.")
    outcome = project.build()
    assert "Who?" not in shown(outcome, "one")


def test_other_wordings_relate(project: Project) -> None:
    ask(project, "one", "Who tops up the morphine safe?", "t01", also_asked=["Who has the key of the drugs cupboard?"])
    ask(project, "two", "Where is the drugs cupboard key?", "t02")
    assert shown(project.build(), "two")["Who tops up the morphine safe?"].endswith("shares “drugs cupboard key”")


def test_what_is_linked_already_is_not_said_twice_and_leaves_less_room(project: Project) -> None:
    for number in range(6):
        ask(project, f"leave{number}", f"Annual leave, question {number}?", "rota")
    ask(project, "me", "Annual leave for me?", "rota", follows=["leave0"], related=["leave1", "leave2"])
    found = shown(project.build(), "me")
    assert list(found)[:2] == ["Annual leave, question 1?", "Annual leave, question 2?"]
    assert found["Annual leave, question 1?"] == "15 January 2024", "the writer said so: no other reason is given"
    assert len(found) == 4
    assert "Annual leave, question 0?" not in found


def test_a_replaced_answer_is_related_by_its_successor(project: Project) -> None:
    ask(project, "me", "Annual leave for me?", "rota")
    ask(project, "old", "Annual leave in 2020?", "rota")
    ask(project, "new", "How many days off are there now?", "t01", supersedes=["old"])
    assert shown(project.build(), "me") == {
        "How many days off are there now?": "15 January 2024 · shares “Annual leave”"
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": True},
        {"publish_from": "2099-01-01"},
        {"withdrawn": {"date": "2024-02-02", "why": "It was wrong."}},
        {"answer_due": "2024-05-05", "body": ""},
    ],
    ids=str,
)
def test_what_is_hidden_withdrawn_or_unanswered_is_not_related(project: Project, fields: dict[str, object]) -> None:
    ask(project, "me", "Annual leave for me?", "rota")
    ask(project, "other", "Annual leave?", "rota", **fields)
    assert shown(project.build(), "me") == {}


def test_an_edited_answer_makes_no_other_entry_anew(project: Project) -> None:
    for number in range(5):
        ask(project, f"leave{number}", f"Annual leave, question {number}?", "rota")
    before = project.build()
    old = {name: before.page(name) for name in before.files() if name.startswith(HERE)}
    ask(project, "leave0", "Annual leave, question 0?", "rota", "Because of annual leave.")
    after = project.build()
    changed = {name for name, text in old.items() if after.page(name) != text}
    assert changed == {f"{HERE}/leave0.html", f"{HERE}/print.html"}


def test_a_new_question_makes_only_entries_that_show_it_or_whose_word_became_common(project: Project) -> None:
    for number in range(3):
        ask(project, f"leave{number}", f"Annual leave, question {number}?", "rota")
    before = project.build()
    old = {name: before.page(name) for name in before.files() if name.startswith(HERE)}
    ask(project, "zz", "Annual leave once more?", "rota")
    after = project.build()
    changed = [name for name, text in old.items() if after.page(name) != text and "/filler" in name]
    assert changed == []
    assert all("Annual leave once more?" in after.page(f"{HERE}/leave{number}.html") for number in range(3))


@pytest.mark.corpora
@pytest.mark.parametrize(("name", "least"), [("faq-small", 0.9), ("optech-digests", 0.55), ("login-gov-help", 0.9)])
def test_most_real_questions_have_related_answers_on_their_own_subject(
    corpora: Path, tmp_path: Path, name: str, least: float
) -> None:
    real, _ = convert(corpora, name, tmp_path / name)
    outcome = real.build()
    pages = [route for route in outcome.files() if route.startswith("digests/") and "/print" not in route]
    entries = [route.removesuffix(".html") for route in pages if not route.endswith("index.html")]
    with_some = [text for text in (outcome.page(f"{route}.html") for route in entries) if 'id="_related"' in text]
    assert len(with_some) >= least * len(entries)
    assert all("also about" in text or "shares" in text for text in with_some)
