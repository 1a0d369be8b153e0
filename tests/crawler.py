"""An independent reader of a built site: it follows every address and puts every file through a strict parser."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import icalendar
import lxml.html

ADDRESS_ATTRIBUTES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "background", "cite")
BLOCKS = re.compile(
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main"
    "|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class Site:
    """A built site in a folder, published at `url`."""

    output: Path
    url: str = "https://intranet.example/qa/"

    @cached_property
    def routes(self) -> frozenset[str]:
        """All files of the site; our own records below `.sitegen/` are no part of it."""
        paths = (path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file())
        return frozenset(path for path in paths if not path.startswith(".sitegen/"))

    @cached_property
    def pages(self) -> dict[str, lxml.html.HtmlElement]:
        return {route: parse(self.text(route)) for route in sorted(self.routes) if route.endswith(".html")}

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        return {route: frozenset(root.xpath("//@id | //a/@name")) for route, root in self.pages.items()}

    def text(self, route: str) -> str:
        """The file as text; not being UTF-8 is an error."""
        return (self.output / route).read_bytes().decode("utf-8")

    def broken_links(self) -> list[str]:
        """Every address in a page that leads nowhere, as `page: address: why`."""
        return [
            f"{route}: {address!r}: {why}"
            for route, root in self.pages.items()
            for address in dict.fromkeys(addresses(root))
            if (why := self.why_broken(route, address))
        ]

    def why_broken(self, route: str, address: str) -> str:
        """Why this address in this page leads nowhere; empty when it is fine or leads out of the site."""
        if address.startswith(self.url):
            path = urlsplit(address).path[len(urlsplit(self.url).path) :]
            return self._why_missing(path or "index.html", urlsplit(address).fragment)
        try:
            parts = urlsplit(address.strip())
        except ValueError as error:
            return str(error)
        if parts.scheme:
            return "" if parts.scheme in ("http", "https", "mailto", "tel") else f"the scheme {parts.scheme}"
        if address.startswith(("/", "\\")):
            return "an absolute path"
        steps = route.split("/")[:-1] if parts.path else route.split("/")
        for step in parts.path.split("/") if parts.path else []:
            if step == "..":
                if not steps:
                    return "out of the site"
                steps.pop()
            elif step != ".":
                steps.append(step)
        return self._why_missing("/".join(steps), parts.fragment)

    def _why_missing(self, path: str, fragment: str) -> str:
        target = unquote(path, errors="strict")
        if target not in self.routes:
            return "no such file"
        if not fragment or target == "search.html" or not target.endswith(".html"):  # a search is kept after the #
            return ""
        return "" if unquote(fragment) in self.ids[target] else "no such place in that page"

    def mistakes(self) -> list[str]:
        """What a strict parser finds wrong, as `file: what`."""
        return [f"{route}: {what}" for route in sorted(self.routes) for what in self._mistakes_in(route)]

    def _mistakes_in(self, route: str) -> Iterator[str]:
        try:
            if route == "sitemap.xml":
                yield from self._sitemap_mistakes(route)
            elif route.endswith(".xml"):
                yield from self._feed_mistakes(route)
            elif route.endswith(".html"):
                yield from self._page_mistakes(route)
            elif route.endswith(".json"):
                strict_json(self.text(route))
            elif route.endswith(".ics"):
                yield from calendar_mistakes((self.output / route).read_bytes())
            elif route.endswith(".csv") and not route.startswith("assets/"):
                rows = list(csv.reader(io.StringIO(self.text(route), newline=""), strict=True))
                if len({len(row) for row in rows}) != 1:
                    yield "its rows have different lengths"
        except (ValueError, ElementTree.ParseError, csv.Error) as error:
            yield f"{type(error).__name__}: {error}"

    def _why_missing_absolute(self, address: str) -> str:
        """Why an address in a feed or sitemap is wrong: there it must be absolute."""
        return self.why_broken("", address) if address.startswith(self.url) else "not below the site's address"

    def _sitemap_mistakes(self, route: str) -> Iterator[str]:
        root = ElementTree.fromstring(self.text(route))
        places = [place.text or "" for place in root.iter(f"{SITEMAP}loc")]
        if root.tag != f"{SITEMAP}urlset":
            yield f"its root is {root.tag}"
        yield from (f"{place} stands in it {times} times" for place, times in Counter(places).items() if times > 1)
        yield from (f"{place}: {why}" for place in places if (why := self._why_missing_absolute(place)))

    def _feed_mistakes(self, route: str) -> Iterator[str]:
        """Against RFC 4287: what a feed and each of its entries must have."""
        root = ElementTree.fromstring(self.text(route))
        if root.tag != f"{ATOM}feed":
            yield f"its root is {root.tag}"
        entries = root.findall(f"{ATOM}entry")
        for element in [root, *entries]:
            for name in ("id", "title", "updated"):
                found = element.findall(ATOM + name)
                if len(found) != 1 or not (found[0].text or "").strip():
                    yield f"{element.tag}: {len(found)} {name}, or an empty one"
                elif name == "updated" and not re.fullmatch(
                    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", found[0].text or ""
                ):
                    yield f"updated is {found[0].text!r}"
        if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
            yield "no author"
        ids = Counter(element.findtext(f"{ATOM}id") for element in [root, *entries])
        yield from (f"the id {name} stands in it {times} times" for name, times in ids.items() if times > 1)
        for link in root.iter(f"{ATOM}link"):
            if why := self._why_missing_absolute(link.get("href", "")):
                yield f"{link.get('href')}: {why}"

    def _page_mistakes(self, route: str) -> Iterator[str]:
        root = self.pages[route]
        yield from (
            f"the id {name} stands in it {n} times" for name, n in Counter(root.xpath("//@id")).items() if n > 1
        )
        if not root.get("lang"):
            yield "no lang"
        if not (root.findtext(".//title") or "").strip():
            yield "no title"
        for block in root.xpath('//script[@type="application/ld+json"]'):
            data = strict_json(block.text or "")
            if not isinstance(data, dict) or data.get("@context") != "https://schema.org":
                yield "JSON-LD without the context https://schema.org"


def parse(text: str) -> lxml.html.HtmlElement:
    """A page as a tree."""
    return lxml.html.document_fromstring(text)


def parse_as_browser(text: str) -> Any:
    """A page as the tree a browser makes of it (html5lib)."""
    return html5lib.parse(text, namespaceHTMLElements=False)


def addresses(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Every address in a page, those of redirects too."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if name == "srcset":
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            elif name in ADDRESS_ATTRIBUTES or name.endswith(":href"):
                yield value
        if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield element.get("content", "").partition("url=")[2]


def text_of(element: lxml.html.HtmlElement) -> str:
    """The words on screen: blocks are apart, what stands inside a line is not."""
    parts: list[str] = []

    def walk(node: lxml.html.HtmlElement) -> None:
        if isinstance(node.tag, str):
            edge = " " if BLOCKS.fullmatch(node.tag) else ""
            parts.extend((edge, node.text or ""))
            for child in node:
                walk(child)
                parts.append(child.tail or "")
            parts.append(edge)

    walk(element)
    return "".join(parts)


def words(text: str) -> list[str]:
    """The text's words, without punctuation, in composed form."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def strict_json(text: str) -> Any:
    """The value; NaN, Infinity and a key that stands twice are errors."""

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
        if twice:
            raise ValueError(f"keys that stand twice: {twice}")
        return dict(pairs)

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is not JSON")

    return json.loads(text, object_pairs_hook=mapping, parse_constant=refuse)


def calendar_mistakes(data: bytes) -> Iterator[str]:
    """Against RFC 5545: line ends, line lengths, and what a calendar and each of its parts must have."""
    lines = data.split(b"\r\n")
    if lines[-1] or any(b"\r" in line or b"\n" in line for line in lines):
        yield "a line does not end in CR LF"
    yield from (f"line {number} is {len(line)} octets long" for number, line in enumerate(lines, 1) if len(line) > 75)
    for line in lines:
        line.decode("utf-8")  # a fold never cuts a letter in two
    calendar = icalendar.Calendar.from_ical(data)
    yield from (f"no {name}" for name in ("VERSION", "PRODID") if name not in calendar)
    parts = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO", "VJOURNAL")]
    yield from (f"a {part.name} without {name}" for part in parts for name in ("UID", "DTSTAMP") if name not in part)
    if len({str(part.get("UID")) for part in parts}) != len(parts):
        yield "an UID that stands twice"
