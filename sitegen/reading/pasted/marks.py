"""Marks of Markdown that mark nothing, and marks of other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted.block import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.pasted.block import Block, Finder

_INNER = re.compile(r"(?<![*\\])\*\*[ \t\u00a0]*([^*\n]{1,200}?)[ \t\u00a0]*\*\*(?!\*)")
_HEADING = re.compile(r"(#{2,6})([^\W\d_].{0,200})$")
_ITEM = re.compile(r"([-+]|\d{1,2}[.)])([^\W\d_]{2}.{0,200})$")
_DUNDER = re.compile(r"(?<![\w\\])__([a-z]+(?:_[a-z]+)*)__(?!\w)")
_TYPED_END = re.compile(
    r"(?:^|(?<=[.!?:;,\s”’)\"'\]]))(?:\\r)?\\n(?:(?:\\r)?\\n)*(?=[A-Z“•-])|(?:\\r)?\\n(?=[-•*] \S)", re.MULTILINE
)
_HIDDEN = re.compile(r"(?<![\w%])%%(?:(?=\S)[^%\n]{1,300}| [^%\n]{1,300} )%%|^%%$", re.MULTILINE)
_APART = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
_FOREIGN = (
    (re.compile(r"(?<!\\)\{#[\w.-]{1,80}\}"), "{#", "the name that another program gives a heading"),
    (re.compile(r"(?<!\\)\{\.[A-Za-z][\w .#-]{0,80}\}"), "{.", "how another program marks words"),
    (re.compile(r"(?<!\\)\{: ?[.#][\w .#-]{1,80}\}"), "{:", "how another program marks words"),
    (re.compile(r"^!!! \w[^\n]{0,80}", re.MULTILINE), "!!!", "a box of another program"),
    (re.compile(r"^<{7} \S[^\n]{0,80}", re.MULTILINE), "<<<", "where Git found two versions of a text"),
    (re.compile(r"(?<![\\\w])\[\[[^\[\]\n]{1,100}\]\](?!\()"), "[[", "a link of a wiki"),
    (
        re.compile(r"^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.MULTILINE | re.IGNORECASE),
        "[!",
        "a box of GitHub’s",
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


def left_over(block: Block, source: Finder) -> Iterator[Problem]:
    """`** words **`, `**Note:**the`, and a `**` without its other half: the asterisks that are still text."""
    if "**" not in block.text or "\\*" in block.text:
        return
    yield from _two_runs(block, source)
    shown = sum(child.content.replace("****", "").count("**") for child in block.children if child.type == "text")
    for match in _INNER.finditer(block.without_code) if shown > 1 else ():
        start, end = match.start(), match.end()
        text = block.text
        inside = text[start + 2 : end - 2]
        before = text[start - 1 : start]
        behind = text[end : end + 1]
        apart = (
            inside != inside.strip()
            or (behind.isalnum() and not inside[-1:].isalnum())
            or (before.isalnum() and not inside[:1].isalnum())
        )
        if apart:
            mended = f"{' ' if before.isalnum() else ''}**{match[1]}**{' ' if behind.isalnum() else ''}"
            yield problems.mark_left_over(source.find(block, match[0]), "**", mended)
            shown -= 2
    if shown == 1:
        yield problems.mark_left_over(_single(block, source), "**")


def _two_runs(block: Block, source: Finder) -> Iterator[Problem]:
    """`**one****two**`: bold words that a converter took for two."""
    if any("****" in child.content for child in block.children if child.type == "text"):
        match = _APART.search(block.without_code)
        if match:
            typed = block.text[match.start() - 1 : match.end() + 1]
            yield problems.mark_left_over(source.find(block, typed), "****", typed.replace("*", ""))


def _single(block: Block, source: Finder) -> Place:
    """Where the asterisks stand that are still text: told from others in the block by what is round them."""
    content = next(child.content for child in block.children if child.type == "text" and "**" in child.content)
    before, _, behind = content.partition("**")
    needle = f"{before[-20:]}**{behind[:20]}"
    at = source.find(block, needle)
    if not at.column or at.length != len(needle):
        return at
    return at._replace(column=at.column + len(before[-20:]), length=2)


def glued(block: Block, source: Finder) -> Iterator[Problem]:
    """`##Costs`, `-first`, `1.one`."""
    if block.text[0] not in "#-+" and not block.text[0].isdigit() and "\n" not in block.text:
        return
    for row, line in enumerate(block.lines):
        match = _HEADING.match(line) or _ITEM.match(line)
        if match:
            at = source.at(block.rows.start + row, line)
            yield problems.mark_left_over(at, match[1], f"{match[1]} {match[2]}")


def vanishing(block: Block, source: Finder) -> Iterator[Problem]:
    """`__init__`, and letters between asterisks inside a word: `hours*rate*staff`."""
    if "__" in block.text:
        for match in _DUNDER.finditer(block.without_code):
            yield problems.mark_vanishes(source.find(block, match[0]), match[0], match[0].replace("_", "\\_"))
    children = block.children
    for index, child in enumerate(children):
        if child.type != "em_open" or child.markup != "*" or not 0 < index < len(children) - 3:
            continue
        before, word, close, behind = children[index - 1], *children[index + 1 : index + 4]
        if close.type == "em_close" and before.content[-1:].isalnum() and behind.content[:1].isalnum():
            typed = f"*{word.content}*"
            yield problems.mark_vanishes(source.find(block, typed), typed, f"\\*{word.content}\\*")


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
