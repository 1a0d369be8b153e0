"""A paper, cut at the places where questions begin; headings of sections become the topic of what follows."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.evidence import is_caption
from sitegen.intake.paper import HEADING, PARAGRAPH, TITLE, PaperBlock, SetAside, all_text

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTION = "heading of a section"


class Found(NamedTuple):
    """One question as it was found."""

    question: tuple[PaperBlock, ...]
    answer: tuple[PaperBlock, ...]
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
    outside: tuple[PaperBlock, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def covers(self, total: int) -> float:
        """Which part of the letters stands in questions and answers."""
        inside = sum(len(text) for item in self.items for text in all_text((*item.question, *item.answer)))
        return inside / max(total, 1)


class Span(NamedTuple):
    """Where a question begins, and where its answer does."""

    start: int
    answer: int


def cut(name: str, blocks: list[PaperBlock], spans: list[Span], level: int = 0) -> Split:
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
            headings = [block for block in loose if _is_heading(block, level)]
            loose, following, captions = _section(loose, body_size, level)
            following = following or " ".join(headings[-1].text.split())
            outside += loose
        elif end < len(blocks):
            answer, following, captions = _section(answer, body_size, level)
        else:
            following, captions = "", []
        items.append(Found(tuple(blocks[span.start : span.answer]), tuple(answer), section))
        aside += captions
        section = following or section
    return Split(name, tuple(items), tuple(outside), tuple(aside))


def _section(blocks: list[PaperBlock], body_size: float, level: int) -> tuple[list[PaperBlock], str, list[SetAside]]:
    """The blocks without the headings at their end, and what those say."""
    kept = list(blocks)
    section, aside = "", []
    while kept and (_is_heading(kept[-1], level) or (kept[-1].kind == PARAGRAPH and is_caption(kept[-1], body_size))):
        block = kept.pop()
        section = section or " ".join(block.text.split())
        aside.append(SetAside(SECTION, block.text, block.place, furniture=True))
    return kept, section, aside


def _is_heading(block: PaperBlock, level: int) -> bool:
    return block.kind == HEADING and (not level or block.level < level)


def text_of(blocks: Sequence[PaperBlock]) -> str:
    """The words of some blocks on one line."""
    return " ".join(" ".join(all_text(blocks)).split())
