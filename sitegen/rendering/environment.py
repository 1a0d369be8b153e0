"""What templates can say: filters, the interface words, and nothing with a clock or chance in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.filters import do_urlencode
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from sitegen.reading.folded import is_item
from sitegen.reading.links import is_plain
from sitegen.rendering.codegen import Environment
from sitegen.rendering.qr import render_qr
from sitegen.rendering.sandbox import Missing
from sitegen.site.bodies import joined
from sitegen.site.escaping import safe
from sitegen.site.views.label import Label

if TYPE_CHECKING:
    from sitegen.rendering.page_links import PageLinks
    from sitegen.site.words import Words

_IMPURE_FILTERS = ("random",)


def make_environment(
    load: Callable[[str], tuple[str, str, None] | None],
    words: Words,
    links: PageLinks,
    compiled: jinja2.BytecodeCache | None = None,
) -> Environment:
    """Jinja, strict and escaped; `load` gives a template's text and path, `compiled` keeps the code."""
    environment = Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )

    def namespace(*values: Any, **named: Any) -> Namespace:
        links.check_page()  # one that all pages share would tell each what others put into it
        return Namespace(*values, **named)

    environment.globals.clear()
    for name in _IMPURE_FILTERS:
        del environment.filters[name]
    environment.globals.update(
        _=words.shown,
        plain=words.plain,
        ngettext=words.shown_plural,
        plain_ngettext=words.plain_plural,
        label=Label,
        namespace=namespace,
        range=range,
    )
    filters: dict[str, Callable[..., Any]] = {
        "date": words.day,
        "month": words.month,
        "short_month": words.short_month,
        "day": lru_cache(1 << 12)(lambda day: _time(day, words.day(day))),
        "iso": date.isoformat,
        "number": "{:,}".format,
        "href": links.href,
        "link": links.link,
        "links": links.links,
        "urlencode": _urlencode,
        "json": _json,
        "joined": lambda body, prefix: safe(joined(body.__html__(), prefix)),
        "lines": _lines,
        "paragraphs": _paragraphs,
        "qr": render_qr,
    }
    environment.filters.update(filters)
    environment.tests["here"] = links.is_here
    return environment


def _time(day: date, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)


def _urlencode(value: Any) -> str:
    """As Jinja's own; quick for what stays as it is: nearly every route."""
    return value if type(value) is str and is_plain(value) else do_urlencode(value)


def _json(value: Any) -> Markup:
    """JSON that is safe inside a script element."""
    text = _ENCODER.encode(value)
    for character, escaped in _UNSAFE:
        text = text.replace(character, escaped)
    return safe(text)


def _json_leaf(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    html: str = value.__html__()
    return html


_UNSAFE = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_json_leaf)


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, a blank line between two; a line that begins as an item of a list stays one."""
    parts = [_lines(part) for part in _BETWEEN.split(text)]
    return Markup("").join(Markup("<p>{}</p>\n").format(part) for part in parts if part)


def _lines(text: str) -> Markup:
    """Plain text in one block, with the ends of those of its lines that begin as paragraphs or items of a list."""
    made = Markup("")
    if "\n" not in text:
        return escape(" ".join(text.split()))
    for number, line in enumerate(text.strip().split("\n")):
        words = " ".join(line.split())
        joint = "" if not number else Markup("<br>\n") if not words or is_item(words) else " "
        made += joint + escape(words)
    return made


_BETWEEN = re.compile(r"\n\s*\n")
