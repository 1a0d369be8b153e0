"""Conversations to questions: the likely ones are ranked and shown, and become drafts when somebody has chosen them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.cutting import Found, Split
from sitegen.intake.draft_files import spaced
from sitegen.intake.importing import ImportOptions, Outcome, import_found, without_controls
from sitegen.intake.paper import PARAGRAPH, PaperBlock, Run, SetAside
from sitegen.intake.turns import plain_name
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.intake.again import KnownQuestion
    from sitegen.intake.draft_files import SiteNames
    from sitegen.intake.paper import Paper

SHOWN = 12
UNCHOSEN = "said in the conversation, part of no chosen question"
_ASKING = re.compile(
    r"\b(?:I don'?t know if (?:you|we)|not (?:entirely |quite )?sure (?:if|what|how|whether)|"
    r"curious|wondering|wonder if|"
    r"any (?:news|updates?|timeline|idea) (?:on|about|for)|is it possible|would it be possible|do you think|"
    r"does it make sense|what about|how (?:do|does|is|are|would|will|can)|"
    r"when (?:do|does|is|are|will|would|can|the)|"
    r"I(?:'m| am) assuming|I guess the plan|is there (?:any|a)|are there any|can (?:you|we|I)|could (?:you|we|I))\b",
    re.IGNORECASE,
)
_READ_OUT = re.compile(
    r"\b(?:question (?:from|in) the chat|question for (?:you|\w+)|asks in the chat|somebody asks|the next question|"
    r"asked in the chat|question is)\b",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"\b(?:any (?:other |more |further )?(?:questions|comments|thoughts|feedback)|anything else|any ?one else|"
    r"can (?:you|everyone|people) (?:hear|see)|does any ?(?:one|body) have|want to (?:go|start|take|share|say)|"
    r"do you want (?:me )?to|you want to|shall we|sorry\?|right\?$)",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\W*(?:yeah|yes|ok|okay|so|um+|uh|no)?\W*(?:that'?s a |that is a )?(?:very |really )?"
    r"(?:good|great|excellent|fair) (?:question|point)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\W*(?:so|sure|yes|yeah|no|i think|well|it |it'?s|that|we |there|right now|currently|correct|exactly|the)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!…])\s+(?=\S)")
_WHOLE = 420
_LONG = 40  # words of an answer that says something


class _Candidate(NamedTuple):
    turn: int
    words: str
    before: str
    score: float
    why: tuple[str, ...]


def import_talk(
    paper: Paper,
    options: ImportOptions,
    site: SiteNames,
    known: Sequence[KnownQuestion],
    digests: Mapping[str, str],
    taken: Sequence[int],
) -> Outcome:
    """Rank the questions of a conversation, or make drafts of those taken by their numbers; nothing is written."""
    paper = without_controls(paper)
    turns = paper.blocks
    ranked = candidates(turns)
    if not taken:
        nothing = import_found(paper, options, site, known, digests, Split("chosen", (), turns), {})
        shown = tuple(
            (n, turns[c.turn].start.partition(".")[0], c.words, "; ".join(c.why)) for n, c in enumerate(ranked, 1)
        )
        return nothing._replace(
            candidates=shown, looks_like=f"It has {len(turns)} turns; none of them looks like a question."
        )
    wrong = [number for number in taken if not 1 <= number <= len(ranked)]
    if wrong:
        raise Refused(
            f"There is no question {wrong[0]}: there are {len(ranked)}.", "Import without --take to see them."
        )
    chosen = sorted({number: ranked[number - 1] for number in taken}.values(), key=lambda one: one.turn)
    stops = {one.turn for one in chosen} | {one.turn for one in ranked if one.score >= 4}
    stops |= {i for i, turn in enumerate(turns) if _PROMPT.search(turn.text) and len(turn.text.split()) < _LONG}
    items = [_found(one, turns, stops, site) for one in chosen]
    used = {turn for item in items for turn in item[1]}
    rest = tuple(
        SetAside(UNCHOSEN, block.text, block.start, furniture=True) for i, block in enumerate(turns) if i not in used
    )
    return import_found(
        paper, options, site, known, digests, Split("chosen", tuple(item[0] for item in items), (), rest), {}
    )


def candidates(turns: Sequence[PaperBlock]) -> list[_Candidate]:
    """The dozen turns that are most likely to be questions, the likeliest first."""
    found = [one for i in range(len(turns)) if (one := _weigh(turns, i)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.turn))[:SHOWN]


def _weigh(turns: Sequence[PaperBlock], i: int) -> _Candidate | None:
    text = turns[i].text.strip()
    before, words, asking = _asking_part(text)
    if not asking:
        return None
    why = []
    score = 0.0
    for holds, points, says in (
        (text.endswith(("?", "？")), 2.5, "ends in “?”"),
        ("?" in words and not text.endswith("?"), 1.5, "has “?”"),
        (bool(_ASKING.search(words)), 1.5, "asks without a mark"),
        (bool(_READ_OUT.search(words)), 2.0, "is read out for somebody"),
        (bool(_PROMPT.search(words)), -2.5, "may be the host's"),
        (len(words.split()) < 5, -1.5, "short"),
    ):
        if holds:
            score += points
            why.append(says)
    reply = turns[i + 1] if i + 1 < len(turns) else None
    if reply is None:
        return _Candidate(i, words, before, score - 3, (*why, "nobody answers"))
    for holds, points, says in (
        (reply.speaker != turns[i].speaker or not reply.speaker, 1.0, "somebody else goes on"),
        (bool(_PRAISE.match(reply.text)), 3.0, "“Good question”"),
        (bool(_REPLY.match(reply.text)), 0.5, "sounds answered"),
        (len(reply.text.split()) >= _LONG, 1.0, "a longer answer"),
        (len(reply.text.split()) <= 3, -0.5, "hardly an answer"),
    ):
        if holds:
            score += points
            why.append(says)
    return _Candidate(i, words, before, score, tuple(why))


def _asking_part(text: str) -> tuple[str, str, bool]:
    """What stands before the question in a turn, the question with what follows it, and whether there is one."""
    sentences = _SENTENCE.split(text)
    asking = [
        i
        for i, s in enumerate(sentences)
        if s.rstrip().endswith(("?", "？")) or _ASKING.search(s) or _READ_OUT.search(s)
    ]
    if not asking:
        return "", text, False
    if len(text) <= _WHOLE:
        return "", text, True
    start, known = asking[-1], set(asking)
    while start - 1 in known or (
        start > 0 and asking[0] < start and start - asking[0] < 4 and sum(map(len, sentences[start - 1 :])) < _WHOLE
    ):
        start -= 1
    return " ".join(sentences[:start]), " ".join(sentences[start:]), True


def _found(one: _Candidate, turns: Sequence[PaperBlock], stops: set[int], site: SiteNames) -> tuple[Found, set[int]]:
    """The question with its answer: what others say until the next question, or until the asker takes the word."""
    asker = turns[one.turn].speaker
    end = one.turn + 1
    while end < len(turns) and end not in stops and (end == one.turn + 1 or not asker or turns[end].speaker != asker):
        end += 1
    answer = turns[one.turn + 1 : end]
    names = {plain_name(block.speaker) for block in answer if block.speaker}
    by = next((name for name in names if spaced(name) in site.people), "") if len(names) == 1 else ""
    aside = (
        (SetAside("said by the asker before the question", one.before, turns[one.turn].start),) if one.before else ()
    )
    question = PaperBlock(PARAGRAPH, (Run(one.words),), turns[one.turn].start)
    plain = tuple(block._replace(kind=PARAGRAPH) for block in answer)
    return Found((question,), plain, answered_by=by, set_aside=aside), set(range(one.turn, end))
