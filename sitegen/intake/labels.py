"""Labels that tell question from answer: “Q:”, “Q1 –”, “Question 4”, “A:”, “Answered by the Director”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.paper import PARAGRAPH, TABLE, PaperBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = r"\s*(?:[:.)]|[–—-](?=\s))\s*"
_SIGN_WITHOUT_NUMBER = r"\s*(?::|[–—-](?=\s))\s*"
_NAME = "(?:Q|Question|Frage|Staff question)"
_QUESTION = re.compile(
    rf"\s*(?:{_NAME}\s*(?:no\.?\s*)?\d{{1,3}}[a-z]?(?:{_SIGN}|\s*\n|\s*$)|{_NAME}{_SIGN_WITHOUT_NUMBER})",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:A|Ans|Answer|Response|Reply|Antwort)\s*\d{0,3}[a-z]?(?:\s*[:)]|\s*[–—-](?=\s)|(?<=\d)\.)\s*|"
    r"\s*(?:Answer|Response|Reply|Antwort)\s*\d{0,3}\s*(?:\n|$)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\s*(?:Answered by|Response from|Answer from|Reply from|Beantwortet von)\s*:?\s*"
    r"([^\n:]{2,80}?)\s*(?::\s*|\n\s*|$)",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A block without its label, and what the label said."""

    block: PaperBlock
    role: str = ""
    """`question`, `answer`, or nothing: it goes on."""
    label: str = ""
    answered_by: str = ""


def cut_labels(blocks: Sequence[PaperBlock]) -> list[Piece]:
    """The blocks, cut before each label at the start of a line."""
    pieces = []
    for block in blocks:
        if block.kind == TABLE:
            pieces.append(Piece(block))
            continue
        for part in _lines(block):
            pieces += _labelled(part)
    return pieces


def _labelled(block: PaperBlock) -> list[Piece]:
    """A block that may begin with a label; a label that fills it leaves nothing of it."""
    text = block.text
    shown = f"{block.label} {text}" if block.label.lower().startswith(("q", "question", "frage")) else text
    if shown is not text and _QUESTION.match(shown):  # an automatic number: it stands nowhere in the file
        return [Piece(block._replace(kind=PARAGRAPH, label=""), "question")]
    for role, pattern in (("question", _QUESTION), ("answer", _BY), ("answer", _ANSWER)):
        match = pattern.match(text)
        if match and match.end():
            by = match[1] if pattern is _BY else ""
            rest = _from(block, match.end())._replace(kind=PARAGRAPH, label="")
            return [Piece(rest, role, match[0].strip(), by)]
    return [Piece(block)]


def _lines(block: PaperBlock) -> list[PaperBlock]:
    """The block, cut where a line inside it begins with a label."""
    text = block.text
    cuts = [m.end() for m in re.finditer(r"\n", text) if any(p.match(text, m.end()) for p in (_QUESTION, _ANSWER, _BY))]
    if not cuts:
        return [block]
    parts = []
    for start, end in zip([0, *cuts], [*(cut - 1 for cut in cuts), len(text)], strict=True):
        part = _from(block, start, end)
        parts.append(part if not start else part._replace(kind=PARAGRAPH, label=""))
    return [part for part in parts if part.text.strip() or any(run.note for run in part.runs)]


def _from(block: PaperBlock, start: int, end: int | None = None) -> PaperBlock:
    """The characters of a block from `start` to `end`."""
    runs, at = [], 0
    for run in block.runs:
        low, high = max(start - at, 0), len(run.text) if end is None else max(end - at, 0)
        at += len(run.text)
        piece = run.text[low:high]
        if piece or (run.note and start <= at and (end is None or at <= end)):
            runs.append(run._replace(text=piece))
    return block._replace(runs=tuple(runs))
