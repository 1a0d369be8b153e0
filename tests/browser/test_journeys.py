"""What somebody does who only has a keyboard or a phone: at the site's root, deep below another site, from a folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from reading import PHONE, Reader, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading import BuiltSite

DEEP = "deep/sub/path"


@pytest.fixture(scope="module", params=["at the root", "below a path", "from a folder"])
def home(request: Any, sites: dict[str, BuiltSite], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the first page, in the three ways in which a site is read."""
    output = sites["full"].output
    if request.param == "from a folder":
        yield (output / "index.html").as_uri()
    elif request.param == "at the root":
        with served(output) as address:
            yield address
    else:
        folder = tmp_path_factory.mktemp("host")
        shutil.copytree(output, folder / DEEP)
        with served(folder) as address:
            yield f"{address}{DEEP}/index.html"


class Hands:
    """A keyboard and nothing else."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def go_to(self, words: str, *, within: str = "body") -> None:
        """Press Tab until the focus is on what has exactly these words."""
        for _ in range(80):
            self.press("Tab")
            if self.tab.evaluate(
                "([words, within]) => document.activeElement.textContent.trim() === words"
                " && document.activeElement.closest(within) !== null",
                [words, within],
            ):
                return
        raise AssertionError(f"Tab never came to “{words}” on {self.tab.url}")

    def follow(self, words: str, *, within: str = "main") -> None:
        """Go to a link and follow it."""
        before = self.tab.url
        self.go_to(words, within=within)
        self.press("Enter")
        self.tab.wait_for_function(
            "before => location.href !== before && document.readyState === 'complete'", arg=before
        )

    @property
    def heading(self) -> str:
        return str(self.tab.inner_text("h1"))


@pytest.fixture
def hands(home: str, reader: Reader) -> Iterator[Hands]:
    """Hands on the keyboard, the first page open; nothing may be complained of, or fetched from elsewhere."""
    origin = home.partition(DEEP)[0].removesuffix("index.html")
    fetched: list[str] = []
    reader.tab.on("request", lambda request: fetched.append(request.url))
    reader.tab.goto(home)
    yield Hands(reader.tab)
    assert reader.complaints == []
    assert [address for address in fetched if not address.startswith(origin)] == []


def test_an_answer_is_found_from_the_first_page_by_its_topic(hands: Hands) -> None:
    hands.follow("Topics", within="header")
    hands.follow("At the hospital")
    hands.follow("Waiting at the hospital's door: 45 minutes")
    assert hands.heading == "Waiting at the hospital's door: 45 minutes"
    assert "The limit is 45 minutes" in hands.tab.inner_text(".answer")


def test_a_promise_leads_to_the_register_and_back(hands: Hands) -> None:
    hands.follow("Does it hold at night?")
    hands.follow("Everything we said we'd do")
    assert hands.heading == "What we said we'd do"
    hands.follow("Does it hold at night?", within=".promise")
    assert hands.heading == "Does it hold at night?"


def test_a_digest_leads_to_its_print_edition_and_back(hands: Hands) -> None:
    hands.follow("Written answers in autumn")
    hands.follow("Print edition for the noticeboard")
    assert hands.tab.locator("article").count() == 5
    assert hands.tab.locator(".qr").is_visible()
    hands.follow("Written answers in autumn", within=".trail")
    assert hands.heading == "Written answers in autumn"


def test_an_old_address_leads_on(hands: Hands) -> None:
    hands.tab.goto(hands.tab.url.replace("index.html", "").rstrip("/") + "/old/meal-breaks.html")
    hands.tab.wait_for_url("**/digests/2026-03-05-road-show/meal-breaks.html")
    assert hands.heading == "How many of us miss a meal break?"


def test_an_older_answer_leads_to_the_newer(hands: Hands) -> None:
    hands.follow("Digests", within="header")
    hands.follow("Road show in spring")
    hands.follow("Waiting outside the hospital")
    hands.follow("Waiting at the hospital's door: 45 minutes")
    assert hands.heading == "Waiting at the hospital's door: 45 minutes"


def test_the_first_tab_skips_to_the_content(hands: Hands) -> None:
    hands.press("Tab")
    assert hands.tab.locator(".skip").bounding_box()["y"] >= 0
    hands.press("Enter", "Tab")
    assert hands.tab.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(hands: Hands, home: str) -> None:
    hands.tab.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    topics = hands.tab.locator("header nav a").first
    assert not topics.is_visible()
    hands.go_to("Menu")
    hands.press("Enter")
    assert topics.is_visible()
    hands.press("Escape")
    assert not topics.is_visible()
    assert hands.tab.evaluate("document.activeElement.tagName") == "SUMMARY"
    hands.press("Enter", "Shift+Tab")
    assert not topics.is_visible()  # it is in nobody's way
    hands.press("Tab", "Enter")
    hands.follow("Waiting", within="header")
    assert hands.heading == "Waiting for an answer"


def test_a_chosen_scheme_stays_and_is_there_before_anything_is_painted(hands: Hands) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = hands.tab.evaluate(colour)
    hands.go_to("Dark", within=".scheme")
    hands.press("Enter")
    dark = hands.tab.evaluate(colour)
    assert dark != light
    # A script in the head that waits for nothing, before the body: no light page is painted first.
    script = hands.tab.locator("head > script[src]").first
    assert script.evaluate("script => !script.async && !script.defer && script.type === ''")
    hands.tab.add_init_script("""new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        window.first = document.documentElement.dataset.scheme;
    }).observe(document, {childList: true, subtree: true})""")
    hands.tab.reload()
    assert hands.tab.evaluate("window.first") == "dark"
    assert hands.tab.evaluate(colour) == dark
    assert hands.tab.get_attribute(".scheme button >> text=Dark", "aria-pressed") == "true"
    hands.go_to("Light", within=".scheme")
    hands.press("Enter")
    hands.tab.emulate_media(color_scheme="dark")
    assert hands.tab.evaluate(colour) == light
    hands.go_to("Automatic", within=".scheme")
    hands.press("Enter")
    assert hands.tab.evaluate(colour) == dark
    hands.tab.reload()
    assert hands.tab.evaluate("window.first ?? null") is None
    assert hands.tab.get_attribute(".scheme button >> text=Automatic", "aria-pressed") == "true"


def test_a_link_is_copied_and_said_so(hands: Hands) -> None:
    hands.follow("Does it hold at night?")
    hands.go_to("Copy link")
    hands.press("Enter")
    status = hands.tab.locator(".tools [aria-live]")
    hands.tab.wait_for_function("() => document.querySelector('.tools [aria-live]').textContent !== ''")
    assert status.inner_text() in ("Link copied", "Your browser did not let us copy. Copy the marked text yourself.")
