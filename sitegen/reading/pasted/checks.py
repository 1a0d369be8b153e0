"""All checks of what is pasted, in one table: what a block is, and what is looked for in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted import (
    blocks,
    broken_links,
    documents,
    emphasis,
    left_by_pdf,
    lists,
    mail_leftovers,
    marks,
    tables,
)
from sitegen.reading.pasted.block import Block, BodyLines, Finder
from sitegen.reading.pasted.item_marks import BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Check

WORDS: tuple[Check, ...] = (
    broken_links.spaces,
    broken_links.empty,
    broken_links.slips,
    emphasis.left_over,
    emphasis.halves,
    emphasis.vanishing,
    marks.hidden,
    marks.remarks,
    marks.foreign,
    marks.line_ends,
)
"""What is looked for in the words of a paragraph, heading or cell, where they hold a mark at all."""
CHECKS: dict[str, tuple[Check, ...]] = {
    "paragraph": (
        lists.bullets,
        lists.line_below,
        tables.not_read,
        tables.contents,
        marks.glued,
        left_by_pdf.cut_words,
        blocks.short_lines,
    ),
    "heading": (blocks.no_words,),
    "underlined": (blocks.underlined,),
    "cell": (),
    "row": (tables.line_below,),
    "code": (blocks.code,),
    "fence": (blocks.fence,),
}
OF_PROSE: tuple[Check, ...] = (
    lists.bullets,
    tables.not_read,
    tables.contents,
    left_by_pdf.cut_words,
    blocks.short_lines,
)
"""Those that find something in what is no more than plain paragraphs and flat lists."""
OF_A_LINE: tuple[Check, ...] = (lists.bullets, tables.not_read, marks.glued)
"""Those that find something in a paragraph of one line."""
OF_A_BODY = (
    documents.transcript,
    documents.chat,
    documents.attendees,
    documents.several,
    mail_leftovers.mail,
    left_by_pdf.page_numbers,
    left_by_pdf.garbled,
)
_SIGN = re.compile(r"[\[*_%{\\^~«<=]")
_TELLING = re.compile(r":[a-z+:]")
_LEVEL = "h2. "
_BULLET = re.compile(f"[{BULLETS}]")
_WORDLESS = frozenset(("row", "code", "fence"))
_LINES = frozenset(("lines-run-together", "table-not-read"))
_ONCE = frozenset(("foreign-mark",))


def check_prose(source: BodyLines, text: str) -> Iterator[Problem]:
    """The problems of a body that needs no parser."""
    finder = Finder(source)
    whole = _of_a_body(source, text)
    yield from whole
    for rows in _of_lines(source.lines):
        block = Block("paragraph", rows, "\n".join(source.lines[rows.start : rows.stop]))
        yield from _of_block(block, OF_PROSE, finder, whole)
    if "%" in text or "=" in text or ":" in text or "«" in text or "!!!" in text or "'''" in text or _LEVEL in text:
        block = Block("paragraph", range(len(source.lines)), text)
        yield from marks.hidden(block, finder)
        yield from marks.foreign(block, finder)
    if "http" in text and broken_links.SLASHES.search(text):
        yield from broken_links.slips(Block("paragraph", range(len(source.lines)), text), finder)


def _of_a_body(source: BodyLines, text: str) -> list[Problem]:
    return [problem for look in OF_A_BODY for problem in look(text, source)]


def _of_block(block: Block, checks: Iterable[Check], finder: Finder, whole: Sequence[Problem]) -> Iterator[Problem]:
    """The problems of a block, but what is made of its lines only where they are told as nothing else."""
    is_told = any(problem.code in ("another-document", "list-of-attendees") for problem in whole)
    for check in checks:
        finder.looking = check
        for problem in check(block, finder):
            if problem.code in _LINES and (is_told or _is_in(whole, block, finder)):
                continue
            is_told = is_told or problem.lines > 1
            yield problem


def _is_in(whole: Sequence[Problem], block: Block, finder: Finder) -> bool:
    """Whether one of the problems stands in the block."""
    first = finder.at(block.rows.start).line or 1
    return any(first <= (problem.line or 0) < first + len(block.rows) for problem in whole)


def _of_lines(lines: Sequence[str]) -> Iterator[range]:
    """The paragraphs of prose that may be something else: those of more than one line, and what may be an item."""
    start = 0
    for row, line in enumerate([*lines, ""]):
        if not line or line.startswith("- "):
            if row - start > 1 or (row > start and (lines[start].startswith("o ") or ": - " in lines[start])):
                yield range(start, row)
            start = row + 1


def check_tokens(source: BodyLines, text: str, tokens: Sequence[Token]) -> Iterator[Problem]:
    """The problems of a body as the parser read it."""
    yield from check_blocks(source, text, _blocks(tokens))
    yield from _counting(source, tokens)


def check_blocks(source: BodyLines, text: str, blocks: Iterable[Block]) -> Iterator[Problem]:
    """The problems of a body's blocks, by whomever it was read."""
    seen: set[str] = set()
    whole = _of_a_body(source, text)
    yield from whole
    finder = Finder(source)
    for block in blocks:
        for problem in _of_block(block, _checks(block), finder, whole):
            if problem.code not in _ONCE or problem.code not in seen:
                seen.add(problem.code)
                yield problem


def _checks(block: Block) -> tuple[Check, ...]:
    of_its_kind = CHECKS[block.kind]
    if block.kind == "paragraph" and "\n" not in block.text:
        of_its_kind = OF_A_LINE if _may_be_more(block.text) else ()
    return of_its_kind + WORDS if block.kind not in _WORDLESS and _may_be_marked(block.text) else of_its_kind


def _may_be_more(text: str) -> bool:
    """Whether a paragraph of one line may be an item, a row of a table or a heading."""
    is_word = text[:2].isalpha() and "|" not in text and "\t" not in text and ": -" not in text
    return not is_word or (not text.isascii() and bool(_BULLET.search(text)))


def _may_be_marked(text: str) -> bool:
    """Whether there may be something in the words that the checks of words look for."""
    is_marked = _SIGN.search(text) or "http" in text or (":" in text and _TELLING.search(text))
    return bool(is_marked or "!!!" in text or "'''" in text or _LEVEL in text)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    columns = 0
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            before = tokens[index - 1]
            name = "paragraph" if before.type == "paragraph_open" else "cell"
            if before.type == "heading_open":
                name = "underlined" if before.markup in ("-", "=") else "heading"
            rows = range(*(token.map or before.map or (0, 0)))
            if token.content or name == "heading":
                yield Block(name, rows, token.content, tuple(token.children or ()), before.markup)
        elif kind in ("fence", "code_block") and token.map:
            yield Block("fence" if kind == "fence" else "code", range(*token.map), token.content, (), token.markup)
        elif kind == "table_open":
            columns = 0
        elif kind == "th_open":
            columns += 1
        elif kind == "tr_open" and columns > 1 and token.map:
            yield Block("row", range(*token.map), "")


def _counting(source: BodyLines, tokens: Sequence[Token]) -> Iterator[Problem]:
    """A list whose numbers are typed as neither all one nor counting on, or that leaves some out."""
    opened: list[tuple[int, list[Token]]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            opened.append((token.level, []))
        elif token.type == "list_item_open" and opened and token.level == opened[-1][0] + 1 and token.info:
            opened[-1][1].append(token)
        elif token.type == "ordered_list_close" and opened:
            _, items = opened.pop()
            typed = [int(item.info) for item in items]
            if len(set(typed)) > 1 and (typed[0] > 1 or typed == sorted(set(typed))):
                for number, item in enumerate(items, typed[0]):
                    if int(item.info) != number and item.map:
                        yield problems.list_counts_on(source.at(item.map[0]), item.info, f"{number}")
                        break
