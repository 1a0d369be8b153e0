"""Templates: strict, escaped, without clock or chance, each known by all it includes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from jinja2 import meta
from markupsafe import Markup, escape

from sitegen.problems import project as problems
from sitegen.problems.problem import nearest
from sitegen.reading.links import address, relative
from sitegen.site.bodies import BodyLost, joined
from sitegen.site.qr import render_qr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2.runtime import Context

    from sitegen.problems.problem import Problem
    from sitegen.site.words import Words

_IMPURE_FILTERS = ("random",)
_NOT_FOUND = "404.html"
# What names other templates. Found by pattern, since parsing them all would cost more than a small build.
_TAG = re.compile(r"\{%-?\+?\s*(?:extends|include|import|from)\s+([^%]*)")
_FIXED_NAME = re.compile(r"([\"'])([^\"']+)\1\s*(?:-?$|ignore missing|with|without|as|import)")
_PART = re.compile(r"\bpart\(\s*[\"']([^\"']+)[\"']")


class Template(NamedTuple):
    """A template's text and where it comes from."""

    path: str
    """For messages: `templates/entry.html`."""
    source: str


class Frame:
    """All that a part of a page may see of the page: its route."""

    def __init__(self, route: str) -> None:
        self.route = route
        self.linked: set[str] = set()
        """The routes that the part linked to."""


class BadTemplate(Exception):
    """A template that does not work; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Templates:
    """The templates of one build."""

    def __init__(self, sources: Mapping[str, Template], words: Words) -> None:
        self._sources = sources
        self._closures: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._environment = _environment(sources, words)
        self._environment.globals["part"] = self._part
        self._parts: dict[tuple[str, str], tuple[set[str], Markup]] = {}
        self._parts_of: Any = None

    def closure(self, name: str) -> tuple[str, ...]:
        """The names of the template and of all it includes, extends or imports, sorted."""
        if name not in self._closures:
            names: set[str] = set()
            waiting = [name]
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
        """The page's text; raises BadTemplate."""
        try:
            return self._environment.get_template(name).render(page=page, site=site)
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

    @jinja2.pass_context
    def _part(self, context: Context, name: str) -> Markup:
        """A part of the frame, such as the menu, made once for the pages of a folder.

        It looks different only on pages that it links to, which it may mark as the current one.
        """
        page, site = context["page"], context["site"]
        key = (name, "404" if page.route == _NOT_FOUND else page.route.rpartition("/")[0])
        if site is not self._parts_of:  # the same templates serve one build after another
            self._parts.clear()
            self._parts_of = site
        known = self._parts.get(key)
        if known is not None and page.route not in known[0]:
            return known[1]
        frame = Frame(page.route)
        html = Markup(self._environment.get_template(name).render(page=frame, site=site))  # noqa: S704
        if page.route not in frame.linked:
            self._parts[key] = (frame.linked, html)
        return html

    def _references(self, name: str) -> tuple[str, ...]:
        """The templates that a template names; all of them, where it computes a name."""
        if name not in self._named:
            source = self._sources[name].source if name in self._sources else ""
            tags = _TAG.findall(source)
            fixed = [match[2] for tag in tags if (match := _FIXED_NAME.match(tag))] + _PART.findall(source)
            computed = len(fixed) < len(tags) + source.count("part(")
            self._named[name] = tuple(self._sources) if computed else tuple(fixed)
        return self._named[name]

    def _missing(self, name: str, missing: str) -> Problem:
        return problems.missing_template(self._path(name), missing, nearest(missing, self._sources))

    def _path(self, name: str) -> str:
        return self._sources[name].path if name in self._sources else f"templates/{name}"


def _environment(sources: Mapping[str, Template], words: Words) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        template = sources.get(name)
        return (template.source, template.path, None) if template else None

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals.clear()
    for name in _IMPURE_FILTERS:
        del environment.filters[name]
    environment.globals.update(
        _=words.shown,
        plain=words.plain,
        ngettext=words.shown_plural,
        plain_ngettext=words.plain_plural,
        namespace=jinja2.utils.Namespace,
        range=range,
    )
    filters: dict[str, Callable[..., Any]] = {
        "date": words.day,
        "month": words.month,
        "iso": date.isoformat,
        "href": _href,
        "json": _json,
        "joined": lambda body, prefix: Markup(joined(body.__html__(), prefix)),  # noqa: S704
        "paragraphs": _paragraphs,
        "qr": render_qr,
    }
    environment.filters.update(filters)
    return environment


@jinja2.pass_context
def _href(context: Context, route: str, anchor: str = "") -> str:
    """The address of a route as seen from the page; absolute on the 404 page, which is shown at any address."""
    page, site = context["page"], context["site"]
    if isinstance(page, Frame):
        page.linked.add(route)
    place, mark, version = route.partition("?")
    end = mark + version + (f"#{anchor}" if anchor else "")
    if page.route == _NOT_FOUND and site.url:
        return address(site.url, place) + end
    return relative(page.route, place) + end


def _json(value: Any) -> Markup:
    """JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, default=_json_leaf, indent=None)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704


def _json_leaf(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    html: str = value.__html__()
    return html


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, a blank line between two."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return Markup("").join(Markup("<p>{}</p>\n").format(escape(part)) for part in parts if part)


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
