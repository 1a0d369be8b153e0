"""Every kind of page that the program can make, looked at in a real browser: colours, sizes, paper, no complaints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from audited import ROOT
from reading import DESK, NARROW, PHONE, Reader

if TYPE_CHECKING:
    from reading import BuiltSite

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").glob("*.html"))}
_TAKEN = re.compile(r'(?:part\(|extends |import |from |include )"([^"]+)"')
PARTS = {"macros.html", *_TAKEN.findall("".join(TEMPLATES.values()))}
KINDS = sorted(name.removesuffix(".html") for name in TEMPLATES.keys() - PARTS - {"proof.html"})
"""A kind is a template that no other one takes into itself; what all take without a word are the macros.

A proof is no page of the site: it is looked at by test_proof_looked_at.py.
"""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AUDIT = """async tags => {
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none).map(c => c.message)[0]}`));
}"""
_OPEN_MENU = "open => { for (const menu of document.querySelectorAll('.menu')) menu.open = open; }"
_WIDER = """() => [...document.querySelectorAll("body, body *")].filter(element =>
    element.getBoundingClientRect().right > innerWidth + 1 && !element.parentElement.closest(".table, pre"))
    .map(element => `${element.tagName}.${element.className}`)
    .concat(document.documentElement.scrollWidth > innerWidth ? ["the whole page"] : [])
"""
_FOCUSABLE = """() => {
    const all = "a[href], button, input, select, summary, [tabindex='0']";
    window.tabbed = [...document.querySelectorAll(all)].filter(element => element.checkVisibility());
    return tabbed.length;
}"""
_FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    const onScreen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
        index: tabbed.indexOf(element), what: element.outerHTML.slice(0, 120),
        visible: onScreen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""
_COLOURS = """scheme => {
    document.documentElement.dataset.scheme = scheme;
    const names = ["color", "backgroundColor", "borderTopColor", "borderLeftColor", "fill"];
    return [...document.querySelectorAll("*")].map(e => names.map(name => getComputedStyle(e)[name]));
}"""
_SHOWN = """selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility())
    .map(element => element.outerHTML.slice(0, 120))"""
_NOT_ON_PAPER = "header, footer, .skip, .trail, .pager, button, input, form, .panel"
LOOKS = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
ANSWERS = "digests/2026-09-17-written-answers"


def pages(sites: dict[str, BuiltSite], kind: str) -> list[tuple[BuiltSite, str]]:
    """Of the long lists only what they alone have, one page of each: their other pages are like those of the others."""
    if kind in ("by_year", "digest_part"):
        site = sites["long" if kind == "by_year" else "parted"]
        return [(site, route) for route in {route.rpartition("/")[0]: route for route in site.pages(kind)}.values()]
    return [(sites[name], route) for name in ("full", "empty") for route in sites[name].pages(kind)]


def richest_page(sites: dict[str, BuiltSite], kind: str) -> tuple[BuiltSite, str]:
    """The page of a kind that has the most in it."""
    return max(pages(sites, kind), key=lambda page: (page[0].output / page[1]).stat().st_size)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_looked_at(sites: dict[str, BuiltSite], kind: str) -> None:
    assert pages(sites, kind), f"no page of the audited sites is of the kind {kind}: give tests/browser/audited.py one"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_in_the_way_of_anybody(sites: dict[str, BuiltSite], browser: Any, axe: str, kind: str) -> None:
    """Axe, on a desk and a phone with its menu open, light and dark; the less that is on a page, the fewer of these."""
    found = []
    richest = richest_page(sites, kind)
    with Reader(browser) as reader:
        for site, route in pages(sites, kind):
            reader.resize(DESK)
            tab = reader.visit(site, route)
            tab.evaluate(axe)
            for size, scheme in LOOKS if (site, route) == richest else LOOKS[::3]:
                reader.resize(size)
                tab.evaluate(_OPEN_MENU, size == PHONE)
                tab.emulate_media(color_scheme=scheme)
                found += [f"{route} {size[0]} {scheme}: {what}" for what in tab.evaluate(_AUDIT, TAGS)]
    assert found == []
    assert reader.complaints == []
    assert reader.elsewhere == []


def test_nobody_scrolls_sideways_at_400_per_cent(sites: dict[str, BuiltSite], browser: Any) -> None:
    with Reader(browser, size=NARROW) as reader:
        for site, route in (page for kind in KINDS for page in pages(sites, kind)):
            tab = reader.visit(site, route)
            tab.evaluate(_OPEN_MENU, True)
            assert tab.evaluate(_WIDER) == [], route


@pytest.mark.parametrize("colours", ["everyday", "forced"])
def test_tab_goes_through_every_page_in_order_and_is_always_seen(
    sites: dict[str, BuiltSite], browser: Any, colours: str
) -> None:
    with Reader(browser, forced_colors="active" if colours == "forced" else "none") as reader:
        for site, route in (richest_page(sites, kind) for kind in (KINDS if colours == "everyday" else KINDS[::3])):
            tab = reader.visit(site, route)
            number = tab.evaluate(_FOCUSABLE)
            seen = []
            for _ in range(number + 1):  # once round, from wherever the page begins: search begins in its field
                tab.keyboard.press("Tab")
                seen.append(tab.evaluate(_FOCUSED))
            round_about = [place["index"] for place in seen if place["index"] >= 0][:number]
            assert round_about == [(seen[0]["index"] + step) % number for step in range(number)], route
            assert [place["what"] for place in seen if place["index"] >= 0 and not place["visible"]] == [], route


def test_paper_shows_the_content_alone_in_black(sites: dict[str, BuiltSite], browser: Any) -> None:
    with Reader(browser, scheme="dark") as reader:
        for site, route in (richest_page(sites, kind) for kind in KINDS if kind != "bare"):  # which has no style
            tab = reader.visit(site, route)
            tab.emulate_media(media="print")
            assert tab.evaluate(_SHOWN, "header, footer, .skip, .trail, .pager, button, input, form, .panel") == [], (
                route
            )
            assert tab.evaluate(_SHOWN, "h1") != [], route
            colours = "[document.body, document.querySelector('h1')].map(e => getComputedStyle(e).color)"
            assert set(tab.evaluate(colours)) == {"rgb(0, 0, 0)"}, route
            assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", route


def test_paper_is_the_same_after_a_light_and_a_dark_screen(sites: dict[str, BuiltSite], browser: Any) -> None:
    with Reader(browser) as reader:
        for site, route in (richest_page(sites, kind) for kind in KINDS):
            tab = reader.visit(site, route)
            tab.emulate_media(media="print")
            after_light, after_dark = (tab.evaluate(_COLOURS, scheme) for scheme in ("light", "dark"))
            assert after_light == after_dark, route


def test_a_table_that_is_wider_than_the_paper_is_printed_whole(sites: dict[str, BuiltSite], reader: Reader) -> None:
    tab = reader.visit(sites["full"], f"{ANSWERS}/waiting-at-the-door.html")
    tab.emulate_media(media="print")
    assert tab.eval_on_selector(".table", "table => getComputedStyle(table).overflowX") == "visible"


def test_a_short_page_is_one_sheet(sites: dict[str, BuiltSite], browser: Any) -> None:
    with Reader(browser) as reader:
        tab = reader.visit(sites["full"], "digests/2026-03-05-road-show/print.html")
        sheets = tab.pdf(format="A4").count(b"/Type /Page\n")
        assert sheets == 1


def test_paper_names_the_address_of_every_link_in_an_answer_once(sites: dict[str, BuiltSite], reader: Reader) -> None:
    tab = reader.visit(sites["full"], f"{ANSWERS}/waiting-at-the-door.html")
    tab.emulate_media(media="print")
    added = "link => getComputedStyle(link, '::after').content"
    assert tab.eval_on_selector(".answer a[href$=agreement]", added) == '" (https://intranet.example/agreement)"'
    assert tab.eval_on_selector(".answer a[href*='very-long-address']", added) == "none"
    assert "https://intranet.example/questions/" in tab.inner_text(".cite")


def test_nothing_moves(sites: dict[str, BuiltSite], reader: Reader) -> None:
    for site, route in (richest_page(sites, kind) for kind in KINDS):
        tab = reader.visit(site, route)
        assert tab.evaluate("document.getAnimations().length") == 0, route
        assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto", route


def test_without_scripts_a_page_says_all_and_offers_nothing_that_does_not_work(
    sites: dict[str, BuiltSite], browser: Any
) -> None:
    with Reader(browser, size=PHONE, java_script_enabled=False) as reader:
        tab = reader.visit(sites["full"], f"{ANSWERS}/does-it-hold-at-night.html")
        assert tab.locator("main button, footer button").count() == 0
        assert not tab.locator("#_scheme, .badge.late").first.is_visible()
        tab.click("summary")
        tab.click("nav >> text=Topics")
        assert tab.inner_text("h1") == "Topics"
