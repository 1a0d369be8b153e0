"""What a check says of days: told on this day and not on the one beside it, wherever the day is written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from project import DIGEST, Project, minimal_project, page

E = f"{DIGEST}/an-entry.md"
OTHER = f"{DIGEST}/other.md"
T = "content/topics/general.md"
DAY = date(2024, 5, 5)
BEFORE, ON, AFTER = ((DAY + timedelta(days=days)).isoformat() for days in (-1, 0, 1))
PROMISE = {"text": "Look at it", "quote": "we will look at it", "strength": "commitment"}


def entry(**fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, "Because we will look at it.")


def told(project: Project, day: str) -> list[str]:
    return [problem["code"] for problem in project.check(date=day).report["problems"]]


@pytest.mark.parametrize(
    ("field", "day", "code", "is_shown"),
    [
        ("publish_from", BEFORE, "shown-from", False),
        ("publish_from", ON, "", True),
        ("publish_from", AFTER, "", True),
        ("publish_until", BEFORE, "shown-until", True),
        ("publish_until", ON, "shown-until", True),
        ("publish_until", AFTER, "", False),
    ],
)
def test_what_appears_or_goes_on_a_day_is_told_until_it_has(
    tmp_path: Path, field: str, day: str, code: str, is_shown: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry(**{field: DAY.isoformat()}))
    outcome = project.build(date=day)
    codes = [problem["code"] for problem in outcome.report["problems"]]
    assert [found for found in codes if found.startswith("shown-")] == [code] * bool(code)
    assert ("digests/2024-01-15-briefing/an-entry.html" in outcome.files()) == is_shown


def test_of_a_draft_no_day_is_told(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(draft=True, publish_from=ON, publish_until=AFTER))
    assert not [code for code in told(project, BEFORE) if code.startswith("shown-")]


@pytest.mark.parametrize(
    "fields",
    [
        {"answered": ON},
        {"updates": [{"date": ON, "text": "New"}]},
        {"reworded": [{"date": ON, "why": "w"}]},
        {"corrections": [{"date": ON, "was": "We", "now": "we will", "why": "w"}]},
        {"commitments": [{**PROMISE, "updates": [{"date": ON, "status": "open", "note": "n"}]}]},
        {"commitments": [{**PROMISE, "due": "2024-02-01", "extended": [{"date": ON, "to": "2024-08-01", "why": "w"}]}]},
        {"withdrawn": {"date": ON, "why": "w"}},
    ],
    ids=lambda fields: next(iter(fields)),
)
@pytest.mark.parametrize(("day", "is_told"), [(BEFORE, True), (ON, False), (AFTER, False)])
def test_what_is_dated_today_has_happened_and_tomorrow_has_not(
    tmp_path: Path, fields: dict[str, Any], day: str, is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry(**fields))
    assert ("dated-ahead" in told(project, day)) == is_told


@pytest.mark.parametrize(("answered", "is_told"), [(BEFORE, False), (ON, False), (AFTER, True)])
def test_an_answer_replaces_one_of_the_same_day_or_older_without_a_word(
    tmp_path: Path, answered: str, is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(OTHER, entry(answered=answered))
    project.write(E, entry(answered=ON, supersedes="other"))
    assert ("supersedes-newer" in told(project, "2024-06-01")) == is_told


@pytest.mark.parametrize(("withdrawn", "is_told"), [(BEFORE, True), (ON, False), (AFTER, False)])
def test_what_was_withdrawn_before_it_was_answered_is_told(tmp_path: Path, withdrawn: str, is_told: bool) -> None:
    project = minimal_project(tmp_path).write(E, entry(answered=ON, withdrawn={"date": withdrawn, "why": "w"}))
    assert ("withdrawn-early" in told(project, "2024-06-01")) == is_told


@pytest.mark.parametrize(
    ("hold", "is_told"), [({}, True), ({"merged_into": "other"}, False), ({"draft": True}, False)], ids=str
)
def test_the_position_of_a_topic_that_has_no_page_is_not_reviewed(
    tmp_path: Path, hold: dict[str, object], is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry(topics=["other"]))
    project.write("content/topics/other.md", page({"title": "Other"}))
    project.write(T, page({"title": "General", "position": {"text": "We do.", "as_of": ON}, **hold}))
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "review_every: 1 month\n")
    reviews = [problem for problem in project.check(date="2024-08-01").report["problems"] if problem["path"] == T]
    assert ("review-due" in [problem["code"] for problem in reviews]) == is_told


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, True),
        ({"draft": True}, False),
        ({"withdrawn": {"date": BEFORE, "why": "w"}}, False),
        ({"updates": [{"date": BEFORE, "text": "New"}]}, True),
    ],
    ids=str,
)
def test_an_answer_is_looked_at_again_a_while_after_it_was_given(
    tmp_path: Path, fields: dict[str, Any], is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry(review={"every": "1 month"}, answered="2024-02-29", **fields))
    assert "review-due" not in told(project, "2024-03-29")
    assert ("review-due" in told(project, "2024-03-30")) == is_told


FLEET = "Head of Fleet"
HELD = {
    "kept": ("a", {"a": [FLEET, "2020-01-01", ""]}),
    "left to nobody": ("a", {"a": [FLEET, "2020-01-01", "2024-02-01"]}),
    "to who came after, not before": (
        "b",
        {"a": [FLEET, "2020-01-01", "2024-02-01"], "b": [FLEET, "2024-02-01", ""], "c": [FLEET, "2024-01-31", ""]},
    ),
    "from hand to hand, in capitals or not": (
        "c",
        {
            "a": [FLEET, "2020-01-01", "2024-02-01"],
            "b": [FLEET.upper(), "2024-02-01", "2024-03-01"],
            "c": [FLEET, "2024-03-01", ""],
        },
    ),
    "back to who has the role again": (
        "a",
        {"a": [FLEET, "2020-01-01", "2024-02-01", "2024-03-01", ""], "b": [FLEET, "2024-02-01", "2024-03-01"]},
    ),
    "held before, and since": (
        "a",
        {"a": [FLEET, "2010-01-01", "2015-01-01", "2020-01-01", ""], "b": [FLEET, "2015-01-01", "2020-01-01"]},
    ),
    "for a day each": (
        "c",
        {
            "a": [FLEET, "2020-01-01", "2024-02-01"],
            "b": [FLEET, "2024-02-01", "2024-02-01"],
            "c": [FLEET, "2024-02-01", "2024-02-01"],
        },
    ),
}


@pytest.mark.parametrize(("holder", "held"), HELD.values(), ids=HELD)
def test_a_promise_follows_its_role_from_holder_to_holder(
    tmp_path: Path, holder: str, held: dict[str, list[str]]
) -> None:
    project = minimal_project(tmp_path)
    for who, (title, *days) in held.items():
        terms = zip(days[::2], days[1::2], strict=True)
        roles = [{"title": title, "from": began, **({"to": ended} if ended else {})} for began, ended in terms]
        project.write(f"content/people/{who}.md", page({"name": f"Nia {who.upper()}", "roles": roles}))
    project.write(E, entry(answered_by=["a"], commitments=[{**PROMISE, "owner": "a"}]))
    shown = project.build().page("commitments/index.html")
    assert {who for who in held if f"/people/{who}.html" in shown} == {holder}


@pytest.mark.parametrize(
    ("received", "fields", "is_told"),
    [(1, {}, False), (0, {}, True), (2, {}, True), (2, {"merged": 1}, False), (3, {"merged": 1}, True)],
)
def test_what_came_in_is_what_was_answered_merged_or_withheld(
    tmp_path: Path, received: int, fields: dict[str, int], is_told: bool
) -> None:
    project = minimal_project(tmp_path).write(E, entry())
    head = {"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]}
    project.write(f"{DIGEST}/index.md", page({**head, "counts": {"received": received, **fields}}))
    assert ("counts-do-not-add-up" in told(project, ON)) == is_told


def test_where_counts_do_not_add_up_each_part_of_the_sum_is_named(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry()).write(OTHER, entry(draft=True))
    project.write(f"{DIGEST}/gone.md", entry(withdrawn={"date": BEFORE, "why": "w"}, draft=True))
    project.write(f"{DIGEST}/third.md", entry(withdrawn={"date": BEFORE, "why": "w"}))
    head = {"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]}
    counts = {"received": 9, "merged": 1, "withheld": {"Personal": 2}}
    project.write(f"{DIGEST}/index.md", page({**head, "counts": counts}))
    problems = project.check(date=ON).report["problems"]
    message = next(problem["message"] for problem in problems if problem["code"] == "counts-do-not-add-up")
    assert "1 published + 1 not shown yet + 2 withdrawn + 1 merged + 2 withheld" in message
