"""What is pasted, read as it is meant, where CommonMark makes what no writer intends and one reading is right.

Each of these differs from CommonMark on purpose; docs/adr/0014 lists them with their reasons.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_UNUSUAL = re.compile(f"[{_WIDE}{_UNSEEN}]")
_MARKER = r"(?:#{1,6}|[-*+:]|\d{1,9}[.)]|>)"
# Only at the start of a line, behind other marks of the kind: `>  - words`.
_BEFORE = re.compile(
    rf"^[ \t]*(?:{_MARKER}[ \t])*[{_WIDE}{_UNSEEN} \t]*(?:{_MARKER}[{_WIDE}{_UNSEEN} \t]+)+", re.MULTILINE
)
_EMPTY = re.compile(rf"^[ \t>]*[{_WIDE}{_UNSEEN}][{_WIDE}{_UNSEEN} \t]*$", re.MULTILINE)
_FENCE = re.compile(rf"^([ \t>]*(?:`{{3,}}|~{{3,}}))[{_WIDE}{_UNSEEN}]+$", re.MULTILINE)
_RULE = re.compile(rf"^[ \t>|{_WIDE}{_UNSEEN}]*:?-[-|: \t{_WIDE}{_UNSEEN}]*$", re.MULTILINE)
_TO_BLANK = {
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF), None),
}
_SEGMENT = r"[^\s\\]+(?: [^\s\\]+){0,3}\\"
_PATH = re.compile(rf"(?<![\w\\])(?:\\\\(?=[\w.$-]+\\[\w$*.])|[A-Za-z]:\\)(?:{_SEGMENT})*[^\s\\]*")
_CODE = re.compile(r"[{}<>=;$|]|\\(?![*_\[\]`~])|\w\(|^(?:#|//|--|\$)|\s{3}")
_PROSE = re.compile(r"\S+(?:\s+\S+){3}")


def plain_blanks(text: str) -> str:
    """The text with plain blanks wherever Markdown asks for one and the eye sees one; its lines stay."""
    if text.isascii() or not _UNUSUAL.search(text):
        return text

    def mend(match: re.Match[str]) -> str:
        return match[0].translate(_TO_BLANK) if _UNUSUAL.search(match[0]) else match[0]

    text = _EMPTY.sub(lambda match: match[0].translate(_TO_BLANK), text)
    return _FENCE.sub(r"\1", _RULE.sub(mend, _BEFORE.sub(mend, text)))


def enable(parser: MarkdownIt) -> None:
    """Add the rules."""
    parser.inline.ruler.before("escape", "windows_path", _path)
    parser.inline.ruler.before("emphasis", "sum", _sum)
    parser.core.ruler.after("block", "as_meant", _blocks)
    for rule in parser.block.ruler.__rules__:
        if rule.name == "deflist":
            rule.fn = _by_colons(rule.fn)


def _by_colons(explain: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule for words and their explanations, but for `~ 50`, which says “about 50”."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        row = start if silent else start + 1
        if not silent and row < end and state.isEmpty(row):
            row += 1
        if row < end and state.src.startswith("~", state.bMarks[row] + state.tShift[row]):
            return False
        return explain(state, start, end, silent)

    return rule


def _path(state: StateInline, silent: bool) -> bool:
    r"""A backslash of `\\server\share\_name` or `C:\_name` is text, and so is the mark behind it."""
    if state.src[state.pos] != "\\":
        return False
    spans = state.env.setdefault("windows_paths", {})
    if state.src not in spans:
        spans[state.src] = {place for match in _PATH.finditer(state.src) for place in range(*match.span())}
    if state.pos not in spans[state.src]:
        return False
    # What stands behind a backslash would be a mark; and two of them are one at the start of a path alone.
    end = min(state.pos + 2, state.posMax)
    if end < state.pos + 2 or state.src[end - 1] not in "_*~`[]()#!&<>{}.+-$\\":
        end = state.pos + 1
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _sum(state: StateInline, silent: bool) -> bool:
    """An asterisk right beside a figure, between figures or letters, is the sign of a sum: `2*3*4`."""
    at, text = state.pos, state.src
    if text[at] != "*" or not 0 < at < state.posMax - 1:
        return False
    before, behind = text[at - 1], text[at + 1]
    if not (before.isalnum() and behind.isalnum() and (before.isdigit() or behind.isdigit())):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _blocks(state: StateCore) -> None:
    """What only looks like a list of one, a heading or code becomes the paragraph that it is."""
    kinds = {token.type for token in state.tokens}
    lines: list[str] = []
    if "code_block" in kinds or ("heading_open" in kinds and "\n" in state.src):
        lines = state.src.split("\n")
    if "ordered_list_open" in kinds:
        _lone_numbers(state.tokens)
    if "heading_open" in kinds:
        _short_lines(state.tokens, lines)
    if "code_block" in kinds:
        state.tokens = [new for token in state.tokens for new in _pushed_in(token)]


def _lone_numbers(tokens: list[Token]) -> None:
    """`1974. That was the year.` is no list unless another one counts on to it or from it."""
    lists: list[tuple[int, int, int, int]] = []  # where it opens and closes, its first and last number
    opened: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            opened.append((index, 0))
        elif token.type == "list_item_open" and opened and token.level == tokens[opened[-1][0]].level + 1:
            opened[-1] = (opened[-1][0], opened[-1][1] + 1)
        elif token.type == "ordered_list_close":
            start, items = opened.pop()
            first = int(tokens[start].attrGet("start") or 1) if tokens[start].attrGet("start") != 0 else 0
            lists.append((start, index, first, first + items - 1))
    _unwrap(tokens, lists)


def _unwrap(tokens: list[Token], lists: list[tuple[int, int, int, int]]) -> None:
    """Make paragraphs of the lists of one that nothing counts on to."""
    ends, starts = {last for *_, last in lists}, {first for _, _, first, _ in lists}
    dropped: set[int] = set()
    for start, end, first, last in lists:
        if first != last or first <= 1 or first - 1 in ends or last + 1 in starts:
            continue
        item, paragraph, inline = tokens[start + 1 : start + 4]
        if paragraph.type == "list_item_close":  # `1974.` alone
            tokens[start + 1] = _said(tokens[start], item, tokens[end])
            dropped.add(start + 2)
            continue
        if paragraph.type != "paragraph_open":
            continue
        inline.content = f"{item.info}{item.markup} {inline.content}"
        outer, inner = tokens[start].map, inline.map
        if outer and inner:
            paragraph.map = inline.map = [outer[0], inner[1]]
        for token in tokens[start + 2 : end - 1]:
            token.level -= 2
            if token.type.startswith("paragraph") and token.level == tokens[start].level:
                token.hidden = False
        dropped |= {start, start + 1, end - 1, end}
    if dropped:
        tokens[:] = [token for index, token in enumerate(tokens) if index not in dropped]


def _said(opening: Token, item: Token, closing: Token) -> Token:
    """Make a paragraph of a list of one number without words; what it says."""
    for token, kind in ((opening, "paragraph_open"), (closing, "paragraph_close")):
        token.type, token.tag, token.markup, token.attrs = kind, "p", "", {}
    words = f"{item.info}{item.markup}"
    return type(item)("inline", "", 0, map=opening.map, level=item.level, content=words, children=[], block=True)


def _short_lines(tokens: list[Token], lines: list[str]) -> None:
    """One or two hyphens below a text are where a letter's signature begins, and make no heading of it."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.markup in ("-", "=") and token.map:
            under = lines[token.map[1] - 1].strip(" \t>") if token.map[1] <= len(lines) else ""
            if len(under) < 3:
                inline, close = tokens[index + 1], tokens[index + 2]
                inline.content += f"\n{under}"
                inline.map = token.map
                for end, kind in ((token, "paragraph_open"), (close, "paragraph_close")):
                    end.type, end.tag, end.markup = kind, "p", ""


def _pushed_in(token: Token) -> list[Token]:
    """The paragraphs of a text that is pushed in by blanks or a tab; the token itself where it may be code."""
    if token.type != "code_block" or not token.map or not is_prose(token.content):
        return [token]
    make = type(token)  # the parser is slow to import, and most answers need none
    made: list[Token] = []
    row, text = token.map[0], token.content.rstrip("\n").split("\n")
    at = 0
    while at < len(text):
        start = at
        while at < len(text) and text[at].strip():
            at += 1
        if at > start:
            span = [row + start, row + at]
            opening = make("paragraph_open", "p", 1, map=span, level=token.level, block=True)
            inside = "\n".join(line.strip() for line in text[start:at])
            inline = make(
                "inline", "", 0, map=list(span), level=token.level + 1, content=inside, children=[], block=True
            )
            closing = make("paragraph_close", "p", -1, level=token.level, block=True)
            made += [opening, inline, closing]
        at += 1
    return made


def is_prose(text: str) -> bool:
    """Whether what is pushed in is sentences: it begins and ends as one, and no line has what only code has."""
    return text.rstrip().endswith((".", "!", "?", ":", "”", ")", ",")) and may_be_said(text)


def may_be_said(text: str) -> bool:
    """Whether it begins as a sentence of four words, and no line of it has what only code has."""
    begins = text.lstrip().lstrip("“‘\"'(*")[:1]
    return (
        begins.isupper()
        and bool(_PROSE.match(text.lstrip()))
        and not any(_CODE.search(line.strip()) for line in text.split("\n"))
    )
