"""Marks of Markdown without the space behind them, and marks of other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_HEADING = re.compile(r"(#{2,6})([^\s#].{0,200}?)#*$")
_HASH = re.compile(r"(#)([A-Z][a-z]+ [a-z][^#\n]{0,60}[\w)?])$")
_STAR = re.compile(r"(\*)([^\W\d_][^*\n]{0,200})$")
_ITEM = re.compile(r"([-+]|\d{1,2}[.)])([^\W\d_]{2}.{0,200})$")
_ENDS = r"(?:\\r)?\\n(?:(?:\\r)?\\n)*"
_TYPED_END = re.compile(
    rf"(?:^|(?<=[.!?:;,\s”’)\"'\]])){_ENDS}(?=[A-Z“•-])|(?<=[.!?:;,”’)\"'\]]) ?{_ENDS}(?=[\d\s]|$)|{_ENDS}(?=[-•*] \S)",
    re.MULTILINE,
)
_HIDDEN = re.compile(r"(?<![\w%])%%(?:(?=\S)[^%\n]{1,300}| [^%\n]{1,300} )%%|^%%$", re.MULTILINE)
_FOREIGN = (
    (re.compile(r"(?<!\\)\{#[\w.-]{1,80}\}"), "{#", "the name that another program gives a heading"),
    (re.compile(r"(?<!\\)\{\.[A-Za-z][\w .#-]{0,80}\}"), "{.", "how another program marks words"),
    (re.compile(r"(?<!\\)\{: ?(?:[.#][\w .#-]{1,80}|toc)\}"), "{:", "how another program marks words"),
    (re.compile(r"(?<!\\)\{[\w-]{1,40}=\"[^\"\n]{0,80}\"\}"), '="', "how another program marks words"),
    (
        re.compile(r"(?<!\\)\{(?:color|panel|noformat|quote|code|info|note|tip|warning)(?:[:=][^{}\n]{1,80})?\}"),
        "{",
        "a mark of Confluence or Jira",
    ),
    *(
        (re.compile(rf"^h{level}\. \S[^\n]{{0,80}}", re.MULTILINE), f"h{level}. ", "a heading of Confluence or Jira")
        for level in (1, 2, 3)
    ),
    (re.compile(r"^={2,6} ?[^=\n]{1,80}[^=\s] ?={2,6}$", re.MULTILINE), "==", "a heading of a wiki"),
    (re.compile(r"(?<!')'{3}(?=[^'\s])[^'\n]{1,80}(?<=[^'\s])'{3}(?!')"), "'''", "how a wiki marks words"),
    (
        re.compile(
            r"\[(b|i|u|url|quote|img|color|size|list)(?:=[^\[\]\n]{1,200})?\][^\[\n]{0,300}\[/\1\]", re.IGNORECASE
        ),
        "[/",
        "a mark of a forum",
    ),
    (re.compile(r"(?<![\w~])~(?=[^\s~])[^~\n]{1,80}(?<=[^\s~])~(?![\w~])"), "~", "how WhatsApp strikes words out"),
    (re.compile(r"«\w+_\w+»"), "«", "a place that a mail merge fills in"),
    (re.compile(r"<<\w+>>"), "<<", "a place that a mail merge fills in"),
    (re.compile(r"\$\{[\w.]{1,60}\}"), "${", "an order to another program"),
    (re.compile(r"^!!! \w[^\n]{0,80}", re.MULTILINE), "!!!", "a box of another program"),
    (re.compile(r"^<{7} \S[^\n]{0,80}", re.MULTILINE), "<<<", "where Git found two versions of a text"),
    (re.compile(r"(?<![\\\w])\[\[[^\[\]\n]{1,100}\]\](?!\()"), "[[", "a link of a wiki"),
    (
        re.compile(r"^\[![A-Za-z]{2,20}\](?!\()", re.MULTILINE),
        "[!",
        "a box of GitHub’s or Obsidian’s",
    ),
    (re.compile(r"(?<![=\w])==(?=[^\s=])[^=\n]{1,100}(?<=\S)==(?!=)"), "==", "how some programs highlight"),
    (re.compile(r"^:::+[ \t]*\w*", re.MULTILINE), ":::", "the start or end of a box of another program"),
    (re.compile(r"(?<!\\)\^\[[^\[\]\n]{1,200}\]"), "^[", "a footnote of another program"),
    (
        re.compile(r"^\[(?:TOC|\[_TOC_\])\]", re.MULTILINE | re.IGNORECASE),
        "[",
        "where another program puts a list of contents",
    ),
    (re.compile(r"(?<!\\)\{\{[^{}\n]{1,100}\}\}"), "{{", "an order to another program"),
    (re.compile(r"(?<!\\)\{% ?\w[^{}\n]{0,100}%\}"), "{%", "an order to another program"),
    (
        re.compile(
            r"(?<![\w:/]):(?:smile|smiley|grin|wink|thumbsup|\+1|tada|heart|warning|wave|joy|rocket|fire|clap|pray|eyes|[a-z]+_[a-z_]+):(?!\w)"
        ),
        ":",
        "a little picture of a chat program",
    ),
)


def glued(block: Block, source: Finder) -> Iterator[Problem]:
    """`##Costs`, `-first`, `1.one`."""
    if block.text[0] not in "#-+" and not block.text[0].isdigit() and "\n" not in block.text:
        return
    lines = block.lines
    in_stars = len(lines) > 1 and source.lines[block.rows.start].lstrip(" >").startswith("* ")
    for row, line in enumerate(lines):
        match = _HEADING.match(line) or _ITEM.match(line) or (row and in_stars and _STAR.match(line))
        match = match or (_HASH.match(line) if len(lines) == 1 else None)
        if match:
            at = source.at(block.rows.start + row, line)
            yield problems.mark_left_over(at, match[1], f"{match[1]} {match[2]}")


def hidden(block: Block, source: Finder) -> Iterator[Problem]:
    """Words that another program hides."""
    if "%%" in block.text:
        for match in _HIDDEN.finditer(block.without_code):
            yield problems.hidden_words_shown(source.find(block, match[0]), match[0])


def remarks(block: Block, source: Finder) -> Iterator[Problem]:
    """A comment that nothing ends, so that it is text."""
    if "<!--" in block.text:
        text = block.without_code
        start = text.find("<!--", text.rfind("-->") + 1)
        if start >= 0 and text[start - 1 : start] != "\\":
            words = text[start:].partition("\n")[0]
            yield problems.hidden_words_shown(source.find(block, words), words, is_remark=True)


def foreign(block: Block, source: Finder) -> Iterator[Problem]:
    """What another program would have made something of."""
    for pattern, start, tool in _FOREIGN:
        if start[0] in block.text and start in block.text:  # the first alone is found ten times as quickly
            match = pattern.search(block.without_code)
            if match and match[0].strip():
                yield problems.foreign_mark(source.find(block, match[0]), match[0], tool)


def line_ends(block: Block, source: Finder) -> Iterator[Problem]:
    r"""`\n` typed out between sentences."""
    if "\\n" in block.text and ":\\" not in block.text and "\\\\" not in block.text:
        match = _TYPED_END.search(block.without_code)
        if match:
            row = block.text.count("\n", 0, match.start())
            yield problems.typed_line_end(source.find(block, match[0]), _broken_up(block, row, source))


def _broken_up(block: Block, row: int, source: Finder) -> str:
    """The line with new ones where they are typed; empty where there is code in it."""
    line = block.lines[row]
    if "`" in line or block.kind != "paragraph":
        return ""
    new = _TYPED_END.sub(lambda match: "\n" * min(2, match[0].count("n")), line).split("\n")
    alone = block._replace(rows=range(block.rows.start + row, block.rows.stop), text=line)
    return written_anew(alone, 0, [part.strip() for part in new], source.lines)
