"""What most answers are, made into HTML without a parser: paragraphs and flat lists, with emphasis and links to pages.

Everything else, and everything uncertain, is left to the parser. What comes out is the same; tests compare the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.reading.source import LONGEST_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Any other character may mean something: to Markdown, to one of our rules, or to HTML.
_OTHER = re.compile(r"[^\w \n.,;:?!'\"()/%+=#*\[\]–—’‘“”…£€-]|_")
_PLAIN = bytes(code for code in range(128) if not _OTHER.match(chr(code)))
_START = r"(?:[^\W\d_]|\d+ |[“‘\"'(\[]|\*{1,2}[^\W_])"
_LINE, _ITEM = re.compile(_START), re.compile("- " + _START)
# Marks of emphasis that can only open, or only close: outside they touch no letter, inside they touch nothing else.
# (What must not stand before is looked for behind the mark, since a search for the mark alone is quicker.)
_WORDS, _CLOSED = r"([^\W_](?:[^*\[\]<]*[^\W_])?)", r"(?![^\s).,;:?!”’\"'])"
_STRONG = re.compile(rf"\*\*(?<![^\s(“‘\"']..){_WORDS}\*\*{_CLOSED}")
_EMPHASIS = re.compile(rf"\*(?<![^\s(“‘\"'].){_WORDS}\*{_CLOSED}")
_LINK = re.compile(r"\[(?<!!.)([^\W_][^*\[\]<\n]*)(?<! )\]\(([A-Za-z0-9./-]+\.md(?:#[A-Za-z0-9-]+)?)\)")


class _NotProse(Exception):
    """Something here needs the parser."""


def render_prose(lines: list[str], href_of: Callable[[range, str], str | None]) -> str | None:
    """The HTML of a body, or None where the parser is needed.

    `href_of` gives, for the address of a page that is linked to in some of the lines, what stands in its place.
    """
    text = "\n".join(lines).strip("\n")
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)  # far quicker than looking through all
    if odd and _OTHER.search(odd.decode("utf-8", "surrogatepass")):
        return None
    is_spaced = text.startswith(" ") or text.endswith(" ") or " \n" in text or "\n " in text
    if (
        is_spaced or "//" in text or "www." in text or "WWW." in text or len(text) > LONGEST_PARAGRAPH
    ):  # an address may stand for itself
        return None
    try:
        return "".join([_render(kind, rows, lines, href_of) for kind, rows in _blocks(lines)])
    except _NotProse:
        return None


def _blocks(lines: list[str]) -> Iterator[tuple[str, range]]:
    """The paragraphs (`p`) and lists (`ul`), with their rows."""
    row, last = 0, len(lines)
    before = ""
    while row < last:
        start = row
        if not lines[row]:
            row += 1
            continue
        kind, line = ("ul", _ITEM) if lines[row].startswith("- ") else ("p", _LINE)
        while row < last and line.match(lines[row]):
            row += 1
        # Two lists with a blank line between are one; a list is ended by a blank line alone.
        if row == start or kind == before == "ul" or (kind == "ul" and row < last and lines[row]):
            raise _NotProse
        before = kind
        yield kind, range(start, row)


def _render(kind: str, rows: range, lines: list[str], href_of: Callable[[range, str], str | None]) -> str:
    if kind == "p":
        return f"<p>{_inside(rows, lines, href_of)}</p>\n"
    items = [f"<li>{_inside(range(row, row + 1), lines, href_of, 2)}</li>\n" for row in rows]
    return f"<ul>\n{''.join(items)}</ul>\n"


def _inside(rows: range, lines: list[str], href_of: Callable[[range, str], str | None], column: int = 0) -> str:
    """The words of the rows, from a column of the first on, with what is marked in them."""

    def link(match: re.Match[str]) -> str:
        href = href_of(rows, match[2])
        if href is None:
            raise _NotProse
        return f'<a href="{href}">{match[1]}</a>'

    html = "\n".join(lines[rows.start : rows.stop])[column:]
    if "*" in html:
        html = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", html))
    if "[" in html:
        html = _LINK.sub(link, html)
    if "*" in html or "[" in html or "]" in html:
        raise _NotProse
    return html
