"""Templates: strict, escaped, without clock or chance, each known by all it includes."""

from __future__ import annotations

from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from sitegen.memory.remembered import RecordLost
from sitegen.problems import project_files as problems
from sitegen.rendering.environment import make_environment
from sitegen.rendering.errors import Template, explain, missing_template
from sitegen.rendering.page_links import PageLinks
from sitegen.rendering.references import names_in
from sitegen.site.escaping import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2.environment import TemplateModule

    from sitegen.problems.problem import Problem
    from sitegen.site.words import Words

__all__ = ["BadTemplate", "Template", "Templates"]

MACROS = "macros.html"


class BadTemplate(Exception):
    """A template that does not work; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Frame:
    """All that macros and parts, such as the menu, may see of the page that is being made."""

    def __init__(self, links: PageLinks) -> None:
        self._links = links

    @property
    def route(self) -> str:
        """Where the page stands. A part that reads it is made for each page; `is here` asks for less."""
        return self._links.see()


class Templates:
    """The templates of one build."""

    def __init__(
        self,
        sources: Mapping[str, Template],
        words: Words,
        compiled: jinja2.BytecodeCache | None = None,
        filters: Mapping[str, Callable[..., Any]] = MappingProxyType({}),
    ) -> None:
        """`compiled` keeps their code; `filters` are those that are not ours."""
        self._sources = sources
        self._links = PageLinks()
        self._closures: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._environment = make_environment(self._load, words, self._links, compiled)
        self._environment.filters.update(filters)
        self._environment.globals["part"] = self._part
        self._turn = Lock()
        self._frame = Frame(self._links)
        self._site: Any = None
        self._macros: TemplateModule | None = None
        self._parts: dict[tuple[str, str], tuple[set[str], Markup]] = {}
        self._making: set[str] = set()
        self._checked: dict[str, list[Problem]] = {}
        self.lacking: set[str] = set()
        """The names of those checked that ask for a filter, or a test, which there is not."""

    def closure(self, name: str) -> tuple[str, ...]:
        """The names of the template and of all it includes, extends or imports, sorted."""
        if name not in self._closures:
            names: set[str] = set()
            waiting = [name, MACROS]
            while waiting:
                current = waiting.pop()
                if current not in names:
                    names.add(current)
                    waiting += self._references(current)
            self._closures[name] = tuple(sorted(names))
        return self._closures[name]

    def own(self) -> set[str]:
        """The names of those that the project has brought."""
        return {name for name, template in self._sources.items() if template.is_own}

    def of_pages(self, names: Iterable[str]) -> set[str]:
        """The names of all that these, each of a kind of page, are made of."""
        return {other for name in names for other in self.closure(name)}

    def check(self) -> list[Problem]:
        """What is wrong with the project's own templates before a page is made: their code, and what they include."""
        own = {name: template for name, template in self._sources.items() if template.is_own}
        with self._turn:
            for name in own.keys() - self._checked.keys():
                self._checked[name] = self._check(name, own[name])
        return [problem for name in own for problem in self._checked[name]]

    def _check(self, name: str, template: Template) -> list[Problem]:
        try:
            self._environment.get_template(name)
        except jinja2.TemplateError as error:
            if isinstance(error, jinja2.TemplateAssertionError):
                self.lacking.add(name)
            found = explain(error, template.path, self._sources)
            return [found] if found else []
        return [
            missing_template(template.path, line, names[0], self._sources)
            for line, names in self._environment.required.get(name, ())
            if not any(other in self._sources for other in names)
        ]

    def render(self, name: str, page: Any, site: Any) -> bytes:
        """The page as UTF-8; raises BadTemplate, RecordLost. Threads take turns: parts know of the page being made."""
        try:
            with self._turn:
                return self._render(name, page, site).encode("utf-8")
        except (BadTemplate, RecordLost):
            raise
        except Exception as error:
            path = self._sources[name].path if name in self._sources else f"templates/{name}"
            problem = explain(error, path, self._sources)
            if problem is None:
                raise  # not raised by anything that a template does
            raise BadTemplate(problem) from error

    def _render(self, name: str, page: Any, site: Any) -> str:
        self._links.turn_to(page.route, site.url)
        if site is not self._site and site != self._site:
            self._macros = self._make_macros(site)
            self._site, self._parts = site, {}
        return self._environment.get_template(name).render(page=page, site=site, m=self._macros)

    def _make_macros(self, site: Any) -> TemplateModule:
        template = self._environment.get_template(MACROS)
        try:
            with self._links.outside_of_pages():
                made = template.make_module({"page": self._frame, "site": site})
        except Exception:  # noqa: BLE001 - raised again, with the lines of the template
            self._environment.handle_exception()
        for name, value in vars(made).items():
            if hasattr(value, "__next__"):  # the first page would leave nothing of it to the others
                what = f"all pages share “{name}”, which can be gone through only once; put “| list” behind it"
                raise BadTemplate(problems.template_error(self._sources[MACROS].path, None, what))
        return made

    def _part(self, name: str) -> Markup:
        """A part of the frame, such as the menu, made once for the pages of a folder.

        It looks different only on pages that it links to or asks about, which it may mark as the current one.
        """
        links = self._links
        links.check_page()
        linked, html = self._parts.get((name, links.place)) or (None, Markup())
        if linked is None or links.route in linked:
            linked, html = self._make_part(name)
        if links.linked is not None:  # it stands in another part
            links.linked |= linked
        return html

    def _make_part(self, name: str) -> tuple[set[str], Markup]:
        if name in self._making:
            raise jinja2.TemplateRuntimeError(f"“{name}” is a part of itself")
        links = self._links
        around, links.linked = links.linked, set()
        self._making.add(name)
        try:
            text = self._environment.get_template(name).render(page=self._frame, site=self._site, m=self._macros)
            part = links.linked, safe(text)
        finally:
            links.linked = around
            self._making.remove(name)
        if links.route not in part[0]:
            self._parts[name, links.place] = part
        return part

    def _load(self, name: str) -> tuple[str, str, None] | None:
        template = self._sources.get(name)
        return (template.source, template.path, None) if template else None

    def _references(self, name: str) -> tuple[str, ...]:
        """The templates that a template names; all of them, where it computes a name."""
        if name not in self._named:
            found = names_in(self._sources[name].source) if name in self._sources else ()
            self._named[name] = tuple(self._sources) if found is None else found
        return self._named[name]
