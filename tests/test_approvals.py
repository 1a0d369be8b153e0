"""Who said yes: to just these words, until one of them changes; and what nobody said yes to is seen by nobody."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from project import DIGEST, TODAY, Project, minimal_project, page

import sitegen
from sitegen.cli import main
from sitegen.model.approval import entry_parts, fingerprint_of
from sitegen.model.schema.parse import parse_content
from sitegen.reading.markdown import Labels
from sitegen.reading.quotable import quotable_text
from sitegen.serve.overlay import render_bar
from sitegen.serve.preview import Preview

NAME = DIGEST.rpartition("/")[2]
E, OTHER, D = f"{DIGEST}/vans.md", f"{DIGEST}/other.md", f"{DIGEST}/index.md"
WHO = "Ottoline Quibell"  # nowhere else
FIELDS: dict[str, Any] = {
    "question": "Who counts the vans?",
    "title": "Counting vans",
    "topics": ["general"],
    "in_short": "We count them.",
    "outstanding": ["How many"],
    "also_asked": ["Are vans counted?"],
    "asked_by": "A paramedic",
    "answered_by": ["chief"],
    "updates": [{"date": "2024-02-01", "text": "They were counted."}],
    "corrections": [{"date": "2024-02-02", "was": "the cars", "now": "the vans", "why": "A slip."}],
    "commitments": [{"text": "Count", "quote": "We will count the vans", "strength": "commitment", "due": "2099-05"}],
}
BODY = "We will count the vans, *every* week. See [the list](https://vans.example/list)."


def entry(body: str = BODY, **fields: Any) -> str:
    return page({name: value for name, value in {**FIELDS, **fields}.items() if value is not None}, body)


def promise(**fields: Any) -> dict[str, Any]:
    return {"commitments": [{**FIELDS["commitments"][0], **fields}]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "site")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "approval: required\n")
    project.write(E, entry()).write(OTHER, page({"question": "Why?", "topics": ["general"]}, "Because."))
    return project.write("content/people/ann.md", page({"name": "Ann"}))


def run(project: Project, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.folder), *arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def approve(project: Project, *names: str, day: str = "2024-03-03") -> str:
    return run(project, "approve", *(names or (NAME,)), "--by", WHO, "--date", day)


def told(project: Project, day: str = TODAY) -> list[tuple[str, str]]:
    found = project.check(date=day).report["problems"]
    return [(p["code"], p["path"]) for p in found if "appro" in p["code"]]


def changed(project: Project) -> str:
    messages = [p["message"] for p in project.check().report["problems"] if p["code"] == "approval-void"]
    return "; ".join(re.findall(r"changed since: (.*?)\.(?: It is held back|$)", " ".join(messages)))


def rewrite(project: Project, text: str, path: str = E) -> None:
    """Other words under the same approval."""
    block = re.search(r"^approved:\n(?:  .*\n)+", project.read(path), re.MULTILINE)
    assert block
    head, _, body = text.removeprefix("---\n").partition("---\n")
    project.write(path, f"---\n{head}{block[0]}---\n{body}")


def test_what_nobody_approved_is_held_back_and_told_with_what_to_type(project: Project) -> None:
    outcome = project.build()
    assert [p for p in outcome.files() if "briefing" in p] == []
    assert told(project) == [("not-approved", D)]
    said = run(project, "build")
    assert f"Once somebody has:  sitegen approve {NAME} --by NAME" in said
    assert f"{E}: not approved" in said
    for route in outcome.files():
        if route.endswith((".html", ".json", ".xml", ".csv", ".ics", ".txt")):
            assert "Counting vans" not in outcome.page(route), route
    said = approve(project)
    assert f"{WHO} has said yes to these words:\n  {D}    Staff briefing\n" in said
    assert f"  {E}    Counting vans\n" in said
    assert f"digests/{NAME}/vans.html" in project.build().files()
    assert told(project) == []


def test_who_approved_stands_nowhere_in_the_site(project: Project) -> None:
    approve(project)
    outcome = project.build()
    for route in outcome.files():
        data = (outcome.output / route).read_bytes()
        assert not re.search(rb"Quibell|approved|q[0-9a-f]{7}", data), route


def test_an_entry_alone_needs_its_digest_approved_too(project: Project) -> None:
    approve(project, "vans")
    assert told(project) == [("not-approved", D)]
    approve(project, NAME)
    assert told(project) == []


def test_the_owners_hand_is_kept_byte_for_byte(project: Project) -> None:
    head = "\ufeff---\r\nquestion:   'Why?'   # so\r\ntopics: [ general ]\r\ndraft: true\r\n\r\n---  \r\n"
    text = f"{head}\r\nBecause  \r\nof it."
    project.write(OTHER, text)
    approve(project, "other")
    now = (project.folder / OTHER).read_bytes().decode()
    block = re.search(r"approved:\r\n(  .*\r\n){3}", now)
    assert block
    assert now.replace(block[0], "") == text
    project.write(OTHER, now.replace("of it.", "of them."))
    approve(project, "other", day="2024-04-04")
    again = (project.folder / OTHER).read_bytes().decode()
    assert again.count("approved:") == 1
    assert "2024-04-04" in again


@pytest.mark.parametrize(
    "field", ["approved: {by: Ann, date: 2024-01-20}", "approved:\n    by: Ann\n\n    date: 2024-01-20"]
)
def test_an_approval_in_another_form_is_replaced_or_refused_whole(project: Project, field: str) -> None:
    text = f"---\nquestion: Why?\n{field}\ntopics: general\n---\nBecause.\n"
    project.write(OTHER, text)
    result = CliRunner().invoke(main, ["-C", str(project.folder), "approve", "other", "--by", WHO])
    if result.exit_code:
        assert "Write these lines among its fields yourself" in result.output
        assert project.read(OTHER) == text
    else:
        assert project.read(OTHER).count("approved:") == 1
        assert told(project, "2099-01-01") == [("not-approved", D)]


@pytest.mark.parametrize("name", ["Dr: X", "#1", '"A" B', "'s", "yes", "- a", "Zoë 'Z' O’Neil", "[x]", "a\nb"])
def test_any_name_can_be_written_down(project: Project, name: str) -> None:
    run(project, "approve", NAME, "--by", name, "--date", TODAY)
    assert told(project) == []
    value = parse_content("entry", E, (project.folder / E).read_bytes(), Labels(), ()).value
    assert value.approved.by == " ".join(name.split())


def test_a_second_yes_to_the_same_words_changes_nothing(project: Project) -> None:
    approve(project)
    before = project.read(E)
    assert "3 files say so already" in run(project, "approve", NAME, "--by", "Ann")
    assert project.read(E) == before


@pytest.mark.parametrize("draft", ["", "draft: true\n"])
def test_what_has_something_to_mend_is_not_approved(project: Project, draft: str) -> None:
    for bad in ("topics: nothing\n", "topics: general\nasked: 99\n"):
        project.write(OTHER, f"---\nquestion: Why?\n{draft}{bad}---\nBecause.\n")
        before = {path: project.read(path) for path in (D, E, OTHER)}
        assert f"{OTHER}, line" in run(project, "approve", NAME, "--by", WHO, code=2)
        assert {path: project.read(path) for path in before} == before
    approve(project, "vans")


@pytest.mark.parametrize(("by", "date"), [("", "2024-03-03"), (" \u200b", "2024-03-03"), (WHO, "2099-01-01")])
def test_nobody_and_a_day_to_come_are_refused(project: Project, by: str, date: str) -> None:
    run(project, "approve", NAME, "--by", by, "--date", date, code=2)
    assert "approved" not in project.read(E)


CHANGES: dict[str, tuple[str, str]] = {
    "question": (entry(question="Who counts the cars?"), "the question"),
    "title": (entry(title="Counting cars"), "the question"),
    "no title": (entry(title=None), "the question"),
    "also_asked": (entry(also_asked=["Are cars counted?"]), "the question"),
    "asked_by": (entry(asked_by="A driver"), "the question"),
    "in_short": (entry(in_short="Nobody does."), "“in_short”"),
    "no in_short": (entry(in_short=None), "“in_short”"),
    "answer": (entry(BODY.replace("every", "each")), "the answer"),
    "a figure": (entry(BODY.replace("week", "2 weeks")), "the answer"),
    "words struck out": (entry(BODY.replace("*every*", "~~every~~")), "the answer"),
    "a link elsewhere": (entry(BODY.replace("vans.example", "cars.example")), "the answer"),
    "a link to a file": (entry(BODY + "\n\n[This](../../assets/a.txt)").replace("This", "This"), "the answer"),
    "outstanding": (entry(outstanding=["How few"]), "the answer"),
    "declined": (entry(declined="We cannot say."), "the answer"),
    "answer_due": (entry(answer_due="2099-01-01"), "the answer"),
    "recording": (entry(recording={"url": "https://vans.example/film"}), "the answer"),
    "promise": (entry(**promise(text="Count some")), "the promises"),
    "quote": (entry(**promise(quote="We will count")), "the promises"),
    "strength": (entry(**promise(strength="intention")), "the promises"),
    "due": (entry(**promise(due="2099-06")), "the promises"),
    "owner": (entry(**promise(owner="ann")), "the promises"),
    "later": (entry(**promise(extended=[{"date": "2024-02-02", "to": "2099-07", "why": "Snow"}])), "the promises"),
    "dropped": (entry(**promise(updates=[{"date": "2024-02-02", "status": "dropped", "note": "No"}])), "the promises"),
    "no promise": (entry(commitments=None), "the promises"),
    "update": (entry(updates=[{"date": "2024-02-01", "text": "They were lost."}]), "updates or corrections"),
    "correction": (entry(corrections=None), "updates or corrections"),
    "answered_by": (entry(answered_by=["ann"]), "who answered"),
    "asked": (entry(asked="2024-01-02"), "when or how it was answered"),
    "answered": (entry(answered="2024-01-16"), "when or how it was answered"),
    "answer_form": (entry(answer_form="spoken"), "when or how it was answered"),
    "edited": (entry(edited=True), "when or how it was answered"),
    "two": (entry("We will count the vans.", question="Why vans?"), "the question, the answer"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_any_word_ends_it_and_says_which(project: Project, what: str) -> None:
    text, said = CHANGES[what]
    project.write("content/assets/a.txt", "One.")
    approve(project)
    rewrite(project, text)
    assert changed(project) == said
    assert told(project) == [("approval-void", E)]  # the digest and its other question stay approved
    files = project.build().files()
    assert f"digests/{NAME}/vans.html" not in files
    assert f"digests/{NAME}/other.html" in files


@pytest.mark.parametrize(
    "text",
    [
        entry().replace("vans, *every*", "vans,\n*every*").replace("week. See", "week.  \nSee"),
        entry().replace("*every*", "**every**"),
        entry().replace('"We count them."', ">\n  We\n  count   them.\n"),
        entry(publish_from="2024-01-01", topics=["general", "other"], related=["other"]),
        entry(reworded=[{"date": "2024-02-03", "why": "shorter"}], aliases=["old.html"]),
        entry(**promise(updates=[{"date": "2024-02-02", "status": "in-progress", "note": "Begun."}])),
        entry().replace("\n", "\r\n"),
    ],
)
def test_what_changes_no_word_ends_nothing(project: Project, text: str) -> None:
    project.write("content/topics/other.md", page({"title": "Other"}))
    approve(project)
    rewrite(project, text.replace("\r\n", "\n"))
    if "\r" in text:
        project.write(E, project.read(E).replace("\n", "\r\n"))
    assert told(project) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (page({"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]}), "the title or the day"),
        (page({"title": "Staff briefing", "date": "2024-01-16", "answered_by": ["chief"]}), "the title or the day"),
        (page({"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["ann"]}), "who answered"),
        (
            page({"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}, "Hello."),
            "the introduction",
        ),
    ],
)
def test_a_digest_has_words_of_its_own(project: Project, text: str, said: str) -> None:
    approve(project)
    rewrite(project, text, D)
    assert changed(project) == said
    assert [path for path in project.build().files() if "briefing" in path] == []


@pytest.mark.parametrize(
    ("day", "codes"),
    [("2024-03-02", ["approval-ahead"]), ("2024-03-03", []), ("2024-03-04", [])],
    ids=["approved tomorrow", "approved today", "approved yesterday"],
)
def test_the_day_of_a_yes_cannot_be_still_to_come(project: Project, day: str, codes: list[str]) -> None:
    approve(project, day="2024-03-03")
    assert sorted({code for code, _ in told(project, day)}) == codes
    assert project.build(date=day).exit_code == len(codes)


@pytest.mark.parametrize(
    ("fields", "day", "codes", "is_shown"),
    [
        ({"publish_from": "2024-05-01"}, "2024-04-30", ["not-approved"], False),
        ({"publish_from": "2024-05-01"}, "2024-05-01", ["not-approved"], False),
        ({"publish_until": "2024-05-01"}, "2024-05-01", ["not-approved"], False),
        ({"publish_until": "2024-05-01"}, "2024-05-02", [], False),
        ({"draft": "true"}, "2024-05-02", [], False),
        ({"withdrawn": {"date": "2024-04-01", "why": "So."}}, "2024-05-02", [], True),
    ],
)
def test_with_embargo_end_draft_and_withdrawal(
    project: Project, fields: dict[str, Any], day: str, codes: list[str], *, is_shown: bool
) -> None:
    approve(project, NAME)
    project.write(E, entry(**fields))
    assert [code for code, _ in told(project, day)] == codes
    assert (f"digests/{NAME}/vans.html" in project.build(date=day).files()) == is_shown


def test_taking_words_out_asks_for_nobodys_yes_and_putting_them_back_does(project: Project) -> None:
    project.write(OTHER, page({"question": "Why?", "topics": ["general"]}, "Pat Lowe and Kim Rowe asked."))
    approve(project)
    lines = [
        "redactions:",
        "  - {date: 2024-04-01, what: Pat Lowe, why: So}",
        "  - {date: 2024-04-02, what: Kim Rowe, why: So}",
    ]
    whole = project.read(OTHER)
    for count in (2, 3):
        project.write(OTHER, whole.replace("approved:", "\n".join(lines[:count]) + "\napproved:"))
        assert told(project) == []
        assert "Pat" not in project.build().page(f"digests/{NAME}/other.html")
    project.write(OTHER, project.read(OTHER).replace("and Kim", "and not Kim"))
    assert changed(project) == "the answer"
    both = whole.replace("approved:", "\n".join(lines) + "\napproved:")
    project.write(OTHER, re.sub(r"approved:\n(  .*\n)+", "", both))
    approve(project, "other")
    assert told(project) == []
    project.write(OTHER, project.read(OTHER).replace(lines[2] + "\n", ""))  # the words come back
    assert changed(project) == "the answer"


def test_without_the_setting_a_change_is_told_and_holds_nothing_back(project: Project) -> None:
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace("approval: required\n", ""))
    assert told(project) == []
    approve(project)
    rewrite(project, entry(in_short="Nobody does."))
    assert told(project) == [("approval-void", E)]
    assert f"digests/{NAME}/vans.html" in project.build().files()


def test_the_words_that_are_bound_are_those_on_the_page(project: Project) -> None:
    approve(project)
    parsed = parse_content("entry", E, (project.folder / E).read_bytes(), Labels(), ())
    parts = entry_parts(parsed.value, parsed.html)
    assert fingerprint_of(parts) in project.read(E)
    shown = quotable_text(project.build().page(f"digests/{NAME}/vans.html"))
    promised = parts["p"][0]
    for words in (*parts["q"], *parts["s"], parts["a"][0], parts["a"][2], promised[0], promised[1], *parts["u"][0][1:]):
        assert words in shown, words


def test_fingerprints_stay_what_they_are() -> None:
    parsed = parse_content("entry", E, entry().encode(), Labels(), ())
    said = fingerprint_of(entry_parts(parsed.value, parsed.html))
    assert (
        said == "q17e4917 s9170476 a95e9349 pbe98494 u9475df6 wbfe5cf5"
    )  # in files of others: another one would end every yes


def test_a_preview_shows_what_waits_as_a_draft_and_says_so(project: Project) -> None:
    preview = Preview(project.folder, lambda _: date.fromisoformat(TODAY), drafts=True)
    try:
        showing, resource = preview.serve(f"digests/{NAME}/vans.html")
        assert resource
        assert b"We will count the vans" in resource.data
        assert "Draft: not published" in render_bar(preview, showing, f"digests/{NAME}/vans.html")
        assert "not-approved" in [problem.code for problem in showing.problems]
    finally:
        preview.close()


def test_the_report_says_what_waits(project: Project) -> None:
    report = sitegen.check(sitegen.Project(project.folder))
    assert [held.path for held in report.waiting] == sorted([D, E, OTHER])


def test_what_readers_have_is_not_taken_away_while_the_new_words_wait(project: Project) -> None:
    settings = project.read("sitegen.yaml") + "id: 0123456789abcdef\npublish:\n  here: {to: ../there}\n"
    project.write("sitegen.yaml", settings)
    approve(project)
    run(project, "publish", "--date", TODAY)
    page_there = next((project.folder.parent / "there").rglob("vans.html"))
    before = page_there.read_bytes()
    assert b"Quibell" not in before
    rewrite(project, entry(in_short="We count all of them."))
    assert ("published-unapproved", E) in told(project)
    assert "published-address-gone" not in [p["code"] for p in project.check().report["problems"]]
    for more in ((), ("--removals", "1"), ("--plan",)):
        said = run(project, "publish", "--date", TODAY, *more, code=1)
        assert "[published-unapproved]" in said
        assert f"sitegen approve {NAME}/vans --by NAME" in said
        assert "published-address-gone" not in said
    assert page_there.read_bytes() == before
    rewrite(project, entry(in_short="We count all of them.", reworded=[{"date": TODAY, "why": "clearer"}]))
    approve(project, "vans", day="2024-04-04")
    assert f"            approved on 4 April 2024 by {WHO}\n" in run(project, "publish", "--date", TODAY)
    rows = json.loads(run(project, "publish", "--history", "--json"))
    assert [[text.get("approved") for text in row["texts"]] for row in rows] == [
        [{"by": WHO, "date": "2024-04-04"}],
        [{"by": WHO, "date": "2024-03-03"}] * 2,
    ]
    assert f"            approved on 2024-04-04 by {WHO}\n" in run(project, "publish", "--history")
    served = (project.folder.parent / "there").rglob("*")
    assert not [f for f in served if f.is_file() and ".sitegen" not in str(f) and b"Quibell" in f.read_bytes()]


def test_a_changed_digest_is_refused_once_and_a_withdrawal_is_not(project: Project) -> None:
    settings = project.read("sitegen.yaml") + "id: 0123456789abcdef\npublish:\n  here: {to: ../there}\n"
    project.write("sitegen.yaml", settings)
    approve(project)
    run(project, "publish", "--date", TODAY)
    project.write(D, project.read(D).replace("Staff briefing", "Briefing"))
    said = run(project, "publish", "--date", TODAY, code=1)
    assert said.count("Readers have had this since") == 1
    run(project, "withdraw", "vans", "--why", "So.", "--yes")
    assert "We will count" not in next((project.folder.parent / "there").rglob("vans.html")).read_text()


def test_an_edit_of_the_answer_alone_ends_it_too(project: Project) -> None:
    approve(project)
    assert project.build().errors == []  # what is remembered is the head of the file, which stays as it is
    project.write(OTHER, project.read(OTHER).replace("Because.", "Because of it."))
    project.build()
    assert changed(project) == "the answer"


def test_a_yes_that_has_ended_is_in_no_history(project: Project) -> None:
    settings = project.read("sitegen.yaml").replace("approval: required\n", "id: 0123456789abcdef\n")
    project.write("sitegen.yaml", settings + "publish:\n  here: {to: ../there}\n")
    approve(project)
    rewrite(project, entry(in_short="Nobody does."))
    run(project, "publish", "--date", TODAY)
    texts = json.loads(run(project, "publish", "--history", "--json"))[0]["texts"]
    assert {text["title"]: text.get("approved", {}).get("by") for text in texts} == {"Counting vans": None, "Why?": WHO}
