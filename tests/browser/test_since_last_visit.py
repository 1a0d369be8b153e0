"""What is new since a reader's last visit: by what their own browser remembers, which is told to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from audited import URL
from project import DIGEST, minimal_project, page
from reading import BuiltSite, Reader, built, served

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "topics/general.html"
MARKS = """() => Object.fromEntries([...document.querySelectorAll(".badge.since")].map(mark =>
    [mark.parentNode.querySelector("a").textContent, mark.textContent]))"""
REFUSED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
UPDATE = {"date": "2026-11-20", "text": "More."}


def make(folder: Path, *, later: bool) -> BuiltSite:
    """A site as it is on 10 November, or on 20 November."""
    project = minimal_project(folder).write("sitegen.yaml", f"title: Test\nurl: {URL}\n")

    def write(name: str, title: str, **fields: Any) -> None:
        head = {"question": f"What about {name}?", "title": title, "topics": ["general"], **fields}
        project.write(f"{DIGEST}/{name}.md", page(head, "Soon."))

    write("old", "Old")
    write("vans", "Vans", answered="2026-11-10", updates=[UPDATE] if later else [])
    if later:
        write("bikes", "Bikes", answered="2026-11-12", updates=[UPDATE])
    return built(project)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return make(tmp_path_factory.mktemp("before"), later=False)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return make(tmp_path_factory.mktemp("after"), later=True)


def on(reader: Reader, day: str, site: BuiltSite, route: str = TOPIC) -> Any:
    """Look at a page on that day; all that it fetches has come when this returns."""
    reader.context.clock.set_fixed_time(f"{day}T12:00:00Z")
    tab = reader.visit(site, route)
    tab.wait_for_load_state("networkidle")
    return tab


def line(tab: Any) -> str:
    return " ".join(tab.locator("#_since:visible strong").all_text_contents())


def test_who_comes_for_the_first_time_sees_no_marks(reader: Reader, after: BuiltSite) -> None:
    assert on(reader, "2026-11-24", after).evaluate(MARKS) == {}
    assert line(on(reader, "2026-11-24", after, "changes.html")) == ""


def test_what_came_since_the_last_visit_is_marked_in_lists(reader: Reader, before: BuiltSite, after: BuiltSite) -> None:
    on(reader, "2026-11-11", before)
    for route in (TOPIC, "digests/2024-01-15-briefing/index.html", "people/chief.html", "index.html"):
        assert on(reader, "2026-11-24", after, route).evaluate(MARKS) == {"Vans": "Changed", "Bikes": "New"}, route
    assert reader.complaints == []


def test_a_second_look_on_the_same_day_shows_the_same_and_the_next_day_nothing(
    reader: Reader, before: BuiltSite, after: BuiltSite
) -> None:
    on(reader, "2026-11-11", before)
    assert on(reader, "2026-11-11", after).evaluate(MARKS) == {}
    first = on(reader, "2026-11-24", after).evaluate(MARKS)
    assert on(reader, "2026-11-24", after).evaluate(MARKS) == first
    assert on(reader, "2026-11-25", after).evaluate(MARKS) == {}
    assert (
        line(on(reader, "2026-11-25", after, "changes.html"))
        == "Since your last visit on 24 November 2026: nothing new"
    )


def test_an_answer_that_went_out_days_after_its_date_is_new_all_the_same(
    reader: Reader, before: BuiltSite, after: BuiltSite
) -> None:
    on(reader, "2026-11-22", before)  # later than all that is new in the other
    assert on(reader, "2026-11-24", after).evaluate(MARKS) == {"Vans": "Changed", "Bikes": "New"}


def test_a_line_divides_what_is_new_from_what_was_there(reader: Reader, before: BuiltSite, after: BuiltSite) -> None:
    on(reader, "2026-11-03", before)
    tab = on(reader, "2026-11-24", after, "changes.html")
    assert line(tab) == "Since your last visit on 3 November 2026: 2 answers"
    assert tab.evaluate("""() => [...document.querySelectorAll("p.since")].map(line =>
        [line.textContent, line.previousElementSibling.dataset.day, line.nextElementSibling.dataset.day])""") == [
        ["Before your last visit", "2026-11-20", "2024-01-15"]
    ]


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
def test_where_nothing_can_be_kept_nothing_is_marked(
    reader: Reader, before: BuiltSite, after: BuiltSite, script: str
) -> None:
    reader.context.add_init_script(script)
    on(reader, "2026-11-11", before)
    assert on(reader, "2026-11-24", after).evaluate(MARKS) == {}
    assert line(on(reader, "2026-11-24", after, "changes.html")) == ""
    assert reader.complaints == []


@pytest.mark.parametrize(
    "kept", ["no JSON", "null", "[]", "{}", '{"on":1}', '{"on":"2026-11-24","newest":"x","last":"y","seen":""}']
)
def test_what_others_put_in_its_place_does_no_harm(reader: Reader, after: BuiltSite, kept: str) -> None:
    tab = on(reader, "2026-11-24", after)
    tab.evaluate("kept => localStorage.setItem('sitegen-visit /questions/', kept)", kept)
    on(reader, "2026-11-24", after, "changes.html")
    assert reader.complaints == []


def test_a_clock_that_goes_back_changes_nothing(reader: Reader, before: BuiltSite, after: BuiltSite) -> None:
    on(reader, "2026-11-11", before)
    first = on(reader, "2026-11-24", after).evaluate(MARKS)
    assert on(reader, "2026-11-20", after).evaluate(MARKS) == first


def test_each_site_of_a_host_is_remembered_alone(reader: Reader, before: BuiltSite) -> None:
    tab = on(reader, "2026-11-11", before)
    assert tab.evaluate("Object.keys(localStorage)") == ["sitegen-visit /questions/"]
    assert tab.evaluate("document.cookie") == ""


def test_it_works_from_a_folder_and_asks_for_nothing_but_files_of_the_site(browser: Any, after: BuiltSite) -> None:
    asked: list[str] = []
    with Reader(browser) as reader:
        reader.tab.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        for day, expected in (("2026-11-11", {}), ("2026-11-24", {})):
            reader.context.clock.set_fixed_time(f"{day}T12:00:00Z")
            reader.tab.goto((after.output / TOPIC).as_uri())
            reader.tab.wait_for_load_state("networkidle")
            assert reader.tab.evaluate(MARKS) == expected
        reader.tab.goto((after.output / "changes.html").as_uri())
        reader.tab.locator("#_since strong").wait_for()
        assert line(reader.tab) == "Since your last visit on 11 November 2026: nothing new"
        assert [one for one in asked if not one.startswith(f"GET {after.output.as_uri()}")] == []
        assert {one.partition("?")[2][:2] for one in asked} <= {"", "v="}
        assert reader.complaints == []


def test_a_list_from_before_the_news_shows_what_it_has(browser: Any, before: BuiltSite, after: BuiltSite) -> None:
    with Reader(browser) as reader:
        on(reader, "2026-11-11", before)
        reader.visit(before, TOPIC)
        news = (after.output / "data/changes.js").read_bytes()
        reader.context.route(
            "**/data/changes.js", lambda route: route.fulfill(body=news, content_type="text/javascript")
        )
        reader.context.clock.set_fixed_time("2026-11-24T12:00:00Z")
        reader.tab.reload()
        reader.tab.wait_for_load_state("networkidle")
        assert reader.tab.evaluate(MARKS) == {"Vans": "Changed"}


def test_paper_has_no_marks(reader: Reader, before: BuiltSite, after: BuiltSite) -> None:
    on(reader, "2026-11-11", before)
    for route in (TOPIC, "changes.html"):
        tab = on(reader, "2026-11-24", after, route)
        assert tab.locator(".since:visible").count()
        tab.emulate_media(media="print")
        assert tab.locator(".since:visible").count() == 0
        tab.emulate_media(media="screen")


def test_without_scripts_the_page_is_a_list_by_day(browser: Any, after: BuiltSite) -> None:
    with Reader(browser, java_script_enabled=False) as reader, served(after.output) as address:
        reader.tab.goto(address + "changes.html")
        assert reader.tab.locator("main h2").all_text_contents() == ["20 November 2026", "15 January 2024"]
        assert reader.tab.locator(".since:visible").count() == 0
