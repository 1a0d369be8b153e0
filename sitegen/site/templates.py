"""Templates: strict, escaped, without clock or chance, each known by all it includes."""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from jinja2 import meta
from markupsafe import Markup

from sitegen.problems import project as problems
from sitegen.problems.problem import nearest
from sitegen.site.bodies import BodyLost
from sitegen.site.environment import make_environment
from sitegen.site.escaping import safe
from sitegen.site.hrefs import Hrefs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2.environment import TemplateModule

    from sitegen.problems.problem import Problem
    from sitegen.site.words import Words

MACROS = "macros.html"
# What names other templates. Found by pattern, since parsing them all would cost more than a small build.
_STRING = r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')"""
_CODE = re.compile(
    rf"""\{{(?: \#.*?\#\}} | [{{%][-+]?\s* ((?:[^"'%}}]++|{_STRING}|[%}}](?!\}}))*+) [%}}]\}})""",
    re.DOTALL | re.VERBOSE,
)
# What is not plainly a fixed name counts as computed; so does what could hide one: raw text, the braces of a mapping.
_NAMING = re.compile(
    rf"""\A(?:extends|include|import|from)\s*(["'])(?P<named>[^"'\\]+)\1\s*(?=[-+]?\Z|(?:ignore|with|without|as|import)\b)
    | \bpart\(\s*(["'])(?P<part>[^"'\\]+)\3\s*\)
    | (?P<computed>\A(?:extends|include|import|from|raw)\b | \bpart\b | \{{)
    | {_STRING}""",
    re.DOTALL | re.VERBOSE,
)
_NAMING_TAGS = ("extends", "include", "import", "from", "raw")


class Template(NamedTuple):
    """A template's text and where it comes from."""

    path: str
    """For messages: `templates/entry.html`."""
    source: str


class BadTemplate(Exception):
    """A template that does not work; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Frame:
    """All that macros and parts, such as the menu, may see of the page that is being made."""

    def __init__(self, hrefs: Hrefs) -> None:
        self._hrefs = hrefs

    @property
    def route(self) -> str:
        """Where the page stands. A part that reads it is made for each page; `is here` asks for less."""
        return self._hrefs.see()


class Templates:
    """The templates of one build."""

    def __init__(
        self, sources: Mapping[str, Template], words: Words, compiled: jinja2.BytecodeCache | None = None
    ) -> None:
        """`compiled` keeps their code."""
        self._sources = sources
        self._hrefs = Hrefs()
        self._closures: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._environment = make_environment(self._load, words, self._hrefs, compiled)
        self._environment.globals["part"] = self._part
        self._turn = Lock()
        self._frame = Frame(self._hrefs)
        self._site: Any = None
        self._macros: TemplateModule | None = None
        self._parts: dict[tuple[str, str], tuple[set[str], Markup]] = {}

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

    def check(self, names: Iterable[str]) -> list[Problem]:
        """What is wrong with the templates before a page is made: their syntax, and what they include."""
        found: list[Problem] = []
        for name in names:
            template = self._sources.get(name)
            if template is None:
                continue
            try:
                named = meta.find_referenced_templates(self._environment.parse(template.source, name, template.path))
                found += [self._missing(name, other) for other in named if other and other not in self._sources]
            except jinja2.TemplateSyntaxError as error:
                found.append(problems.template_error(template.path, error.lineno, str(error.message)))
        return found

    def render(self, name: str, page: Any, site: Any) -> str:
        """The page's text; raises BadTemplate. Threads take turns: parts and links know of the page being made."""
        try:
            with self._turn:
                return self._render(name, page, site)
        except jinja2.TemplateNotFound as error:
            raise BadTemplate(self._missing(name, str(error.name))) from error
        except jinja2.TemplateSyntaxError as error:
            raise BadTemplate(
                problems.template_error(self._path(error.name or name), error.lineno, str(error.message))
            ) from error
        except BodyLost:
            raise
        except Exception as error:
            path, line = _position(error, self._sources)
            if not path:
                raise  # not raised by anything that a template does
            raise BadTemplate(problems.template_error(path, line, str(error))) from error

    def _render(self, name: str, page: Any, site: Any) -> str:
        self._hrefs.turn_to(page.route, site.url)
        if site is not self._site and site != self._site:
            self._macros = self._make_macros(site)
            self._site, self._parts = site, {}
        return self._environment.get_template(name).render(page=page, site=site, m=self._macros)

    def _make_macros(self, site: Any) -> TemplateModule:
        template = self._environment.get_template(MACROS)
        try:
            with self._hrefs.outside_of_pages():
                return template.make_module({"page": self._frame, "site": site})
        except Exception:  # noqa: BLE001 - raised again, with the lines of the template
            self._environment.handle_exception()

    def _part(self, name: str) -> Markup:
        """A part of the frame, such as the menu, made once for the pages of a folder.

        It looks different only on pages that it links to or asks about, which it may mark as the current one.
        """
        hrefs = self._hrefs
        hrefs.check_page()
        linked, html = self._parts.get((name, hrefs.place)) or (None, Markup())
        if linked is None or hrefs.route in linked:
            linked, html = self._make_part(name)
        if hrefs.linked is not None:  # it stands in another part
            hrefs.linked |= linked
        return html

    def _make_part(self, name: str) -> tuple[set[str], Markup]:
        hrefs = self._hrefs
        around, hrefs.linked = hrefs.linked, set()
        try:
            text = self._environment.get_template(name).render(page=self._frame, site=self._site, m=self._macros)
            part = hrefs.linked, safe(text)
        finally:
            hrefs.linked = around
        if hrefs.route not in part[0]:
            self._parts[name, hrefs.place] = part
        return part

    def _load(self, name: str) -> tuple[str, str, None] | None:
        template = self._sources.get(name)
        return (template.source, template.path, None) if template else None

    def _references(self, name: str) -> tuple[str, ...]:
        """The templates that a template names; all of them, where it computes a name."""
        if name not in self._named:
            found = _names_in(self._sources[name].source) if name in self._sources else ()
            self._named[name] = tuple(self._sources) if found is None else found
        return self._named[name]

    def _missing(self, name: str, missing: str) -> Problem:
        return problems.missing_template(self._path(name), missing, nearest(missing, self._sources))

    def _path(self, name: str) -> str:
        return self._sources[name].path if name in self._sources else f"templates/{name}"


def _names_in(source: str) -> tuple[str, ...] | None:
    """The templates that a template names; None where it computes a name."""
    codes = (code for code in _CODE.findall(source) if "part" in code or "{" in code or code.startswith(_NAMING_TAGS))
    found = [match for code in codes for match in _NAMING.finditer(code)]
    if any(match["computed"] for match in found):
        return None
    return tuple(match["named"] or match["part"] for match in found if match["named"] or match["part"])


def _position(error: Exception, sources: Mapping[str, Template]) -> tuple[str, int | None]:
    """Template and line where the error arose, from the traceback that Jinja rewrites."""
    paths = {template.path for template in sources.values()}
    trace = error.__traceback__
    found: tuple[str, int | None] = ("", None)
    while trace:
        if trace.tb_frame.f_code.co_filename in paths:
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found
