"""Problems of a file as text: its encoding and characters, and where its front matter begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems.problem import Place, Problem, error

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = 0x0B  # of a cell in Google Docs


def bad_encoding(path: str, line: int, column: int, *, windows: bool) -> Problem:
    """The bytes are not UTF-8."""
    what = "saved as Windows-1252 (ANSI)" if windows else "not saved as UTF-8 text"
    return error(
        "bad-encoding",
        Place(path, line, column),
        f"This file is {what}, so letters such as ’ or é would come out wrong.",
        "In your editor choose Save As, and the encoding UTF-8.",
        firm=True,
    )


def file_too_large(path: str, size: int, limit: int) -> Problem:
    """The file is larger than an answer can be."""
    return error(
        "file-too-large",
        Place(path),
        f"This file is {size // 1024:,} KB; a text may have up to {limit // 1024:,} KB.",
        "Put pictures into content/assets/ as files of their own, or split the text.",
        firm=True,
    )


def control_character(at: Place, code_point: int, line: str = "") -> Problem:
    """A character that no text should hold, such as NUL; `line` is all that it stands in."""
    is_end = code_point == _LINE_END
    return error(
        "control-character",
        at,
        f"There is an invisible control character here (U+{code_point:04X}).",
        "It stands for the end of a line: put the cursor behind it, press Backspace, then Enter."
        if is_end
        else "Delete it: put the cursor behind it and press Backspace.",
        _with(line, at, "\n" if is_end else "") if line else "",
        firm=True,
        lines=1 if line else 0,
    )


def _with(line: str, at: Place, words: str) -> str:
    """The line with the words in the place of what is marked, and its end."""
    start = (at.column or 1) - 1
    return f"{line[:start]}{words}{line[start + at.length :]}\n"


def no_front_matter(path: str, first_line: str) -> Problem:
    """The file does not start with `---`, and there is nothing in it that could be fields."""
    return error(
        "no-front-matter",
        Place(path, 1, 1, max(1, len(first_line))),
        "The file must start with a line of three hyphens, then the fields, then three hyphens again.",
        "Put these lines above all that is there, with your own words in them:\n"
        "        ---\n        question: What was asked\n        topics: the-topic\n        ---",
        firm=True,
    )


def opening_hyphens_missing(path: str, first_line: str, closing: int | None) -> Problem:
    """Fields without the line of hyphens above them; `closing` is the line of those below, if there are any."""
    below = "" if closing else "\nAnd one like it between the last field and the text."
    return error(
        "opening-hyphens-missing",
        Place(path, 1, 1, len(first_line)),
        "The line of three hyphens above the fields is missing.",
        f"Put a line with just --- above “{first_line[:60]}”.{below}",
        f"---\n{first_line}\n" if closing else "",
        firm=True,
        lines=1 if closing else 0,
    )


def text_above_hyphens(path: str, above: Sequence[str]) -> Problem:
    """Something stands above the line of hyphens with which the fields begin."""
    words = next((line for line in above if line.strip()), "")
    what = f"“{words[:40]}” stands above them." if words else "There is an empty line above them."
    lines = "the first line" if len(above) == 1 else f"the first {len(above)} lines"
    return error(
        "text-above-hyphens",
        Place(path, 1, 1, max(1, len(above[0]))),
        f"The file must start with the three hyphens above its fields. {what}",
        f"Move {lines} below the fields, into the text." if words else f"Delete {lines}.",
        firm=True,
        lines=0 if words else len(above),
    )


def dashes_for_hyphens(path: str, rows: tuple[int, ...], lines: Sequence[str]) -> Problem:
    """Three hyphens that a word processor has made a dash or a line of; `rows` are all such lines of these, from 1."""
    mended = ["---", *lines[rows[0] : rows[-1] - 1], "---"]
    also = f"Lines {rows[0]} and {rows[1]} are" if len(rows) > 1 else f"Line {rows[0]} is"
    return error(
        "dashes-for-hyphens",
        Place(path, rows[0], 1, len(lines[rows[0] - 1])),
        f"The fields stand between two lines of three hyphens. {also} of dashes, which look much the same.",
        "Write three hyphens in the place of the dashes." if len(rows) == 1 else "Write three hyphens in both places.",
        "---" if len(rows) == 1 else "".join(f"{line}\n" for line in mended),
        firm=True,
        lines=0 if len(rows) == 1 else len(mended),
    )


def front_matter_not_closed(path: str, line: int) -> Problem:
    """The closing `---` is missing."""
    return error(
        "front-matter-not-closed",
        Place(path, line, 1),
        "The fields at the top of this file never end: the closing line of three hyphens is missing.",
        "Put a line with just --- between the fields and the answer.",
        firm=True,
    )


def front_matter_language(path: str, first_line: str) -> Problem:
    """The front matter is said to be something else than YAML."""
    return error(
        "front-matter-language",
        Place(path, 1, 1, len(first_line)),
        f"The first line says “{first_line[:40]}”; only plain --- is read here.",
        "Write:  ---",
        firm=True,
    )


def front_matter_too_large(path: str, limit: int) -> Problem:
    """The fields take more room than any real entry's do."""
    return error(
        "front-matter-too-large",
        Place(path),
        f"The fields at the top of this file are larger than {limit // 1024} KB.",
        "Is the closing line of three hyphens in the right place? The answer belongs below it.",
        firm=True,
    )


def invisible_character(at: Place, code_point: int, spaces: int, line: str) -> Problem:
    """A no-break space or a zero-width character where the structure needs plain spaces.

    `spaces` are those that belong in the place of the marked stretch of the `line`.
    """
    words = line[(at.column or 1) - 1 + at.length :]
    name = "no-break space" if code_point == 0xA0 else "invisible character"
    marked = "what is marked" if at.length > 1 else "it"
    typed = f", and type {'an ordinary space' if spaces == 1 else f'{spaces} ordinary spaces'}" if spaces else ""
    return error(
        "invisible-character",
        at,
        f"There is a {name} here (U+{code_point:04X}), often pasted from Word or a web page.",
        f"Delete {marked}, all that stands before “{words[:40]}”{typed}."
        if at.column == 1
        else f"Delete {marked}{typed}.",
        _with(line, at, " " * spaces),
        firm=True,
        lines=1,
    )
