"""A paper in Markdown, as Google Docs and others write it, to blocks; read with the site's own parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, TABLE, Paper, PaperBlock, Run, SetAside, letters
from sitegen.memory.refused import Refused
from sitegen.reading.markdown import Labels
from sitegen.reading.parser import make_parser
from sitegen.reading.plain_text import plain_text
from sitegen.reading.source import LONGEST_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|$)", re.DOTALL)
_HEADING_ID = re.compile(r"\s{0,4}\{#[^{}\n]{0,200}\}\s{0,4}$")
_TAG = re.compile(r"</?(?:span|u|br|div|p|a|font|img|sup|sub|b|i)\b[^<>]*>", re.IGNORECASE)


def read_markdown(text: str) -> Paper:
    """The Markdown as blocks; raises Refused where a paragraph is too long for the site."""
    aside: list[SetAside] = []
    front = _FRONT.match(text)
    if front:
        aside.append(SetAside("fields at the top of the file", front[0], furniture=True))
        text = text[front.end() :]
    env: dict[str, Any] = {"labels": Labels()}
    tokens = make_parser(()).parse(text, env)
    if env.get("long_paragraphs"):  # the parser leaves them out, and the site would not take them
        raise Refused(
            f"A paragraph of the file is longer than {LONGEST_PARAGRAPH:,} letters.",
            "Part it with blank lines, and import the file again.",
        )
    reader = _TokenReader(aside)
    reader.take(tokens)
    counted = letters(plain_text(tokens))
    if front:
        counted += letters(front[0])
    return Paper(
        "text in Markdown",
        tuple(reader.blocks),
        tuple(aside),
        counted,
        reader.notes,
        passages=tuple(text.split("\n")),
        alarms=tuple(reader.alarms),
    )


class _TokenReader:
    """Goes over the parser's tokens."""

    def __init__(self, aside: list[SetAside]) -> None:
        self.aside = aside
        self.blocks: list[PaperBlock] = []
        self.notes: dict[str, tuple[PaperBlock, ...]] = {}
        self.lists: list[int] = []  # the next number of each list that is open; 0 where it has none
        self.label = ""  # of the list item that has begun
        self.heading = 0
        self.note = ""
        self.alarms: list[str] = []
        self.cells: list[list[tuple[PaperBlock, ...]]] | None = None
        self.outer: list[PaperBlock] = []

    def take(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(int(token.attrGet("start") or 1) if kind.startswith("ordered") else 0)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif kind == "list_item_open":
                self.label = f"{self.lists[-1]}." if self.lists[-1] else "•"
                self.lists[-1] += bool(self.lists[-1])
            elif kind == "heading_open":
                self.heading = int(token.tag[1])
            elif kind == "heading_close":
                self.heading = 0
            elif kind == "inline":
                self.inline(token)
            elif kind in ("fence", "code_block"):
                self.add(PARAGRAPH, (Run(token.content.rstrip("\n")),), token)
            else:
                self.other(token)

    def other(self, token: Token) -> None:
        """Tables and footnotes."""
        if token.type == "table_open":
            self.cells = []
        elif token.type == "tr_open" and self.cells is not None:
            self.cells.append([])
        elif token.type == "table_close" and self.cells is not None:
            rows = tuple(tuple(row) for row in self.cells)
            self.cells = None
            self.blocks.append(PaperBlock(TABLE, rows=rows, place=_place(token)))
        elif token.type == "footnote_open":
            self.note = str((token.meta or {}).get("id", ""))
            self.outer, self.blocks = self.blocks, []
        elif token.type == "footnote_close":
            self.notes[self.note] = tuple(self.blocks)
            self.blocks = self.outer

    def inline(self, token: Token) -> None:
        runs = self.runs(token)
        if self.cells is not None:
            self.cells[-1].append((PaperBlock(PARAGRAPH, runs, _place(token)),))
        elif self.heading:
            self.add(HEADING, runs, token, self.heading)
        elif self.lists and self.label:
            self.add(ITEM, runs, token, len(self.lists) - 1, self.label)
            self.label = ""
        elif not _is_contents(token):
            self.add(PARAGRAPH, runs, token)
        else:
            self.aside.append(
                SetAside("contents list", "".join(run.text for run in runs), _place(token), furniture=True)
            )

    def add(self, kind: str, runs: tuple[Run, ...], token: Token, level: int = 0, label: str = "") -> None:
        if any(run.text.strip() or run.note for run in runs):
            self.blocks.append(PaperBlock(kind, runs, _place(token), level, label))

    def runs(self, token: Token) -> tuple[Run, ...]:
        runs: list[Run] = []
        bold = italic = strike = 0
        links: list[str] = []
        for child in token.children or ():
            kind = child.type
            if kind in ("strong_open", "strong_close"):
                bold += child.nesting
            elif kind in ("em_open", "em_close"):
                italic += child.nesting
            elif kind in ("s_open", "s_close"):
                strike += child.nesting
            elif kind == "link_open":
                links.append(str(child.attrGet("href") or ""))
            elif kind == "link_close":
                links.pop()
            elif kind == "footnote_ref":
                runs.append(Run("", note=str((child.meta or {}).get("id", ""))))
            else:
                link = (
                    links[-1]
                    if links and links[-1].lower().startswith(("http://", "https://", "mailto:", "tel:"))
                    else ""
                )
                runs.append(Run(self.words(child, token), bool(bold), bool(italic), bool(strike), link))
        return tuple(runs)

    def words(self, child: Token, token: Token) -> str:
        if child.type == "softbreak":
            return " "
        if child.type == "hardbreak":
            return "\n"
        if child.type == "image":
            named = f" (“{plain_text([child])}”)"
            self.alarms.append(
                f"{_place(token)}: a picture{named} is not imported; save it into content/assets yourself."
            )
            return ""
        text = child.content if child.type in ("text", "text_special", "code_inline") else ""
        pattern = _HEADING_ID if self.heading else _TAG
        for match in pattern.finditer(text):
            self.aside.append(SetAside("marks that no reader sees", match[0], _place(token), furniture=True))
        return pattern.sub("", text)


def _is_contents(token: Token) -> bool:
    """Whether a paragraph is a link into the document itself and nothing else."""
    children = [
        child
        for child in token.children or ()
        if child.type != "softbreak" and (child.type != "text" or child.content.strip())
    ]
    if not children or children[0].type != "link_open" or children[-1].type != "link_close":
        return False
    return all(
        str(c.attrGet("href") or "").lstrip("\\").startswith(("#", "%5C#")) for c in children if c.type == "link_open"
    )


def _place(token: Token) -> str:
    return f"line {token.map[0] + 1}" if token.map else ""
