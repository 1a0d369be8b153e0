r"""What most answers are, made into HTML without a parser. What comes out is the same; tests compare the two.

Everything else, and everything uncertain, is left to the parser. This is all that is read here:

    body      = blocks with blank lines between; lists, headings, quotations and fences may follow a paragraph at once
    paragraph = lines that begin with a letter, a number and a blank, a bracket, a quotation mark, a span
    list      = lines `- words`, or `* words`, or `1. words` that count on from 1; a second one of a kind is no list
    heading   = `## words` without spans
    quotation = lines `> words`
    fence     = three backticks and perhaps a word, any lines, three backticks
    table     = `| cell | cell |`, a rule, rows of as many cells; a blank line before it
    words     = letters, digits, plain punctuation and spans
    span      = `*words*`, `_words_`, `**words**`, code in single backticks, ` & `, a link to a page or to the web

Plain punctuation is what means nothing to Markdown, to a rule of ours, or to HTML. The parser's are addresses that
stand for themselves, escapes, entities, line breaks, pictures, footnotes, lists in lists, blanks at the ends of lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.reading.pasted.block import Block
from sitegen.reading.source import LONGEST_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OTHER = re.compile(r"[^\w \n.,;:?!'\"()/%+=#*$\[\]–—’‘“”…£€«»°×-]")  # what words cannot hold
_ODD = re.compile(r"[^\w \n!-~–—’‘“”…£€«»°×]")  # what not even code can
_SPAN_HELD = "\0"  # stands for a span that is made already; no text holds it
_PLAIN = bytes([*(code for code in range(128) if not _OTHER.match(chr(code))), 0])
_START = r"(?:[^\W\d_]|\d+ |[“‘\"'(\[]|\*{1,2}[^\W_]|_[^\W_]|`[^`])"
_LINE, _QUOTED = re.compile(_START), re.compile("> " + _START)
_ITEMS = {mark: re.compile(mark + _START) for mark in ("- ", r"\* ", r"\d{1,3}\. ")}
_HEADING = re.compile(r"(#{1,6}) ([^\W\d_][^*_\[\]`&]*)(?<!#)")
_TELLING = re.compile(r":(?=[a-z+:])")  # what some programs make a picture or a box of
_FENCE = re.compile(r"```[A-Za-z0-9+-]*")
_ROW, _RULE = re.compile(r"\| .*\|$"), re.compile(r"\|(?: ?:?-{3,}:? ?\|){2,}")
# Marks of emphasis that can only open, or only close: outside they touch no letter, inside they touch nothing else.
# (What must not stand before is looked for behind the mark, since a search for the mark alone is quicker.)
_WORDS, _CLOSED = r"([^\W_](?:[^*<]*[^\W_])?)", r"(?![^\s).,;:?!”’\"'])"
_STRONG = re.compile(rf"\*\*(?<![^\s(“‘\"']..){_WORDS}\*\*{_CLOSED}")
_EMPHASIS = re.compile(rf"\*(?<![^\s(“‘\"'].){_WORDS}\*{_CLOSED}")
_UNDERSCORED = re.compile(rf"_(?<![^\s(“‘\"'].)([^\W_](?:[^*_<]*[^\W_])?)_{_CLOSED}")
_PAGE = r"[A-Za-z0-9./-]+\.md(?:#[A-Za-z0-9-]+)?"
_WEB = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[A-Za-z0-9./_=?&#-]*)?"
_CODE = r"(?<!`)`([^`\n ](?:[^`\n]*[^`\n ])?)`(?!`)"
_LINK = rf"\[(?<!!.)([^\W_][^*_\[\]<`&\n]*)(?<! )\]\(({_PAGE}|{_WEB})\)"
_HELD_SPAN = re.compile(rf"{_CODE}|{_LINK}|(?<= )&(?= )")

# By how often a rule of a table begins, and twice how often it ends, with a colon.
_ALIGNED = ("", ' class="align-left"', ' class="align-right"', ' class="align-center"')


class _NotProse(Exception):
    """Needs the parser."""


class Prose(NamedTuple):
    """A body that needs no parser."""

    html: str
    blocks: list[Block]
    """For the checks of what is pasted."""
    is_plain: bool
    """Whether there is nothing but paragraphs and flat lists, of words, emphasis and links to pages."""


def render_prose(
    lines: list[str],
    link_attributes: Callable[[range, str, str], str | None],
    open_heading: Callable[[int, int, str], tuple[str, str]],
    table_label: str,
) -> Prose | None:
    """The body as HTML, or None where the parser is needed.

    `link_attributes` is asked for an address in some of the rows and its words, and gives None where the parser is
    needed; `open_heading` for the element and the id of the next heading, by its row, level and words.
    """
    text = "\n".join(lines).strip("\n")
    if len(text) > LONGEST_PARAGRAPH or _SPAN_HELD in text:
        return None
    is_narrow = _is_narrow(text)
    if "www." in text or "WWW." in text or (not is_narrow and _ODD.search(text)):
        return None
    reading = _Reading(lines, (link_attributes, open_heading, table_label), is_narrow=is_narrow)
    try:
        html = "".join(reading.all())
    except _NotProse:
        return None
    is_telling = "  " in text or "_" in text or "==" in text or "%%" in text or _TELLING.search(text)
    return Prose(html, reading.blocks, reading.is_plain and not is_telling)


def _is_narrow(text: str) -> bool:
    """Whether the text has nothing that words cannot hold."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)  # far quicker than looking through all
    if odd and _OTHER.search(odd.decode("utf-8", "surrogatepass")):
        return False
    return not ("//" in text or " \n" in text or text.endswith(" "))  # an address may stand for itself


class _Reading:
    """A body on its way."""

    def __init__(self, lines: list[str], asked: Any, *, is_narrow: bool) -> None:
        """`is_narrow` tells that nothing in it is what words cannot hold."""
        self._lines, self._is_narrow = lines, is_narrow
        self._link_attributes, self._open_heading, self._table_label = asked
        self.is_plain = is_narrow
        self.blocks: list[Block] = []

    def all(self) -> Iterator[str]:
        """The HTML of each block."""
        row, before = 0, ""
        while row < len(self._lines):
            if not self._lines[row]:
                row += 1
                continue
            before, row, html = self._block(row, before)
            yield html

    def _block(self, row: int, before: str) -> tuple[str, int, str]:
        """What the block is that begins in the row, the row behind it, and its HTML."""
        line = self._lines[row]
        if _LINE.match(line):
            end = self._end(row, _LINE)
            return "p", end, f"<p>{self._words(range(row, end))}</p>\n"
        self.is_plain = self.is_plain and line.startswith("- ")
        for mark, item in _ITEMS.items():
            if item.match(line):
                return self._list("ul" if len(mark) < 4 else "ol", row, self._end(row, item), before)
        if line.startswith("#"):
            return "heading", row + 1, self._heading(row)
        if _QUOTED.match(line):
            end = self._end(row, _QUOTED)
            self._check_blank(end)
            return "quote", end, f"<blockquote>\n<p>{self._words(range(row, end), 2)}</p>\n</blockquote>\n"
        if line.startswith("```"):
            return self._fence(row)
        if _ROW.match(line) and (not row or not self._lines[row - 1]):
            return self._table(row)
        raise _NotProse

    def _end(self, row: int, line: re.Pattern[str]) -> int:
        """The row behind such lines, of which the first is one."""
        row += 1
        while row < len(self._lines) and line.match(self._lines[row]):
            row += 1
        return row

    def _check_blank(self, row: int) -> None:
        if row < len(self._lines) and self._lines[row]:
            raise _NotProse

    def _list(self, kind: str, row: int, end: int, before: str) -> tuple[str, int, str]:
        self._check_blank(end)
        if kind == before:  # with a blank line between they are one
            raise _NotProse
        items = []
        for number, at in enumerate(range(row, end), 1):
            mark = f"{number}. " if kind == "ol" else self._lines[at][:2]
            if not self._lines[at].startswith(mark):
                raise _NotProse
            items.append(f"<li>{self._words(range(at, at + 1), len(mark))}</li>\n")
        return kind, end, f"<{kind}>\n{''.join(items)}</{kind}>\n"

    def _heading(self, row: int) -> str:
        match = _HEADING.fullmatch(self._lines[row])
        if match is None:
            raise _NotProse
        words = self._spans("heading", range(row, row + 1), match[2])
        tag, anchor = self._open_heading(row, len(match[1]), words)
        return f'<{tag} id="{anchor}">{words}</{tag}>\n'

    def _fence(self, row: int) -> tuple[str, int, str]:
        end = row + 1
        while end < len(self._lines) and "```" not in self._lines[end]:
            end += 1
        if end == len(self._lines) or self._lines[end] != "```" or not _FENCE.fullmatch(self._lines[row]):
            raise _NotProse
        code = "".join([f"{line}\n" for line in self._lines[row + 1 : end]])
        self.blocks.append(Block("fence", range(row, end + 1), code, (), "```"))
        return "fence", end + 1, f'<pre tabindex="0"><code>{_escaped(code)}</code></pre>\n'

    def _table(self, row: int) -> tuple[str, int, str]:
        end = self._end(row + 1, _ROW)
        self._check_blank(end)
        if end - row < 3 or not _RULE.fullmatch(self._lines[row + 1]) or not self._table_label.isalnum():
            raise _NotProse
        rules = [cell.strip() for cell in self._lines[row + 1][1:-1].split("|")]
        places = [_ALIGNED[rule.startswith(":") + 2 * rule.endswith(":")] for rule in rules]
        head = self._cells(row, "th", places)
        rows = "".join([self._cells(at, "td", places) for at in range(row + 2, end)])
        label = f'<div class="table" tabindex="0" role="group" aria-label="{self._table_label}">'
        return "table", end, f"{label}<table>\n<thead>\n{head}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"

    def _cells(self, row: int, tag: str, places: list[str]) -> str:
        cells = [cell.strip() for cell in self._lines[row][1:-1].split("|")]
        if len(cells) != len(places) or not self._lines[row].endswith(" |"):
            raise _NotProse
        rows = range(row, row + 1)
        if tag == "td":
            self.blocks.append(Block("row", rows, ""))
        made = [self._spans("cell", rows, cell) if cell else "" for cell in cells]
        made = [f"<{tag}{place}>{words}</{tag}>\n" for place, words in zip(places, made, strict=True)]
        return f"<tr>\n{''.join(made)}</tr>\n"

    def _words(self, rows: range, column: int = 0) -> str:
        """The words of the rows, from a column of each on."""
        return self._spans("paragraph", rows, "\n".join([self._lines[row][column:] for row in rows]))

    def _spans(self, kind: str, rows: range, text: str) -> str:
        """The words, with what is marked in them."""
        self.blocks.append(Block(kind, rows, text))
        held: list[str] = []
        if "[" in text or "`" in text or "&" in text:
            text = _HELD_SPAN.sub(lambda match: self._hold(match, rows, held), text)
        if not self._is_narrow and not _is_narrow(text):
            raise _NotProse
        if "*" in text:
            text = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", text))
        if "_" in text:
            text = _UNDERSCORED.sub(r"<em>\1</em>", text)
        if "*" in text or "_" in text or "[" in text or "]" in text:
            raise _NotProse
        if held:
            first, *pieces = text.split(_SPAN_HELD)
            text = first + "".join([span + piece for span, piece in zip(held, pieces, strict=True)])
        return text

    def _hold(self, match: re.Match[str], rows: range, held: list[str]) -> str:
        """Put by a span in which nothing else is looked for; what stands in its place."""
        code, words, typed = match.groups()
        if code:
            held.append(f"<code>{_escaped(code)}</code>")
        elif typed:
            attributes = self._link_attributes(rows, typed, words)
            if attributes is None or not _is_narrow(words):
                raise _NotProse
            held.append(f"<a {attributes}>{words}</a>")
        else:
            held.append("&amp;")
        return _SPAN_HELD


def _escaped(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
