"""What a report suggests is true of what was written, and works when it is typed just as it stands."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main

E = f"{DIGEST}/an-entry.md"
BODY = "We will look."
PROMISE = ["commitments:", "  - text: Look", "    quote: We will look", "    strength: intention"]


def question(*lines: str, body: str = BODY) -> str:
    """A question file with these fields beside the two that it needs."""
    return "\n".join(["---", "question: Why?", "topics: general", *lines, "---", body, ""])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return minimal_project(tmp_path)


def one(project: Project, *lines: str) -> dict[str, Any]:
    """The one problem of a question file with these fields."""
    return only(project.write(E, question(*lines)))


def only(project: Project) -> dict[str, Any]:
    """The one error of the project."""
    errors = project.check().errors
    assert len(errors) == 1, errors
    return errors[0]


def test_how_firm_a_promise_is_nobody_guesses(project: Project) -> None:
    hint = one(project, *PROMISE[:3])["hint"]
    assert "“We plan to”:  strength: intention" in hint
    assert "“How to take this up”:  strength: offer" in hint
    assert not hint.startswith(("Write", "Add a line:"))


def test_what_became_of_a_promise_nobody_guesses(project: Project) -> None:
    hint = one(project, *PROMISE, "    updates:", "      - date: 2024-02-01", "        note: n")["hint"]
    assert "“Not going ahead”:  status: dropped" in hint


def test_the_opposite_of_a_word_is_not_taken_for_the_word(project: Project) -> None:
    assert "Write" not in one(project, *PROMISE, "    status: not done")["hint"]


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        ("2021-05-20-written-answers", "Add a line:  date: 2021-05-20"),
        ("written-answers", "Add a line such as:  date: 2021-02-18"),
        ("2021-05-32-written-answers", "Add a line such as:  date: 2021-02-18"),
    ],
)
def test_a_digest_without_a_date_is_offered_its_folders(project: Project, folder: str, hint: str) -> None:
    project.write(f"content/digests/{folder}/index.md", page({"title": "Written answers"}))
    assert only(project)["hint"] == hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("14.20", "Write:  14:20"),
        ("1h02m30s", "Write:  1:02:30"),
        ("14.20.5", "Write it like:  start: 12:30    or 1:02:30"),
        ("late", "Write it like:  start: 12:30    or 1:02:30"),
    ],
)
def test_a_time_is_mended_or_shown_by_example(project: Project, typed: str, hint: str) -> None:
    assert one(project, "recording:", "  url: https://x.example/r", f"  start: {typed}")["hint"] == hint


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("General and Rotas", "[General, Rotas]"),
        ("general; rotas", "[general, rotas]"),
        ("general, rotas, general", "[general, rotas]"),
        ("general / rotas & Pay and conditions", ""),
        ("general/rotas", "[general, rotas]"),
    ],
)
def test_topics_in_one_line_become_a_list_that_loses_none(project: Project, typed: str, written: str) -> None:
    project.write("content/topics/rotas.md", page({"title": "Rotas"}))
    project.write(E, question().replace("topics: general", f"topics: {typed}"))
    problem = only(project)
    assert problem["code"] == "several-names"
    if written:
        assert problem["hint"] == f"Write:  {written}"
        assert project.write(E, question().replace("topics: general", f"topics: {written}")).check().errors == []


def test_people_in_one_line_become_a_list_that_loses_none(project: Project) -> None:
    project.write("content/people/sian-pryce.md", page({"name": "Sian Pryce"}))
    assert one(project, "answered_by: chief and Sian Pryce")["hint"] == "Write:  [chief, Sian Pryce]"
    assert one(project, "answered_by: chief and Sian Price")["hint"].startswith("Give each a place of its own")
    assert one(project, "answered_by:", "  - chief and Sian Pryce")["hint"].startswith("Give each a place of its own")


def test_who_keeps_a_promise_is_one_person(project: Project) -> None:
    problem = one(project, *PROMISE, "    owner: chief and Sian Pryce")
    assert "only one can stand here" in problem["message"]


def test_questions_in_one_line_become_a_list_that_loses_none(project: Project) -> None:
    for name in ("first", "second"):
        project.write(f"{DIGEST}/{name}.md", question())
    assert one(project, "related: first and second")["hint"] == "Write:  [first, second]"


def test_one_misspelt_name_with_an_and_in_it_is_one_name(project: Project) -> None:
    project.write("content/topics/pay.md", page({"title": "Pay"}))
    project.write("content/topics/pay-and-conditions.md", page({"title": "Pay and conditions"}))
    project.write(E, question().replace("topics: general", "topics: Pay and condition"))
    assert only(project)["code"] == "unknown-topic"
    assert "Write:  pay-and-conditions" in only(project)["hint"]


def test_a_promise_without_its_hyphen_is_not_to_be_deleted(project: Project) -> None:
    second = ["text: See", "quote: look", "strength: offer"]
    problem = one(project, *PROMISE, *("    " + line for line in second))
    assert (problem["code"], problem["line"], problem["column"]) == ("missing-hyphen", 8, 3)
    assert problem["hint"].startswith("Write:  - text")
    mended = ["  - " + second[0], *("    " + line for line in second[1:])]
    assert project.write(E, question(*PROMISE, *mended)).check().errors == []


def test_a_field_that_stands_twice_in_one_item_may_go(project: Project) -> None:
    problem = one(project, *PROMISE, "    due: 2024-06", "    due: 2024-07")
    assert (problem["code"], problem["line"]) == ("duplicate-field", 9)


def test_what_replaced_an_answer_is_said_in_the_newer_one(project: Project) -> None:
    project.write(f"{DIGEST}/newer.md", question())
    hint = one(project, "superseded_by: newer")["hint"]
    assert hint.endswith("write into the newer question's file:  supersedes: 2024-01-15-briefing/an-entry")
    project.write(E, question()).write(f"{DIGEST}/newer.md", question(hint.rpartition(":  ")[2]))
    assert project.check().errors == []


def test_what_a_merged_topic_no_longer_shows_is_named(project: Project) -> None:
    shown = {
        "summary": "s",
        "guidance": "https://x.example/",
        "owner": "chief",
        "position": {"text": "t", "as_of": "2024-01-01"},
        "review_every": "never",
    }
    project.write("content/topics/old.md", page({"title": "Old", "merged_into": "general", **shown}))
    found = [problem for problem in project.check().report["problems"] if problem["path"] == "content/topics/old.md"]
    assert {problem["code"] for problem in found} == {"field-without-effect"}
    assert [problem["line"] for problem in found] == [4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "copy",
    [
        "Copy of an-entry.md",
        "an-entry copy.md",
        "an-entry copy 2.md",
        "an-entry-DESKTOP-AB12.md",
        "an-entry-LAPTOP-XYZ9.md",
        "an-entry (1).md",
        "an-entry_conflict-20240115-101500.md",
        "an-entry - Copy.md",
    ],
)
def test_a_copy_is_no_second_answer(project: Project, copy: str) -> None:
    project.write(E, question()).write(f"{DIGEST}/{copy}", question())
    assert only(project)["code"] == "second-copy"
    assert "an-entry.md" in only(project)["message"]


def test_a_copy_of_a_whole_session_is_no_second_one(project: Project) -> None:
    for name in (DIGEST, "content/digests/Copy of 2024-01-15-briefing"):
        project.write(f"{name}/index.md", page({"title": "Staff briefing", "date": "2024-01-15"}))
    assert [problem["code"] for problem in project.check().errors] == ["second-copy"]


@pytest.mark.parametrize("name", ["hard-copy", "hard-laptop-policy", "hard-conflict-of-interest", "copy-of-hard"])
def test_a_name_that_only_sounds_like_a_copy_is_one(project: Project, name: str) -> None:
    project.write(f"{DIGEST}/hard.md", question())
    assert project.write(f"{DIGEST}/{name}.md", question()).check().errors == []


@pytest.mark.parametrize(
    ("name", "better"), [("notes.md.txt", "notes.md"), ("notes.MD", "notes.md"), ("notes.txt", "notes.md")]
)
def test_a_text_of_another_ending_is_renamed(project: Project, name: str, better: str) -> None:
    project.write(f"{DIGEST}/{name}", question())
    assert only(project)["hint"] == f"Rename it to:  {better}"
    project.remove(f"{DIGEST}/{name}").write(f"{DIGEST}/{better}", question())
    assert project.check().errors == []


@pytest.mark.parametrize("name", ["Index.md", "INDEX.md", "index.MD", "Index.MD"])
def test_a_session_in_capitals_is_renamed(project: Project, name: str) -> None:
    project.write(E, question()).write(f"{DIGEST}/{name}", project.read(f"{DIGEST}/index.md"))
    project.remove(f"{DIGEST}/index.md")
    assert only(project)["path"] == f"{DIGEST}/{name}"
    assert only(project)["hint"] == "Rename it to:  index.md"


@pytest.mark.parametrize(
    ("lines", "indented"),
    [
        (["withdrawn:", "date: 2024-02-01", "why: w"], ["withdrawn:", "  date: 2024-02-01", "  why: w"]),
        (["recording:", "url: https://x.example/r", "start: 1:00"], None),
        (["updates:", "- date: 2024-02-01", "text: New"], ["updates:", "- date: 2024-02-01", "  text: New"]),
        (["updates:", "  - date: 2024-02-01", "text: New"], ["updates:", "  - date: 2024-02-01", "    text: New"]),
        (["title: >", "Rotas: a word"], ["title: >", "  Rotas: a word"]),
        (["title: >", "A word about rotas"], ["title: >", "  A word about rotas"]),
    ],
)
def test_forgotten_spaces_are_one_problem(project: Project, lines: list[str], indented: list[str] | None) -> None:
    problem = one(project, *lines)
    spaces = "four spaces" if indented and indented[-1].startswith("    ") else "two spaces"
    assert problem["hint"].startswith(f"Put {spaces} before")
    mended = indented or [lines[0], *("  " + line for line in lines[1:])]
    assert project.write(E, question(*mended)).check().errors == []


def test_a_field_without_its_value_is_never_taken_for_no_field(project: Project) -> None:
    assert one(project, "withdrawn:")["code"] == "empty-field"
    assert one(project, "publish_from:")["code"] == "bad-hold"


@pytest.mark.parametrize(
    ("typed", "may_go"), [("title:", True), ("also_asked: ['']", True), ("withdrawn: {date: , why: w}", False)]
)
def test_a_field_that_must_be_there_is_not_to_be_deleted(project: Project, typed: str, may_go: bool) -> None:
    assert ("delete" in one(project, typed)["hint"]) == may_go


def test_a_colon_without_its_space_is_seen_in_the_first_line(project: Project) -> None:
    project.write(E, question().replace("question: Why?", "question:Why?"))
    assert only(project)["hint"] == "Write:  question: Why?"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("title:'Vans: why'", 'title: "Vans: why"'),
        ("title 'Vans: why'", 'title: "Vans: why"'),
        ("title Vans: why", 'title: "Vans: why"'),
        ("title Vans:", "title: Vans"),
    ],
)
def test_a_colon_or_a_space_lost_behind_a_name_is_told_as_such(project: Project, typed: str, mended: str) -> None:
    problem = one(project, typed)
    assert (problem["code"], problem["hint"]) == ("unknown-field", f"Write:  {mended}")
    assert problem["message"] == "A colon and a space are missing behind “title”."
    assert project.write(E, question(mended)).check().errors == []


def test_bullets_from_a_word_processor_become_hyphens(project: Project) -> None:
    hint = one(project, "also_asked:", "  • Why is it so?", '  • "So" is why?')["hint"]
    heading, *items = hint.split("\n")
    assert heading == "Type a hyphen and a space before each:  also_asked:"
    assert project.write(E, question("also_asked:", *items)).check().errors == []
    assert """'"So" is why?'""" in hint


@pytest.mark.parametrize("value", ["draft: true", "answered: 2024-01-20", "answered: 20 January 2024"])
def test_a_remark_may_stand_behind_what_is_complete(project: Project, value: str) -> None:
    assert project.write(E, question(f"{value} # wait for HR")).check().errors == []


def test_words_behind_a_hash_are_a_remark_or_part_of_the_text(project: Project) -> None:
    hint = one(project, "review:", "  every: 6 months # ask HR")["hint"]
    assert hint.split("\n") == [
        "A remark goes on a line of its own:  # ask HR",
        'Words of the text go into quotation marks:  "6 months # ask HR"',
    ]
    assert one(project, "title: No #2 gate")["hint"].startswith('Write:  "No #2 gate"')


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("withdrawn: true", ["date", "why"]),
        ("review: 6 months", ["every"]),
        ("recording: https://x.example/r", ["url"]),
        ("updates: The figures are out", ["- date", "text"]),
    ],
)
def test_a_field_with_fields_of_its_own_names_them(project: Project, typed: str, names: list[str]) -> None:
    _, *form = one(project, typed)["hint"].split("\n")
    assert form[0].strip() == typed.partition(":")[0] + ":"
    assert [line.strip().partition(":")[0] for line in form[1:]] == names


def test_a_way_to_ask_is_shown_as_a_list(project: Project) -> None:
    project.write("sitegen.yaml", "title: Test\nurl: https://x.example/\nask: https://x.example/ask\n")
    _, *form = only(project)["hint"].split("\n")
    text = "title: Test\nurl: https://x.example/\n" + "".join(line[2:] + "\n" for line in form)
    assert project.write("sitegen.yaml", text).check().errors == []


def test_a_text_that_a_colon_made_a_field_goes_into_quotation_marks(project: Project) -> None:
    problem = one(project, "also_asked:", "  - Why: because")
    assert problem["hint"].startswith('Write:  "Why: because"')
    assert project.write(E, question("also_asked:", '  - "Why: because"')).check().errors == []


def test_a_printed_command_works_when_typed(tmp_path: Path) -> None:
    folder = tmp_path / "My Site"
    printed = CliRunner().invoke(main, ["init", str(folder)]).output
    command = next(line.partition("Next:  ")[2] for line in printed.splitlines() if line.startswith("Next:  "))
    words = shlex.split(command)
    assert words == ["sitegen", "-C", str(folder), "build"]


def test_a_command_for_a_new_topic_is_one_for_a_shell(project: Project) -> None:
    project.write(E, question().replace("topics: general", "topics: Q&A"))
    assert only(project)["hint"].endswith('sitegen new topic "Q&A"')


def notices(project: Project) -> list[tuple[str, str, int]]:
    """The code, path and line of what the project's report says, errors too; reviews left out."""
    found = project.check().report["problems"]
    return [(problem["code"], problem["path"], problem["line"]) for problem in found if problem["code"] != "review-due"]


@pytest.mark.parametrize(
    "lines",
    [
        ["updates:", "  - text: New", "    date: 2099-02-01"],
        ["updates:", "  text: New", "  date: 2099-02-01"],
        ["withdrawn:", "  why: w", "  date: 2099-02-01"],
        ["corrections:", "  - {was: a, now: look, why: w,", "     date: 2099-02-01}"],
        [*PROMISE, "    updates:", "      - status: done", "        note: n", "        date: 2099-02-01"],
    ],
)
def test_what_has_happened_is_not_dated_ahead(project: Project, lines: list[str]) -> None:
    assert project.write(E, question(*lines)).check().errors == []
    line = 3 + (len(lines) if lines[1] != "  text: New" else 2)
    assert notices(project) == [("dated-ahead", E, line)]


def test_a_position_is_not_dated_ahead(project: Project) -> None:
    fields = {"title": "General", "position": {"text": "t", "as_of": "2099-01-01"}}
    project.write(E, question()).write("content/topics/general.md", page(fields))
    assert notices(project) == [("dated-ahead", "content/topics/general.md", 3)]


def test_an_older_answer_replaces_no_newer_one_without_a_word(project: Project) -> None:
    project.write(f"{DIGEST}/newer.md", question("answered: 2024-02-01"))
    project.write(E, question("supersedes: newer"))
    found = project.check().report["problems"]
    assert [problem["code"] for problem in found] == ["supersedes-newer"]
    assert "1 February 2024" in found[0]["message"]
    assert "15 January 2024" in found[0]["message"]
    turned = found[0]["hint"].partition(":  ")[2]
    project.write(E, question()).write(f"{DIGEST}/newer.md", question("answered: 2024-02-01", turned))
    assert notices(project) == []


@pytest.mark.parametrize("typed", ["Managers", "managers", "general"])
@pytest.mark.parametrize("name", ["managers", "a-draft", "z-draft"])
def test_a_draft_topic_takes_no_name_from_a_live_one(project: Project, name: str, typed: str) -> None:
    project.write("content/topics/general.md", page({"title": "General", "synonyms": ["Managers"]}))
    project.write(f"content/topics/{name}.md", page({"title": "Managers", "draft": "true"}))
    project.write(E, question().replace("topics: general", f"topics: {typed}"))
    assert notices(project) == [("name-taken", f"content/topics/{name}.md", 2)]
    assert project.check().errors == []
    assert "topics/general.html" in project.build().page(f"{E.removeprefix('content/').removesuffix('.md')}.html")


@pytest.mark.parametrize("name", ["alex-moss", "a-draft", "z-draft"])
def test_a_draft_person_takes_no_name_from_a_live_one(project: Project, name: str) -> None:
    project.write(f"content/people/{name}.md", page({"name": "Alex Moss", "draft": "true"}))
    project.write(E, question("answered_by: Alex Moss"))
    assert notices(project) == [("name-taken", f"content/people/{name}.md", 2)]


def test_a_draft_takes_no_address_from_what_is_shown(project: Project) -> None:
    project.write(E, question("aliases: old.html")).write(
        f"{DIGEST}/a-draft.md", question("aliases: old.html", "draft: true")
    )
    assert notices(project) == [("bad-alias", f"{DIGEST}/a-draft.md", 4)]
    assert project.check().errors == []
