"""What somebody with an iPhone meets: the same pages in WebKit, which is Safari's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from reading import PHONE, served
from webkit import shown, webkit, why_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading import BuiltSite

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own


@pytest.fixture(scope="module")
def safari() -> Iterator[Any]:
    """A window of WebKit, as wide as a phone. Missing, it is a failure where CI is set, else a skip that says so."""
    if missing := why_missing():
        leave_out(missing)
    with webkit(PHONE) as window:
        yield window


@pytest.fixture(scope="module")
def home(sites: dict[str, BuiltSite]) -> Iterator[str]:
    with served(sites["full"].output) as address:
        yield address


def test_no_page_is_wider_than_the_screen(safari: Any, home: str, sites: dict[str, BuiltSite]) -> None:
    for route in sites["full"].pages():
        safari.get(home + route)
        wide, screen = safari.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= screen, route


def test_who_comes_back_from_an_answer_finds_the_words_and_the_answers_again(safari: Any, home: str) -> None:
    safari.get(f"{home}search.html")
    shown(safari, "#_search").send_keys("hospital wait")
    shown(safari, "#_results li a", "Waiting at the hospital's door").click()
    assert shown(safari, "h1", "Waiting at the hospital's door")
    safari.back()
    assert shown(safari, "#_results li a", "Waiting at the hospital's door")
    # Safari keeps the page that was left; the task that empties its box waits when it comes back.
    safari.execute_async_script("setTimeout(arguments[0])")
    assert shown(safari, "#_search").get_property("value") == "hospital wait"


def test_who_comes_back_from_a_suggestion_finds_the_page_as_it_was_at_first(safari: Any, home: str) -> None:
    safari.get(home)
    shown(safari, "#_search").send_keys("kettl")
    shown(safari, "[role=option]", "Waiting at the hospital's door").click()
    assert shown(safari, "h1", "Waiting at the hospital's door")
    safari.back()
    assert shown(safari, "#_search").get_attribute("aria-expanded") == "false"
    assert not safari.find_element("css selector", "[role=listbox]").is_displayed()
    assert safari.find_element("id", "_search_status").text == ""


def test_the_menu_opens_and_closes(safari: Any, home: str) -> None:
    safari.get(home)
    shown(safari, "summary", "Menu").click()
    shown(safari, "header nav a", "Topics")
    shown(safari, "summary", "Menu").send_keys("\ue00c")  # Escape
    assert not safari.find_element("css selector", "header nav a").is_displayed()


def test_a_chosen_scheme_stays(safari: Any, home: str) -> None:
    colour = "return getComputedStyle(document.body).backgroundColor"
    safari.get(home)
    light = safari.execute_script(colour)
    shown(safari, ".scheme button", "Dark").click()
    dark = safari.execute_script(colour)
    safari.get(f"{home}topics/index.html")
    assert safari.execute_script(colour) == dark != light
    shown(safari, ".scheme button", "Light").click()
    assert safari.execute_script(colour) == light


def test_a_page_that_was_left_comes_back_with_the_menu_closed_and_in_the_colours_chosen_since(
    safari: Any, home: str
) -> None:
    safari.get(home)
    shown(safari, "summary", "Menu").click()
    shown(safari, "header nav a", "Topics").click()
    shown(safari, "h1", "Topics")
    shown(safari, ".scheme button", "Dark").click()
    dark = safari.execute_script("return getComputedStyle(document.body).backgroundColor")
    safari.back()
    assert shown(safari, "h1", "Ask the board")
    assert not safari.find_element("css selector", "header nav a").is_displayed()
    assert safari.execute_script("return getComputedStyle(document.body).backgroundColor") == dark
    assert shown(safari, ".scheme [aria-pressed=true]").text == "Dark"
    shown(safari, ".scheme button", "Automatic").click()


def test_a_link_is_copied_and_said_so(safari: Any, home: str) -> None:
    safari.get(f"{home}digests/2026-09-17-written-answers/does-it-hold-at-night.html")
    shown(safari, ".tools button", "Copy link").click()
    assert shown(safari, ".tools [aria-live]").text in (
        "Link copied",
        "Your browser did not let us copy. Copy the marked text yourself.",
    )
