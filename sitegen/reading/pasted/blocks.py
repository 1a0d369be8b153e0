"""Whole blocks that become something else than their writer means."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.problems.problem import shortened
from sitegen.reading.asmeant import may_be_said
from sitegen.reading.pasted.block import written_anew
from sitegen.reading.pasted.item_marks import starts_as_item
from sitegen.reading.pasted.tables import is_contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

# From the start of a word on: else every letter of a word without an end looks to that end.
_SENTENCE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{2,}+[,;:]? ){3}")
_WORDS = re.compile(r"[A-Z\u00c0-\u00de][^\W\d_]*+(?:[ \n,;:.!?’'“”()-]+[^\W\d_]++)*[.!?,:”)]*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +\S")
_ALONE = re.compile(
    r"https?://\S+|[-*] [^\W\d_]{2,}[^\n:={}]*|#{2,6} [A-Z][^\n]*|> [^\W\d_][^\n]*"
    r"|\|.*\|(?:\s*\n\s*\|.*\|)*|[^\t\n]+(?:\t+[^\t\n]+)+"
)
"""What no line of code is alone: an address, an item, a heading, words set off, a table."""
_FIELD = re.compile(r"(?:draft|publish_from|publish_until|question|title|topics):", re.IGNORECASE)


def code(block: Block, source: Finder) -> Iterator[Problem]:
    """Sentences, a list, a table, an address or a heading that are pushed in."""
    if (
        _SENTENCE.search(block.text)
        or _WORDS.fullmatch(block.text.strip())
        or _is_list(block.lines)
        or _ALONE.fullmatch(block.text.strip())
        or may_be_said(block.text)
    ):
        lines = [line.strip() for line in block.text.rstrip("\n").split("\n")]
        mended = written_anew(block, 0, lines, source.lines)
        yield problems.shown_as_code(source.at(block.rows.start), mended, len(lines))


def _is_list(lines: list[str]) -> bool:
    """Whether all of the lines begin as items of a list, of Markdown or of a word processor."""
    typed = [line.strip() for line in lines if line.strip()]
    return len(typed) > 1 and all(_ITEM.match(line) or starts_as_item(line) for line in typed)


def fence(block: Block, source: Finder) -> Iterator[Problem]:
    """A fence that nothing closes."""
    last = source.lines[block.rows.stop - 1] if block.rows.stop <= len(source.lines) else ""
    closing = last.strip().lstrip(" \t>").strip()
    is_closed = len(block.rows) > 1 and len(closing) >= len(block.mark) and not closing.strip(block.mark[:1])
    if not is_closed:
        yield problems.fence_not_closed(source.at(block.rows.start), block.mark)


def underlined(block: Block, source: Finder) -> Iterator[Problem]:
    """A text with a row of hyphens right below."""
    if _FIELD.match(block.text):  # told as what it is
        return
    words = shortened(" ".join(block.text.split()))
    yield problems.line_makes_heading(source.at(block.rows.start), words, block.mark)


def no_words(block: Block, source: Finder) -> Iterator[Problem]:
    """`##` alone."""
    if not block.text.strip(" #\u00a0\u200b\ufeff"):
        yield problems.heading_without_words(source.at(block.rows.start))


def short_lines(block: Block, source: Finder) -> Iterator[Problem]:
    """Three short lines one below the other that no sentence runs through: a postal address, a poem."""
    if block.text.count("\n") < 2 or is_contents(block.text):
        return
    lines = block.lines
    for row in range(len(lines) - 2):
        three = lines[row : row + 3]
        if all(_is_short(line) for line in three) and not any(child.type == "hardbreak" for child in block.children):
            yield _kept_apart(block, row, source)
            return


def _kept_apart(block: Block, row: int, source: Finder) -> Problem:
    """The short lines from the row on, which are to end where they do."""
    lines = [line.strip() for line in takewhile(_is_short, block.lines[row:])]
    new = [*(f"{line}\\" for line in lines[:-1]), lines[-1]]
    mended = written_anew(block, row, new, source.lines)
    return problems.lines_run_together(source.at(block.rows.start + row), mended, len(lines))


def _is_short(line: str) -> bool:
    text = line.strip()
    return (
        len(text) < 40
        and "\t" not in text
        and "|" not in text
        and (text[:1].isupper() or text[:1].isdigit())
        and "](" not in text
        and "://" not in text
    )
