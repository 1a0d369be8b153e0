"""What a reader meets who searches, in a real browser, from a folder and from a server below a path."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from project import DIGEST, minimal_project, page
from searching import write_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = [
    "<img src=x onerror=alert(1)> zebra",
    "</script><script>alert(1)</script> zebra",
    "\"quotes\" 'and' \\back zebra",
]
ENTRIES: dict[str, dict[str, Any]] = {
    "breaks": {
        "title": "Missed meal breaks",
        "question": "Why do we not get our meal breaks on a busy shift?",
        "also_asked": ["When can I eat on a twelve hour shift?"],
        "topics": ["shifts"],
        "in_short": "Breaks come back in May.",
    },
    "uniform": {"title": "New uniform", "question": "When will the new green uniform arrive?"},
    "old": {"title": "Parking at the depot", "question": "Where may crews park at the depot?"},
    "new": {
        "title": "Where to leave the car",
        "question": "Has parking changed?",
        "supersedes": ["old"],
    },
    "waiting": {
        "question": "Will the control room move to Saltmere?",
        "asked": "2026-11-01",
        "answer_due": "2026-12-24",
    },
    "post": {"title": "Where letters go", "question": "Where does the post go?"},
    "hub": {"title": "New phones", "question": "Do we get new phones?"},
    "radio": {"title": "Radio checks", "question": "Who checks the radios?"},
    "meetings": {"title": "Regional meetings", "question": "When do we meet?"},
    "centre": {"title": "Lamps of the centre", "question": "Who pays for lamps?"},
    **{f"hostile-{n}": {"title": title, "question": title} for n, title in enumerate(HOSTILE)},
    **{f"rota-{n}": {"title": f"Rota question {n}", "question": "Who writes the rota?"} for n in range(14)},
}
BODIES = {
    "breaks": "A crew that misses its break is owed an hour. Rosters allow for it.",
    "uniform": "It arrives with the electric vehicles.",
    "waiting": "",
    "post": "To the regional call handling hub (RCHH).",
    "hub": "The RCHH orders them.",
    "radio": "The regional call-handling hub does.",
    "centre": "A hub has lamps; handling a call is regional.",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = minimal_project(tmp_path_factory.mktemp("project"))
    project.write("content/topics/shifts.md", page({"title": "Working hours", "synonyms": ["overtime"]}))
    for name, fields in ENTRIES.items():
        project.write(f"{DIGEST}/{name}.md", page({"topics": ["general"], **fields}, BODIES.get(name, "An answer.")))
    outcome = project.build()
    assert [problem["message"] for problem in outcome.errors] == []
    write_index(project.folder, outcome.output)
    return outcome.output


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # browsers ask for it unasked
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *about: Any) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # ours, on the library's server


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreadingHTTPServer]:
    top = tmp_path_factory.mktemp("host")
    (top / "team").mkdir()
    (top / "team" / "answers").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    server.asked = []  # type: ignore[attr-defined]  # ours, on the library's server
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["from a folder", "below a path"])
def base(request: pytest.FixtureRequest, site: Path, server: ThreadingHTTPServer) -> str:
    """Where the site is, with a slash at the end."""
    if request.param == "from a folder":
        return site.as_uri() + "/"
    return f"http://127.0.0.1:{server.server_port}/team/answers/"


def status(tab: Any) -> str:
    """What a screen reader is told, once it is told something."""
    tab.wait_for_function("() => document.querySelector('#_search_status').textContent")
    return str(tab.inner_text("#_search_status"))


def search(tab: Any, base: str, text: str, more: str = "") -> list[str]:
    """The titles found for a text that is put into the address."""
    tab.goto("about:blank")
    tab.goto(f"{base}search.html#q={text}{more}")
    status(tab)
    return titles(tab)


def titles(tab: Any) -> list[str]:
    found: list[str] = tab.evaluate("[...document.querySelectorAll('#_results h2')].map(h => h.textContent)")
    return found


def becomes(tab: Any, expected: list[str]) -> None:
    script = "expected => [...document.querySelectorAll('#_results h2')].map(h => h.textContent).join('|') === expected"
    tab.wait_for_function(script, arg="|".join(expected))


def test_a_question_in_other_words_finds_its_answer(tab: Any, base: str) -> None:
    assert search(tab, base, "when%20do%20crews%20eat%20their%20meals%3F")[0] == "Missed meal breaks"
    assert tab.inner_text("#_results mark") == "meal"
    tab.click("#_results a")
    tab.wait_for_url("**/breaks.html")
    assert tab.complaints == []


def test_an_abbreviation_that_an_answer_explains_finds_its_words_and_they_find_it(tab: Any, base: str) -> None:
    both = {"Where letters go", "New phones", "Radio checks", "Lamps of the centre"}
    found = search(tab, base, "RCHH")
    assert set(found[:2]) == {"New phones", "Where letters go"}, "those that have the very letters stand first"
    assert set(found) == both, "a single one of the words is not enough"
    assert status(tab) == "4 answers"
    for typed in ("regional%20call%20handling%20hub", "regional%20call-handling%20hubs"):
        found = search(tab, base, typed)
        assert "New phones" in found[1:], "it has none of the words"
        assert set(found) == both | {"Regional meetings"}
    assert "New phones" not in search(tab, base, "hub%20handling%20regional%20call"), "that is another order"


def test_words_of_the_topic_and_of_who_answered_find_an_answer(tab: Any, base: str) -> None:
    assert search(tab, base, "overtime") == ["Missed meal breaks"]
    assert len(search(tab, base, "alex%20moss")) == 10


def test_a_typing_mistake_finds_what_was_meant_and_says_so(tab: Any, base: str) -> None:
    assert search(tab, base, "unifrom") == ["New uniform"]
    assert status(tab) == "1 answer. No answer has the word “unifrom”. These have “uniform”."
    assert search(tab, base, "xyzzyq") == []
    assert status(tab) == "Nothing found. Try other words, or fewer."


def test_a_slip_is_found_wherever_it_is_in_the_word(tab: Any, base: str) -> None:
    for typed in ("niform", "umiform", "uiform", "unifirm", "uniforn"):
        assert search(tab, base, typed) == ["New uniform"], typed


def test_a_guess_stands_below_what_has_the_words_as_typed(tab: Any, base: str) -> None:
    found = search(tab, base, "saltmere%20unifrom")
    assert found[0] == "Will the control room move to Saltmere?"
    assert "New uniform" in found


def test_words_can_be_searched_for_as_they_were_typed(tab: Any, base: str) -> None:
    search(tab, base, "saltmere%20unifrom")
    tab.click("text=Search for exactly what I typed")
    becomes(tab, ["Will the control room move to Saltmere?"])
    assert status(tab) == "1 answer. No answer has the word “unifrom”."
    assert not tab.is_visible("text=Search for exactly what I typed")


def test_an_unfinished_word_is_found_by_its_whole_words(tab: Any, base: str) -> None:
    assert search(tab, base, "electri") == ["New uniform"]
    assert search(tab, base, "vehic") == ["New uniform"]


def test_abbreviations_are_no_slips(tab: Any, base: str) -> None:
    assert search(tab, base, "UNIFROM%20parking") == ["Where to leave the car", "Parking at the depot"]


def test_the_newer_answer_stands_above_the_one_it_replaced(tab: Any, base: str) -> None:
    assert search(tab, base, "parking%20depot") == ["Where to leave the car", "Parking at the depot"]
    assert "Replaced by a newer answer" in tab.inner_text("#_results li:nth-child(2)")


def test_a_state_is_said_in_words(tab: Any, base: str) -> None:
    search(tab, base, "saltmere")
    assert "Waiting for an answer — due 24 December 2026" in tab.inner_text("#_results")
    tab.clock.set_fixed_time("2027-01-02T09:00:00")
    search(tab, base, "saltmere")
    assert "Answer late — was due 24 December 2026" in tab.inner_text("#_results")


def test_filters_stand_in_the_address_and_go_back(tab: Any, base: str) -> None:
    tab.goto(base + "search.html")
    tab.fill("#_search", "crews meal parking")
    tab.press("#_search", "Enter")
    tab.wait_for_selector("#_results h2")
    assert len(titles(tab)) == 3
    tab.select_option("#_filter_topic", "shifts")
    becomes(tab, ["Missed meal breaks"])
    assert tab.url.endswith("search.html#q=crews+meal+parking&topic=shifts")
    tab.go_back()
    tab.wait_for_function("() => document.querySelectorAll('#_results h2').length === 3")
    assert tab.input_value("#_filter_topic") == ""
    tab.go_forward()
    becomes(tab, ["Missed meal breaks"])
    assert tab.input_value("#_filter_topic") == "shifts"
    tab.reload()
    becomes(tab, ["Missed meal breaks"])
    assert tab.complaints == []


def test_skipping_to_the_content_leaves_the_answers(tab: Any, base: str) -> None:
    assert search(tab, base, "overtime") == ["Missed meal breaks"]
    tab.keyboard.press("Tab")
    tab.locator(".skip").press("Enter")
    tab.wait_for_function("() => location.hash === '#_main'")
    assert titles(tab) == ["Missed meal breaks"]
    assert tab.input_value("#_search") == "overtime"
    tab.go_back()
    tab.wait_for_function("() => location.hash === '#q=overtime'")
    becomes(tab, ["Missed meal breaks"])


def test_the_way_back_leads_through_what_was_searched_for(tab: Any, base: str) -> None:
    tab.goto(base + "index.html")
    tab.goto(base + "search.html")
    for text, found in (("overtime", "Missed meal breaks"), ("uniform", "New uniform")):
        tab.fill("#_search", "")
        tab.locator("#_search").press_sequentially(text)
        tab.press("#_search", "Enter")
        becomes(tab, [found])
    tab.go_back()
    becomes(tab, ["Missed meal breaks"])
    assert tab.input_value("#_search") == "overtime"
    tab.go_back()
    tab.wait_for_url("**/index.html")


def test_all_filters_narrow(tab: Any, base: str) -> None:
    assert search(tab, base, "saltmere", "&state=answered") == []
    assert search(tab, base, "saltmere", "&state=awaiting&year=2026&digest=2024-01-15-briefing") != []
    assert search(tab, base, "uniform", "&person=chief&year=2024") == ["New uniform"]


def test_more_answers_are_shown_where_they_are_asked_for(tab: Any, base: str) -> None:
    assert len(search(tab, base, "rota")) == 10
    assert status(tab) == "14 answers"
    tab.click("text=Show more answers")
    tab.wait_for_function("() => document.querySelectorAll('#_results h2').length === 14")
    assert tab.evaluate("document.activeElement === document.querySelectorAll('#_results a')[10]")
    assert not tab.is_visible("text=Show more answers")


def test_more_answers_asked_for_twice_come_once(tab: Any, base: str) -> None:
    search(tab, base, "rota")
    tab.evaluate("(more => { more.click(); more.click(); })(document.querySelector('#_results button'))")
    tab.wait_for_function("() => document.querySelectorAll('#_results h2').length >= 14")
    assert len(titles(tab)) == len(set(titles(tab))) == 14


def test_nothing_is_said_of_a_question_that_only_begins(tab: Any, base: str) -> None:
    tab.goto(base + "index.html")
    tab.fill("#_search", "unif")
    assert status(tab) == "1 answer"
    tab.fill("#_search", "what is the")
    tab.wait_for_function("() => document.querySelector('#_search_status').textContent === ''")


def test_filters_list_without_words(tab: Any, base: str) -> None:
    tab.goto(base + "search.html")
    tab.select_option("#_filter_state", "awaiting")
    becomes(tab, ["Will the control room move to Saltmere?"])
    assert status(tab) == "1 answer"
    assert tab.url.endswith("search.html#state=awaiting")
    tab.goto("about:blank")
    tab.goto(base + "search.html#topic=shifts")
    becomes(tab, ["Missed meal breaks"])
    tab.select_option("#_filter_topic", "")
    tab.wait_for_function("() => !document.querySelector('#_results h2')")
    assert tab.complaints == []


def test_the_whole_number_of_answers_is_told(tab: Any, base: str) -> None:
    search(tab, base, "alex%20moss")
    assert status(tab) == f"{len(ENTRIES)} answers"


def test_filters_that_leave_nothing_are_named(tab: Any, base: str) -> None:
    search(tab, base, "saltmere", "&state=answered")
    assert status(tab) == "Nothing fits these filters. Without them, something does."


def test_the_keyboard_alone_is_enough(tab: Any, base: str) -> None:
    tab.goto(base + "index.html")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "_search"
    tab.keyboard.type("unif")  # a word in part
    tab.wait_for_selector("#_search_list [role=option]")
    assert status(tab) == "1 answer"
    assert tab.get_attribute("#_search", "aria-expanded") == "true"
    tab.keyboard.press("ArrowDown")
    active = tab.get_attribute("#_search", "aria-activedescendant")
    assert tab.inner_text(f"#{active}").startswith("New uniform")
    assert tab.get_attribute(f"#{active}", "aria-selected") == "true"
    tab.keyboard.press("Escape")
    assert tab.get_attribute("#_search", "aria-expanded") == "false"
    assert not tab.is_visible("#_search_list")
    assert tab.input_value("#_search") == "unif"
    tab.keyboard.press("ArrowDown")
    tab.wait_for_selector("#_search_list [role=option]")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/uniform.html")
    assert tab.complaints == []


def test_enter_in_the_box_shows_all_results(tab: Any, base: str) -> None:
    tab.goto(base + "index.html")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("uniform & more")
    tab.keyboard.press("Enter")
    becomes(tab, ["New uniform"])
    assert tab.input_value("#_search") == "uniform & more"
    assert tab.complaints == []


def test_the_key_leads_to_the_search_from_every_page_and_can_be_switched_off(tab: Any, base: str) -> None:
    tab.goto(base + "topics/shifts.html")
    tab.keyboard.press("Control+k")
    tab.wait_for_url("**/search.html")
    search(tab, base, "uniform")
    tab.click("text=The key / starts a search")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") != "_search"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_title_is_only_words(tab: Any, base: str, number: int) -> None:
    tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert set(search(tab, base, "zebra")) == set(HOSTILE)
    tab.goto(base + "index.html")
    tab.fill("#_search", HOSTILE[number])
    tab.wait_for_selector("#_search_list [role=option]")
    assert tab.evaluate("document.querySelectorAll('#_search_list img, #_search_list script').length") == 0
    assert tab.complaints == []


def test_hostile_words_in_the_address_are_only_words(tab: Any, base: str) -> None:
    tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
    search(tab, base, "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20uniform", "&topic=__proto__&state=%22%3E")
    assert "New uniform" in titles(tab)
    search(tab, base, "constructor%20__proto__%20toString")
    assert tab.complaints == []


def test_what_cannot_be_loaded_is_said(tab: Any, base: str) -> None:
    tab.route("**/_search/postings-*", lambda route: route.abort())
    tab.goto(base + "search.html")
    tab.fill("#_search", "uniform")
    assert status(tab) == "Part of the search could not be loaded. Check your connection and try again."
    tab.unroute("**/_search/postings-*")
    tab.press("#_search", "Enter")
    becomes(tab, ["New uniform"])


def test_suggestions_are_gone_when_the_search_cannot_go_on(tab: Any, server: ThreadingHTTPServer) -> None:
    tab.goto(f"http://127.0.0.1:{server.server_port}/team/answers/index.html")
    tab.fill("#_search", "unif")
    tab.wait_for_selector("#_search_list [role=option]")
    tab.route("**/_search/**", lambda route: route.abort())
    tab.fill("#_search", "uniform zebra")
    tab.wait_for_function(
        "() => document.querySelector('#_search_status').textContent.startsWith('Part of the search')"
    )
    assert not tab.is_visible("#_search_list")


def test_without_a_script_the_page_leads_to_every_question(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site.as_uri() + "/search.html")
    assert not tab.is_visible("#_results")
    assert tab.is_visible("main a >> text=Working hours")
    tab.click("main a >> text=Questions from A to Z")
    assert tab.is_visible("main a >> text=New uniform")
    context.close()


def test_no_server_sees_what_is_searched_for(tab: Any, server: ThreadingHTTPServer) -> None:
    tab.goto(f"http://127.0.0.1:{server.server_port}/team/answers/index.html")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("secretword uniform")
    tab.keyboard.press("Enter")
    becomes(tab, ["New uniform"])
    asked = server.asked  # type: ignore[attr-defined]  # ours, on the library's server
    assert any("_search/postings" in path for path in asked)
    assert not any("secretword" in path for path in asked)
