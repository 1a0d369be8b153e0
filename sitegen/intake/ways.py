"""Six ways to see where questions begin in a written paper.

Each takes the blocks, and whether it was asked for by name, which makes it less strict; it gives None where it sees
no questions.
"""

from __future__ import annotations

import re
from collections import Counter

from sitegen.intake.cutting import Span, Split, cut
from sitegen.intake.evidence import LONGEST_QUESTION, asks, ends_asking, has_mark
from sitegen.intake.labels import cut_labels
from sitegen.intake.paper import HEADING, ITEM, PARAGRAPH, TABLE, TITLE, PaperBlock, SetAside

LABEL = "label, such as “Q:” or a number"
_TYPED = re.compile(r"\s*(\d{1,3})(?:[.)]|\s[–-])\s+")


def by_labels(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By labels such as `Q:` and `A:`."""
    pieces = cut_labels(blocks)
    starts = [i for i, piece in enumerate(pieces) if piece.role == "question"]
    if not starts or (len(starts) < 2 and not any(piece.role == "answer" for piece in pieces)):
        return None
    spans = []
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        answer = next((i for i in range(start + 1, end) if pieces[i].role == "answer"), None)
        if answer is None:  # what follows without a label is the answer
            answer = next((i + 1 for i in range(start, end) if pieces[i].block.text.strip()), end)
        spans.append(Span(start, answer))
    plain = [piece.block for piece in pieces]
    split = cut("labels", plain, spans)
    items = []
    for item, span, end in zip(split.items, spans, [*starts[1:], len(pieces)], strict=True):
        own = [piece for piece in pieces[span.start : end] if piece.label]
        aside = tuple(SetAside(LABEL, piece.label, piece.block.place, furniture=True) for piece in own)
        by = next((piece.answered_by for piece in own if piece.answered_by), "")
        items.append(item._replace(set_aside=item.set_aside + aside, answered_by=by))
    return split._replace(items=tuple(items))


def by_headings(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By the lowest level of headings in regular use; the level above gives the topics."""
    counts = Counter(block.level for block in blocks if block.kind == HEADING)
    for level in sorted(counts, reverse=True):
        texts = [block.text for block in blocks if block.kind == HEADING and block.level == level]
        asking = sum(asks(text) for text in texts)
        regular = counts[level] >= 3 or len(counts) == 1 or counts[level] == max(counts.values())
        if regular and (wanted or asking * 3 >= len(texts)):
            spans = [Span(i, i + 1) for i, b in enumerate(blocks) if b.kind == HEADING and b.level == level]
            return cut("headings", blocks, spans, level)
    return None


def by_numbers(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By a rising chain of numbers whose items hold a question mark; it may start again."""
    numbered = [(i, number) for i, block in enumerate(blocks) if (number := _number(block)) is not None]
    spans: list[Span] = []
    last = 0
    asked = 0
    for position, (i, number) in enumerate(numbered):
        end = numbered[position + 1][0] if position + 1 < len(numbered) else len(blocks)
        own = next((k for k in range(i, min(end, i + 4)) if has_mark(blocks[k].text)), None)
        rises = last < number <= last + 3
        begins = number <= 2 and bool(spans)
        if own is not None and (rises or begins) and (own == i or not blocks[i].text.strip().endswith(".")):
            spans.append(Span(i, own + 1))
            last, asked = number, asked + 1
        elif rises and number == last + 1 and spans and _alike(blocks[spans[-1].start], blocks[i]) and end > i + 1:
            spans.append(Span(i, i + 1))
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
    split = cut("numbers", plain, spans)
    items = [
        item._replace(set_aside=(*item.set_aside, SetAside(LABEL, labels[span.start], furniture=True)))
        if span.start in labels
        else item
        for item, span in zip(split.items, spans, strict=True)
    ]
    return split._replace(items=tuple(items))


def by_items(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By outer list items, with the answers in inner ones."""
    outer = [i for i, block in enumerate(blocks) if block.kind == ITEM and block.level == 0]
    inner = sum(block.kind == ITEM and block.level > 0 for block in blocks)
    if len(outer) < 2 or not inner or sum(asks(blocks[i].text) for i in outer) * 2 < len(outer):
        return None
    plain = [_outward(block) if block.kind == ITEM else block for block in blocks]
    return cut("lists", plain, [Span(i, i + 1) for i in outer])


def _outward(item: PaperBlock) -> PaperBlock:
    """A list item one level further out; what was outermost is a paragraph."""
    return item._replace(level=item.level - 1) if item.level else item._replace(kind=PARAGRAPH, label="")


def by_look(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """By short paragraphs that are bold, or italic, from end to end."""
    for look in ("is_bold", "is_italic"):
        marked = [
            i
            for i, block in enumerate(blocks)
            if block.kind in (PARAGRAPH, ITEM) and getattr(block, look) and len(block.text) <= LONGEST_QUESTION
        ]
        others = sum(block.kind != TABLE and not getattr(block, look) for block in blocks)
        asking = [i for i in marked if asks(blocks[i].text)]
        if (
            not asking
            or not others
            or len(asking) * 2 < len(marked)
            or not any(ends_asking(blocks[i].text) for i in asking)
        ):
            continue
        starts = [i for i in marked if i in asking or (i + 1 < len(blocks) and i + 1 not in marked)]
        spans: list[Span] = []
        for i in starts:
            if (
                spans and spans[-1].answer == i and not ends_asking(blocks[i - 1].text)
            ):  # one question in two paragraphs
                spans[-1] = Span(spans[-1].start, i + 1)
            else:
                spans.append(Span(i, i + 1))
        return cut("bold" if look == "is_bold" else "italic", blocks, spans)
    return None


def by_marks(blocks: list[PaperBlock], wanted: bool) -> Split | None:
    """Plain paragraphs that are questions from their first sentence to their last, the first of them at the top."""
    texts = [block.text.strip() for block in blocks]
    spans: list[Span] = []
    for i, block in enumerate(blocks):
        if block.kind == PARAGRAPH and len(texts[i]) <= LONGEST_QUESTION and _only_asks(texts[i]):
            if spans and spans[-1].answer == i:
                spans[-1] = Span(spans[-1].start, i + 1)
            else:
                spans.append(Span(i, i + 1))
    if not spans:
        return None
    before = [block for block in blocks[: spans[0].start] if block.kind not in (TITLE, HEADING)]
    top = not before or (len(before) == 1 and len(before[0].text) < 100)
    headings = sum(block.kind == HEADING for block in blocks)  # what lies under headings is cut by them or not at all
    if not (wanted or (top and headings < 2)) or spans[0].answer >= len(blocks):
        return None
    return cut("marks", blocks, spans)


def _only_asks(text: str) -> bool:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
    return ends_asking(text) and all(asks(sentence) for sentence in sentences)


def _number(block: PaperBlock) -> int | None:
    """The number before a paragraph, typed or automatic."""
    if block.kind in (ITEM, PARAGRAPH, HEADING) and block.label:
        match = re.fullmatch(r"(?:Q(?:uestion)?\s*)?(\d{1,3})[.):]?", block.label)
        return int(match[1]) if match and (block.level == 0 or block.kind == HEADING) else None
    if block.kind == PARAGRAPH and (typed := _TYPED.match(block.text)):
        return int(typed[1])
    return None


def _alike(one: PaperBlock, other: PaperBlock) -> bool:
    return (one.kind, bool(one.label), one.is_bold) == (other.kind, bool(other.label), other.is_bold)


def _without_start(block: PaperBlock, count: int) -> PaperBlock:
    """The block without its first characters."""
    runs = []
    for run in block.runs:
        cut = min(count, len(run.text))
        count -= cut
        runs.append(run._replace(text=run.text[cut:]))
    return block._replace(runs=tuple(runs))
