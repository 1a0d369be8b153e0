"""Minutes of a talk: who speaks stands alone on a line, and the words stand below it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sitegen.intake.paper import HEADING, PARAGRAPH, SetAside, all_text
from sitegen.intake.splitting import split_paper
from sitegen.intake.turns import Said, joined, plain_name, turn_blocks

if TYPE_CHECKING:
    from sitegen.intake.paper import Paper, PaperBlock

_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}(?: ?\([^()\n]{1,60}\))?")
_FEWEST, _OFTEN = 6, 3


def as_minutes(paper: Paper) -> Paper | None:
    """A paper whose paragraphs are turns of speakers, as turns; None where it is laid out as questions, or no talk."""
    found = Counter(name for block in paper.blocks for name in _speakers(block))
    heads = sum(found.values())
    if heads < _FEWEST or len(found) < 2 or max(found.values()) < _OFTEN or split_paper(paper.blocks)[0]:
        return None
    said: list[Said] = []
    aside: list[SetAside] = []
    for block in paper.blocks:
        lines = block.text.split("\n")
        if block.kind == PARAGRAPH and any(_begins(lines, i) for i in range(len(lines))):
            _take(lines, block, said, aside)
        elif said and block.kind == PARAGRAPH:
            said[-1] = said[-1]._replace(words=f"{said[-1].words} {block.text}".strip())
        else:
            words = "\n".join(all_text([block]))
            aside.append(SetAside("stands outside the talk", words, block.place, furniture=block.kind == HEADING))
    turns, meanwhile = joined(said)
    return paper._replace(
        kind="minutes", blocks=turn_blocks(turns), set_aside=(*paper.set_aside, *aside, *meanwhile), is_speech=True
    )


def _take(lines: list[str], block: PaperBlock, said: list[Said], aside: list[SetAside]) -> None:
    for i, line in enumerate(lines):
        if _begins(lines, i):
            aside.append(SetAside("name of a speaker", line, block.place, furniture=True))
            said.append(Said(plain_name(line), ""))
        elif line.strip() and said:
            said[-1] = said[-1]._replace(words=f"{said[-1].words} {line.strip()}".strip())
        elif line.strip():
            aside.append(SetAside("stands outside the talk", line, block.place))


def _speakers(block: PaperBlock) -> list[str]:
    lines = block.text.split("\n") if block.kind == PARAGRAPH else []
    return [plain_name(line) for i, line in enumerate(lines) if _begins(lines, i)]


def _begins(lines: list[str], i: int) -> bool:
    """Whether a turn begins at the line: a name by itself, at the start or after an empty line, and words below it."""
    alone = i == 0 or not lines[i - 1].strip()
    return alone and i + 1 < len(lines) and bool(lines[i + 1].strip()) and bool(_NAME.fullmatch(lines[i].strip()))
