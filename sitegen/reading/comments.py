"""HTML comments as Markdown rules of our own: left out, and noticed. All other raw HTML stays text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_BLANK = re.compile(r"\s*$")


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
    closing = _end_behind(state.src, position + 4, state.env)
    last = bisect_right(state.bMarks, closing, start, end) - 1
    if closing < 0 or closing >= state.eMarks[last] or not _fills_lines(state, start, last, closing):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("comment", "", 0)
        token.map = [start, state.line]
    return True


def _fills_lines(state: StateBlock, start: int, last: int, closing: int) -> bool:
    """Whether nothing stands behind the comment's end, and no line of it outside the list or quotation it begins in.

    Many openings can have one end: what stops the first of them stops all down to there.
    """
    stopped: dict[Any, int] = state.env.setdefault("stopped_comments", {})
    key = (closing, state.level, state.blkIndent)
    if start < stopped.get(key, -1):
        return False
    if not _BLANK.match(state.src, closing + 3, state.eMarks[last]):
        stopped[key] = last + 1
        return False
    for row in range(start + 1, last + 1):
        if state.sCount[row] < state.blkIndent and not state.isEmpty(row):
            stopped[key] = row
            return False
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    """A comment in the middle of a text."""
    if not state.src.startswith("<!--", state.pos):
        return False
    closing = _end_behind(state.src, state.pos + 4, state.env)
    if closing < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos : closing + 3].partition("\n")[0]
    state.pos = closing + 3
    return True


def _end_behind(source: str, position: int, env: Any) -> int:
    """Where the first end of a comment behind the position stands; -1 where none does. A text is gone through once."""
    known: dict[str, list[int]] = env.setdefault("comment_ends", {})
    if source not in known:
        known[source] = [match.start() for match in re.finditer("-->", source)]
    ends = known[source]
    index = bisect_left(ends, position)
    return ends[index] if index < len(ends) else -1
