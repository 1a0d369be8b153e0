"""A body's Markdown to HTML, to plain text, and to what it points at.

CommonMark with tables, strikethrough, footnotes, definition lists, task lists and bare links. Raw HTML is shown as
text and comments are left out, so nothing a writer pastes can run; nh3 goes over the result as the last gate.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems import body as problems
from sitegen.reading.asmeant import plain_blanks
from sitegen.reading.body_links import BodyLinks
from sitegen.reading.characters import find_hidden, find_unbroken
from sitegen.reading.dropped_text import may_hold
from sitegen.reading.headings import Headings
from sitegen.reading.links import BodyLink
from sitegen.reading.pasted.checks import check_blocks, check_prose, check_tokens
from sitegen.reading.placing import BodyPlaces
from sitegen.reading.plain_text import collapsed, plain_text
from sitegen.reading.prose import render_prose
from sitegen.reading.source import NOT_TEXT, SEEN
from sitegen.reading.walk import TAG, Walk

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sitegen.problems.problem import Problem


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
        return plain_text(self.tokens) if self.tokens else collapsed(unescape(TAG.sub("", self.html)))


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
        prose = _parse_prose(text, BodyPlaces(path, lines, first_line), labels)
        if prose:
            return prose
    return _parse_marked(text, BodyPlaces(path, lines, first_line), labels, plugins)


def _parse_prose(text: str, places: BodyPlaces, labels: Labels) -> tuple[Body, list[Problem]] | None:
    """A body that needs no parser, as most; None of others."""
    found: list[Problem] = []
    headings, links = Headings(places, found), BodyLinks(places, found)
    read = render_prose(places.lines, links.attributes, headings.add, labels.table)
    if read is None:
        return None
    checked = check_prose(places, text) if read.is_plain else check_blocks(places, text, read.blocks)
    return Body(read.html, tuple(links.links), tuple(headings.anchors)), [*checked, *found]


def _parse_marked(
    text: str, places: BodyPlaces, labels: Labels, plugins: tuple[str, ...]
) -> tuple[Body, list[Problem]]:
    from sitegen.reading.parser import clean, make_parser  # slow to import, and most answers are prose

    parser = make_parser(plugins)
    env: dict[str, Any] = {"labels": labels}
    try:
        tokens = parser.parse(plain_blanks(text), env)
        walk = Walk(places, list(check_tokens(places, text, tokens)))  # first: taking them changes their addresses
        walk.take(tokens, env)
        html = clean(parser.renderer.render(tokens, parser.options, env))
    except RuntimeError:  # RecursionError too; the parser raises the plain one where a rule gets stuck
        return EMPTY, [problems.unreadable_body(places.path)]
    hidden = find_hidden(places.path, text, places.first_line) if NOT_TEXT.search(html) else []
    body = Body(html, tuple(walk.links.links), tuple(walk.headings.anchors), tuple(tokens))
    return body, [*walk.problems, *hidden]
