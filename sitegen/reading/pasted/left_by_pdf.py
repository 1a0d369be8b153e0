"""What is left of the page that words were copied from, and of the letters that a program read wrongly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import brought_along as problems
from sitegen.reading.pasted.block import written_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Problem
    from sitegen.reading.pasted.block import Block, BodyLines, Finder

_CUT = re.compile(r"([^\W_]+)(\u00ad|[-\u2010])[ \t]*$")
_GOES_ON = re.compile(r"[ \t]*((?!(?:and|or|to|nor|und|oder|bis|et|ou|y|en)\b)(?:[^\W\d_]{2,}|\d+))")
_PAGE = re.compile(r"^[ \t]*(?:Page|Seite) \d{1,4} (?:of|von) \d{1,4}[ \t]*$", re.MULTILINE)
_GARBLED = re.compile(
    r"(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3})+"
)


def cut_words(block: Block, source: Finder) -> Iterator[Problem]:
    """A word that the end of a line cuts in two."""
    if "-\n" not in block.text and "\u00ad\n" not in block.text and "\u2010\n" not in block.text:
        return
    lines = block.lines
    for row in range(len(lines) - 1):
        cut, rest = _CUT.search(lines[row]), _GOES_ON.match(lines[row + 1])
        if cut and rest and not rest[1][0].isupper() and "://" not in lines[row]:
            is_soft, has_one = cut[2] == "\u00ad", cut[1].isupper() or rest[1].isdigit()
            if has_one and cut[1].isdigit():
                continue  # from 5-\n10
            hyphen = "" if is_soft or not has_one else "-"
            new = [lines[row][: cut.end(1)] + hyphen + lines[row + 1].lstrip()]
            alone = block._replace(rows=range(block.rows.start + row, block.rows.stop), text=lines[row])
            mended = written_anew(alone, 0, new, source.lines) if is_soft or has_one else ""
            at = source.at(block.rows.start + row, cut[0].rstrip())
            yield problems.word_cut(at, cut[1], rest[1], mended)


def page_numbers(text: str, source: BodyLines) -> Iterator[Problem]:
    """`Page 2 of 12` on a line of its own."""
    if "Page " in text or "Seite " in text:
        match = _PAGE.search(text)
        if match:
            yield problems.page_number(source.at(text.count("\n", 0, match.start())), match[0].strip())


def garbled(text: str, source: BodyLines) -> Iterator[Problem]:
    """`donâ€™t`, `cafÃ©`: letters in UTF-8 that were read as those of Windows."""
    if text.isascii() or not ("\u00e2\u20ac" in text or "\u00c3" in text or "\u00c2" in text or "\u00f0\u0178" in text):
        return
    for row, line in enumerate(source.lines):
        match = _GARBLED.search(line) if not line.isascii() else None
        mended = match and _GARBLED.sub(lambda found: _read_again(found[0]), line)
        if match and mended and mended != line:
            yield problems.garbled_letters(source.at(row, match[0]), match[0], _read_again(match[0]), f"{mended}\n")


def _read_again(letters: str) -> str:
    """The letters as they were meant; themselves where they were not read wrongly."""
    data = bytearray()
    for letter in letters:
        try:
            data += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return letters
            data.append(ord(letter))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return letters
