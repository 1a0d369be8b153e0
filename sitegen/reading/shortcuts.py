"""Shortcuts for what most bodies are made of: plain paragraphs, recognised before every rule has been asked.

None changes what comes out; tests compare the parser with one that has none of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import paragraph
from markdown_it.token import Token

from sitegen.reading.source import LONGEST_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

# Where none of these stands, no inline rule finds anything, not even one of the plug-ins that may be named.
# (`://` is looked for apart: the expression is three times as fast without it.)
_MARKUP = re.compile(r"[\n\\`*_~\[&<^]")

# How a line starts that makes something else of the one above it; `- word` does not.
_UNDER = re.compile(r"[|:=~]|-(?! \w)")
_FAR = 16  # lines; each item of a long list would look at all below it


def enable(parser: MarkdownIt) -> None:
    """Let the parser take the shortcuts."""
    # Line ends and NUL characters have been seen to when the file was read.
    parser.disable("normalize")
    parser.block.ruler.before("table", "plain_paragraph", _paragraph)
    parser.core.ruler.at("inline", _inline)
    if parser.linkify is not None:
        parser.linkify.pretest = _only_where_possible(parser.linkify.pretest)
        parser.linkify.test = _only_where_possible(parser.linkify.test)


def _only_where_possible(look: Callable[[str], bool]) -> Callable[[str], bool]:
    """The linkifier's look at a text, which takes longer than all the rest, only where a link or address may be."""
    return lambda text: ("//" in text or "@" in text or "www." in text or "WWW." in text) and look(text)


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What starts with a letter and is no table, heading or term can only be a paragraph."""
    if state.is_code_block(start) or not state.src[state.bMarks[start] + state.tShift[start]].isalpha():
        return False
    row = start + 1
    while row < state.lineMax and not state.isEmpty(row):
        if row - start > _FAR or _UNDER.match(state.src, state.bMarks[row] + state.tShift[row]):
            return False
        row += 1
    # What a term means may stand behind an empty line.
    if row + 1 < state.lineMax and state.src.startswith((":", "~"), state.bMarks[row + 1] + state.tShift[row + 1]):
        return False
    return paragraph(state, start, end, silent)


def _inline(state: StateCore) -> None:
    """The core rule that reads the inside of blocks; a text without markup is one token."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) > LONGEST_PARAGRAPH:
                state.env.setdefault("long_paragraphs", []).append((token.map, len(token.content)))
                token.content = ""
            elif _MARKUP.search(token.content) or "://" in token.content:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))
