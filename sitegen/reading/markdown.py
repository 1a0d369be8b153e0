"""A body's Markdown to HTML, to plain text, and to what it points at.

CommonMark with tables, strikethrough, footnotes, definition lists, task lists and bare links. Raw HTML is shown as
text and comments are left out, so nothing a writer pastes can run; nh3 goes over the result as the last gate.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from sitegen.problems import body as problems
from sitegen.problems import pasted
from sitegen.problems.problem import Place, Problem
from sitegen.reading.asmeant import plain_blanks
from sitegen.reading.characters import find_hidden, find_unbroken
from sitegen.reading.dropped_text import lost_cells, lost_definitions, lost_holds, lost_lines, may_hold
from sitegen.reading.links import BodyLink, parse_link, surprise_in_mail
from sitegen.reading.pasted.checks import check_blocks, check_prose, check_tokens
from sitegen.reading.placing import Places
from sitegen.reading.prose import render_prose
from sitegen.reading.source import LONGEST_PARAGRAPH, NOT_TEXT, SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DEFINITION = re.compile(r"\[((?:\\.|[^\]\\])+)\]:[ \t]*(.*)")
_FOOTNOTE = re.compile(r"\[\^(?:(?!\[\^)[^\]\s])+\]")  # up to the next, lest each be looked for to the end
_DRIVE = re.compile(r"[A-Za-z]:")
_ADDRESS = re.compile(r"\]\(([^()<>\n]{1,1000})\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TASK = re.compile(r"\[([ xX])\]\s+")


class Labels(NamedTuple):
    """The few words of our own inside a body, in the language of the interface."""

    table: str = "Table"
    footnotes: str = "Footnotes"
    footnote: str = "Footnote"
    back: str = "Back to the text"
    done: str = "done"
    to_do: str = "to do"
    removed: str = "[name removed]"


class Body(NamedTuple):
    """A body as readers get it, and what the checks of the whole need of it."""

    html: str
    links: tuple[BodyLink, ...]
    anchors: tuple[str, ...]
    """The ids of its headings."""
    tokens: tuple[Token, ...] = ()
    """As the parser read it; none where it was not needed."""

    @property
    def text(self) -> str:
        """Plain text: white space collapsed, a space at the end of a block, no footnote marks; few ever ask for it."""
        return plain_text(self.tokens) if self.tokens else _collapsed(unescape(_TAG.sub("", self.html)))


EMPTY = Body("", (), ())


def parse_body(
    path: str, text: str, first_line: int, labels: Labels, plugins: tuple[str, ...] = ()
) -> tuple[Body, list[Problem]]:
    """Render the Markdown of the file `path`, whose body starts on `first_line`."""
    if not SEEN.search(text):
        return EMPTY, []
    unbroken = find_unbroken(path, text, first_line)
    if unbroken:
        return EMPTY, [unbroken]
    lines = text.split("\n")
    if not plugins and (":" not in text or not may_hold(text)):
        prose = _Walk(path, lines, first_line, labels)
        read = render_prose(lines, prose.link_attributes, prose.open_heading, labels.table)
        if read is not None:
            found = check_prose(prose, text) if read.is_plain else check_blocks(prose, text, read.blocks)
            return Body(read.html, tuple(prose.links), tuple(prose.anchors)), [*found, *prose.problems]
    from sitegen.reading.parser import clean, make_parser  # slow to import, and most answers are prose

    parser = make_parser(plugins)
    env: dict[str, Any] = {"labels": labels}
    try:
        tokens = parser.parse(plain_blanks(text), env)
        walk = _Walk(path, lines, first_line, labels)
        walk.problems += check_tokens(walk, text, tokens)  # first: taking them changes their addresses
        walk.take(tokens, env)
        html = clean(parser.renderer.render(tokens, parser.options, env))
    except RuntimeError:  # RecursionError too; the parser raises the plain one where a rule gets stuck
        return EMPTY, [problems.unreadable_body(path)]
    hidden = find_hidden(path, text, first_line) if NOT_TEXT.search(html) else []
    return Body(html, tuple(walk.links), tuple(walk.anchors), tuple(tokens)), [*walk.problems, *hidden]


def plain_text(tokens: Iterable[Token]) -> str:
    """The words that the tokens show, white space collapsed."""
    return _collapsed(" ".join(_texts(tokens)))


def _collapsed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def slug(text: str) -> str:
    """The anchor of a heading: its letters, marks and digits of any script, lower case, joined by hyphens."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text.lower())
    return "-".join(unicodedata.normalize("NFC", "".join(kept)).split()) or "section"


class _Walk:
    """Goes once over the tokens: gives headings their level and id, points links at pages, notes problems."""

    def __init__(self, path: str, lines: list[str], first_line: int, labels: Labels) -> None:
        self.path, self.lines, self.first_line, self.labels = path, lines, first_line, labels
        self.problems: list[Problem] = []
        self.links: list[BodyLink] = []
        self.anchors: dict[str, None] = {}
        self.repeats: dict[str, int] = {}  # how often the words of a heading came back
        self.levels: list[int] = []
        self.headings: list[str] = []  # the words of the one that is open, behind those above it
        self.told: set[tuple[str, ...]] = set()
        self.places = Places(lines)
        self.typed: dict[int, dict[str, tuple[int, str]]] = {}  # addresses of a row, and where and how they are typed
        self.tags = 0  # of HTML that is shown as text
        self.first_tag: tuple[Place, str] | None = None

    def take(self, tokens: list[Token], env: dict[str, Any]) -> None:
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self.inline(token, tokens[index - 1], tokens[index - 2] if index > 1 else None)
            elif kind == "heading_open":
                self.heading(token, tokens[index + 1])
            elif kind == "heading_close":
                token.tag = f"h{min(6, 1 + len(self.levels))}"
            elif kind in ("th_open", "td_open"):
                _align(token)
            elif kind == "comment":
                self.problems.append(problems.comment_left_out(self.at(token.map[0] if token.map else 0)))
        self.dropped(tokens, env)

    def dropped(self, tokens: list[Token], env: dict[str, Any]) -> None:
        """What would not reach the page, or not as it is meant."""
        if self.first_tag:
            self.problems.append(problems.html_shown_as_text(*self.first_tag, self.tags - 1))
        for rows, length in env.get("long_paragraphs", ()):
            at = self.at(rows[0] if rows else 0)
            self.problems.append(problems.paragraph_too_long(at, length, LONGEST_PARAGRAPH))
        for row, words in lost_cells(tokens, self.lines):
            self.problems.append(problems.table_cell_lost(self.at(row, words), words))
        for row in lost_lines(tokens, self.lines, env):
            self.problems.append(problems.text_lost(self.at(row)))
        for row, words in lost_holds(tokens):
            self.problems.append(problems.hold_in_text(self.at(row, words), words))
        for rows, address, is_used in lost_definitions(tokens, env):
            self.definition(rows, address, is_used=is_used)
        for label, row in env.get("unused_footnotes", ()):
            self.problems.append(problems.unused_footnote(self.at(row, f"[^{label}]"), label))

    def definition(self, rows: range, address: str, *, is_used: bool) -> None:
        """A line such as `[Label]: address`, which is not shown itself: words, or a link that nothing uses."""
        match = _DEFINITION.search(" ".join(self.lines[row].strip() for row in rows))  # a label may go over lines
        row = rows.start
        if match is None:  # no definition is without its brackets
            return
        if address in ("#", "") and not is_used:  # the usual way to hide a comment: `[//]: # (like this)`
            self.problems.append(problems.comment_left_out(self.at(row)))
        elif parse_link(self.path, address).kind not in ("external", "anchor", "page") and "/" not in address:
            at, is_one_line = self.at(row, match[0]), len(rows) == 1
            told = problems.text_taken_for_link(at, *match.group(0, 1, 2), is_one_line=is_one_line)
            self.problems.append(told)
        elif not is_used:
            self.problems.append(problems.unused_link(self.at(row, match[0]), match[1]))

    def at(self, row: int, needle: str = "") -> Place:
        """The place of a line of the body, and of the needle in it."""
        line = self.lines[row] if row < len(self.lines) else ""
        column = line.find(needle) if needle else len(line) - len(line.lstrip())
        length = len(needle) if needle and column >= 0 else len(line.strip())
        return Place(self.path, self.first_line + row, column + 1 if column >= 0 else None, max(1, length))

    def locate(self, token: Token, needles: tuple[str, ...]) -> Place:
        """The place of the next of the needles inside the token's lines."""
        return self.locate_in(range(*(token.map or (0, len(self.lines)))), needles)

    def locate_in(self, rows: range, needles: tuple[str, ...]) -> Place:
        """The place of the next of the needles inside the rows."""
        found = self.places.next(range(rows.start, min(rows.stop, len(self.lines))), needles)
        if found is None:
            return self.at(rows.start)._replace(column=None)  # somewhere in it
        row, column, length = found
        return Place(self.path, self.first_line + row, column + 1, length)

    def locate_address(self, rows: range, needles: tuple[str, ...], words: str) -> Place:
        """The place of a link's address, which is not that of its words where these are the same."""
        if needles and needles[0] in words:
            at = self.locate_in(rows, tuple(f"]({needle}" for needle in needles))
            if at.column:
                return at._replace(column=at.column + 2, length=at.length - 2)
        return self.locate_in(rows, needles)

    def heading(self, token: Token, inline: Token) -> None:
        row = token.map[0] if token.map else 0
        token.tag, anchor = self.open_heading(row, int(token.tag[1]), plain_text([inline]))
        token.attrSet("id", anchor)

    def open_heading(self, row: int, level: int, words: str) -> tuple[str, str]:
        """The element and the id of the next heading, which stands in the row."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        del self.headings[len(self.levels) - 1 :]
        self.headings.append(words)
        if words and tuple(self.headings) in self.told:
            self.problems.append(pasted.heading_twice(self.at(row), words))
        self.told.add(tuple(self.headings))
        base = anchor = slug(words)
        while anchor in self.anchors:
            # A page of many headings with one name must not count from 1 for each.
            self.repeats[base] = self.repeats.get(base, 0) + 1
            anchor = f"{base}-{self.repeats[base]}"
        self.anchors[anchor] = None
        return f"h{min(6, 1 + len(self.levels))}", anchor

    def inline(self, token: Token, before: Token, outer: Token | None) -> None:
        if outer and outer.type == "list_item_open" and before.type == "paragraph_open":
            self.task(token, outer)
        opened: Token | None = None
        words: list[str] = []
        for child in token.children or ():
            if child.type == "link_open":
                opened, words = child, []
            elif child.type == "link_close" and opened:
                self.link(token, opened, "".join(words))  # now, since its address stands behind its words
            elif child.type == "image":
                self.picture(token, child)
            elif child.type == "comment":
                self.problems.append(problems.comment_left_out(self.locate(token, (child.content, "<!--"))))
            elif child.type == "text":
                words.append(child.content)
                self.text(token, child.content)

    def text(self, token: Token, content: str) -> None:
        """What looks like HTML, or like a footnote that the parser did not take for one."""
        if "[^" in content:
            for match in _FOOTNOTE.finditer(content):
                self.problems.append(problems.missing_footnote(self.locate(token, (match[0],)), match[0]))
        if "<" in content:
            for match in _TAG.finditer(content):
                self.tags += 1
                if self.tags == 1:
                    self.first_tag = self.locate(token, (match[0],)), match[0]

    def task(self, token: Token, item: Token) -> None:
        """`[ ]` or `[x]` at the start of a list item becomes a mark that a screen reader reads too."""
        children = token.children or []
        match = _TASK.match(children[0].content) if children and children[0].type == "text" else None
        if not match:
            return
        children[0].content = children[0].content[match.end() :]
        label = self.labels.done if match[1] != " " else self.labels.to_do
        children.insert(0, type(children[0])("task", "", 0, content="☑" if match[1] != " " else "☐", info=label))
        item.attrJoin("class", "task-item")

    def link(self, token: Token, child: Token, words: str) -> None:
        typed = str(child.attrGet("href") or "")
        link = parse_link(self.path, typed)
        rows = range(*(token.map or (0, len(self.lines))))
        at = self.locate_address(rows, _as_typed(link, child), words)
        if link.kind == "forbidden":
            self.problems.append(self.forbidden(at, link))
            child.attrSet("href", "#")
            return
        self.links.append(link._replace(kind=_kind(link, typed, words), line=at.line or 0, column=at.column or 0))
        child.attrSet("href", link.href)
        surprise = surprise_in_mail(typed)
        if surprise:
            self.problems.append(problems.mail_to_others(at, surprise))
        if link.kind == "external":
            child.attrSet("rel", "noopener")
        if child.info == "auto":
            child.attrSet("class", "address")  # its words are its address: paper need not name it again

    def forbidden(self, at: Place, link: BodyLink) -> Problem:
        """The problem of an address that may not be linked to, as it was typed."""
        address = unquote(link.typed)
        if "\\" not in address or _DRIVE.match(address):
            return problems.forbidden_link(at, address if "\\" in address else link.typed)
        row = (at.line or 1) - self.first_line
        if row not in self.typed:  # a backslash before a full stop is gone from the address
            found = {_ESCAPED.sub(r"\1", match[1]): match for match in _ADDRESS.finditer(self.lines[row])}
            self.typed[row] = {address: (match.start(1) + 1, match[1]) for address, match in found.items()}
        if at.column is None and address in self.typed[row]:
            column, typed = self.typed[row][address]
            return problems.forbidden_link(at._replace(column=column, length=len(typed)), typed, _slashed(typed))
        return problems.forbidden_link(at, address, _slashed(address) if at.column else "")

    def link_attributes(self, rows: range, typed: str, words: str) -> str | None:
        """What stands in a link to a page or to the web, which one of the rows holds; None for another's."""
        link = parse_link(self.path, typed)
        if link.kind not in ("page", "external"):
            return None
        at = self.locate_address(rows, (typed,), words)
        self.links.append(link._replace(kind=_kind(link, typed, words), line=at.line or 0, column=at.column or 0))
        if link.kind == "page":
            return f'href="{link.href}"'
        return f'href="{link.href.replace("&", "&amp;")}" rel="noopener"'

    def picture(self, token: Token, child: Token) -> None:
        typed = str(child.attrGet("src") or "")
        link = parse_link(self.path, typed)
        at = self.locate(token, _as_typed(link, child))
        if typed.lower().startswith("data:"):
            self.problems.append(problems.picture_as_data(at))
            child.attrSet("src", "")
            return
        if not plain_text([child]):
            self.problems.append(problems.picture_without_text(at, link.typed))
        if link.kind == "external" and not typed.lower().startswith(("mailto:", "tel:")):
            self.problems.append(problems.foreign_picture(at, link.typed))
        elif link.kind == "forbidden":
            self.problems.append(self.forbidden(at, link))
        elif link.kind != "file":
            self.problems.append(problems.not_a_picture(at, link.typed))
        else:
            self.links.append(link._replace(kind="picture", line=at.line or 0, column=at.column or 0))
            child.attrSet("src", link.href)
            return
        child.attrSet("src", "")


def _as_typed(link: BodyLink, token: Token) -> tuple[str, ...]:
    """The ways in which the address may stand in the text; none where only a label does."""
    if "label" in token.meta:
        return ()
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if link.kind != "forbidden":
        return link.typed, address
    return f"\\{unquote(address)}", unquote(address), address


def _kind(link: BodyLink, typed: str, words: str) -> str:
    """The kind of a link, where one whose words name its address is one of its own."""
    return "address" if link.kind == "external" and typed.rstrip("/").rpartition("/")[2] in words else link.kind


def _slashed(address: str) -> str:
    """An address inside the site with slashes for its backslashes; empty for a place on a drive."""
    return "" if address.startswith("\\") else address.replace("\\", "/")


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """The visible texts of the tokens, one for a block."""
    for token in tokens:
        if token.type in {"inline", "image"}:
            yield "".join(_inline_texts(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield token.content


def _inline_texts(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "


def _align(token: Token) -> None:
    """A class instead of the inline style, which the content security policy would block."""
    style = token.attrs.pop("style", None)
    if style:
        token.attrSet("class", f"align-{str(style).rpartition(':')[2]}")
