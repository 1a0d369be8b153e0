"""What other programs make of a site: a feed reader, a calendar, tools that keep a page to be read later."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
import trafilatura
from click.testing import CliRunner
from project import DIGEST, Outcome, Project, minimal_project, page

from sitegen.site.news import moment, moment_in_row
from sitegen.site.sitemap import in_parts

SITE = "https://intranet.example/qa/"
AT = f"{SITE}digests/2024-01-15-briefing"


def entry(body: str = "Yes, we *do*.", **fields: Any) -> str:
    return page({"question": "Do we have vans?", "topics": ["general"], **fields}, body)


def feed(outcome: Outcome, route: str = "feed.xml") -> Any:
    found = feedparser.parse((outcome.output / route).read_bytes())
    assert not found.bozo
    return found


def titles(outcome: Outcome, route: str = "feed.xml") -> list[str]:
    return [one.title for one in feed(outcome, route).entries]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return minimal_project(tmp_path)


def test_an_entry_begins_with_its_question_and_says_what_is_still_to_come(project: Project) -> None:
    project.write(f"{DIGEST}/part.md", entry(title="Part", outstanding=["How many", "Whose"]))
    project.write(f"{DIGEST}/wait.md", entry(title="Wait", answer_due="2027-05-05"))
    project.write(f"{DIGEST}/no.md", entry("", title="No", declined="It is about one person."))
    project.write(f"{DIGEST}/old.md", entry("We did.", title="Old <1>"))
    project.write(f"{DIGEST}/new.md", entry(title="New", supersedes=["old"], answered="2024-02-01"))
    outcome = project.build()
    told = {one.title: one.content[0].value for one in feed(outcome).entries}
    said = {title: " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for title, text in told.items()}
    assert said["Part"] == "Do we have vans? Part answered — still to come: How many; Whose Yes, we do ."
    assert said["Wait"] == "Do we have vans? Interim answer — full answer due 5 May 2027 Yes, we do ."
    assert said["No"] == "Do we have vans? We can't answer this here It is about one person."
    assert said["Old <1>"] == "Replaced by a newer answer : New Do we have vans? We did."
    assert f'<a href="{AT}/new.html">New</a>' in told["Old <1>"]
    assert said["New"] == "Do we have vans? Yes, we do ."
    assert all("<blockquote><p>Do we have vans?</p></blockquote>" in text for text in told.values())
    assert [one.author for one in feed(outcome).entries] == ["Chief Executive"] * 5


def test_what_happens_to_an_answer_is_news_on_its_day(project: Project) -> None:
    news = {
        "embargoed": ({"publish_from": "2026-12-04"}, "2026-12-04"),
        "corrected": (
            {"corrections": [{"date": "2026-11-20", "was": "No.", "now": "Yes, we do.", "why": "x"}]},
            "2026-11-20",
        ),
        "updated": ({"updates": [{"date": "2026-11-19", "text": "More."}]}, "2026-11-19"),
        "extended": (
            {
                "commitments": [
                    {
                        "text": "Look",
                        "quote": "we do",
                        "strength": "commitment",
                        "due": "2026-12",
                        "extended": [{"date": "2026-11-18", "to": "2027-01", "why": "x"}],
                    }
                ]
            },
            "2026-11-18",
        ),
        "reworded": ({"reworded": [{"date": "2026-11-17", "why": "shorter"}]}, "2026-11-17"),
        "replaced": ({}, "2026-11-26"),
        "plain": ({}, "2024-01-15"),
        "seen before": ({"publish_from": "2026-11-25"}, "2024-01-15"),
        "replaced before": ({}, "2024-01-15"),
        "ahead": ({"updates": [{"date": "2026-12-06", "text": "More."}]}, "2024-01-15"),
    }
    for name, (fields, _) in news.items():
        project.write(f"{DIGEST}/{name.replace(' ', '-')}.md", entry(title=name, **fields))
    for name, day in (("replaced", "2026-11-26"), ("replaced-before", "2026-11-25")):
        project.write(f"{DIGEST}/newer-{name}.md", entry(title="newer", supersedes=[name], answered=day))
    outcome = project.build(date="2026-12-05")
    assert outcome.errors == []
    found = {one.title: one.updated[:10] for one in feed(outcome).entries}
    assert {name: found[name] for name in news} == {name: day for name, (_, day) in news.items()}
    assert [title for title in titles(outcome) if title != "newer"][:6] == [
        "embargoed",
        "replaced",
        "corrected",
        "updated",
        "extended",
        "reworded",
    ]
    assert "embargoed" not in titles(project.build(date="2026-12-03"))


def test_all_of_the_newest_session_is_told_and_twenty_at_least(project: Project) -> None:
    for number in range(23):
        project.write(f"{DIGEST}/old-{number:02}.md", entry(title=f"old {number:02}"))
    newer = "content/digests/2025-02-01-newer"
    project.write(f"{newer}/index.md", page({"title": "Newer", "date": "2025-02-01", "answered_by": ["chief"]}))
    project.write(f"{newer}/one.md", entry(title="one"))
    assert titles(project.build()) == ["one", *(f"old {number:02}" for number in range(19))]
    for number in range(25):
        project.write(f"{newer}/new-{number:02}.md", entry(title=f"new {number:02}"))
    found = titles(project.build())
    assert found == [*(f"new {number:02}" for number in range(25)), "one"]
    assert titles(project.build(), "topics/general.xml") == found


def test_answers_of_a_day_stand_in_their_order_for_programs_that_sort(project: Project) -> None:
    for name in "abc":
        project.write(f"{DIGEST}/{name}.md", entry(title=name))
    project.write(
        f"{DIGEST}/index.md",
        page({"title": "B", "date": "2024-01-15", "answered_by": ["chief"], "order": ["c", "a", "b"]}),
    )
    entries = feed(project.build()).entries
    by_time = sorted(entries, key=lambda one: one.published_parsed, reverse=True)
    assert [one.title for one in by_time] == [one.title for one in entries] == ["c", "a", "b"]


def test_a_page_that_moves_stays_the_same_entry(project: Project) -> None:
    project.write(f"{DIGEST}/a.md", entry(title="A"))
    project.write(f"{DIGEST}/b.md", entry(title="B", aliases=["briefings/b.html"]))
    before = {one.title: one.id for one in feed(project.build()).entries}
    assert before == {"A": f"{AT}/a.html", "B": f"{AT}/b.html"}
    project.remove(f"{DIGEST}/a.md")
    aliases = ["briefings/old.html", "digests/2024-01-15-briefing/a.html", "digests/2024-01-15-briefing/a2.html"]
    project.write(f"{DIGEST}/a3.md", entry(title="A", aliases=aliases))
    entries = feed(project.build()).entries
    assert {one.title: one.id for one in entries} == before
    assert {one.title: one.link for one in entries} == {"A": f"{AT}/a3.html", "B": f"{AT}/b.html"}


@pytest.mark.parametrize("zone", ["Europe/London", "UTC", "Asia/Tokyo", "Pacific/Auckland", "Africa/Cairo"])
def test_readers_that_know_the_older_answers_see_none_of_them_again(zone: str) -> None:
    for day in (date(2026, 2, 18), date(2026, 7, 18), date(2026, 11, 30)):
        assert moment(day, zone) == datetime(day.year, day.month, day.day, tzinfo=UTC)


def test_an_older_readers_store_holds_every_answer_that_did_not_change(project: Project) -> None:
    """The older rule, in words: each of the newest twenty under its own address, changed last at midnight UTC of the
    last day that its fields name as that of an answer, an update or a correction.
    """
    changes: dict[str, dict[str, Any]] = {
        "plain": {},
        "corrected": {"corrections": [{"date": "2026-11-20", "was": "No.", "now": "Yes, we do.", "why": "x"}]},
        "updated": {"updates": [{"date": "2025-07-19", "text": "More."}]},
        "part": {"outstanding": ["How many"], "answered": "2025-03-01"},
        "seen-later": {"publish_from": "2026-11-01"},
        "replaced": {},
        "promised": {"commitments": [{"text": "Look", "quote": "we do", "strength": "commitment", "due": "2026-12"}]},
    }
    last = {"corrected": "2026-11-20", "updated": "2025-07-19", "part": "2025-03-01", "newer": "2026-11-02"}
    for name, fields in changes.items():
        project.write(f"{DIGEST}/{name}.md", entry(title=name, **fields))
    project.write(f"{DIGEST}/newer.md", entry(title="newer", supersedes=["replaced"], answered="2026-11-02"))
    store = {f"{AT}/{name}.html": f"{last.get(name, '2024-01-15')}T00:00:00Z" for name in [*changes, "newer"]}
    for route in ("feed.xml", "topics/general.xml"):
        assert {one.id: one.updated for one in feed(project.build(date="2026-12-20"), route).entries} == store


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu"])
@pytest.mark.parametrize("day", [date(2026, 2, 18), date(2026, 7, 18), date(2027, 1, 1), date(2027, 7, 1)])
def test_a_moment_is_on_its_day_where_the_site_is(zone: str, day: date) -> None:
    local = ZoneInfo(zone)
    row = [moment_in_row(day, zone, place, 30) for place in range(30)]
    assert {when.astimezone(local).date() for when in [moment(day, zone), *row]} == {day}
    assert row == sorted(set(row), reverse=True)
    if day.year > 2026:
        assert moment(day, zone).astimezone(local).hour == 12


def promise(text: str, **fields: Any) -> dict[str, Any]:
    return {"text": f"Do {text}", "quote": f"we will {text}", "strength": "commitment", "due": "2027-03-31", **fields}


def events(outcome: Outcome) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical((outcome.output / "commitments/register.ics").read_bytes())
    return {str(event["SUMMARY"]).partition(": ")[2]: event for event in calendar.walk("VEVENT")}


def test_a_calendar_follows_a_promise_wherever_it_stands(project: Project) -> None:
    body = "So we will sing, we will cook, and we will paint."
    project.write(f"{DIGEST}/a.md", entry(body, commitments=[promise("sing"), promise("paint")]))
    before = events(project.build())
    later = promise("sing", extended=[{"date": "2026-11-20", "to": "2027-06", "why": "x"}])
    project.write(f"{DIGEST}/a.md", entry(body, commitments=[promise("cook"), later, promise("paint")]))
    after = events(project.build())
    assert {name: after[name]["UID"] for name in before} == {name: event["UID"] for name, event in before.items()}
    assert after["Do cook"]["UID"] not in {event["UID"] for event in before.values()}
    assert [(event["SEQUENCE"], str(event["LAST-MODIFIED"].dt.date())) for event in after.values()] == [
        (0, "2024-01-15"),
        (1, "2026-11-20"),
        (0, "2024-01-15"),
    ]


def test_an_older_subscription_finds_the_same_events_each_once(project: Project) -> None:
    """By the older rule an event was named by its promise's number; all else that a calendar shows stays as it was."""
    body = "So we will sing, and we will paint."
    project.write(f"{DIGEST}/a.md", entry(body, title="Vans", commitments=[promise("sing"), promise("paint")]))
    shown = {
        (f"Due: Do {what}", date(2027, 3, 31), f"Chief Executive. “we will {what}” (Vans)", f"{AT}/a.html")
        for what in ("sing", "paint")
    }
    found = events(project.build()).values()
    assert len(found) == len(shown)
    fields = ("SUMMARY", "DTSTART", "DESCRIPTION", "URL")
    assert {(str(e[fields[0]]), e[fields[1]].dt, str(e[fields[2]]), str(e[fields[3]])) for e in found} == shown


def test_khal_takes_a_new_date_for_a_new_date(project: Project, tmp_path: Path) -> None:
    from khal.cli import main_khal

    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[vans]]\npath = {tmp_path}/calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\ndefault_timezone = UTC\n"
        "local_timezone = UTC\n"
    )
    (tmp_path / "calendar").mkdir()

    def khal(*arguments: str) -> str:
        result = CliRunner().invoke(main_khal, ["-c", str(settings), *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    listing = ("list", "--format", "{start} {title}", "--day-format", "", "2027-01-01", "2028-01-01")
    for extended, due in ([], "2027-03-31"), ([{"date": "2026-11-20", "to": "2027-06", "why": "x"}], "2027-06-30"):
        fields = {"commitments": [promise("sing", extended=extended)] if extended else [promise("sing")]}
        outcome = project.write(f"{DIGEST}/a.md", entry("So we will sing.", **fields)).build()
        khal("import", "--batch", "-a", "vans", str(outcome.output / "commitments/register.ics"))
        assert khal(*listing).split("\n")[:-1] == [f"{due} Due: Do sing"]


@pytest.mark.parametrize("words", [3, 120])
def test_a_page_kept_to_be_read_later_holds_all_that_matters(project: Project, words: int) -> None:
    body = "We have looked at it. " * words
    project.write(f"{DIGEST}/a.md", entry(body, title="Enough vans"))
    project.write(f"{DIGEST}/b.md", entry(title="New", supersedes=["a"], answered="2024-02-01"))
    text = project.build().page("digests/2024-01-15-briefing/a.html")
    found = trafilatura.bare_extraction(text, with_metadata=True)
    assert (found.title, found.author) == ("Enough vans", "Chief Executive")
    for part in ("Do we have vans?", "Replaced by a newer answer: New", "We have looked at it."):
        assert part in " ".join(found.text.split())


def test_machines_are_not_given_an_answer_that_was_replaced(project: Project) -> None:
    project.write(f"{DIGEST}/a.md", entry(title="Old"))
    project.write(f"{DIGEST}/b.md", entry(title="New", supersedes=["a"], answered="2024-02-01"))
    outcome = project.build()
    assert "ld+json" not in outcome.page("digests/2024-01-15-briefing/a.html")
    assert "ld+json" in outcome.page("digests/2024-01-15-briefing/b.html")


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (7, 1), (8, 2), (14, 2), (15, 3)])
def test_a_long_sitemap_stands_in_parts(count: int, parts: int) -> None:
    routes = tuple(f"{number}.html" for number in range(count))
    found = in_parts(routes, 7)
    assert tuple(route for part in found.values() for route in part) == routes
    assert list(found) == (
        ["sitemap.xml"] if parts == 1 else [f"sitemap-{number}.xml" for number in range(1, parts + 1)]
    )


def test_nothing_of_the_last_days_is_dated_ahead() -> None:
    today = date(2026, 12, 5)
    assert moment(today, "Europe/London") < datetime(2026, 12, 5, 23, tzinfo=UTC)
    assert moment(today, "Europe/London") - moment(today - timedelta(days=1), "Europe/London") == timedelta(days=1)
