"""Addresses and links as they stand in a page: as seen from where it is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from sitegen.reading.links import address, seen_from
from sitegen.site.escaping import html_of, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

NOT_FOUND = "404.html"


class NoPageError(Exception):
    """What depends on the page was asked for where all pages share what is made."""

    def __init__(self) -> None:
        super().__init__("outside of a macro there is no page yet, since all pages share what is made here")


class _NoPage(set[str]):
    """Stands for the routes that are linked to where there is no page to link from."""

    def add(self, _: str) -> None:
        raise NoPageError


class PageLinks:
    """Writes addresses for one page after another; what it writes, Jinja must not take for constant."""

    def __init__(self) -> None:
        self.route, self._url = "", ""
        self.place = ""
        """What decides how addresses look: the page's folder; 404 is shown at any address."""
        self._links: dict[tuple[str, str], Markup] = {}
        """Those that stand in pages of this place, by title and route."""
        self.linked: set[str] | None = None
        """The routes that were linked to or asked about, while somebody wants to know."""

    def turn_to(self, route: str, url: str) -> None:
        """What follows stands in the page at this route; `url` is the site's address, or empty."""
        place = NOT_FOUND if route == NOT_FOUND else route.rpartition("/")[0]
        if (place, url) != (self.place, self._url):
            self._links = {}
        self.route, self.place, self._url = route, place, url

    @contextmanager
    def outside_of_pages(self) -> Iterator[None]:
        """Meanwhile nothing can be asked that depends on the page."""
        around, self.linked = self.linked, _NoPage()
        try:
            yield
        finally:
            self.linked = around

    def check_page(self) -> None:
        """Raises NoPageError outside of pages."""
        if isinstance(self.linked, _NoPage):
            raise NoPageError

    def see(self) -> str:
        """The route of the page; what is made with it is for this page alone."""
        if self.linked is not None:
            self.linked.add(self.route)
        return self.route

    @pass_context
    def is_here(self, _: object, route: str) -> bool:
        """Whether the page stands at this route."""
        if self.linked is not None:
            self.linked.add(route)
        return route == self.route

    @pass_context
    def href(self, _: object, route: str, anchor: str = "") -> str:
        """The address of a route; absolute on the 404 page, which is shown at any address."""
        if self.linked is not None:
            self.linked.add(route)
        if not anchor and "?" not in route and self.place != NOT_FOUND:
            return seen_from(self.place, route)
        place, mark, version = route.partition("?")
        end = mark + version + (f"#{anchor}" if anchor else "")
        if self.place != NOT_FOUND:
            return seen_from(self.place, place) + end
        return (address(self._url, place) if self._url else seen_from("", place)) + end

    @pass_context
    def link(self, _: object, label: Any) -> Markup:
        """A link to what has a title and a route; the title alone where it has no page."""
        return self._link(label)

    @pass_context
    def links(self, _: object, labels: Iterable[Any]) -> Markup:
        """Such links in a row, with commas."""
        return safe(", ".join([self._link(label) for label in labels]))

    def _link(self, label: Any) -> Markup:
        named = title, route = html_of(label.title), label.route
        if not route:
            return safe(title)
        known = self._links.get(named)
        if known is None or self.linked is not None:
            known = self._links[named] = safe(f'<a href="{html_of(self.href(None, route))}">{title}</a>')
        return known
