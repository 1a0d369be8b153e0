"""A promise keeps its anchor and its place in calendars, whatever stands before it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from published import ENTRY, PROMISE, entry, project

from sitegen.model.quotes import same_quotes

if TYPE_CHECKING:
    from project import Project

OTHER = {"text": "Publish it", "quote": "we publish it", "strength": "intention", "due": "2027-05-01"}


def names(site: Project) -> dict[str, tuple[str, str]]:
    """By text, the UID of each promise and its anchor in the register."""
    outcome = site.build()
    calendar = outcome.page("commitments/register.ics").replace("\n ", "")
    found = {}
    for event in calendar.split("BEGIN:VEVENT")[1:]:
        text, uid = re.search(r"SUMMARY:Due: (.*)", event), re.search(r"UID:(.*)", event)
        assert text
        assert uid
        found[text[1]] = uid[1]
    register = outcome.page("commitments/index.html")
    row = re.compile(r'<li class="promise[^"]*" id="([^"]*)">.*?</span> <span>([^<]*)</span></h\d>', re.DOTALL)
    anchors = {text: anchor for anchor, text in row.findall(register)}
    return {text: (uid, anchors[text]) for text, uid in found.items()}


@pytest.mark.parametrize("promises", [[OTHER, PROMISE], [PROMISE, OTHER], [PROMISE]])
def test_a_promise_keeps_its_names_when_others_come_go_or_change_places(
    promises: list[dict[str, str]], tmp_path: Path
) -> None:
    site = project(tmp_path)
    before = names(site)["Paint it"]
    site.write(ENTRY, entry(commitments=promises))
    after = names(site)
    assert after["Paint it"] == before
    assert len(set(after.values())) == len(promises)


def test_anchors_of_before_still_lead_to_a_promise(tmp_path: Path) -> None:
    register = project(tmp_path).build().page("commitments/index.html")
    assert 'id="_2024-01-15-briefing-an-entry-1"' in register


def test_a_due_day_that_moved_is_news_for_calendars(tmp_path: Path) -> None:
    site = project(tmp_path)
    first = site.build().page("commitments/register.ics")
    assert "SEQUENCE:0" in first
    later = "\n      - {date: 2026-11-01, to: 2028-03-31, why: Paint}"
    site.write(ENTRY, entry(commitments=[{**PROMISE, "extended": later}]))
    second = site.build().page("commitments/register.ics")
    assert "SEQUENCE:1" in second
    assert "LAST-MODIFIED:20261101T000000Z" in second
    assert "DTSTAMP:20261101T000000Z" in second


@pytest.mark.parametrize(
    "other", ["We will paint the mess room.", "we  will paint the “mess” room", "we will paint the mess-room"]
)
def test_small_changes_of_a_quote_leave_its_name(other: str) -> None:
    assert same_quotes([PROMISE["quote"]]) == same_quotes([other])


def test_quotes_that_are_alike_have_names_of_their_own() -> None:
    found = same_quotes(["we will", "we will not", "We will."])
    assert len(set(found)) == 3
    assert found[2] == f"{found[0]}-2"
