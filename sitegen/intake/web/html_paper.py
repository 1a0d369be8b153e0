"""HTML to blocks: a saved page, a mail, or what Word, Outlook and a browser put on the clipboard."""

from __future__ import annotations

import codecs
import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sitegen.intake.paper import Paper, letters
from sitegen.intake.web.block_builder import BlockBuilder
from sitegen.intake.web.html_tags import BLOCKS, EMPTY, ENDS, UNSHOWN
from sitegen.intake.web.looks import WordLook, look_inside, rules_of
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from sitegen.intake.paper import PaperBlock, SetAside

LARGEST = 5 * 1024 * 1024
"""Bytes of a page, without its pictures."""
_MOST_UNCLOSED = 1000  # tags
_DEEPEST = 600  # elements in elements
_SKIPPED = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({'|'.join(sorted(UNSHOWN))})\b[^<>]*(?<!/)>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z](?:\"[^\"]*+\"|'[^']*+'|[^'\">])*+>|<[!?][^>]*+>")
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)(?:<!--\s*EndFragment\s*-->|\Z)", re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""As browsers have it."""


def read_html(text: str, *, quotes: bool = False) -> Paper:
    """The HTML as a paper; raises Refused where it is nested without end.

    `text` is a page, a part of one, or what the clipboard of Windows gives, with its head of byte counts. With `quotes`
    what stands in a `blockquote` is quoted from an earlier mail.
    """
    fragment = _FRAGMENT.search(text) if text.startswith("Version:") else None  # a page may hold what was pasted once
    shown = _SKIPPED.sub(" ", fragment[1] if fragment else text)
    if (
        shown.count("<") - shown.count(">") > _MOST_UNCLOSED
    ):  # the parser would look for the end of each in all the rest
        raise Refused("The page is damaged: most of its tags have no end.", "Save it again, and import that.")
    reader = _TagReader(quotes=quotes)
    reader.feed(shown)
    reader.close()
    blocks = reader.builder.end()
    words = html.unescape(_TAG.sub(" ", shown))
    return Paper(
        "web page",
        tuple(blocks),
        tuple(reader.builder.set_aside),
        letters(words),
        reader.builder.notes,
        alarms=tuple(reader.builder.alarms),
        passages=tuple(words.split("\n")),
    )


def html_blocks(text: str) -> tuple[tuple[PaperBlock, ...], tuple[SetAside, ...], str]:
    """A piece of HTML, such as a cell of a sheet: its blocks, what was set aside, and its words as counted."""
    paper = read_html(text)
    return paper.blocks, paper.set_aside, shown_words(text)


def shown_words(text: str) -> str:
    """The words of the HTML without its marks, told by their shape alone: to count them on another way."""
    return html.unescape(_TAG.sub(" ", _SKIPPED.sub(" ", text)))


def decoded_html(name: str, data: bytes) -> str:
    """The bytes as text: by their mark, by what the page says of itself, as UTF-8, or as Windows wrote before."""
    if len(data) > LARGEST:
        raise Refused(f"{name} is larger than 5 MB.", "Copy the part that you need into a Word file, and import that.")
    for mark, code in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(code, "replace")
    said = _CHARSET.search(data[:2048])
    code = said[1].decode("ascii").lower() if said else "utf-8"
    code = _WEB_NAMES.get(code, code)
    for encoding in (code, "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


class _TagReader(HTMLParser):
    """Goes over the tags and tells the builder what begins, what ends, and how words look."""

    def __init__(self, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = BlockBuilder(quotes=quotes)
        self.open: list[tuple[str, WordLook]] = []
        self.unshown = 0

    @property
    def look(self) -> WordLook:
        return self.open[-1][1] if self.open else WordLook()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSHOWN:
            self.unshown += 1
        if self.unshown:
            return
        self._end_before(tag)
        attributes = {name: said or "" for name, said in attrs}
        rules = rules_of(attributes)
        look = look_inside(tag, attributes, rules, self.look)
        if tag not in EMPTY:
            if len(self.open) >= _DEEPEST:
                raise Refused(
                    "The page nests its parts too deeply to be a write-up.",
                    "Copy what you need into a Word file, and import that.",
                )
            self.open.append((tag, look))
        self.builder.begin(tag, attributes, rules, look)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in UNSHOWN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSHOWN:
            self.unshown = max(self.unshown - 1, 0)
            return
        if self.unshown or not any(name == tag for name, _ in self.open):
            if tag == "p" and not self.unshown:
                self.builder.paragraph_end()
            return
        self._pop(next(i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] == tag))

    def _end_before(self, tag: str) -> None:
        """End what may be left open in HTML: a paragraph before a block, an item before the next."""
        if tag in BLOCKS:
            at = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] in BLOCKS), -1)
            if at >= 0 and self.open[at][0] == "p":
                self._pop(at)
        alike, holders = ENDS.get(tag, (frozenset(), frozenset()))
        for i in range(len(self.open) - 1, -1, -1):
            if not alike or self.open[i][0] in holders:
                return
            if self.open[i][0] in alike:
                self._pop(i)
                return

    def _pop(self, at: int) -> None:
        while len(self.open) > at:
            self.builder.finish(self.open.pop()[0])

    def handle_data(self, data: str) -> None:
        if not self.unshown:
            self.builder.words(data, self.look)
