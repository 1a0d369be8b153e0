"""What an import found, told to a person or to a program; what looks private is masked, and stands in the source."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sitegen.intake.again import CHANGED, LEFT, NEW, SAME
from sitegen.privacy.covering import masked
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.intake.importing import Outcome
    from sitegen.intake.paper import SetAside

_MOST = 1200  # characters of one reason's words

WAYS = {
    "table": "by a table with questions and answers",
    "labels": "by labels such as “Q:” and “A:”",
    "headings": "by headings",
    "numbers": "by rising numbers",
    "lists": "by outer and inner list items",
    "bold": "by bold paragraphs",
    "italic": "by italic paragraphs",
    "marks": "by paragraphs that end in a question mark",
    "chosen": "as you chose them",
    "sheet": "in the columns of the sheet",
    "quotes": "by what is quoted and answered below",
    "sentences": "in sentences that ask, none of them answered",
}
"""How questions are found, in words."""


def as_text(outcome: Outcome, *, dry: bool = False) -> str:
    """The report for a person."""
    return "\n".join(_lines(outcome, dry=dry))


def _lines(outcome: Outcome, *, dry: bool) -> Iterator[str]:
    if outcome.marked:
        yield f"{outcome.name} is marked “{outcome.marked}”."
    if outcome.candidates:
        yield from _candidates(outcome)
    elif not outcome.steps:
        yield f"{outcome.name}: {outcome.kind}, no questions found. {masked(outcome.looks_like)}"
        for name, count in outcome.other_ways:
            yield f"  {plural(count, 'question')} {WAYS[name]}, if you want them:  --split {name}"
    else:
        yield from _found(outcome, dry=dry)
    if outcome.eyes:
        yield ""
        yield "Needs your eye:"
        for eye in outcome.eyes:
            where = f"{eye.path}{f', line {eye.line}' if eye.line else ''}: " if eye.path else ""
            yield f"  {where}{masked(eye.says)}"
    yield from _asked_before(outcome)
    if outcome.set_aside:
        yield ""
        yield "Set aside, in no draft:"
        for reason, group in groupby(sorted(outcome.set_aside, key=lambda one: one.reason), key=lambda one: one.reason):
            yield f"  {reason}: {_set_aside(list(group))}"
    yield ""
    yield "Every word is accounted for." if outcome.account.is_even else "NOT every word is accounted for; see above."


def _found(outcome: Outcome, *, dry: bool) -> Iterator[str]:
    looks = len({eye.path or eye.says for eye in outcome.eyes})
    eye = f"; {looks} need{'s' if looks == 1 else ''} your eye" if looks else ""
    yield f"{outcome.name}: {outcome.kind}, {plural(len(outcome.steps), 'question')} found {WAYS[outcome.way]}{eye}."
    for name, count in outcome.other_ways:
        yield f"  Another way gives {count}:  --split {name}"
    if outcome.digest:
        by = f"; answered by {', '.join(outcome.answerers)}, or name others in it" if outcome.answerers else ""
        yield f"{'Would make' if dry else 'Made'} content/digests/{outcome.folder}/index.md, a draft{by}."
    verbs = {NEW: "make", CHANGED: "bring up to date", SAME: "", LEFT: ""}
    done = {NEW: "Made", CHANGED: "Brought up to date"}
    for step in outcome.steps:
        if step.text:
            yield f"{f'Would {verbs[step.kind]}' if dry else done[step.kind]} {step.path}"
    suggested = sum(step.draft.suggestions for step in outcome.steps if step.text)
    if suggested:
        yield f"{plural(suggested, 'suggestion')} to decide, such as promises, at the end of the drafts."
    if topicless(outcome):
        yield topicless(outcome)
    same = outcome.count(SAME)
    if same:
        were = "was" if same == 1 else "were"
        yield f"{plural(same, 'question')} {were} there already, and {were} left alone."


def topicless(outcome: Outcome) -> str:
    """How many drafts have no topic of the site's yet, and how all get one; empty where each has."""
    count = sum(not step.draft.has_topic for step in outcome.steps if step.text)
    if not count:
        return ""
    lack = f"{plural(count, 'draft has', 'drafts have')} no topic of the site’s yet"
    return f"{lack}: write one into each, or import again with one for all of them:  --topic NAME"


def _asked_before(outcome: Outcome) -> Iterator[str]:
    if outcome.asked_before:
        yield ""
        yield "Asked before? If so, add the line to the new draft, or its wording to  also_asked:  of the other."
    for path, key, title, day in outcome.asked_before:
        yield f"  {path}: on {day}, “{masked(title)}”"
        yield f"      follows: [{key}]"


def _set_aside(group: list[SetAside]) -> str:
    """The words that were set aside for one reason, or how many there are."""
    texts = [" ".join(masked(one.text).split()) for one in group]
    words = sum(len(text.split()) for text in texts)
    if all(one.private for one in group):
        return f"{plural(words, 'word')}, not shown"
    shown = " · ".join(
        (text if len(text) <= 200 else text[:197] + "…")
        for one, text in zip(group, texts, strict=True)
        if not one.private
    )
    return shown if len(shown) <= _MOST else f"{words:,} words; the report as a page or by --format json names them all"


def _candidates(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.name}: {outcome.kind}. Nothing becomes a draft before you choose. Likely questions, best first:"
    for number, time, said, why in outcome.candidates:
        words = masked(said)  # before it is cut
        shown = words if len(words) <= 400 else words[:397] + "…"
        yield f"  {number:>3}. {f'{time}  ' if time else ''}{shown}"
        yield f"       ({why})"
    yield "Choose by number, and import again:  --take 1,2"


def as_data(outcome: Outcome) -> dict[str, Any]:
    """The report for a program."""
    return {
        "file": outcome.name,
        "kind": outcome.kind,
        "marked": outcome.marked,
        "questions": len(outcome.steps),
        "way": outcome.way,
        "other_ways": dict(outcome.other_ways),
        "looks_like": masked(outcome.looks_like),
        "digest": outcome.folder if outcome.steps else "",
        "drafts": [
            {
                "path": s.path,
                "state": s.kind,
                "question": masked(s.draft.words),
                "why": s.why,
                "suggestions": s.draft.suggestions,
            }
            for s in outcome.steps
        ],
        "candidates": [{"number": n, "time": t, "words": masked(w), "why": y} for n, t, w, y in outcome.candidates],
        "asked_before": [{"path": p, "id": i, "title": masked(t), "date": d} for p, i, t, d in outcome.asked_before],
        "without_topic": sum(not s.draft.has_topic for s in outcome.steps if s.text),
        "needs_eye": [{"path": e.path, "line": e.line, "says": masked(e.says)} for e in outcome.eyes],
        "set_aside": [
            {
                "reason": a.reason,
                "words": "" if a.private else masked(a.text),
                "count": len(a.text.split()),
                "place": a.place,
                "furniture": a.furniture,
            }
            for a in outcome.set_aside
        ],
        "account": {
            "even": outcome.account.is_even,
            "missing": "".join(sorted(outcome.account.missing.elements())),
            "surplus": "".join(sorted(outcome.account.surplus.elements())),
            "passages": [masked(passage) for passage in outcome.account.passages],
        },
    }
