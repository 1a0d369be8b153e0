"""What was meant for colleagues is found where readers would see it, and what readers are to see is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import DIGEST, TODAY, Project, minimal_project, page

from sitegen.model.schema.parse import parse_content
from sitegen.problems import unfinished
from sitegen.problems.unfinished import LEFTOVERS
from sitegen.reading.for_colleagues import may_hold_leftovers
from sitegen.reading.markdown import Labels

E, OTHER, D = f"{DIGEST}/a.md", f"{DIGEST}/b.md", f"{DIGEST}/index.md"
LEFT = {
    "[XX] vans": "leftover-blank",
    "[xxx] vans": "leftover-blank",
    "about [NAME]": "leftover-blank",
    "about \\[name\\]": "leftover-blank",
    "on [DATE] then": "leftover-blank",
    "[insert figure here] vans": "leftover-blank",
    "[??] vans": "leftover-blank",
    "up xx% on": "leftover-blank",
    "up XX % on": "leftover-blank",
    "£xx a day": "leftover-blank",
    "ask XXXXX": "leftover-blank",
    "on xx/xx/2024": "leftover-blank",
    "TODO: ask": "leftover-note",
    "it is TBC": "leftover-note",
    "it is (tbc)": "leftover-note",
    "so [to confirm]": "leftover-note",
    "so [to be confirmed by finance]": "leftover-note",
    "so (check with HR)": "leftover-note",
    "NOT FOR PUBLICATION": "leftover-note",
    "so[JS1] it": "leftover-comment",
    "so Commented [AB12] it": "leftover-comment",
    "so [Deleted: it]": "leftover-change",
    "so {++not++} it": "leftover-change",
    "Formatted: Font: Bold": "leftover-change",
    "Lorem Ipsum": "leftover-filler",
}
SAID = (
    *("[sic] it", "so […] it", "[x] done", "[ ] done", "to confirm, yes", "I can confirm (it)", "Annex XX and XXX"),
    *("a [link](../../topics/general.md)", "see [1] and [A1]", "the todo list", "(checked)", "dates to be confirmed"),
    *("[AB12] so\n\n[AB12]: https://vans.example/", "a `TODO` here", "<!-- TODO -->so", "```\n[XX] TODO\n```"),
    *("https://vans.example/TODO", "XXIV", "(now)", "[name removed]", "a {b} c", "Deleted: two rows", "sit", "TBCs"),
    *("a [plan][AB12] so\n\n[AB12]: https://vans.example/", "so\n\n`[JS1]` and\n`more` [JS] it"),
    *("size XXL", "it[^1]\n\n[^1]: So.", "to-do"),
)


def told(text: str, **fields: object) -> list[str]:
    parsed = parse_content(
        "entry", E, page({"question": "Why?", "topics": ["general"], **fields}, text).encode(), Labels(), ()
    )
    return [problem.code for problem in parsed.problems if problem.code in LEFTOVERS]


@pytest.mark.parametrize("words", LEFT)
def test_what_is_left_is_told_in_the_body_and_in_fields(words: str) -> None:
    assert told(f"One.\n\n{words}") == [LEFT[words]]
    assert told("One.", in_short=words) == [LEFT[words]]
    assert told("One.", corrections=[{"date": "2024-02-01", "removed": "true", "why": words}]) == [LEFT[words]]
    assert told("One.", extra={"note": words}) == []


@pytest.mark.parametrize("words", SAID)
def test_what_readers_are_to_see_is_left_alone(words: str) -> None:
    assert told(f"One.\n\n{words}") == []


@pytest.mark.parametrize("words", LEFT)
def test_an_edit_of_the_body_alone_tells_it_too(tmp_path: Path, words: str) -> None:
    assert may_hold_leftovers(words)  # what is not is read by the short way
    project = minimal_project(tmp_path).write(E, page({"question": "Why?", "topics": ["general"]}, "One."))
    project.build()
    project.write(E, page({"question": "Why?", "topics": ["general"]}, f"Two.\n\n{words}"))
    assert LEFT[words] in codes(project)


def test_it_is_pointed_at() -> None:
    parsed = parse_content("entry", E, b"---\nquestion: Why?\ntopics: a\n---\nOne.\n\n`TODO` two [XX].\n", Labels(), ())
    (found,) = (problem for problem in parsed.problems if problem.code in LEFTOVERS)
    assert (found.line, found.column, found.length) == (7, 12, 4)


def test_words_that_are_taken_out_are_not_told_again() -> None:
    rows = [{"date": "2024-02-01", "what": "[JS1]", "why": "So"}]
    assert told("It was [JS1] who asked.", redactions=rows) == []


def codes(project: Project, day: str = TODAY) -> list[str]:
    return [p["code"] for p in project.check(date=day).report["problems"] if p["code"] in LEFTOVERS]


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"question": "Why so late?"}, True),
        ({"question": "WHY SO LATE"}, True),
        ({"question": "Why so early?"}, False),
        ({"question": "Why so late?", "follows": "a"}, False),
        ({"question": "Why so late?", "supersedes": "a"}, False),
        ({"question": "Why so late?", "draft": "true"}, False),
        ({"question": "Why so late?", "withdrawn": {"date": "2024-02-01", "why": "So."}}, False),
    ],
)
def test_a_question_twice_is_told_where_neither_knows_the_other(
    tmp_path: Path, fields: dict[str, object], *, is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, page({"question": "Why so late?", "topics": ["general"]}, "One."))
    project.write(OTHER, page({"topics": ["general"], **fields}, "Two."))
    assert codes(project) == (["same-question"] if is_told else [])


@pytest.mark.parametrize(("question", "is_told"), [("Why?", False), ("Why late?", False), ("Why so late?", True)])
def test_a_question_that_says_nothing_of_what_it_is_about_may_be_asked_often(
    tmp_path: Path, question: str, *, is_told: bool
) -> None:
    project = minimal_project(tmp_path)
    for path, answer in ((E, "One."), (OTHER, "Two.")):
        project.write(path, page({"question": question, "topics": ["general"]}, answer))
    assert codes(project) == (["same-question"] if is_told else [])


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-01-14", ["folder-day"]),
        ("2024-01-15", []),
        ("2024-01-16", ["folder-day"]),
        ("2062-01-15", ["folder-day"]),
    ],
)
def test_the_day_of_a_session(tmp_path: Path, day: str, found: list[str]) -> None:
    project = minimal_project(tmp_path).write(E, page({"question": "Why?", "topics": ["general"]}, "One."))
    project.write(D, project.read(D).replace("2024-01-15", day))
    assert sorted(codes(project)) == found
    assert codes(project.write(D, project.read(D).replace("---\n", "---\ndraft: true\n", 1))) == []


@pytest.mark.parametrize(
    ("fields", "day", "found"),
    [
        ({}, "2024-05-31", ["session-ahead"]),
        ({}, "2024-06-01", []),
        ({}, "2024-06-02", []),
        ({"draft": True}, "2023-06-01", ["dated-ahead"]),
        ({"answer_due": "2024-07-01"}, "2024-05-31", ["dated-ahead"]),
        ({"answered": "2024-05-30"}, "2024-05-31", ["dated-ahead"]),
        ({"withdrawn": {"date": "2024-05-30", "why": "So."}}, "2024-05-31", ["dated-ahead", "withdrawn-early"]),
        ({"answer_due": "2024-07-01"}, "2023-06-01", ["dated-ahead"]),  # a leap year before it
        ({"answer_due": "2024-07-01"}, "2023-05-31", ["session-ahead"]),
    ],
)
def test_a_session_that_is_called_is_told_and_one_that_was_answered_already_is_asked_about(
    tmp_path: Path, fields: dict[str, object], day: str, found: list[str]
) -> None:
    folder = DIGEST.replace("2024-01-15", "2024-06-01")
    project = minimal_project(tmp_path).remove(f"{DIGEST}/index.md")
    digest = {"title": "B", "date": "2024-06-01", "answered_by": ["chief"]}
    project.write(f"{folder}/index.md", page(digest))
    awaiting = "answer_due" in fields
    entry = page({"question": "Why?", "topics": ["general"], **fields}, "" if awaiting else "One.")
    project.write(f"{folder}/a.md", entry)
    assert sorted(codes(project, day)) == found
    project.write(f"{folder}/index.md", page({**digest, "publish_from": "2024-06-01"}))
    assert codes(project, day) == []


def test_swapped_days_are_said_to_be(tmp_path: Path) -> None:
    folder = DIGEST.replace("2024-01-15", "2024-02-03")
    project = minimal_project(tmp_path)
    project.write(f"{folder}/index.md", page({"title": "B", "date": "2024-03-02", "answered_by": ["chief"]}))
    project.write(f"{folder}/a.md", page({"question": "Why?", "topics": ["general"], "answered": "2024-02-03"}, "One."))
    problems = [p for p in project.check().report["problems"] if p["code"] in LEFTOVERS]
    assert {p["code"] for p in problems} == {"folder-day", "odd-day"}
    assert all("swapped" in p["message"] for p in problems)


@pytest.mark.parametrize(
    ("due", "found"),
    [("2024-01-14", ["odd-day"]), ("2024-01-15", []), ("2039-12-31", []), ("2040-01-01", ["odd-day"])],
)
def test_the_day_of_a_promise(tmp_path: Path, due: str, found: list[str]) -> None:
    promise = {"text": "Look", "quote": "We will look", "strength": "commitment", "due": due}
    fields = {"question": "Why?", "topics": ["general"], "commitments": [promise]}
    project = minimal_project(tmp_path).write(E, page(fields, "We will look."))
    assert codes(project) == found
    project.write(E, page({"question": "Why?", "topics": ["general"], "answer_due": due}, "We will look."))
    assert codes(project) == found


def test_publishing_is_told_of_every_code() -> None:
    text = Path(unfinished.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'notice\(\s*"([a-z-]+)"', text)) <= set(LEFTOVERS)
