"""How many cells a line has, by what stands between them, and the table that such lines are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.reading.pasted.item_marks import starts_as_item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BAR = re.compile(r"(?<!\\)\|")
_PAIR = re.compile(r"[^|\s][^|]*\|[^|]*[^|\s]")
_RULE = re.compile(r"[\s|:–—−‐‑+=-]+$")
_GRID = re.compile(r"\+[-=+:]+\+$")
_FRAME = "┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛╞═╪╡┃ "
_GAP = re.compile(r"[ \u00a0]{2,}(?=\S)")
_QUOTED = re.compile(r"(?<![^;,\t])\"([^\";,\t]*)\"(?![^;,\t])")
_SENTENCE = re.compile(r"[.?!:]$")
_LONG = 7  # words of a cell that is none


class Between(NamedTuple):
    """What stands between the cells of a line."""

    mark: str
    """What a text without such cells lacks."""
    cells: Callable[[str], int]
    """How many a line has, as far as it looks like a row."""
    with_bars: Callable[[str], str]
    """The line with bars between them."""
    is_certain: bool = True
    """Whether two rows are enough, with whatever cells."""


def of_bars(line: str) -> int:
    """Its cells: it begins with a bar, has two, or one with blanks or words on both sides."""
    bars = len(_BAR.findall(line))
    is_row = " | " in line or (line.startswith("|") and len(line) > 1) or bars > 1 or bool(_PAIR.fullmatch(line))
    return max(bars + 1, 2) if is_row or _GRID.match(line) else 0


def _of_frames(line: str) -> int:
    return len(line.strip("│┃").split("│")) if "│" in line else 2 if line and not line.strip(_FRAME) else 0


def _of_tabs(line: str) -> int:
    return 0 if starts_as_item(line) else line.count("\t") + 1


def _of_gaps(line: str) -> int:
    """Its cells, but where two blanks part sentences."""
    cells = _GAP.split(line)
    is_said = starts_as_item(line) or any(cell[-1:] in ".,:;?!" for cell in cells[:-1])
    return 0 if is_said or any(len(cell.split()) >= _LONG for cell in cells) else len(cells)


def _of_signs(sign: str) -> Callable[[str], int]:
    """The cells of a line of a file of values, in which nothing is a sentence."""
    spaced = f"{sign} "

    def cells(line: str) -> int:
        if spaced in line or line.startswith(sign) or line.endswith(sign) or _SENTENCE.search(line):
            return 0
        parts = line.split(sign)
        return len(parts) if all(len(part.split()) < _LONG for part in parts) else 0

    return cells


def _replaced(sign: str) -> Callable[[str], str]:
    return lambda line: _QUOTED.sub(r"\1", line.replace("|", "\\|")).replace(sign, " | ")


KINDS = (
    Between("|", of_bars, lambda line: line),
    Between("│", _of_frames, lambda line: line.replace("┃", "|").replace("│", "|") if "│" in line else "|-|"),
    Between("¦", _of_signs("¦"), _replaced("¦")),
    Between("¦ ", lambda line: len(line.split(" ¦ ")), _replaced("¦")),
    Between("\t", _of_tabs, _replaced("\t")),
    Between(";", _of_signs(";"), _replaced(";"), is_certain=False),
    Between("  ", _of_gaps, lambda line: _GAP.sub(" | ", line.replace("|", "\\|")), is_certain=False),
    Between("\u00a0\u00a0", _of_gaps, lambda line: _GAP.sub(" | ", line.replace("|", "\\|")), is_certain=False),
    Between(",", _of_signs(","), _replaced(","), is_certain=False),
)
"""The likeliest first."""


def is_even(counts: Sequence[int], first: str) -> bool:
    """Whether lines of so many cells are a table whatever stands between: as many in each, below a row of names."""
    return len(set(counts)) == 1 and (len(counts) > 2 or counts[0] > 2) and not any(map(str.isdigit, first))


def written_out(rows: Sequence[str]) -> list[str]:
    """The table of these rows, of which those are left out that only part others."""
    cells = [[cell.strip() for cell in _BAR.split(row.strip().strip("|"))] for row in rows if not _RULE.match(row)]
    width = max((len(row) for row in cells), default=1)
    full = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return [*full[:1], "|" + "---|" * width, *full[1:]]
