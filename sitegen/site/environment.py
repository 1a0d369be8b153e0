"""What templates can say: filters, the interface words, and nothing with a clock or chance in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from sitegen.reading.links import address, relative
from sitegen.site import views
from sitegen.site.bodies import joined
from sitegen.site.escaping import html_of
from sitegen.site.qr import render_qr

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from jinja2.runtime import Context

    from sitegen.site.words import Words

NOT_FOUND = "404.html"
_IMPURE_FILTERS = ("random",)


class Frame:
    """All that macros and parts, such as the menu, may see of the page that is being made: its route."""

    def __init__(self) -> None:
        self.route = ""
        self.linked: set[str] = set()
        """The routes that they linked to."""


def place_of(route: str) -> str:
    """What decides how addresses look from a page: its folder; 404 is shown at any address."""
    return NOT_FOUND if route == NOT_FOUND else route.rpartition("/")[0]


def make_environment(load: Callable[[str], tuple[str, str, None] | None], words: Words) -> jinja2.Environment:
    """Jinja, strict and escaped; `load` gives a template's text and path."""
    environment = _Environment(
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
        label=views.Label,
        namespace=jinja2.utils.Namespace,
        range=range,
    )
    filters: dict[str, Callable[..., Any]] = {
        "date": words.day,
        "month": words.month,
        "short_month": words.short_month,
        "day": lru_cache(1 << 12)(lambda day: _time(day, words.day(day))),
        "iso": date.isoformat,
        "href": _href,
        "link": _link,
        "json": _json,
        "joined": lambda body, prefix: Markup(joined(body.__html__(), prefix)),  # noqa: S704 - a body is safe
        "paragraphs": _paragraphs,
        "qr": render_qr,
    }
    environment.filters.update(filters)
    return environment


class _CodeGenerator(CodeGenerator):
    """Writes what is done a hundred times for a page without the detours that a page of ours never needs."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        """Before a value that is shown."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.html_of(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 - Jinja's
        """A plain call: nothing that templates can call asks for their context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(more.key) for more in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Environment(jinja2.Environment):
    """Puts the words that a template names into it when it is compiled, not each time a page is made."""

    code_generator_class = _CodeGenerator
    html_of = staticmethod(html_of)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, as one dict: Jinja's chain of two is copied slowly, and once for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *how: Any, **more: Any) -> str:
        constant = {word: self.globals[word] for word in ("_", "plain")}
        for name in source.find_all(nodes.Name):
            if name.ctx != "load":  # a template's own meaning of the name stays
                constant.pop(name.name, None)
        _WordsPutIn(constant).visit(source)
        return super()._generate(source, *how, **more)


class _WordsPutIn(NodeTransformer):
    """Replaces calls such as `_("Search")` by what they give."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(call)
        more = (*call.args[1:], *call.kwargs, call.dyn_args, call.dyn_kwargs)
        if isinstance(call.node, nodes.Name) and call.node.name in self._words and call.args and not any(more):
            text = call.args[0]
            if isinstance(text, nodes.Const):
                return nodes.Const(self._words[call.node.name](text.value), lineno=call.lineno)
        return call


@jinja2.pass_context
def _href(context: Context, route: str, anchor: str = "") -> str:
    """The address of a route as seen from the page; absolute on the 404 page, which is shown at any address."""
    page = context.parent["page"]
    if isinstance(page, Frame):
        page.linked.add(route)
    if not anchor and "?" not in route and page.route != NOT_FOUND:
        return relative(page.route, route)
    place, mark, version = route.partition("?")
    end = mark + version + (f"#{anchor}" if anchor else "")
    if page.route == NOT_FOUND and context.parent["site"].url:
        return address(context.parent["site"].url, place) + end
    return relative(page.route, place) + end


@jinja2.pass_context
def _link(context: Context, label: Any) -> Markup:
    """A link to what has a title and a route; the title alone where it has no page."""
    title = html_of(label.title)
    return Markup(f'<a href="{html_of(_href(context, label.route))}">{title}</a>' if label.route else title)  # noqa: S704 - both escaped


def _time(day: date, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)


def _json(value: Any) -> Markup:
    """JSON that is safe inside a script element."""
    text = _ENCODER.encode(value)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing of it can end a script


def _json_leaf(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    html: str = value.__html__()
    return html


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_json_leaf)


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, a blank line between two."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return Markup("").join(Markup("<p>{}</p>\n").format(escape(part)) for part in parts if part)
