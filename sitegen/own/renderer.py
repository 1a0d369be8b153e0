"""What makes pages of their views, in any process: templates, and functions of ours and of somebody's own."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from sitegen.memory.fingerprint import fingerprint
from sitegen.memory.inputs import write_inputs
from sitegen.own.code import NOTHING, OwnCode
from sitegen.rendering.template_cache import TemplateCache
from sitegen.rendering.templates import Template, Templates
from sitegen.site.kinds import BY_TEMPLATE, kind_named
from sitegen.site.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.site.pages import Viewed
    from sitegen.site.views.site_view import Site


class Renderer:
    """All that pages are made by; what they are made of is given with each."""

    def __init__(self, sources: tuple[tuple[str, Template], ...], language: str, own_code: OwnCode = NOTHING) -> None:
        """`sources` are the templates by name."""
        self.sources, self.language, self.own_code = sources, language, own_code

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process its templates are compiled there."""
        return Renderer, (self.sources, self.language, self.own_code)

    @cached_property
    def templates(self) -> Templates:
        """The templates, ready to render."""
        return _prepared(self.sources, self.language, self.own_code.filters)

    def render(self, page: Viewed, site: Site) -> bytes:
        """The bytes of a page; raises BadTemplate, RecordLost."""
        make = kind_named(page.kind).make
        if make:
            return make(page.view)
        name = self.own_code.template(page.kind)
        return self.templates.render(name, page.view, site) if name else self.own_code.make(page)

    def kinds_made_of(self, names: set[str]) -> frozenset[str]:
        """The kinds of page in which one of these templates stands; and those that are not ours."""
        made_by = {kind: self.own_code.template(kind) for kind in self.own_code.framed}
        return frozenset(
            kind
            for kind, name in made_by.items()
            if kind not in BY_TEMPLATE or not names.isdisjoint(self.templates.closure(name))
        )


@lru_cache(maxsize=2)
def _prepared(
    sources: tuple[tuple[str, Template], ...], language: str, filters: tuple[tuple[str, Callable[..., Any]], ...]
) -> Templates:
    """The templates, compiled once in each process; with filters that are not ours."""
    words = Words(language)
    return Templates(dict(sources), words, TemplateCache(words), dict(filters))


class Frames:
    """What stands for the site and the templates round the views of pages, by kind."""

    def __init__(self, renderer: Renderer, site: Site) -> None:
        self._renderer, self._own, self._site = renderer, renderer.own_code, fingerprint(site)
        self._sources = {name: template.source for name, template in renderer.sources}
        self._templates = {name: fingerprint(source) for name, source in self._sources.items()}
        self._known: dict[str, str] = {}

    def by_name(self, kind: str) -> str:
        """As `memory/inputs` writes it; empty for pages that no template makes."""
        if kind not in self._own.framed:
            return ""
        if kind not in self._known:
            template = self._own.template(kind)
            names = self._renderer.templates.closure(template) if template else ()
            inputs = {f"template {name}": self._templates.get(name, "") for name in names}
            inputs |= {"site": self._site} if template else {}
            if self._own.stands_in(kind, [self._sources[name] for name in names if name in self._sources]):
                inputs["own code"] = fingerprint(self._own.version)
            self._known[kind] = write_inputs(inputs)
        return self._known[kind]
