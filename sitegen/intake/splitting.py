"""Written papers to questions and answers: six ways, tried in the order of their evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.blocks import HEADING, ITEM, PARAGRAPH, TABLE, TITLE, Block, SetAside, all_text
from sitegen.intake.evidence import LONGEST_QUESTION, asks, ends_asking, has_mark, is_caption
from sitegen.intake.labels import cut_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL, SECTION = "label, such as “Q:” or a number", "heading of a section"
_TYPED = re.compile(r"\s*(\d{1,3})(?:[.)]|\s[–-])\s+")
_QUESTION_COLUMN = re.compile(r"(?:the )?(?:staff )?(?:questions?|queries|query|frage|fragen|asked|what was asked)\b.*", re.IGNORECASE)
_ANSWER_COLUMN = re.compile(r"(?:the )?(?:answers?|responses?|repl(?:y|ies)|antwort|antworten|our response)\b.*", re.IGNORECASE)


class Found(NamedTuple):
    """One question as it was found."""

    question: tuple[Block, ...]
    answer: tuple[Block, ...]
    section: str = ""
    answered_by: str = ""
    set_aside: tuple[SetAside, ...] = ()

    @property
    def words(self) -> str:
        """The question on one line."""
        return " ".join(" ".join(all_text(self.question)).split())


class Split(NamedTuple):
    """A paper cut into questions, and what stands outside all of them."""

    name: str
    items: tuple[Found, ...]
    outside: tuple[Block, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def covers(self, total: int) -> float:
        """Which part of the letters stands in questions and answers."""
        inside = sum(len(text) for item in self.items for text in all_text((*item.question, *item.answer)))
        return inside / max(total, 1)


class _Span(NamedTuple):
    start: int
    answer: int


def split_paper(blocks: Sequence[Block], wanted: str = "") -> tuple[Split | None, list[Split]]:
    """The paper by the first way that covers most of it, or by the one that is wanted; and the other ways that work."""
    total = sum(len(text) for text in all_text(blocks))
    tried = [split for name, way in WAYS.items() if (split := way(list(blocks), name == wanted)) and split.items]
    if wanted:
        return next((split for split in tried if split.name == wanted), None), [s for s in tried if s.name != wanted]
    chosen = next((split for split in tried if split.covers(total) >= 0.5), None)
    if chosen is None:
        chosen = max((s for s in tried if s.covers(total) >= 0.2), key=lambda s: s.covers(total), default=None)
    return chosen, [split for split in tried if split is not chosen]


def _by_table(blocks: list[Block], wanted: bool) -> Split | None:
    items: list[Found] = []
    outside: list[Block] = []
    aside: list[SetAside] = []
    for block in blocks:
        columns = _columns(block) if block.kind == TABLE else None
        if columns is None:
            outside.append(block)
            continue
        question, answer, headed = columns
        if headed:
            aside += [SetAside("heading of a table's column", text, block.place, furniture=True) for text in _row_texts(block.rows[0])]
        section = ""
        for row in block.rows[1:] if headed else block.rows:
            cells = [row[i] if i < len(row) else () for i in (question, answer)]
            others = [cell for i, cell in enumerate(row) if i not in (question, answer) and _text(cell)]
            if not _text(cells[0]) and not _text(cells[1]):
                aside += [SetAside("other column of the table", _text(cell), block.place) for cell in others]
                continue
            if not _text(cells[1]) and not asks(_text(cells[0])) and not others:
                section = _text(cells[0])
                aside.append(SetAside(SECTION, section, block.place, furniture=True))
                continue
            if not _text(cells[0]) and items:
                items[-1] = items[-1]._replace(answer=items[-1].answer + tuple(cells[1]))
                continue
            extra = tuple(SetAside("other column of the table", _text(cell), block.place) for cell in others)
            items.append(Found(tuple(cells[0]), tuple(cells[1]), section, set_aside=extra))
    return Split("table", tuple(items), tuple(outside), tuple(aside)) if items else None


def _columns(table: Block) -> tuple[int, int, bool] | None:
    """The columns of questions and of answers, and whether a heading row names them."""
    head = [_text(cell).strip() for cell in table.rows[0]] if table.rows else []
    question = next((i for i, text in enumerate(head) if _QUESTION_COLUMN.fullmatch(text) and len(text) < 60), None)
    answer = next((i for i, text in enumerate(head) if _ANSWER_COLUMN.fullmatch(text) and len(text) < 60), None)
    if question is not None and answer is not None and question != answer and len(table.rows) > 1:
        return question, answer, True
    rows = [row for row in table.rows if any(_text(cell) for cell in row)]
    if len(rows) < 2 or any(len(row) < 2 for row in rows):
        return None
    width = max(len(row) for row in rows)
    used = [i for i in range(width) if any(i < len(row) and _text(row[i]) for row in rows)]
    asking = [i for i in used if sum(ends_asking(_text(row[i])) for row in rows if i < len(row)) * 2 > len(rows)]
    if len(asking) != 1 or len(used) < 2 or asking[0] + 1 not in used:
        return None
    return asking[0], asking[0] + 1, False


def _by_labels(blocks: list[Block], wanted: bool) -> Split | None:
    pieces = cut_labels(blocks)
    starts = [i for i, piece in enumerate(pieces) if piece.role == "question"]
    if not starts or (len(starts) < 2 and not any(piece.role == "answer" for piece in pieces)):
        return None
    spans = []
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        answer = next((i for i in range(start + 1, end) if pieces[i].role == "answer"), None)
        if answer is None:  # what follows without a label is the answer
            answer = next((i + 1 for i in range(start, end) if pieces[i].block.text.strip()), end)
        spans.append(_Span(start, answer))
    plain = [piece.block for piece in pieces]
    split = _cut("labels", plain, spans)
    items = []
    for item, span, end in zip(split.items, spans, [*starts[1:], len(pieces)], strict=True):
        own = [piece for piece in pieces[span.start : end] if piece.label]
        aside = tuple(SetAside(LABEL, piece.label, piece.block.place, furniture=True) for piece in own)
        by = next((piece.answered_by for piece in own if piece.answered_by), "")
        items.append(item._replace(set_aside=item.set_aside + aside, answered_by=by))
    return split._replace(items=tuple(items))


def _by_headings(blocks: list[Block], wanted: bool) -> Split | None:
    counts = Counter(block.level for block in blocks if block.kind == HEADING)
    for level in sorted(counts, reverse=True):
        texts = [block.text for block in blocks if block.kind == HEADING and block.level == level]
        asking = sum(asks(text) for text in texts)
        regular = counts[level] >= 3 or len(counts) == 1 or counts[level] == max(counts.values())
        if regular and (wanted or asking * 3 >= len(texts)):
            spans = [_Span(i, i + 1) for i, b in enumerate(blocks) if b.kind == HEADING and b.level == level]
            return _cut("headings", blocks, spans, level)
    return None


def _by_numbers(blocks: list[Block], wanted: bool) -> Split | None:
    numbered = [(i, number) for i, block in enumerate(blocks) if (number := _number(block)) is not None]
    spans: list[_Span] = []
    last = 0
    asked = 0
    for position, (i, number) in enumerate(numbered):
        end = numbered[position + 1][0] if position + 1 < len(numbered) else len(blocks)
        own = next((k for k in range(i, min(end, i + 4)) if has_mark(blocks[k].text)), None)
        rises = last < number <= last + 3
        begins = number <= 2 and bool(spans)
        if own is not None and (rises or begins) and (own == i or not blocks[i].text.strip().endswith(".")):
            spans.append(_Span(i, own + 1))
            last, asked = number, asked + 1
        elif rises and number == last + 1 and spans and _alike(blocks[spans[-1].start], blocks[i]) and end > i + 1:
            spans.append(_Span(i, i + 1))
            last = number
    if len(spans) < 2 or asked * 3 < len(spans) * 2:
        return None
    plain = list(blocks)
    labels: dict[int, str] = {}
    for span in spans:
        match = _TYPED.match(plain[span.start].text)
        if match and not plain[span.start].label:
            labels[span.start] = match[0]
            plain[span.start] = _without_start(plain[span.start], match.end())
        plain[span.start] = plain[span.start]._replace(kind=PARAGRAPH, label="")
    split = _cut("numbers", plain, spans)
    items = [
        item._replace(set_aside=(*item.set_aside, SetAside(LABEL, labels[span.start], furniture=True))) if span.start in labels else item
        for item, span in zip(split.items, spans, strict=True)
    ]
    return split._replace(items=tuple(items))


def _by_items(blocks: list[Block], wanted: bool) -> Split | None:
    outer = [i for i, block in enumerate(blocks) if block.kind == ITEM and block.level == 0]
    inner = sum(block.kind == ITEM and block.level > 0 for block in blocks)
    if len(outer) < 2 or not inner or sum(asks(blocks[i].text) for i in outer) * 2 < len(outer):
        return None
    plain = [b._replace(kind=PARAGRAPH, label="") if b.kind == ITEM and b.level == 0 else b._replace(level=max(b.level - 1, 0)) if b.kind == ITEM else b for b in blocks]  # fmt: skip
    return _cut("lists", plain, [_Span(i, i + 1) for i in outer])


def _by_look(blocks: list[Block], wanted: bool) -> Split | None:
    for look in ("is_bold", "is_italic"):
        marked = [
            i
            for i, block in enumerate(blocks)
            if block.kind in (PARAGRAPH, ITEM) and getattr(block, look) and len(block.text) <= LONGEST_QUESTION
        ]
        others = sum(block.kind != TABLE and not getattr(block, look) for block in blocks)
        asking = [i for i in marked if asks(blocks[i].text)]
        if not asking or not others or len(asking) * 2 < len(marked) or not any(ends_asking(blocks[i].text) for i in asking):
            continue
        starts = [i for i in marked if i in asking or (i + 1 < len(blocks) and i + 1 not in marked)]
        spans = []
        for i in starts:
            if spans and spans[-1].answer == i and not ends_asking(blocks[i - 1].text):  # one question in two paragraphs
                spans[-1] = _Span(spans[-1].start, i + 1)
            else:
                spans.append(_Span(i, i + 1))
        return _cut("bold" if look == "is_bold" else "italic", blocks, spans)
    return None


def _by_marks(blocks: list[Block], wanted: bool) -> Split | None:
    """Plain paragraphs that are questions from their first sentence to their last, the first of them at the top."""
    texts = [block.text.strip() for block in blocks]
    spans = []
    for i, block in enumerate(blocks):
        if block.kind == PARAGRAPH and len(texts[i]) <= LONGEST_QUESTION and _only_asks(texts[i]):
            if spans and spans[-1].answer == i:
                spans[-1] = _Span(spans[-1].start, i + 1)
            else:
                spans.append(_Span(i, i + 1))
    if not spans:
        return None
    before = [block for block in blocks[: spans[0].start] if block.kind not in (TITLE, HEADING)]
    top = not before or (len(before) == 1 and len(before[0].text) < 100)
    if not (top or wanted) or spans[0].answer >= len(blocks):
        return None
    return _cut("marks", blocks, spans)


def _only_asks(text: str) -> bool:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
    return ends_asking(text) and all(asks(sentence) for sentence in sentences)


WAYS: dict[str, Callable[[list[Block], bool], Split | None]] = {
    "table": _by_table,
    "labels": _by_labels,
    "headings": _by_headings,
    "numbers": _by_numbers,
    "lists": _by_items,
    "bold": _by_look,
    "marks": _by_marks,
}
"""The ways by name, in the order in which they are tried."""


def _cut(name: str, blocks: list[Block], spans: list[_Span], level: int = 0) -> Split:
    """Cut the blocks at the spans; headings of sections become the topic of what follows them."""
    sizes = [block.size for block in blocks if block.size and block.kind not in (HEADING, TITLE)]
    body_size = median(sizes) if sizes else 0.0
    first = spans[0].start if spans else len(blocks)
    outside, section, captions = _section(blocks[:first], body_size, level)
    aside = list(captions)
    items = []
    for span, end in zip(spans, [*(span.start for span in spans[1:]), len(blocks)], strict=True):
        rest = blocks[span.answer : end]
        stop = next((i for i, b in enumerate(rest) if level and b.kind == HEADING and b.level < level), len(rest))
        answer, loose = rest[:stop], rest[stop:]
        if loose:
            loose, following, captions = _section(loose, body_size, level)
            outside += loose
        elif end < len(blocks):
            answer, following, captions = _section(answer, body_size, level)
        else:
            following, captions = "", []
        items.append(Found(tuple(blocks[span.start : span.answer]), tuple(answer), section))
        aside += captions
        section = following or section
    return Split(name, tuple(items), tuple(outside), tuple(aside))


def _section(blocks: list[Block], body_size: float, level: int) -> tuple[list[Block], str, list[SetAside]]:
    """The blocks without the headings at their end, and what those say."""
    kept = list(blocks)
    section, aside = "", []
    while kept and (_is_heading(kept[-1], level) or (kept[-1].kind == PARAGRAPH and is_caption(kept[-1], body_size))):
        block = kept.pop()
        section = section or " ".join(block.text.split())
        aside.append(SetAside(SECTION, block.text, block.place, furniture=True))
    return kept, section, aside


def _is_heading(block: Block, level: int) -> bool:
    return block.kind == HEADING and (not level or block.level < level)


def _number(block: Block) -> int | None:
    """The number before a paragraph, typed or automatic."""
    if block.kind in (ITEM, PARAGRAPH, HEADING) and block.label:
        match = re.fullmatch(r"(?:Q(?:uestion)?\s*)?(\d{1,3})[.):]?", block.label)
        return int(match[1]) if match and (block.level == 0 or block.kind == HEADING) else None
    if block.kind == PARAGRAPH and (typed := _TYPED.match(block.text)):
        return int(typed[1])
    return None


def _alike(one: Block, other: Block) -> bool:
    return (one.kind, bool(one.label), one.is_bold) == (other.kind, bool(other.label), other.is_bold)


def _without_start(block: Block, count: int) -> Block:
    """The block without its first characters."""
    runs = []
    for run in block.runs:
        cut = min(count, len(run.text))
        count -= cut
        runs.append(run._replace(text=run.text[cut:]))
    return block._replace(runs=tuple(runs))


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(" ".join(all_text(blocks)).split())


def _row_texts(row: Sequence[Sequence[Block]]) -> list[str]:
    return [text for cell in row if (text := _text(cell))]
