"""Mails to questions and answers: what is quoted and answered below, else as a paper, else what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.intake.cutting import Found, Split
from sitegen.intake.evidence import ends_asking
from sitegen.intake.paper import PARAGRAPH, QUOTE, TABLE, PaperBlock, Run, SetAside
from sitegen.intake.splitting import split_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTED, REST = "quoted, and nobody answers below it", "words of the mail that ask nothing"
_SENTENCE = re.compile(r"(?<=[.!?…])[\s\u00a0]+(?=\S)")


def split_mail(blocks: Sequence[PaperBlock]) -> tuple[Split, list[Split]]:
    """The mail by the way that is surest, and the other ways; without questions where it asks nothing."""
    by_quotes = _by_quotes(blocks)
    if by_quotes.items:
        return by_quotes, []
    new = [block for block in blocks if block.kind != QUOTE]
    quoted = tuple(SetAside(QUOTED, block.text, block.place) for block in blocks if block.kind == QUOTE)
    split, others = split_paper(new)
    if split and split.name != "marks":
        return split._replace(set_aside=(*split.set_aside, *quoted)), others
    asked = _by_sentences(new)
    if not asked.items:
        return Split("", (), tuple(blocks)), []
    return asked._replace(set_aside=(*asked.set_aside, *quoted)), [split] if split else []


def _by_quotes(blocks: Sequence[PaperBlock]) -> Split:
    """What is quoted and asks, with the words that somebody typed below it."""
    items: list[Found] = []
    aside: list[SetAside] = []
    outside: list[PaperBlock] = []
    at = 0
    while at < len(blocks):
        if blocks[at].kind != QUOTE:
            outside.append(blocks[at])
            at += 1
            continue
        end = next((i for i in range(at, len(blocks)) if blocks[i].kind != QUOTE), len(blocks))
        stop = next((i for i in range(end, len(blocks)) if blocks[i].kind == QUOTE), len(blocks))
        quoted, answer = blocks[at:end], blocks[end:stop]
        first = next((i for i, block in enumerate(quoted) if ends_asking(block.text)), None)
        if answer and first is not None and ends_asking(quoted[-1].text):
            question = tuple(block._replace(kind=PARAGRAPH, level=0) for block in quoted[first:])
            aside += [SetAside(QUOTED, block.text, block.place) for block in quoted[:first]]
            items.append(Found(question, tuple(answer)))
        else:
            aside += [SetAside(QUOTED, block.text, block.place) for block in quoted]
            outside += answer
        at = stop
    left = tuple(SetAside(REST, block.text, block.place) for block in outside if block.kind != TABLE)
    tables = tuple(block for block in outside if block.kind == TABLE)
    return Split("quotes", tuple(items), tables, (*aside, *left))


def _by_sentences(blocks: Sequence[PaperBlock]) -> Split:
    """Each sentence that asks, without an answer."""
    items: list[Found] = []
    rest: list[SetAside] = []
    for block in blocks:
        if block.rows:
            continue
        for sentence in _SENTENCE.split(block.text):
            if ends_asking(sentence):
                items.append(Found((PaperBlock(PARAGRAPH, (Run(sentence.strip()),), block.place),), ()))
            elif sentence.strip():
                rest.append(SetAside(REST, sentence, block.place))
    return Split("sentences", tuple(items), tuple(block for block in blocks if block.rows), tuple(_joined(rest)))


def _joined(aside: list[SetAside]) -> list[SetAside]:
    """What was set aside in one place, together."""
    found: list[SetAside] = []
    for one in aside:
        if found and found[-1].place == one.place:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {one.text}")
        else:
            found.append(one)
    return found
