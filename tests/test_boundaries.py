"""Rules with a day or a number in them: what happens the day before, on the day and the day after; at 19, 20 and 21."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from project import DIGEST, minimal_project, page

from sitegen.publish.history import BACK, CREATED, PUBLISHED, Row, kept

E = f"{DIGEST}/an-entry.md"
DUE = date(2024, 5, 5)
YESTERDAY, TODAY, TOMORROW = ((DUE + timedelta(days=days)).isoformat() for days in (-1, 0, 1))
ATOM = "{http://www.w3.org/2005/Atom}"


def entry(body: str = "Because we will look at it.", **fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, body)


def promise(**fields: object) -> dict[str, object]:
    return {"text": "Look at it", "quote": "we will look at it", "strength": "commitment", **fields}


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("answer-overdue", {E: entry("", answer_due=DUE.isoformat())}),
        ("commitment-overdue", {E: entry(commitments=[promise(due=DUE.isoformat())])}),
        (
            "commitment-overdue",
            {
                E: entry(
                    commitments=[
                        promise(
                            due="2024-02-01",
                            extended=[{"date": "2024-01-20", "to": DUE.isoformat(), "why": "The builder is late"}],
                        )
                    ]
                )
            },
        ),
        ("review-due", {E: entry(review={"every": "1 month", "last": "2024-04-05"})}),
        (
            "review-due",
            {
                E: entry(),
                "content/topics/general.md": page(
                    {
                        "title": "General",
                        "position": {"text": "We do.", "as_of": "2024-04-05"},
                        "review_every": "1 month",
                    }
                ),
            },
        ),
    ],
    ids=["an answer", "a promise", "a promise put off", "the review of an answer", "the review of a position"],
)
@pytest.mark.parametrize(("day", "is_told"), [(YESTERDAY, False), (TODAY, False), (TOMORROW, True)])
def test_what_is_due_on_a_day_is_late_from_the_day_after(
    tmp_path: Path, code: str, files: dict[str, str], day: str, is_told: bool
) -> None:
    project = minimal_project(tmp_path)
    for path, text in files.items():
        project.write(path, text)
    codes = [problem["code"] for problem in project.check(date=day).report["problems"]]
    assert (code in codes) == is_told, codes


@pytest.mark.parametrize("day", ["2024-01-15", "2024-04-15", "2026-11-24"])
def test_a_promise_without_a_day_has_none_anywhere(tmp_path: Path, day: str) -> None:
    project = minimal_project(tmp_path).write(E, entry(commitments=[promise()]))
    outcome = project.build(date=day)
    (row,) = json.loads(outcome.page("commitments/register.json"))["commitments"]
    assert (row["due"], row["due_source"]) == ("", "")
    assert "VEVENT" not in outcome.page("commitments/register.ics")
    for route in ("commitments/register.csv", "commitments/index.html", "digests/2024-01-15-briefing/an-entry.html"):
        page = outcome.page(route)
        assert "2024-04-15" not in page
        assert ("No date was given. We will report back here." in page) == route.endswith(".html")


@pytest.mark.parametrize(
    ("day", "fields", "is_told"),
    [
        ("2024-04-15", {}, False),
        ("2024-04-16", {}, True),
        ("2024-04-16", {"due": "2025-01-01"}, False),
        ("2024-04-16", {"strength": "offer"}, False),
        ("2024-04-16", {"updates": [{"date": "2024-02-01", "status": "done", "note": "n"}]}, False),
        ("2024-05-01", {"updates": [{"date": "2024-02-01", "status": "open"}]}, False),
        ("2024-05-02", {"updates": [{"date": "2024-02-01", "status": "open"}]}, True),
    ],
)
def test_who_promised_without_a_day_is_reminded(
    day: str, fields: dict[str, object], tmp_path: Path, *, is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry(commitments=[{**promise(), **fields}]))
    codes = [problem["code"] for problem in project.check(date=day).report["problems"]]
    assert ("report-back-due" in codes) == is_told


def test_whoever_never_reports_back_is_not_reminded(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(commitments=[promise()]))
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "report_back_after: never\n")
    assert "report-back-due" not in [problem["code"] for problem in project.check().report["problems"]]


@pytest.mark.parametrize(
    ("began", "holder"),
    [("2024-03-30", "before"), ("2024-03-31", "after"), ("2024-04-01", "after")],
    ids=["the day before", "the same day", "the day after"],
)
def test_a_promise_passes_on_to_who_takes_the_role_on_the_day_it_is_left(
    tmp_path: Path, began: str, holder: str
) -> None:
    project = minimal_project(tmp_path)
    role = {"title": "Director of Learning"}
    left = {"from": "2020-01-01", "to": "2024-03-31"}
    project.write("content/people/before.md", page({"name": "Bo Fell", "roles": [{**role, **left}]}))
    project.write("content/people/after.md", page({"name": "Nia Grove", "roles": [{**role, "from": began}]}))
    project.write(E, entry(answered_by=["before"], commitments=[promise(owner="before")]))
    shown = project.build().page("commitments/index.html")
    assert {name for name in ("before", "after") if f"/people/{name}.html" in shown} == {holder}


def test_what_waits_stands_in_the_order_in_which_it_is_due(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    days = {"a": "2027-03-01", "b": "2027-01-01", "c": "2027-02-01", "d": "2027-01-01"}
    for name, due in days.items():
        fields = {"question": f"{name}?", "topics": ["general"], "answer_due": due}
        project.write(f"{DIGEST}/no-answer-{name}.md", page(fields))
        project.write(f"{DIGEST}/interim-{name}.md", page(fields, "We are looking into it."))
    outcome = project.build()
    assert not outcome.errors
    shown = re.findall(r'href="digests/[^"]*/([\w-]+)\.html"', outcome.page("waiting.html"))
    assert list(dict.fromkeys(shown)) == [
        *(f"no-answer-{name}" for name in "bdca"),
        *(f"interim-{name}" for name in "bdca"),
    ]


@pytest.mark.parametrize(("answers", "shown"), [(19, 19), (20, 20), (21, 21)])
def test_a_feed_holds_all_of_the_newest_session_however_many_they_are(tmp_path: Path, answers: int, shown: int) -> None:
    project = minimal_project(tmp_path)
    for number in range(answers):
        day = date(2023, 1, 1) + timedelta(days=number)
        project.write(f"{DIGEST}/q{number:02}.md", entry(title=f"Question {number:02}", answered=day.isoformat()))
    outcome = project.build()
    for route in ("feed.xml", "topics/general.xml"):
        feed = ElementTree.fromstring(outcome.page(route))
        titles = [found.findtext(f"{ATOM}title") for found in feed.iter(f"{ATOM}entry")]
        assert len(titles) == shown, route
        assert sorted(titles) == [f"Question {number:02}" for number in range(answers - shown, answers)]


@pytest.mark.parametrize("updated", [False, True])
def test_of_sessions_on_one_day_the_first_by_name_is_the_newest(tmp_path: Path, *, updated: bool) -> None:
    project = minimal_project(tmp_path)
    told = [{"date": "2024-03-01", "text": "There is news."}]
    for folder in (DIGEST, f"{DIGEST}2"):
        fields = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}
        project.write(f"{folder}/index.md", page(fields))
        for number in range(21):
            news = {"updates": told} if updated and folder != DIGEST and number == 20 else {}
            project.write(f"{folder}/q{number:02}.md", entry(title=f"Question {number:02}", **news))
    feed = ElementTree.fromstring(project.build().page("feed.xml"))
    links = [found.find(f"{ATOM}link").get("href") for found in feed.iter(f"{ATOM}entry")]
    first = DIGEST.removeprefix("content/")
    assert sum(f"/{first}/" in link for link in links) == 21
    assert len(links) == 21 + updated


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
@pytest.mark.parametrize("field", ["text", "quote", "entry"])
def test_no_cell_of_the_register_is_a_formula_to_a_spreadsheet(tmp_path: Path, start: str, field: str) -> None:
    words = f"{start}SUM(A1)"
    fields = promise(**{"quote": "we will", field: words} if field != "entry" else {"quote": "we will"})
    title = {"title": words} if field == "entry" else {}
    project = minimal_project(tmp_path).write(E, entry(f"As said, we will: {words}", commitments=[fields], **title))
    data = project.build().page("commitments/register.csv").removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(data))
    assert row[field] == f"'{words}", "an apostrophe makes it text"
    assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]


HISTORY = [
    Row("0", "", CREATED, 1, "", ""),
    *(Row(str(number), str(number - 1), PUBLISHED, number + 1, "", "") for number in range(1, 8)),
]


@pytest.mark.parametrize(
    ("keep", "stay"),
    [(1, {"6", "7"}), (2, {"6", "7"}), (3, {"5", "6", "7"}), (5, {"3", "4", "5", "6", "7"}), (9, set("1234567"))],
)
def test_so_many_releases_are_kept_the_live_one_and_its_parent_always(keep: int, stay: set[str]) -> None:
    assert kept(HISTORY, "7", keep) - {"0"} == stay


def test_after_a_step_back_what_was_left_stays_too() -> None:
    rows = [*HISTORY, Row("6", "7", BACK, 20, "", "")]
    assert kept(rows, "6", 1) == {"5", "6", "7"}
