"""Questions and answers in the columns of a sheet: by its headings, or as somebody has said; never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.cutting import Found, Split, text_of
from sitegen.intake.evidence import has_mark
from sitegen.intake.eyes import short
from sitegen.intake.labels import cut_labels
from sitegen.intake.paper import SetAside, all_text
from sitegen.intake.sheets.heading_row import (
    ANSWER,
    ANSWERED_BY,
    FIRST_ROWS,
    KNOWN,
    PRIVATE,
    QUESTION,
    TOPIC,
    HeadingRow,
    find_heading,
    is_out,
    role_of,
)
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.intake.paper import PaperBlock

_ROWS_SHOWN = 3
ABOVE, LABEL = "above the headings of the sheet", "heading of a column"
NO_QUESTIONS, STAYS_OUT = "a sheet without questions", "row that was dismissed, deleted or private"


class ColumnChoice(NamedTuple):
    """Which column holds the questions and which the answers, by heading or letter; without answers it is empty."""

    question: str
    answer: str = ""


class _Plan(NamedTuple):
    """What the columns of one sheet are for."""

    heading: HeadingRow | None
    question: int
    answer: int | None


def split_sheets(
    name: str, tables: Sequence[PaperBlock], chosen: ColumnChoice | None, kept: Mapping[str, ColumnChoice]
) -> tuple[Split, str]:
    """The questions in all sheets of a file, and the heading line that the choice is for, where it was needed.

    `chosen` is what was said now; `kept` what was said before, by heading line. Raises Refused where one is needed.
    """
    plans = [(table, _plan(table, chosen, kept)) for table in tables]
    if all(plan is None for _, plan in plans):
        if chosen is None and not any(has_mark(text) for text in all_text(tables)):
            return Split("sheet", (), tuple(tables)), ""
        raise _ask(name, tables, chosen)
    items: list[Found] = []
    aside: list[SetAside] = []
    line = ""
    for table, plan in plans:
        if plan is None:
            words = " ".join(text_of(cell) for row in table.rows for cell in row)
            aside.append(SetAside(NO_QUESTIONS, words, table.place))
            continue
        if chosen and plan.heading:
            line = line or plan.heading.line
        found, gone = _rows(table, plan)
        items += found
        aside += gone
    return Split("sheet", tuple(items), (), tuple(aside)), line


def _plan(table: PaperBlock, chosen: ColumnChoice | None, kept: Mapping[str, ColumnChoice]) -> _Plan | None:
    texts = [[text_of(cell) for cell in row] for row in table.rows]
    heading = find_heading(texts)
    letters = _column_letters(table)
    for row, cells in enumerate(texts[:FIRST_ROWS]):
        choice = chosen or kept.get(" | ".join(cells))
        if choice is None or (chosen and not _names_one(chosen, cells)):
            continue
        at = heading if heading and heading.row == row else _heading_at(row, cells)
        plan = _chosen_plan(choice, at, letters)
        if plan:
            return plan
    if chosen is None:
        return _by_headings(texts, heading)
    plan = _chosen_plan(chosen, heading, letters)
    if plan and heading is None and _is_heading(texts, plan.question):
        return plan._replace(heading=_heading_at(0, texts[0]))
    return plan


def _names_one(choice: ColumnChoice, cells: Sequence[str]) -> bool:
    names = [cell.casefold() for cell in cells]
    return any(said and " ".join(said.split()).casefold() in names for said in choice)


def _heading_at(row: int, cells: Sequence[str]) -> HeadingRow:
    return HeadingRow(row, tuple(cells), tuple(map(role_of, cells)))


def _chosen_plan(choice: ColumnChoice, heading: HeadingRow | None, letters: list[str]) -> _Plan | None:
    question, answer = _find(choice.question, heading, letters), _find(choice.answer, heading, letters)
    return None if question is None or (answer is None and choice.answer) else _Plan(heading, question, answer)


def _is_heading(texts: list[list[str]], column: int) -> bool:
    """Whether the first row says what the columns hold: it asks nothing, and most of what stands below does."""
    first, *below = [row[column] for row in texts if column < len(row) and row[column]] or [""]
    return not has_mark(first) and sum(map(has_mark, below)) * 2 > len(below)


def _by_headings(texts: list[list[str]], heading: HeadingRow | None) -> _Plan | None:
    """By the headings alone; None where two columns of words could be meant."""
    if heading is None:
        return None
    below = texts[heading.row + 1 :]
    unknown = [
        i
        for i, role in enumerate(heading.roles)
        if not role and any(i < len(row) and (len(row[i].split()) > 2 or has_mark(row[i])) for row in below)
    ]
    questions, answers = heading.columns(QUESTION), heading.columns(ANSWER)
    if len(questions) == 1 and len(answers) == 1:
        return _Plan(heading, questions[0], answers[0])
    if len(questions) == 1 and not answers and not unknown:
        return _Plan(heading, questions[0], None)
    if not questions and not answers and len(unknown) == 1:
        return _Plan(heading, unknown[0], None)
    if not questions and len(answers) == 1 and len(unknown) == 1:
        return _Plan(heading, unknown[0], answers[0])
    return None


def _find(said: str, heading: HeadingRow | None, letters: list[str]) -> int | None:
    """The column of that heading, or of that letter."""
    wanted = " ".join(said.split()).casefold()
    names = [name.casefold() for name in heading.names] if heading else []
    if wanted and names.count(wanted) == 1:
        return names.index(wanted)
    return letters.index(said.strip().upper()) if said.strip().upper() in letters else None


def _rows(table: PaperBlock, plan: _Plan) -> tuple[list[Found], list[SetAside]]:
    heading, aside = plan.heading, []
    first = 0
    if heading:
        first = heading.row + 1
        above = " ".join(text_of(cell) for row in table.rows[: heading.row] for cell in row if cell)
        aside += [SetAside(ABOVE, above, table.place, furniture=True)] if above else []
        labels = " ".join(text_of(cell) for cell in table.rows[heading.row] if cell)
        aside.append(SetAside(LABEL, labels, table.place, furniture=True))
    items: list[Found] = []
    others: dict[int, list[str]] = {}
    for row in table.rows[first:]:
        roles = _padded(heading.roles if heading else (), len(row))
        texts = [text_of(cell) for cell in row]
        place = next((block.place for cell in row for block in cell), "")
        if any(is_out(role, text) for role, text in zip(roles, texts, strict=True)):
            aside.append(SetAside(STAYS_OUT, " ".join(texts), place, furniture=True, private=True))
            continue
        used = {plan.question, plan.answer}
        section = by = ""
        for i, (role, text) in enumerate(zip(roles, texts, strict=True)):
            if i in used or not text:
                continue
            section = section or (text if role == TOPIC else "")
            by = by or (text if role == ANSWERED_BY else "")
            others.setdefault(i, []).append(text)
        question = row[plan.question] if plan.question < len(row) else ()
        answer: Sequence[PaperBlock] = row[plan.answer] if plan.answer is not None and plan.answer < len(row) else ()
        answer, said_by, label = _without_label(answer)
        gone = (SetAside(LABEL, label, place, furniture=True),) if label else ()
        if not text_of(question) and items:  # a question's cell that reaches over several rows
            last = items[-1]
            items[-1] = last._replace(answer=last.answer + tuple(answer), set_aside=last.set_aside + gone)
        elif text_of(question):
            items.append(Found(tuple(question), tuple(answer), section, said_by or by, gone))
        elif text_of(answer):
            aside.append(SetAside("an answer without a question", text_of(answer), place))
            aside += gone
    letters = _column_letters(table)
    for column, words in sorted(others.items()):
        role = heading.roles[column] if heading and column < len(heading.roles) else ""
        title = heading.names[column] if heading and column < len(heading.names) else ""
        reason = f"column “{short(title)}”" if title else f"column {letters[column]}"
        aside.append(SetAside(reason, " ".join(words), table.place, bool(role), role == PRIVATE))
    return items, aside


def _without_label(answer: Sequence[PaperBlock]) -> tuple[Sequence[PaperBlock], str, str]:
    """An answer without “Answered by the Director:” before it, who that is, and the label."""
    pieces = cut_labels(answer[:1]) if answer else []
    if not pieces or not pieces[0].answered_by:
        return answer, "", ""
    rest = [piece.block for piece in pieces if piece.block.text.strip()]
    return (*rest, *answer[1:]), pieces[0].answered_by, pieces[0].label


def _column_letters(table: PaperBlock) -> list[str]:
    """The letters of the columns in the file, as far as their cells say where they stand."""
    width = max((len(row) for row in table.rows), default=0)
    places = ["" for _ in range(width)]
    for row in table.rows:
        for i, cell in enumerate(row):
            if cell and not places[i]:
                places[i] = cell[0].place.rpartition("!")[2].rstrip("0123456789")
    return places


def _padded(roles: tuple[str, ...], width: int) -> list[str]:
    return [*roles, *[""] * (width - len(roles))][:width]


def _ask(name: str, tables: Sequence[PaperBlock], chosen: ColumnChoice | None) -> Refused:
    """Ask which column is which, with the first rows of the sheet to look at."""
    table = next((one for one in tables if len(one.rows) > 1), tables[0] if tables else None)
    if table is None:
        return Refused(f"{name} has no words in it.", "Look whether it is the right file.")
    texts = [[text_of(cell) for cell in row] for row in table.rows]
    heading = find_heading(texts)
    rows = texts[heading.row :] if heading else texts
    lines = []
    for i, letter in enumerate(_column_letters(table)):
        cells = [row[i] for row in rows[: _ROWS_SHOWN + 1] if i < len(row) and row[i]]
        hidden = heading is not None and heading.roles[i : i + 1] in ((PRIVATE,), (KNOWN,))
        shown = cells[:1] if hidden else cells
        lines.append(f"  {letter}: {' · '.join(f'“{short(cell)[:70]}”' for cell in shown)}")
    why = "has no such column" if chosen else "does not say which column holds the questions"
    return Refused(
        f"{name} {why}. These are its first rows:\n" + "\n".join(lines),
        "Name the column of questions and that of answers, by heading or letter:  --columns B,C",
    )
