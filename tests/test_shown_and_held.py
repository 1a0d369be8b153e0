"""What `new`, `show` and `hold` write for a person who types little, and what they never do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.api.file_names import name_of, without_speaker
from sitegen.cli import main

NAME = DIGEST.rpartition("/")[2]


def run(project: Project, *arguments: str, code: int = 0, given: str = "") -> str:
    result = CliRunner().invoke(main, ["-C", str(project.folder), *arguments], input=given, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path)
    return project.write("content/topics/vans.md", page({"title": "Our vans", "synonyms": ["ambulances"]}))


def test_a_question_needs_no_quotation_marks(project: Project) -> None:
    run(project, "new", "question", "Who", "counts", "them", "now?")
    assert "question: >\n  Who counts them now?\n" in project.read(f"{DIGEST}/counts-them-now.md")


@pytest.mark.parametrize("topic", ["vans", "Our vans", "AMBULANCES"])
def test_a_question_takes_a_title_and_topics(project: Project, topic: str) -> None:
    run(project, "new", "question", "Why is it so?", "--title", "Old: vans", "--topic", topic, "--topic", "general")
    text = project.read(f"{DIGEST}/old-vans.md")
    assert "title: >\n  Old: vans\ntopics: [vans, general]\n" in text
    assert project.check().errors == []


def test_a_topic_that_is_not_there_is_refused(project: Project) -> None:
    assert "Did you mean:  --topic vans" in run(project, "new", "question", "Why?", "--topic", "van", code=2)
    assert "There are: general, vans" in run(project, "new", "question", "Why?", "--topic", "pay and leave", code=2)
    assert not list((project.folder / DIGEST).glob("why*"))


@pytest.mark.parametrize("kind", ["question", "digest", "topic", "person"])
@pytest.mark.parametrize("words", ["", "  ", "???", "—"])
def test_what_has_no_words_makes_no_file(project: Project, kind: str, words: str) -> None:
    before = sorted(project.folder.rglob("*.md"))
    assert "no words" in run(project, "new", kind, words, code=2)
    assert sorted(project.folder.rglob("*.md")) == before


@pytest.mark.parametrize(
    "asked",
    [
        "Sam Hill: who counts the vans?",
        "Sam Hill (Saltmere): who counts the vans?",
        "Q4. Sam Hill: who counts the vans?",
        "Sam asks: who counts the vans?",
        "Dr Sam O’Hill: who counts the vans?",
        "Who counts the vans? – Sam Hill",
        "Who counts the vans? (Sam Hill, Saltmere)",
        "Who counts the vans? Asked by nobody",
        "Who counts the vans? asked by Sam Hill",
    ],
)
def test_nobodys_name_is_in_an_address(asked: str) -> None:
    assert name_of(without_speaker(asked)).startswith("counts-vans")
    assert "hill" not in name_of(without_speaker(asked))
    assert "sam" not in name_of(without_speaker(asked))


def test_nobodys_number_is_in_an_address(project: Project) -> None:
    asked = "Who answers on 07912 345601, and for patient 450 557 7104?"
    run(project, "new", "question", asked)
    run(project, "new", "question", "Why?", "--title", "Ring 07912 345601")
    assert {path.name for path in (project.folder / DIGEST).glob("*.md")} >= {"answers-patient.md", "ring.md"}


@pytest.mark.parametrize("asked", ["Two things: why, and when?", "Why?", "Is it 12:30 or 1:00?", "What is new"])
def test_other_words_stay_in_it(asked: str) -> None:
    assert without_speaker(asked) == asked


def test_a_long_name_ends_with_a_whole_word_and_a_second_file_has_a_number(project: Project) -> None:
    long = "Interdepartmental communications notwithstanding unforeseen circumstances elsewhere"
    name = name_of(long)
    assert name == "interdepartmental-communications-notwithstanding-unforeseen"
    run(project, "new", "question", long)
    run(project, "new", "question", long)
    assert {f"{name}.md", f"{name}-2.md"} <= {path.name for path in (project.folder / DIGEST).iterdir()}


def test_the_help_of_a_digest_says_what_its_date_is(project: Project) -> None:
    assert "The day of the session" in run(project, "new", "digest", "--help")
    assert "Build as on" in run(project, "check", "--help")


def draft(title: str, *more: str, end: str = "\n") -> str:
    return end.join(["---", f"title: {title}", "question: Why?", "topics: general", *more, "---", "Yes.", ""])


@pytest.fixture
def held(project: Project) -> Project:
    index = page({"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"], "draft": "true"})
    project.write(f"{DIGEST}/index.md", index)
    project.write(f"{DIGEST}/a.md", draft("A", "draft: true"))
    project.write(f"{DIGEST}/b.md", draft("B", "draft: yes  ", "asked_by: A medic", end="\r\n"))
    return project.write(f"{DIGEST}/c.md", draft("C"))


def test_a_digest_is_shown_with_all_its_questions(held: Project) -> None:
    said = run(held, "show", NAME, given="y\n")
    assert said.index(f"{DIGEST}/index.md    Briefing") < said.index("a.md    A") < said.index("b.md    B")
    assert "c.md" not in said
    assert held.read(f"{DIGEST}/a.md") == draft("A")
    assert (held.folder / f"{DIGEST}/b.md").read_bytes() == draft("B", "asked_by: A medic", end="\r\n").encode()
    assert held.check().report["held_back"] == []
    assert "Nothing of" in run(held, "show", NAME)


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nothing_is_shown_without_a_yes(held: Project, answer: str) -> None:
    before = {path: path.read_bytes() for path in held.folder.rglob("*.md")}
    run(held, "show", "briefing", given=answer, code=0 if answer else 130)
    assert {path: path.read_bytes() for path in held.folder.rglob("*.md")} == before


def test_a_digest_is_held_back_at_one_word_and_shown_again(held: Project) -> None:
    run(held, "show", NAME, "--yes")
    before = held.read(f"{DIGEST}/index.md")
    assert held.check().report["held_back"] == []
    run(held, "hold", NAME)
    assert len(held.check().report["held_back"]) == 4
    assert "already" in run(held, "hold", f"{DIGEST}/index.md")
    run(held, "show", NAME, "--yes")
    assert held.read(f"{DIGEST}/index.md") == before


def test_a_digest_that_is_not_there_or_not_the_only_one_is_told(held: Project) -> None:
    other = "content/digests/2025-01-01-briefing"
    held.write(f"{other}/index.md", page({"title": "B", "date": "2025-01-01", "answered_by": ["chief"]}))
    for name, what in (("briefing", "several digests"), ("nothing", "no digest"), ("", "no digest")):
        for command in ("show", "hold"):
            said = run(held, command, name, code=2)
            assert what in said
            assert NAME in said


def test_a_file_that_cannot_be_read_is_left_alone(held: Project) -> None:
    held.write(f"{DIGEST}/a.md", "---\nquestion: Why: so?\ndraft: true\n---\n")
    run(held, "show", NAME, "--yes")
    assert "draft: true" in held.read(f"{DIGEST}/a.md")


def test_the_other_mistakes_of_a_promise_are_told_beside_one(project: Project) -> None:
    promises = [
        {"text": "a", "quote": "Nope", "strength": "maybe", "owner": "nobody-here"},
        {"text": "b", "quote": "Never", "strength": "commitment", "due": "Q3"},
        {"text": "c", "quote": ["x"], "strength": "commitment", "owner": "somebody"},
        {
            "text": "d",
            "quote": "Yes",
            "strength": "commitment",
            "updates": [{"date": "x", "status": "done"}],
            "owner": "z",
        },
    ]
    text = page({"question": "Why?", "topics": ["general"], "commitments": promises}, "Yes.")
    found = project.write(f"{DIGEST}/a.md", text).check().report["problems"]
    counts = {"quote-not-found": 2, "bad-choice": 1, "unknown-person": 3, "bad-date": 2, "wrong-kind": 1}
    assert Counter(problem["code"] for problem in found) == counts
