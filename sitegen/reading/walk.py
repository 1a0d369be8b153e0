"""Once over what the parser read of a body: headings, links and task lists made as pages show them, problems noted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sitegen.problems import body as problems
from sitegen.reading.body_links import BodyLinks
from sitegen.reading.dropped_text import lost_cells, lost_definitions, lost_holds, lost_lines
from sitegen.reading.headings import Headings
from sitegen.reading.links import parse_link
from sitegen.reading.plain_text import plain_text
from sitegen.reading.source import LONGEST_PARAGRAPH

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.placing import BodyPlaces

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
SUGGESTION = "<!-- Suggested: "
"""How a comment begins in which an import suggests fields."""
_DEFINITION = re.compile(r"\[((?:\\.|[^\]\\])+)\]:[ \t]*(.*)")
_FOOTNOTE = re.compile(r"\[\^(?:(?!\[\^)[^\]\s])+\]")  # up to the next, lest each be looked for to the end
_TASK = re.compile(r"\[([ \u00a0xX])\]\s+")


class Walk:
    """Over the tokens of one body."""

    def __init__(self, places: BodyPlaces, found: list[Problem]) -> None:
        """What is wrong with them is put behind what is found already."""
        self._places, self.problems = places, found
        self.headings, self.links = Headings(places, found), BodyLinks(places, found)
        self._labels: Any = None
        self._tags = 0  # of HTML that is shown as text
        self._first_tag: tuple[Place, str] | None = None

    def take(self, tokens: list[Token], env: dict[str, Any]) -> None:
        """All tokens of the body, changed in place; `env` is what the parser and its rules know."""
        self._labels = env["labels"]
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._inline(token, tokens[index - 1], tokens[index - 2] if index > 1 else None)
            elif kind == "heading_open":
                self._heading(token, tokens[index + 1])
            elif kind == "heading_close":
                token.tag = self.headings.tag
            elif kind in ("th_open", "td_open"):
                _align(token)
            elif kind == "comment":
                row = token.map[0] if token.map else 0
                suggests = self._places.lines[row].startswith(SUGGESTION)
                self.problems.append(problems.comment_left_out(self._places.at(row), suggests=suggests))
        self._dropped(tokens, env)

    def _heading(self, token: Token, inline: Token) -> None:
        row = token.map[0] if token.map else 0
        token.tag, anchor = self.headings.add(row, int(token.tag[1]), plain_text([inline]))
        token.attrSet("id", anchor)

    def _inline(self, token: Token, before: Token, outer: Token | None) -> None:
        if outer and outer.type == "list_item_open" and before.type == "paragraph_open":
            self._task(token, outer)
        rows = range(*(token.map or (0, len(self._places.lines))))
        opened: Token | None = None
        words: list[str] = []
        for child in token.children or ():
            if child.type == "link_open":
                opened, words = child, []
            elif child.type == "link_close" and opened:
                self.links.link(rows, opened, "".join(words))  # now, since its address stands behind its words
            elif child.type == "image":
                self.links.picture(rows, child)
            elif child.type == "comment":
                at = self._places.locate(rows, (child.content, "<!--"))
                self.problems.append(problems.comment_left_out(at))
            elif child.type == "text":
                words.append(child.content)
                self._text(rows, child.content)

    def _text(self, rows: range, content: str) -> None:
        """What looks like HTML, or like a footnote that the parser did not take for one."""
        if "[^" in content:
            for match in _FOOTNOTE.finditer(content):
                at = self._places.locate(rows, (match[0],))
                self.problems.append(problems.missing_footnote(at, match[0]))
        if "<" in content:
            for match in TAG.finditer(content):
                self._tags += 1
                if self._tags == 1:
                    self._first_tag = self._places.locate(rows, (match[0],)), match[0]

    def _task(self, token: Token, item: Token) -> None:
        """`[ ]` or `[x]` at the start of a list item becomes a mark that a screen reader reads too."""
        children = token.children or []
        match = _TASK.match(children[0].content) if children and children[0].type == "text" else None
        if not match:
            return
        children[0].content = children[0].content[match.end() :]
        label = self._labels.done if match[1].strip() else self._labels.to_do
        children.insert(0, type(children[0])("task", "", 0, content="☑" if match[1].strip() else "☐", info=label))
        item.attrJoin("class", "task-item")

    def _dropped(self, tokens: list[Token], env: dict[str, Any]) -> None:
        """What would not reach the page, or not as it is meant."""
        if self._first_tag:
            self.problems.append(problems.html_shown_as_text(*self._first_tag, self._tags - 1))
        for rows, length in env.get("long_paragraphs", ()):
            at = self._places.at(rows[0] if rows else 0)
            self.problems.append(problems.paragraph_too_long(at, length, LONGEST_PARAGRAPH))
        for row, words in lost_cells(tokens, self._places.lines):
            self.problems.append(problems.table_cell_lost(self._places.at(row, words), words))
        for row in lost_lines(tokens, self._places.lines, env):
            self.problems.append(problems.text_lost(self._places.at(row)))
        for row, words in lost_holds(tokens):
            self.problems.append(problems.hold_in_text(self._places.at(row, words), words))
        for rows, address, is_used in lost_definitions(tokens, env):
            self._definition(rows, address, is_used=is_used)
        for label, row in env.get("unused_footnotes", ()):
            self.problems.append(problems.unused_footnote(self._places.at(row, f"[^{label}]"), label))

    def _definition(self, rows: range, address: str, *, is_used: bool) -> None:
        """A line such as `[Label]: address`, which is not shown itself: words, or a link that nothing uses."""
        lines = [self._places.lines[row].strip() for row in rows]
        match, row = _DEFINITION.search(" ".join(lines)), rows.start  # a label may go over lines
        if match is None:  # no definition is without its brackets
            return
        if address in ("#", "") and not is_used:  # the usual way to hide a comment: `[//]: # (like this)`
            self.problems.append(problems.comment_left_out(self._places.at(row)))
        elif parse_link(self._places.path, address).kind not in ("external", "anchor", "page") and "/" not in address:
            at, is_one_line = self._places.at(row, match[0]), len(rows) == 1
            told = problems.text_taken_for_link(at, *match.group(0, 1, 2), is_one_line=is_one_line)
            self.problems.append(told)
        elif not is_used:
            self.problems.append(problems.unused_link(self._places.at(row, match[0]), match[1]))


def _align(token: Token) -> None:
    """A class instead of the inline style, which the content security policy would block."""
    style = token.attrs.pop("style", None)
    if style:
        token.attrSet("class", f"align-{str(style).rpartition(':')[2]}")
