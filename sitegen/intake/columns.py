"""Questions and answers in the columns of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.intake.cutting import SECTION, Found, Split, text_of
from sitegen.intake.evidence import asks, ends_asking
from sitegen.intake.paper import TABLE, PaperBlock, SetAside

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION_COLUMN = re.compile(
    r"(?:the )?(?:staff )?(?:questions?|queries|query|frage|fragen|asked|what was asked)\b.*", re.IGNORECASE
)
_ANSWER_COLUMN = re.compile(
    r"(?:the )?(?:answers?|responses?|repl(?:y|ies)|antwort|antworten|our response)\b.*", re.IGNORECASE
)


def by_table(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By a table whose columns are named, or one of whose columns asks."""
    items: list[Found] = []
    outside: list[PaperBlock] = []
    aside: list[SetAside] = []
    for block in blocks:
        columns = _columns(block) if block.kind == TABLE else None
        if columns is None:
            outside.append(block)
            continue
        question, answer, headed = columns
        if headed:
            aside += [
                SetAside("heading of a table's column", text, block.place, furniture=True)
                for text in _row_texts(block.rows[0])
            ]
        section = ""
        for row in block.rows[1:] if headed else block.rows:
            cells = [row[i] if i < len(row) else () for i in (question, answer)]
            others = [cell for i, cell in enumerate(row) if i not in (question, answer) and text_of(cell)]
            if not text_of(cells[0]) and not text_of(cells[1]):
                aside += [SetAside("other column of the table", text_of(cell), block.place) for cell in others]
                continue
            if not text_of(cells[1]) and not asks(text_of(cells[0])) and not others:
                section = text_of(cells[0])
                aside.append(SetAside(SECTION, section, block.place, furniture=True))
                continue
            if not text_of(cells[0]) and items:
                items[-1] = items[-1]._replace(answer=items[-1].answer + tuple(cells[1]))
                continue
            extra = tuple(SetAside("other column of the table", text_of(cell), block.place) for cell in others)
            items.append(Found(tuple(cells[0]), tuple(cells[1]), section, set_aside=extra))
    return Split("table", tuple(items), tuple(outside), tuple(aside)) if items else None


def _columns(table: PaperBlock) -> tuple[int, int, bool] | None:
    """The columns of questions and of answers, and whether a heading row names them."""
    head = [text_of(cell).strip() for cell in table.rows[0]] if table.rows else []
    question = next((i for i, text in enumerate(head) if _QUESTION_COLUMN.fullmatch(text) and len(text) < 60), None)
    answer = next((i for i, text in enumerate(head) if _ANSWER_COLUMN.fullmatch(text) and len(text) < 60), None)
    if question is not None and answer is not None and question != answer and len(table.rows) > 1:
        return question, answer, True
    rows = [row for row in table.rows if any(text_of(cell) for cell in row)]
    if len(rows) < 2 or any(len(row) < 2 for row in rows):
        return None
    width = max(len(row) for row in rows)
    used = [i for i in range(width) if any(i < len(row) and text_of(row[i]) for row in rows)]
    asking = [i for i in used if sum(ends_asking(text_of(row[i])) for row in rows if i < len(row)) * 2 > len(rows)]
    if len(asking) != 1 or len(used) < 2 or asking[0] + 1 not in used:
        return None
    return asking[0], asking[0] + 1, False


def _row_texts(row: Sequence[Sequence[PaperBlock]]) -> list[str]:
    return [text for cell in row if (text := text_of(cell))]
