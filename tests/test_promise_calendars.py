"""One promise for a reader's calendar: a file of its own, the same event as in the calendar of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner
from crawler import calendar_mistakes
from project import DIGEST, Outcome, Project, minimal_project, page

REGISTER = "commitments/register.ics"
BODY = "So we will sing, and we will cook at 50 °C; \\\\ and, in every station of the service, we will paint."
LINK = "Put this into your calendar"


def promise(what: str, **fields: Any) -> dict[str, Any]:
    return {"text": f"Do {what}", "quote": f"we will {what}", "strength": "commitment", "due": "2027-03-31", **fields}


def site_with(project: Project, *promises: dict[str, Any]) -> Outcome:
    fields = {"question": "Do we have vans?", "topics": ["general"], "commitments": list(promises)}
    return project.write(f"{DIGEST}/a.md", page(fields, BODY)).build()


def events(outcome: Outcome, route: str) -> dict[str, Any]:
    data = (outcome.output / route).read_bytes()
    assert not list(calendar_mistakes(data))
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def own_calendars(outcome: Outcome) -> list[str]:
    return [route for route in outcome.files() if route.endswith(".ics") and route != REGISTER]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return minimal_project(tmp_path)


def test_each_promise_is_the_event_that_the_register_has_of_it(project: Project) -> None:
    later = [{"date": "2026-11-20", "to": "2027-06", "why": "x"}]
    outcome = site_with(project, promise("sing"), promise("paint", extended=later))
    alone = [events(outcome, route) for route in own_calendars(outcome)]
    assert [len(found) for found in alone] == [1, 1]
    assert {uid: event.to_ical() for found in alone for uid, event in found.items()} == {
        uid: event.to_ical() for uid, event in events(outcome, REGISTER).items()
    }


@pytest.mark.parametrize(
    ("fields", "has_one"),
    [
        ({}, True),
        ({"due": None}, False),
        ({"strength": "intention"}, True),
        ({"strength": "offer", "due": None}, False),
        ({"updates": [{"date": "2026-01-01", "status": "in-progress"}]}, True),
        ({"updates": [{"date": "2026-01-01", "status": "partly-done"}]}, True),
        ({"updates": [{"date": "2026-01-01", "status": "done", "note": "x"}]}, False),
        ({"updates": [{"date": "2026-01-01", "status": "changed", "note": "x"}]}, False),
        ({"updates": [{"date": "2026-01-01", "status": "dropped", "note": "x"}]}, False),
    ],
)
def test_only_what_is_due_on_a_day_that_was_said_has_one(
    project: Project, fields: dict[str, Any], has_one: bool
) -> None:
    told = {name: value for name, value in promise("sing", **fields).items() if value is not None}
    outcome = site_with(project, told)
    assert not outcome.errors
    assert len(own_calendars(outcome)) == has_one
    for route in ("digests/2024-01-15-briefing/a.html", "commitments/index.html"):
        assert outcome.page(route).count(f">{LINK}</a>") == has_one


def test_it_goes_from_the_output_when_the_promise_is_kept(project: Project) -> None:
    assert own_calendars(site_with(project, promise("sing")))
    assert not own_calendars(
        site_with(project, promise("sing", updates=[{"date": "2026-01-01", "status": "done", "note": "x"}]))
    )
    assert not (project.folder / "output/commitments/2024-01-15-briefing").exists()


def test_its_link_is_named_with_the_promise_and_is_not_on_paper(project: Project) -> None:
    outcome = site_with(project, promise("sing", text='Say "yes" & <sing>'))
    (route,) = own_calendars(outcome)
    name = f'aria-label="{LINK}: Say &#34;yes&#34; &amp; &lt;sing&gt;"'
    assert f'<a class="keep" href="../../{route}" {name}>' in outcome.page("digests/2024-01-15-briefing/a.html")
    assert f'<a class="keep" href="{route.partition("/")[2]}" {name}>' in outcome.page("commitments/index.html")
    assert LINK not in outcome.page("digests/2024-01-15-briefing/print.html")


def test_another_promise_or_another_answer_leaves_it_as_it_is(project: Project) -> None:
    outcome = site_with(project, promise("sing"))
    (route,) = own_calendars(outcome)
    before = (outcome.output / route).stat().st_mtime_ns, outcome.page(route)
    project.write(f"{DIGEST}/b.md", page({"question": "When?", "topics": ["general"]}, "Soon."))
    outcome = site_with(project, promise("paint"), promise("sing"))
    assert route in own_calendars(outcome)
    assert before == ((outcome.output / route).stat().st_mtime_ns, outcome.page(route))


def test_a_calendar_that_took_one_promise_and_then_all_has_it_once(project: Project, tmp_path: Path) -> None:
    from khal.cli import main_khal

    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[vans]]\npath = {tmp_path}/calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\ndefault_timezone = UTC\n"
        "local_timezone = UTC\n"
    )
    (tmp_path / "calendar").mkdir()
    outcome = site_with(project, promise("sing"), promise("cook"))

    def khal(*arguments: str) -> str:
        result = CliRunner().invoke(main_khal, ["-c", str(settings), *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    for route in (*own_calendars(outcome)[:1], REGISTER):
        khal("import", "--batch", "-a", "vans", str(outcome.output / route))
    listed = khal("list", "--format", "{title}", "--day-format", "", "2027-01-01", "2028-01-01").split("\n")[:-1]
    assert sorted(listed) == ["Due: Do cook", "Due: Do sing"]
