"""Bytes to text: one file as characters, with its lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.problems import text as problems
from sitegen.problems.problem import Place, Problem

LARGEST = 1024 * 1024
"""Bytes. A longer answer is not an answer; capped so that no parser is asked for more."""

LONGEST_WORD = 20_000
"""Characters without white space between them. What is longer is no text, and what looks for addresses in it goes over
it again and again."""
LONGEST_PARAGRAPH = 50_000
"""Characters. What looks for marks and addresses in a paragraph goes over it more than once for each."""

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
"""Characters that no text needs: XML, which feeds are made of, cannot hold them, or they show what follows in another
order than it is written in, so that 100 reads as 001."""
_OPENED = dict.fromkeys("\u202a\u202b", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
SEEN = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""A character that a reader sees: a text without one is none."""
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


class Source(NamedTuple):
    """A file's text: no byte order mark, every line ended by a line feed."""

    path: str
    text: str


def parse_source(path: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """The file as text, or None with the one problem that says why it is none."""
    if len(data) > LARGEST:
        return None, [problems.file_too_large(path, len(data), LARGEST)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_encoding_problem(path, data, error)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = data.translate(None, _PLAIN)  # looking through what is not plain is far quicker than through all
    found = NOT_TEXT.search(text) if odd and NOT_TEXT.search(odd.decode("utf-8-sig")) else None
    if found:
        line, column = position(text, found.start())
        whole = text[found.start() - column + 1 :].partition("\n")[0]
        return None, [problems.control_character(Place(path, line, column), ord(found[0]), whole)]
    return Source(path, text), []


def unclosed_direction(text: str) -> str:
    """A character that turns the direction of writing and is not closed in the text, or closes none; or nothing.

    What stands beside the text on a page would be turned with it.
    """
    if text.isascii():
        return ""
    closings: list[tuple[str, str]] = []  # what closes each that is open, and that one
    for character in text:
        if character in _OPENED:
            closings.append((_OPENED[character], character))
        elif character in "\u202c\u2069" and (not closings or closings.pop()[0] != character):
            return character
    return closings[-1][1] if closings else ""


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _encoding_problem(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = position(before, len(before))
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return problems.bad_encoding(path, line, column, windows=False)
    return problems.bad_encoding(path, line, column, windows=b"\x00" not in data)
