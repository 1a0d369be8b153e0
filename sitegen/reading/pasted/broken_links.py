"""Links that are shown as they stand, that nobody sees, or that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems import body as body_problems
from sitegen.problems import pasted as problems
from sitegen.reading.autolinks import end_of
from sitegen.reading.pasted.block import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, Finder

_BLANKS = " \t\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff"
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|www\.|\.{1,2}/)\S|[^\s/]+/\S*|.*\.[A-Za-z0-9]{2,5}(?:#\S*)?$", re.IGNORECASE
)
_SPACED = re.compile(r"(?<!\\)\]\(((?!<)[^()\n<>\"]{0,500}(?:\([^()\n]{0,200}\)[^()\n<>\"]{0,500}){0,3})\)")
_TITLE = re.compile(r"\s'[^']*'$")
_APART = re.compile(
    rf"(?<![\\!])(\[[^\[\]\n]{{1,200}}\])[{_BLANKS}]+(\((?=https?://|www\.|mailto:|\.{{1,2}}/|[\w/-]+\.(?:md|html|pdf)\))[^()\s]{{1,500}}\))"
)

_WEB = r"(?:https?://|mailto:)[^\s()\[\]<>]{1,500}"
SLASHES = re.compile(r"(?<![\w/=&%?.-])(https?)(?::/(?!/)|//|:// (?=[\w-]{1,60}\.[a-z]))(?=[^\s:/])", re.IGNORECASE)
"""How an address begins that lacks a slash or its colon, or has a space behind them."""


_TO_THE_END = re.compile(r"(?<![(<\[])https?://[^\s<>()\[\]]{4,500}[-_/=&%?]$")
_GOES_ON = re.compile(r"\s*(?=[^\s]*[\d/=_%.-])[\w%][\w%./=&?#+~-]*(?<![.])(?:[\s).,;]|$)")
_CUT = "its address is cut in two at the end of the line"


class _Slip(NamedTuple):
    may_be: Callable[[str], bool]
    """Whether there can be one at all: quicker than to look."""
    pattern: re.Pattern[str]
    mended: Callable[[re.Match[str]], str]
    why: str


_SLIPS = (
    _Slip(
        lambda text: "](" in text and text.count("(") > text.count(")"),
        re.compile(
            rf"(?<![\\!\]])\[[^\[\]\n]{{1,200}}\]\((?:{_WEB}|\.{{1,2}}/[\w./#-]{{1,300}})(?=[ \t]*$)", re.MULTILINE
        ),
        lambda match: f"{match[0]})",
        "the round bracket behind its address is missing",
    ),
    _Slip(
        lambda text: "]http" in text or "]mailto:" in text,
        re.compile(rf"(?<![\\!\]])(\[[^\[\]\n]{{1,200}}\])({_WEB})"),
        lambda match: f"{match[1]}({end_of(match[2])}){match[2][len(end_of(match[2])) :]}",
        "the round brackets are missing",
    ),
    _Slip(
        lambda text: ")[" in text,
        re.compile(rf"(?<!\])\(([^()\[\]\n]{{1,200}})\)\[({_WEB})\]"),
        lambda match: f"[{match[1]}]({match[2]})",
        "the words go into square brackets, the address into round ones",
    ),
    _Slip(
        lambda text: "][http" in text,
        re.compile(rf"(?<![\\!\]])(\[[^\[\]\n]{{1,200}}\])\[({_WEB})\]"),
        lambda match: f"{match[1]}({match[2]})",
        "its address goes into round brackets",
    ),
    _Slip(
        lambda text: "|http" in text,
        re.compile(rf"(?<![\\\[])\[([^\[\]\n|]{{1,200}})\|({_WEB})\]"),
        lambda match: f"[{match[1].strip()}]({match[2]})",
        "the words go into square brackets, the address into round ones",
    ),
    _Slip(
        lambda text: "<http" in text,
        re.compile(r"<(https?://[^\s()\[\]<>|]{1,500})\|([^<>\n|]{1,200})>"),
        lambda match: f"[{match[2].strip()}]({match[1]})",
        "the words go into square brackets, the address into round ones",
    ),
    _Slip(
        lambda text: "HYPERLINK" in text,
        re.compile(r"\{? ?HYPERLINK [\"“](https?://[^\s\"”]{1,500})[\"”](?: \\\w [\"“][^\"”\n]{0,80}[\"”])? ?\}?"),
        lambda match: f"{match[1]} ",
        "it is the code that Word has for one",
    ),
    _Slip(
        lambda text: ":\\\\" in text,
        re.compile(r"\b(https?):\\\\([^\s()<>\[\]]{1,500})", re.IGNORECASE),
        lambda match: f"{match[1]}://{match[2].replace(chr(92), '/')}",
        "behind http or https stand a colon and two slashes",
    ),
    _Slip(
        lambda text: "://" in text and "." in text,
        re.compile(
            r"(?<![(<\[\w])(https?://[^\s<>()\[\]]{1,300}/[^\s<>()\[\].,;:!?]{1,100})"
            r"((?: (?!(?:and|or|in|to|the|und|from)\b)[\w&-]{1,40}){1,5}\.(?:pdf|docx?|xlsx?|pptx?|aspx))\b",
            re.IGNORECASE,
        ),
        lambda match: f"{match[1]}{match[2].replace(' ', '%20')}",
        "there is a space in the address",
    ),
    _Slip(
        lambda text: "http" in text,
        SLASHES,
        lambda match: f"{match[1]}://",
        "behind http or https stand a colon and two slashes, without a space",
    ),
)


def spaces(block: Block, source: Finder) -> Iterator[Problem]:
    """A blank in the address, or before it."""
    if "]" not in block.text or "(" not in block.text:
        return
    text = block.without_code
    for match in _SPACED.finditer(text):
        address = match[1].strip()
        if (
            any(blank in address for blank in " \u00a0\u2009\u202f")
            and _ADDRESS.match(address)
            and not _TITLE.search(address)
        ):
            yield body_problems.link_not_read(source.find(block, address), address)
    for match in _APART.finditer(text):
        yield body_problems.link_not_read(source.find(block, match[0]), match[2], match[1] + match[2])


def slips(block: Block, source: Finder) -> Iterator[Problem]:
    """A link whose brackets are not as they should be, and `https:/` with one slash."""
    if "http" not in block.text and "](" not in block.text:
        return
    if "\n" in block.text and "://" in block.text:
        yield from _cut(block, source)
    text = ""
    for slip in _SLIPS:
        if slip.may_be(block.text):
            text = text or block.without_code
            for match in slip.pattern.finditer(text):
                at = source.find(block, match[0])
                yield body_problems.link_not_read(at, match[0], slip.mended(match), slip.why)


def _cut(block: Block, source: Finder) -> Iterator[Problem]:
    """An address that goes on in the next line, as mails and PDFs cut them."""
    lines = block.lines
    for row in range(len(lines) - 1):
        match = _TO_THE_END.search(lines[row]) if "://" in lines[row] else None
        if match and _GOES_ON.match(lines[row + 1]):
            new = [lines[row].rstrip() + lines[row + 1].lstrip()]
            alone = block._replace(rows=range(block.rows.start + row, block.rows.stop), text=lines[row])
            at = source.at(block.rows.start + row, match[0])
            mended = written_anew(alone, 0, new, source.lines)
            yield body_problems.link_not_read(at, match[0], mended, _CUT, lines=2)


def empty(block: Block, source: Finder) -> Iterator[Problem]:
    """A link without words or without an address."""
    words: list[str] | None = None
    address = ""
    for child in block.children:
        if child.type == "link_open":
            words, address = [], str(child.attrGet("href") or "")
        elif child.type == "link_close" and words is not None:
            shown = "".join(words).strip(" \t\n\u00a0\u200b\u2060\ufeff")
            if not shown:
                yield problems.link_without_words(source.find(block, address or "]("), address)
            elif address.strip().lower() in ("", "#", "mailto:", "tel:", "http://", "https://"):
                yield problems.link_to_nowhere(source.find(block, f"[{shown}]"), shown)
            words = None
        elif words is not None:
            words.append("picture" if child.type == "image" else child.content)
