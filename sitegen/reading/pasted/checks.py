"""All checks of what is pasted, in one table: what a block is, and what is looked for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems
from sitegen.reading.pasted import blocks, documents, links, lists, marks, tables
from sitegen.reading.pasted.block import Block, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Check

_WORDS: tuple[Check, ...] = (
    links.spaces,
    links.empty,
    marks.left_over,
    marks.vanishing,
    marks.hidden,
    marks.foreign,
    marks.line_ends,
)
CHECKS: dict[str, tuple[Check, ...]] = {
    "paragraph": (lists.bullets, tables.not_read, tables.contents, marks.glued, blocks.short_lines, *_WORDS),
    "heading": (blocks.no_words, *_WORDS),
    "underlined": (blocks.underlined, *_WORDS),
    "cell": _WORDS,
    "row": (tables.line_below,),
    "code": (blocks.code,),
    "fence": (blocks.fence,),
}
OF_PROSE: tuple[Check, ...] = (lists.bullets, blocks.short_lines)
"""Those that find something in what is no more than plain paragraphs and flat lists."""
OF_A_BODY = (documents.transcript, documents.chat, documents.several, documents.mail)
_ONCE = frozenset(("foreign-mark",))


def check_prose(source: Source, text: str) -> Iterator[Problem]:
    """The problems of a body that needs no parser."""
    row = 0
    if "\n" in text:
        for paragraph in text.split("\n\n"):
            end = row + paragraph.count("\n") + 1
            words = paragraph.strip("\n")
            if "\n" in words and not words.startswith("- "):
                block = Block("paragraph", range(end - words.count("\n") - 1, end), words)
                for check in OF_PROSE:
                    yield from check(block, source)
            row = end + 1
    for look in OF_A_BODY:
        yield from look(text, source)


def check_tokens(source: Source, text: str, tokens: Sequence[Token]) -> Iterator[Problem]:
    """The problems of a body as the parser read it."""
    seen: set[str] = set()
    documents = [problem for look in OF_A_BODY for problem in look(text, source)]
    yield from documents
    for block in _blocks(tokens):
        for check in CHECKS[block.kind]:
            for problem in check(block, source):
                if problem.code not in _ONCE or problem.code not in seen:
                    seen.add(problem.code)
                    yield problem
    yield from _counting(source, tokens)


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


def _counting(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """A list whose numbers are typed as neither all one nor counting on."""
    opened: list[tuple[int, list[Token]]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            opened.append((token.level, []))
        elif token.type == "list_item_open" and opened and token.level == opened[-1][0] + 1 and token.info:
            opened[-1][1].append(token)
        elif token.type == "ordered_list_close" and opened:
            _, items = opened.pop()
            typed = [int(item.info) for item in items]
            if len(set(typed)) > 1 and typed[0] > 1:
                for number, item in enumerate(items, typed[0]):
                    if int(item.info) != number and item.map:
                        yield problems.list_counts_on(source.at(item.map[0]), item.info, f"{number}")
                        break
