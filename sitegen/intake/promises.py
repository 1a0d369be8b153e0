"""What an answer may have promised, offered, or left open: suggestions as comments, never accepted by themselves.

Comments reach no page, and `check` counts them until somebody has decided.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.folding import folded
from sitegen.reading.walk import SUGGESTION

if TYPE_CHECKING:
    from collections.abc import Sequence

_I = r"\b(?:I|we|the (?:trust|board|team|executive))"
_VERB = r"(?!not\b|never\b|be\b|have\b|probably\b|see\b|always\b|know\b)[a-z]+"
_WILL = rf"{_I}(?:'ll| will| shall) (?:also |then |certainly |absolutely )?{_VERB}"
_PROMISE = r"\b(?:I|we) (?:promise|commit|pledge|undertake|guarantee)\b"
_PLAN = (
    rf"{_I}(?:'re| are|'m| am| is)? (?:also )?"
    r"(?:plan(?:ning|s)? (?:on|to)|going to|intend(?:ing|s)? to|aim(?:ing|s)? to|looking to)\b"
)
_OFFER = (
    r"\b(?:drop (?:me|us) a (?:line|note|message)|get in touch with (?:me|us)|let (?:me|us) know|"
    r"(?:e-?mail|call|ring|contact|write to|speak to|tell) (?:me|us) (?:if|and|with|directly)|"
    r"my door is (?:always )?open|come and (?:see|talk to) (?:me|us))\b"
)
_RULES = tuple(
    (kind, why, re.compile(pattern, re.IGNORECASE))
    for kind, why, pattern in (
        ("commitment", "“we will”", _WILL),
        ("commitment", "“I promise”", _PROMISE),
        ("intention", "“we plan to”", _PLAN),
        ("offer", "“drop me a line”", _OFFER),
    )
)
_CONDITION = re.compile(
    r"^(?:and |but |so )?(?:if|unless|whether|when|should)\b|\bif (?:you|they|it|we|I)\b|\bwould\b", re.IGNORECASE
)
_UNMEANT = re.compile(r"\b(?:not|never|cannot|said|says|told|asked|used to|was|were going|had)\b|n't\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:I|we)(?:'ll| will)(?: certainly)? (?:get|come|report) back to (?:you|everyone|everybody|people)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\s”’\")]*\s+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"\b[A-Z]{2,}\b")
_SMALL = (
    "the and for are any with that what when where which who how why our your you they them this there could would "
    "should can will does did has have had not from about into"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_PROMISES = ("commitment", "intention", "offer")


class Suggestion(NamedTuple):
    """Something to decide."""

    kind: str
    """`commitment`, `intention` or `offer`; `outstanding`; `answer_due`."""
    quote: str
    why: str


def suggest(question: str, answer: str) -> list[Suggestion]:
    """What the words of a question and its answer suggest."""
    found: list[Suggestion] = []
    for sentence in _SENTENCE.split(answer):
        plain = sentence.replace("’", "'")
        if _BACK.search(plain):
            if all(one.kind != "answer_due" for one in found):  # an answer has one such day
                found.append(Suggestion("answer_due", sentence, "“I'll get back to you”"))
            continue
        for kind, why, pattern in _RULES:
            match = pattern.search(plain)
            if not match or (kind != "offer" and _is_unmeant(plain, match)):
                continue
            found.append(Suggestion(kind, sentence, why))
            break
    parts = " ".join(_not_taken_up(question, answer))
    return [*found, Suggestion("outstanding", parts, "few of its words come back")] if parts else found


def as_comments(suggestions: Sequence[Suggestion]) -> list[str]:
    """Each as a comment with the fields to copy; of several promises all can be copied, one after the other."""
    first = next((one for one in suggestions if one.kind in _PROMISES), None)
    return [_as_comment(one, goes_on=one.kind in _PROMISES and one is not first) for one in suggestions]


def _as_comment(suggestion: Suggestion, *, goes_on: bool) -> str:
    quote = suggestion.quote.replace("--", "–")
    if suggestion.kind == "outstanding":
        says, fields = "a part of the question may not be answered", folded("outstanding", quote)
    elif suggestion.kind == "answer_due":
        says, fields = f"the full answer is still to come ({quote})", ["answer_due: the day by which it will be there"]
    else:
        says = f"{'an' if suggestion.kind[0] in 'aio' else 'a'} {suggestion.kind}, for {suggestion.why}"
        lines = ["- text: what will be done, in your words", *(f"  {line}" for line in folded("quote", quote))]
        fields = ["commitments:", *(f"  {line}" for line in lines), f"    strength: {suggestion.kind}"]
    rest = "; where commitments: is there already, all but the first below its lines" if goes_on else ""
    return "\n".join([f"{SUGGESTION}{says}. If so, put these lines below topics{rest}:", *fields, "-->"])


def _is_unmeant(sentence: str, match: re.Match[str]) -> bool:
    """Whether it stands under a condition, is denied, past, or told of others."""
    before = sentence[: match.start()]
    clause = re.split(r"[,;:–—]|\b(?:and|but|because)\b", before)[-1]
    return bool(_CONDITION.search(before) or _UNMEANT.search(clause) or _UNMEANT.search(match[0]))


def _not_taken_up(question: str, answer: str) -> list[str]:
    """Sentences of the question whose own words hardly come back in the answer, or whose names (CQC) never do."""
    parts = [part.strip() for part in re.findall(r"[^?]+\?", question[:2000])]
    if len(parts) < 2 or not answer:
        return []
    there = {word.casefold()[:5] for word in _WORD.findall(answer)}
    words = [{word.casefold() for word in _WORD.findall(part)} - _SMALL_WORDS for part in parts]
    missing = []
    for i, part in enumerate(parts):
        own = words[i] - set().union(*(other for k, other in enumerate(words) if k != i))
        back = sum(word[:5] in there for word in own)
        names = {word.casefold() for word in _NAME.findall(part)} & own
        unnamed = bool(names) and not any(word[:5] in there for word in names) and back * 2 <= len(own)
        if len(own) >= 2 and (unnamed or back * 3 < len(own)):
            missing.append(part)
    return missing if len(missing) < len(parts) else []
