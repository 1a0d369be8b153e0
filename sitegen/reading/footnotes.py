"""Footnotes as readers need them: named marks and ways back, ids apart from the headings', and none unused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nh3

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


def enable(parser: MarkdownIt) -> None:
    """Replace the plug-in's rendering and look for footnotes that nothing refers to."""
    parser.core.ruler.before("footnote_tail", "footnote_check", _check)
    parser.add_render_rule("footnote_ref", _reference)
    parser.add_render_rule("footnote_block_open", _open_block)
    parser.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</section>\n")
    parser.add_render_rule("footnote_open", _open)
    parser.add_render_rule("footnote_close", lambda *_: "</li>\n")
    parser.add_render_rule("footnote_anchor", _back)


def _check(state: StateCore) -> None:
    """Note unused and repeated definitions, with their rows, before the plug-in drops them."""
    used = {data.get("label") for data in state.env.get("footnotes", {}).get("list", {}).values()}
    seen: set[str] = set()
    for token in state.tokens:
        if token.type == "footnote_reference_open" and token.map:
            label = token.meta["label"]
            state.env.setdefault("footnote_lines", []).append(token.map)
            if label not in used or label in seen:
                state.env.setdefault("unused_footnotes", []).append((label, token.map[0]))
            seen.add(label)


def _name(token: Token) -> str:
    number = str(token.meta["id"] + 1)
    return number + (f"-{token.meta['subId']}" if token.meta.get("subId", 0) > 0 else "")


def _reference(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    number, label = token.meta["id"] + 1, nh3.clean_text(env["labels"].footnote)
    link = f'<a href="#_fn{number}" id="_fnref{_name(token)}" aria-label="{label} {number}">{number}</a>'
    return f'<sup class="footnote">{link}</sup>'


def _open_block(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return f'<section class="footnotes" aria-label="{nh3.clean_text(env["labels"].footnotes)}">\n<ol>\n'


def _open(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return f'<li id="_fn{tokens[index].meta["id"] + 1}">'


def _back(renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return (
        f' <a href="#_fnref{_name(tokens[index])}" class="back" aria-label="{nh3.clean_text(env["labels"].back)}">↩</a>'
    )
