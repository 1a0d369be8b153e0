"""The Markdown parser as this site has it: its rules, what it renders in its own way, and the last gate."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.reading import asmeant, autolinks, comments, footnotes, shortcuts
from sitegen.reading.plugins import PLUGINS

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST = 100
_COMMON = {"id", "class"}
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label", "role", "rel"} | _COMMON,
    "img": {"src", "alt", "title"} | _COMMON,
    "ol": {"start"} | _COMMON,
    "div": {"tabindex", "role", "aria-label"} | _COMMON,
    "pre": {"tabindex"} | _COMMON,
    "section": {"role", "aria-label"} | _COMMON,
    "span": {"role", "aria-label"} | _COMMON,
    **dict.fromkeys(
        [
            "p",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "em",
            "strong",
            "s",
            "del",
            "code",
            "blockquote",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "hr",
            "br",
            "sup",
            "sub",
            "aside",
        ],
        _COMMON,
    ),
}
_GATE = nh3.Cleaner(
    tags=set(_ATTRIBUTES),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


@lru_cache(maxsize=4)
def make_parser(plugins: tuple[str, ...]) -> MarkdownIt:
    """The parser with the plug-ins of these names."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.options["store_labels"] = True
    if parser.linkify is not None:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    # Every address becomes a link, so that a bad one gets a problem with a place instead of silently staying text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # its documented hook
    parser.use(deflist_plugin).use(footnote_plugin, inline=False)
    comments.enable(parser)
    footnotes.enable(parser)
    autolinks.enable(parser)
    asmeant.enable(parser)
    shortcuts.enable(parser)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    parser.add_render_rule("task", _task)
    for name in plugins:
        module = importlib.import_module(f"mdit_py_plugins.{name}")
        parser.use(getattr(module, PLUGINS[name]))
    return parser


def clean(html: str) -> str:
    """The HTML with nothing in it but what a body may hold."""
    return _GATE.clean(html)


def _open_table(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    label = renderer.renderInlineAsText([], options, env) or nh3.clean_text(env["labels"].table)
    return f'<div class="table" tabindex="0" role="group" aria-label="{label}"><table>\n'


def _close_table(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return "</table></div>\n"


def _fence(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    content = token.content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<pre tabindex="0"><code>{content}</code></pre>\n'


def _task(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    return f'<span class="task" role="img" aria-label="{nh3.clean_text(token.info)}">{token.content}</span> '
