"""Addresses and links, for one page after another."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.rendering.page_links import NOT_FOUND, PageLinks
from sitegen.site.views.label import Label

TOPIC = Label("R & D", "topics/r-d.html")


def test_a_link_is_written_as_seen_from_each_page() -> None:
    links, seen = PageLinks(), []
    for route in ("a/b/x.html", "a/b/y.html", "topics/z.html", NOT_FOUND, "index.html"):
        links.turn_to(route, "https://i.example/")
        seen.append(links.link(None, TOPIC))
    places = ("../../topics/", "../../topics/", "", "https://i.example/topics/", "topics/")
    assert seen == [f'<a href="{place}r-d.html">R &amp; D</a>' for place in places]
    links.turn_to(NOT_FOUND, "")
    assert links.link(None, TOPIC) == '<a href="topics/r-d.html">R &amp; D</a>'


def test_what_is_html_already_is_not_escaped_again() -> None:
    links = PageLinks()
    labels = [Label("&amp;", "a"), Label(Markup("&amp;"), "a"), Label("&")]
    assert links.links(None, labels) == '<a href="a">&amp;amp;</a>, <a href="a">&amp;</a>, &amp;'


def test_whoever_asks_is_told_of_every_link_however_often_it_was_written() -> None:
    links = PageLinks()
    links.link(None, TOPIC)
    links.linked = set()
    links.link(None, TOPIC)
    assert links.linked == {TOPIC.route}
