"""Words of a body that would not reach the page: surplus table cells, text nested too deeply, links nobody uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_AROUND = re.compile(r"\A[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|\[\^[^\]\s]+\]:)[ \t>]+)*")
"""The marks of lists, quotations and footnotes before a line."""
_WORD = re.compile(r"\w+")
_ONLY_MARKERS = re.compile(r"[\s>]*(?:(?:\d{1,9}[.)]|[-+*:~]|\[\^[^\]]+\]:)[ \t]*)*$")
_HOLD = re.compile(
    r"[ \t]*(draft:[ \t]*(?:true|yes|on)|publish_(?:from|until):[ \t]*\S.*"
    r"|status:[ \t]*draft|published:[ \t]*(?:false|no))[ \t]*",
    re.IGNORECASE,
)
_HOLDS = re.compile("draft|publish", re.IGNORECASE)  # quicker to look for, whatever stands before
_LEAVES = frozenset(("inline", "fence", "code_block", "hr", "comment", "tr_open"))


def lost_cells(tokens: list[Token], lines: list[str]) -> Iterator[tuple[int, str]]:
    """Row and words of what stands behind a table's last column; CommonMark tables drop it without a word."""
    row: int | None = None
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row, cells = (token.map[0] if token.map else None), []
        elif token.type == "inline" and row is not None:
            cells.append(token.content)
        elif token.type == "tr_close" and row is not None and row < len(lines):
            shown = sum(len(_WORD.findall(cell)) for cell in cells)
            line = _AROUND.sub("", lines[row], count=1)
            surplus = len(_WORD.findall(line)) - shown
            if surplus > 0 and line.count("|") >= len(cells):
                last = _last_cells(line, len(cells))
                if last:
                    yield row, last
            row = None


def lost_lines(tokens: list[Token], lines: list[str], env: dict[str, Any]) -> Iterator[int]:
    """Rows with words that no token covers, besides link definitions."""
    covered = bytearray(len(lines) + 1)
    spans = [token.map for token in tokens if token.map and token.type in _LEAVES]
    spans += [reference["map"] for reference in env.get("references", {}).values()]
    spans += [reference["map"] for reference in env.get("duplicate_refs", ())]
    spans += env.get("footnote_lines", [])
    for start, end in spans:
        last = min(max(end, start + 1), len(lines))
        covered[start:last] = b"\x01" * (last - start)
    for row, line in enumerate(lines):
        if not covered[row] and line.strip() and _WORD.search(line) and not _ONLY_MARKERS.match(line):
            yield row
            return


def lost_definitions(tokens: list[Token], env: dict[str, Any]) -> Iterator[tuple[range, str, bool]]:
    """Rows and address of lines such as `[Label]: address`, and whether the text uses the label.

    They are shown nowhere. The parser must store labels.
    """
    children = (child for token in tokens for child in token.children or ())
    used = {child.meta["label"] for child in children if "label" in child.meta}
    for label, reference in env.get("references", {}).items():
        yield range(*reference["map"]), reference["href"], label in used
    for reference in env.get("duplicate_refs", ()):
        yield range(*reference["map"]), reference["href"], False


def may_hold(text: str) -> bool:
    """Whether there may be such a line: quicker than to look."""
    lowered = text.lower()
    return "draft:" in lowered or "published:" in lowered or ("status:" in lowered and "draft" in lowered)


def lost_holds(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Row and words of lines such as `draft: true`, which hold nothing back where they stand in the text."""
    for token in tokens:
        if token.type == "inline" and token.map and _HOLDS.search(token.content):
            for offset, line in enumerate(token.content.split("\n")):
                match = _HOLD.fullmatch(line)
                if match:
                    yield token.map[0] + offset, match[1]


def _last_cells(line: str, columns: int) -> str:
    """What a table row holds behind its last column."""
    text = line.strip()
    cells = re.split(r"(?<!\\)\|", text)
    if cells and not cells[0].strip(" >"):
        cells = cells[1:]
    return " ".join(cell.strip() for cell in cells[columns:] if cell.strip())
