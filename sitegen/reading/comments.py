"""HTML comments as Markdown rules of our own: left out, and noticed. All other raw HTML stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline


def enable(parser: MarkdownIt) -> None:
    """Add the two rules; their tokens are named `comment` and render to nothing."""
    parser.block.ruler.before("paragraph", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("autolink", "comment", _inline)
    parser.add_render_rule("comment", lambda *_: "")


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that fills whole lines, blank ones among them; text behind its end leaves it to the inline rule."""
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position):
        return False
    for row in range(start, end):
        if row > start and state.sCount[row] < state.blkIndent and not state.isEmpty(row):
            return False
        begin = position + 4 if row == start else state.bMarks[row]
        closing = state.src.find("-->", begin, state.eMarks[row])
        if closing < 0:
            continue
        if state.src[closing + 3 : state.eMarks[row]].strip():
            return False
        if not silent:
            state.line = row + 1
            token = state.push("comment", "", 0)
            token.map = [start, state.line]
        return True
    return False


def _inline(state: StateInline, silent: bool) -> bool:
    """A comment in the middle of a text."""
    if not state.src.startswith("<!--", state.pos):
        return False
    closing = state.src.find("-->", state.pos + 4)
    if closing < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos : closing + 3].partition("\n")[0]
    state.pos = closing + 3
    return True
