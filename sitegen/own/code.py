"""What somebody's own code adds to a site, as a value: kinds of page, filters, steps, and the version of it all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.memory.fingerprint import fingerprint
from sitegen.site.kinds import BY_TEMPLATE, KINDS
from sitegen.site.own_page import OwnPage
from sitegen.site.published import Published

if TYPE_CHECKING:
    from sitegen.site.pages import Page, Viewed

STEP = "step"
"""The kind of what steps make."""
FILES = ("csv", "gif", "ics", "jpeg", "jpg", "json", "pdf", "png", "txt", "webmanifest", "webp", "xml")
"""What functions may make. HTML comes from templates, which escape all that is put into them."""
# `map` finds its filter by a name, which only a lone text spells out.
_COMPUTED = re.compile(r"""\bmap\s*\((?!\s*(?:attribute\s*=|(["'])[^"'\\]*\1\s*[,)]))""")

Make = Callable[[OwnPage], bytes | str]
Step = Callable[[Published], bytes | str]


class PageKind(NamedTuple):
    """A kind of page that is not ours."""

    pages: Callable[[Published], Iterable[OwnPage]]
    """Plans its pages of what is published. It cannot read the bodies of answers yet, only hand them on."""
    made_by: str | Make
    """The template that makes them, as `year.html`; or a function that makes other files than HTML."""
    is_listed: bool = True
    """Whether search engines and the sitemap are told of them."""


class OwnCode(NamedTuple):
    """All that somebody's own code adds."""

    kinds: tuple[tuple[str, PageKind], ...] = ()
    filters: tuple[tuple[str, Callable[..., Any]], ...] = ()
    steps: tuple[tuple[str, Step], ...] = ()
    version: str = ""

    def __bool__(self) -> bool:
        return bool(self.version)

    @property
    def fingerprint(self) -> str:
        """Stands for all of it: for its version, since nobody can compare functions."""
        kinds = [[name, self.template(name), kind.is_listed] for name, kind in self.kinds]
        names = [[name for name, _ in some] for some in (self.filters, self.steps)]
        return fingerprint([self.version, kinds, *names]) if self else ""

    @property
    def framed(self) -> frozenset[str]:
        """The kinds of page that are made of more than their views: of templates, or by this code."""
        return BY_TEMPLATE.union(self.names, [STEP]) if self else BY_TEMPLATE

    @property
    def names(self) -> tuple[str, ...]:
        """Of its kinds of page."""
        return tuple([name for name, _ in self.kinds])

    def template(self, kind: str) -> str:
        """The name of the template that makes pages of the kind; empty where a function does."""
        if kind in KINDS:
            return f"{kind}.html" if kind in BY_TEMPLATE else ""
        made_by = self._maker(kind)
        return made_by if isinstance(made_by, str) else ""

    def _maker(self, kind: str) -> Any:
        return dict(self.kinds)[kind].made_by if kind != STEP else None

    def said(self, page: Page | Viewed) -> str:
        """What makes a page of theirs, as a sentence begins."""
        return f"The step “{page.route}”" if page.kind == STEP else f"The page kind “{page.kind}”"

    def planner(self, page: Page) -> Callable[..., Any]:
        """The function of theirs that says that there is such a page."""
        return dict(self.steps)[page.route] if page.kind == STEP else dict(self.kinds)[page.kind].pages

    def make(self, page: Viewed) -> bytes:
        """The bytes of a page that a function of theirs makes; raises OwnCodeFailed."""
        from sitegen.own.calling import call, failed, telling  # a site without any does not wait for it

        what, function, view = f"What makes the page kind “{page.kind}”", self._maker(page.kind), page.view
        if page.kind == STEP:
            what, function, view = self.said(page), dict(self.steps)[page.route], page.view.published
        made = call(what, function, view)
        if isinstance(made, str):
            with telling(what, function):
                made = made.encode()
        if not isinstance(made, bytes):
            raise failed(what, function, f"for {page.route} it gives a {type(made).__name__}, not text or bytes")
        return made

    def stands_in(self, kind: str, sources: Iterable[str]) -> bool:
        """Whether pages of the kind, made of these templates, are made by any of this code."""
        return kind not in KINDS or any(self._is_named_in(source) for source in sources)

    def _is_named_in(self, source: str) -> bool:
        """Whether a template may use a filter of theirs: rather once too often than not at all."""
        names = {name for name, _ in self.filters}
        return bool(names) and (not names.isdisjoint(re.findall(r"\w+", source)) or bool(_COMPUTED.search(source)))


NOTHING = OwnCode()


def why_not_made(route: str, template: str) -> str:
    """Why such a page cannot be made by the template, by a function where that is empty; empty where it can."""
    ending = route.rpartition("/")[2].rpartition(".")[2].lower()
    if template:
        return "" if ending == "html" else "a template makes pages whose addresses end in .html"
    return "" if ending in FILES else f"a function makes files that end in {', '.join(FILES)}"
