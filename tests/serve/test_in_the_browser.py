"""What a writer sees in a real browser: every kind of edit arrives by itself, and nothing else moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from serving import DIGEST, ENTRY, LONG, ROUTE, Session, entry, served_project, serving

if TYPE_CHECKING:
    from pathlib import Path

BASE = '{% extends "base.html" %}{% block main %}<h1>{{ page.teaser.title }}</h1><p id="mine">VERSION</p>'
TEMPLATE = BASE + "<div>{{ page.answer }}</div>{% endblock %}"


def look(tab: Any, session: Session, route: str = ROUTE) -> None:
    """Open a page, scroll down where it is long, and mark it so that a reload would be seen."""
    session.let_in(tab)
    tab.goto(session.home + route)
    tab.wait_for_function("() => document.querySelector('#_serve-bar')")
    tab.evaluate("window.marked = true; window.scrollTo(0, 400)")


def arrives(tab: Any, text: str) -> None:
    tab.wait_for_function("text => document.body?.textContent.includes(text)", arg=text)


def goes(tab: Any, text: str) -> None:
    tab.wait_for_function("text => !document.body.textContent.includes(text)", arg=text)


def in_place(tab: Any) -> bool:
    return bool(tab.evaluate("window.marked === true"))


def scrolled(tab: Any) -> float:
    return float(tab.evaluate("window.scrollY"))


def test_an_edited_answer_arrives_in_place(session: Session, tab: Any) -> None:
    look(tab, session)
    assert scrolled(tab) == 400
    session.project.write(ENTRY, entry(LONG + "\n\nSomething new."))
    arrives(tab, "Something new.")
    assert in_place(tab)
    assert scrolled(tab) == 400
    assert tab.complaints == []


def test_what_arrives_in_place_gets_its_buttons_and_its_late_mark(session: Session, tab: Any) -> None:
    withdrawn = {"date": "2024-01-16", "why": "It named a colleague."}
    session.project.write(ENTRY, entry(withdrawn=withdrawn))
    look(tab, session)
    arrives(tab, "It named a colleague.")
    session.project.write(ENTRY, entry(answer_due="2024-02-01"))
    arrives(tab, "Answer late — was due 1 February 2024")
    assert in_place(tab)
    session.project.write(ENTRY, entry("Another answer.", answer_due="2024-02-01"))
    arrives(tab, "Another answer.")
    assert tab.locator(".tools button").all_inner_texts() == ["Copy link", "Copy as citation"]
    assert tab.locator(".scheme").count() == 1
    assert in_place(tab)
    assert tab.complaints == []


@pytest.mark.parametrize("route", [ROUTE, "topics/general.html", "index.html"])
def test_a_new_title_arrives_on_every_page_that_shows_it(session: Session, tab: Any, route: str) -> None:
    look(tab, session, route)
    before = scrolled(tab)
    session.project.write(ENTRY, entry(title="Quite another title"))
    arrives(tab, "Quite another title")
    goes(tab, "An entry")
    assert in_place(tab)
    assert scrolled(tab) == before
    if route == ROUTE:
        assert tab.title().startswith("Quite another title")
    assert tab.complaints == []


def test_a_new_entry_arrives_in_its_digest_and_at_its_own_address(session: Session, tab: Any) -> None:
    look(tab, session, "digests/2024-01-15-briefing/index.html")
    session.project.write(f"{DIGEST}/brand-new.md", entry(title="Brand new"))
    arrives(tab, "Brand new")
    assert in_place(tab)
    tab.click("text=Brand new")
    arrives(tab, "Paragraph 7")
    assert tab.complaints == []


def test_a_missing_page_shows_itself_when_it_is_written(session: Session, tab: Any) -> None:
    session.let_in(tab)
    tab.goto(session.home + "digests/2024-01-15-briefing/later.html")
    arrives(tab, "There is no page")
    tab.complaints.clear()  # the browser notes the 404 itself
    session.project.write(f"{DIGEST}/later.md", entry(title="Here it is"))
    arrives(tab, "Here it is")
    assert tab.complaints == []


def test_a_deleted_entry_leaves_its_lists_and_comes_back(session: Session, tab: Any) -> None:
    session.project.write(f"{DIGEST}/second.md", entry(title="The second"))
    session.wait_for(1)
    look(tab, session, "topics/general.html")
    arrives(tab, "The second")
    session.project.remove(f"{DIGEST}/second.md")
    goes(tab, "The second")
    assert in_place(tab)
    assert tab.complaints == []
    tab.goto(session.home + ROUTE)
    text = session.project.read(ENTRY)
    session.project.write(f"{DIGEST}/second.md", entry(title="The second")).remove(ENTRY)
    arrives(tab, "There is no page")
    session.project.write(ENTRY, text)
    arrives(tab, "Paragraph 7")


def test_an_edited_template_arrives_in_place(session: Session, tab: Any) -> None:
    session.project.write("templates/entry.html", TEMPLATE.replace("VERSION", "first"))
    session.wait_for(1)
    look(tab, session)
    assert tab.text_content("#mine") == "first"
    session.project.write("templates/entry.html", TEMPLATE.replace("VERSION", "second"))
    arrives(tab, "second")
    assert in_place(tab)
    assert scrolled(tab) == 400
    assert tab.complaints == []


def test_an_edited_stylesheet_is_swapped_and_the_page_left_alone(session: Session, tab: Any) -> None:
    session.project.write("templates/theme/site.css", "h1 { color: rgb(255, 0, 0) }")
    session.wait_for(1)
    look(tab, session)
    tab.evaluate("window.heading = document.querySelector('h1')")
    session.project.write("templates/theme/site.css", "h1 { color: rgb(0, 0, 255) }")
    tab.wait_for_function("() => getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, 255)'")
    tab.wait_for_function("() => document.querySelectorAll('link[rel=stylesheet]:not([data-serve])').length === 1")
    assert in_place(tab)
    assert tab.evaluate("window.heading === document.querySelector('h1')")
    assert tab.complaints == []


def test_an_edited_file_of_the_projects_own_theme_is_shown(session: Session, tab: Any) -> None:
    head = '{% block head %}<link rel="stylesheet" href="{{ "_theme/own.css" | href }}">{% endblock %}'
    session.project.write("templates/entry.html", TEMPLATE + head)
    session.project.write("templates/theme/own.css", "h1 { color: rgb(255, 0, 0) }")
    session.settle()
    look(tab, session)
    session.project.write("templates/theme/own.css", "h1 { color: rgb(0, 0, 255) }")
    tab.wait_for_function("() => getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, 255)'")
    session.project.write("templates/theme/own.js", "document.title = 'Ours';")
    session.project.write(
        "templates/entry.html",
        TEMPLATE + head.replace("<link", '<script src="{{ "_theme/own.js" | href }}"></script><link'),
    )
    tab.wait_for_function("() => document.title === 'Ours'")
    session.project.write("templates/theme/own.js", "document.title = 'Still ours';")
    tab.wait_for_function("() => document.title === 'Still ours'")
    assert tab.complaints == []


def test_broken_front_matter_keeps_the_page_under_its_mistake_until_it_is_mended(session: Session, tab: Any) -> None:
    look(tab, session)
    session.project.write(ENTRY, entry(topics=["genral"]))
    tab.wait_for_selector("#_serve-overlay")
    shown = tab.text_content("#_serve-overlay")
    assert "There is no topic “genral”. Did you mean “general”?" in shown
    assert "^^^^^^" in shown
    assert tab.get_attribute("#_serve-overlay a._serve-open", "href").endswith(f"{ENTRY}:4:10")
    arrives(tab, "Paragraph 7")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#_serve-overlay")
    session.project.write(ENTRY, entry(LONG + "\n\nMended.", title="Mended title"))
    arrives(tab, "Mended.")
    assert tab.query_selector("#_serve-overlay") is None
    assert in_place(tab)
    assert scrolled(tab) == 400
    assert tab.complaints == []


def test_the_next_mistake_shows_though_the_last_was_put_away(session: Session, tab: Any) -> None:
    look(tab, session)
    session.project.write(ENTRY, entry(topics=["genral"]))
    tab.wait_for_selector("#_serve-overlay")
    tab.keyboard.press("Escape")
    session.project.write(ENTRY, entry(topics=["somewhere"]))
    tab.wait_for_selector("#_serve-overlay:has-text('somewhere')")
    assert tab.is_visible("#_serve-overlay")


@pytest.mark.parametrize("mistake", ["{{ page.nothing }}", "{% if %}"])
def test_a_broken_template_keeps_the_last_good_page_until_it_is_mended(
    session: Session, tab: Any, mistake: str
) -> None:
    good = TEMPLATE.replace("VERSION", "good")
    session.project.write("templates/entry.html", good)
    session.wait_for(1)
    look(tab, session)
    session.project.write("templates/entry.html", good.replace("<p ", mistake + "<p "))
    tab.wait_for_selector("#_serve-overlay:has-text('The template does not work')")
    assert tab.text_content("#mine") == "good"
    session.project.write("templates/entry.html", good.replace("good", "better"))
    arrives(tab, "better")
    assert tab.query_selector("#_serve-overlay") is None
    assert in_place(tab)
    assert tab.complaints == []


def test_a_page_outlives_the_server_and_shows_what_changed_meanwhile(tmp_path: Path, tab: Any) -> None:
    project = served_project(tmp_path)
    with serving(project) as first:
        port = first.server.port
        look(tab, first)
    tab.wait_for_selector("#_serve-note:has-text('This preview has ended')")
    project.write(ENTRY, entry(LONG + "\n\nWritten while nobody served."))
    with serving(project, port=port) as second:
        assert second.server.port == port
        tab.wait_for_selector("#_serve-note:has-text('has a new address')")
        assert in_place(tab)
        tab.context.new_page().goto(second.server.key.address())
        arrives(tab, "Written while nobody served.")
        assert tab.query_selector("#_serve-note") is None
        assert in_place(tab)
        assert scrolled(tab) == 400
    expected = ("ERR_CONNECTION", "ERR_INCOMPLETE", "403 (Forbidden)")
    assert [text for text in tab.complaints if not any(word in text for word in expected)] == []


def test_what_is_open_typed_and_focused_stays(session: Session, tab: Any) -> None:
    tab.set_viewport_size({"width": 380, "height": 700})
    look(tab, session)
    tab.click("details.menu summary")
    tab.focus("details.menu summary")
    session.project.write(ENTRY, entry("First.\n\n" + LONG, title="A new name"))
    arrives(tab, "First.")
    assert tab.evaluate("document.querySelector('details.menu').open")
    assert tab.evaluate("document.activeElement === document.querySelector('details.menu summary')")
    assert tab.query_selector("[data-copy-link] button") is not None  # made by the page's own script
    assert in_place(tab)


def test_a_draft_is_shown_and_marked_wherever_it_is_linked(session: Session, tab: Any) -> None:
    session.project.write(f"{DIGEST}/draft.md", entry(title="Not yet", draft=True))
    session.wait_for(1)
    look(tab, session, "digests/2024-01-15-briefing/draft.html")
    assert "Draft: not published" in tab.text_content("#_serve-bar")
    look(tab, session, "topics/general.html")
    assert tab.query_selector("a._serve-draft:has-text('Not yet')") is not None
    assert tab.query_selector("a._serve-draft:has-text('An entry')") is None
    session.project.write(f"{DIGEST}/draft.md", entry(title="Not yet"))
    tab.wait_for_function("() => !document.querySelector('a._serve-draft')")
    assert tab.complaints == []


def test_a_page_that_nobody_sees_holds_no_stream_and_catches_up(session: Session, tab: Any) -> None:
    look(tab, session)
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    tell = "document.dispatchEvent(new Event('visibilitychange'))"
    tab.evaluate(hide % "true" + tell)
    session.project.write(ENTRY, entry("Written out of sight."))
    session.wait_for(1)
    assert "out of sight" not in tab.text_content("body")
    tab.evaluate(hide % "false" + tell)
    arrives(tab, "Written out of sight.")


def test_nine_tabs_of_one_browser_do_not_block_each_other(session: Session, browser: Any) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(9)]
    for tab in tabs:
        session.let_in(tab)
        tab.goto(session.home + ROUTE)
        # Only the last one is in front; headless chromium calls them all visible, so it is told.
        if tab is not tabs[-1]:
            tab.evaluate(
                "Object.defineProperty(document, 'hidden', {value: true});"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
    session.project.write(ENTRY, entry("Seen in the ninth tab."))
    arrives(tabs[-1], "Seen in the ninth tab.")
    context.close()


def test_the_list_of_all_problems_keeps_up(session: Session, tab: Any) -> None:
    session.let_in(tab)
    tab.goto(session.home + "_problems/")
    session.project.write(ENTRY, entry(topics=["genral"]))
    arrives(tab, "There is no topic “genral”")
    session.project.write(ENTRY, entry())
    goes(tab, "There is no topic")
    assert tab.complaints == []


def test_what_is_put_into_pages_is_no_part_of_the_built_site(session: Session) -> None:
    built = session.project.build()
    assert built.files()
    for route in built.files():
        assert b"_serve" not in (built.output / route).read_bytes()
    assert re.search("_serve", session.text(ROUTE))


def test_the_page_for_what_is_not_there_has_its_style_in_the_preview(session: Session, tab: Any) -> None:
    look(tab, session, "404.html")
    assert "Arial" in tab.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
