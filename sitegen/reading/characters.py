"""Characters of a body that make no text: a file that was pasted, and what hides behind a number."""

from __future__ import annotations

import re
from html import unescape

from sitegen.problems import body as problems
from sitegen.problems import text as text_problems
from sitegen.problems.problem import Place, Problem
from sitegen.reading.source import LONGEST_WORD, NOT_TEXT, position

_NEAR = 200  # characters in which a picture says that it is one
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# What stands between white space; scripts that are written without any (Thai, Chinese, Japanese …) are no part of it.
_UNBROKEN = re.compile(r"[^\s\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ufdff\uff00-\uffef\U00020000-\U0003ffff]+")


def find_hidden(path: str, text: str, first_line: int) -> list[Problem]:
    """The first character that no text may hold, written as HTML names or numbers it: `&#7;`."""
    for match in _ENTITY.finditer(text):
        found = NOT_TEXT.search(unescape(match[0]))
        if found:
            line, column = position(text, match.start())
            at = Place(path, first_line + line - 1, column, len(match[0]))
            whole = text[match.start() - column + 1 :].partition("\n")[0]
            return [text_problems.control_character(at, ord(found[0]), whole)]
    return []


def find_unbroken(path: str, text: str, first_line: int) -> Problem | None:
    """The first run of characters that is too long to be text."""
    if len(text) > LONGEST_WORD:
        for match in _UNBROKEN.finditer(text):
            length = match.end() - match.start()
            if length > LONGEST_WORD:
                line, column = position(text, match.start())
                at = Place(path, first_line + line - 1, column, length)
                is_picture = "data:image/" in match[0][:_NEAR]
                return problems.picture_as_data(at) if is_picture else problems.word_too_long(at, length, LONGEST_WORD)
    return None
