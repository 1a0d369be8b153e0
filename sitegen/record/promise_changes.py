"""What was promised, then and now: the register never loses a line, and no line of it changes unsaid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.quotes import stands_in
from sitegen.problems import unsaid_changes as problems
from sitegen.reading.dates import show_day
from sitegen.record.added import added_lines
from sitegen.record.forms import extension_form, promise_form, step_form, steps_form, value_of
from sitegen.record.wording import is_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sitegen.problems.problem import Place, Problem
    from sitegen.record.release_record import RecordedCorrection, RecordedPromise, RecordedStep, RecordedWords

_ENDED = ("dropped", "changed")
_WAY = ("open", "in-progress", "partly-done")
_WEIGHT = ("offer", "intention", "commitment")


class ComparedPromises(NamedTuple):
    """What has become of the promises of an answer."""

    changed: tuple[str, ...]
    problems: tuple[Problem, ...]


_IsSame = Callable[[str, str], bool]
"""Whether one text is the other but for small things."""
_WORDS = ("the text", "the quote", "what became")


def check_promises(
    old: RecordedWords, new: RecordedWords, at: Place, since: date, day: date, *, in_english: bool
) -> ComparedPromises:
    """Every promise that readers got is still there, and what has changed in it is said."""
    said = added_lines(old, new, since)
    is_same: _IsSame = partial(is_small, in_english=in_english)
    corrections, has_removal = said.corrections, said.has_removal
    changed: list[str] = []
    found: list[Problem] = []
    left = list(new.promises)
    quotes = {promise.quote for promise in old.promises}
    for before in old.promises:
        free = [other for other in left if other.quote == before.quote or other.quote not in quotes]
        now = _same(before, free, corrections, is_same)
        if now is not None:
            left.remove(now)
            told = [*_differences(before, now, since, day, is_same)]
            if not is_same(before.quote, now.quote) and not _is_corrected(before, now, corrections):
                told.append(("the quote", f"“{before.quote}”", f"“{now.quote}”", _quote_form(before)))
            shown_quote = before.quote
            if has_removal:  # it may be what was taken out
                told, shown_quote = [one for one in told if one[0] not in _WORDS], now.quote
            changed += [f"promise “{shown_quote}”: {what} {was} → {shown or 'nothing'}" for what, was, shown, _ in told]
            found += [
                problems.published_promise_changed(at, show_day(since), shown_quote, what, was, shown, forms)
                for what, was, shown, forms in told
                if forms
            ]
        elif not has_removal:
            found.append(problems.published_promise_gone(at, show_day(since), before.quote, promise_form(before, day)))
    return ComparedPromises(tuple(changed), tuple(found))


def _same(
    promise: RecordedPromise,
    others: Sequence[RecordedPromise],
    corrections: Sequence[RecordedCorrection],
    is_same: _IsSame,
) -> RecordedPromise | None:
    """The promise as it is now: by its quote, by one that differs in small things or was corrected, or by its text."""
    ways: tuple[Callable[[RecordedPromise], bool], ...] = (
        lambda other: other.quote == promise.quote,
        lambda other: is_same(promise.quote, other.quote),
        lambda other: _is_corrected(promise, other, corrections),
        lambda other: other.text == promise.text,
    )
    return next((other for is_it in ways for other in others if is_it(other)), None)


def _is_corrected(before: RecordedPromise, now: RecordedPromise, corrections: Sequence[RecordedCorrection]) -> bool:
    """Whether a correction says that the words of the one have become those of the other."""
    return any(
        not one.removed and stands_in(before.quote, one.was) and stands_in(now.quote, one.now) for one in corrections
    )


def _quote_form(before: RecordedPromise) -> tuple[str, ...]:
    return (
        f"Write its quote as it was:  quote: {value_of(before.quote)}",
        "The words may have gone from the answer, where a correction has them in its “was”.",
    )


def _differences(
    before: RecordedPromise, now: RecordedPromise, since: date, day: date, is_same: _IsSame
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What has changed, from what to what, and the lines that would say so; none where it is said."""
    steps = [step for step in now.steps if step not in before.steps and step.date >= since]
    noted = any(step.note for step in steps)
    ended = any(step.note and step.status in _ENDED for step in steps)
    if not is_same(before.text, now.text):
        yield "the text", f"“{before.text}”", f"“{now.text}”", () if noted else step_form(day, now.status)
    if before.due_day and before.due_day != now.due_day:
        yield (
            "the due day",
            show_day(before.due_day),
            show_day(now.due_day) if now.due_day else "",
            () if ended or _is_extended(before, now, since) else _due_form(before, now, day),
        )
    if before.owner != now.owner and before.owner_name != now.owner_name:
        form = () if noted else step_form(day, now.status)
        yield "the owner", before.owner_name or "nobody", now.owner_name, form
    if before.strength != now.strength:
        is_more = _rank(now.strength) > _rank(before.strength)
        yield "the strength", before.strength, now.strength, () if ended or is_more else step_form(day, "changed")
    lost = [step for step in before.steps if not _is_kept(step, now.steps, is_same)]
    if lost:
        yield "what became", lost[0].status, "", steps_form(lost)
    elif before.status != now.status and not steps and not _is_further(before.status, now.status):
        yield "the state", before.status, now.status, step_form(day, now.status)


def _is_kept(step: RecordedStep, steps: Sequence[RecordedStep], is_same: _IsSame) -> bool:
    return any(
        (step.date, step.status) == (other.date, other.status) and is_same(step.note, other.note) for other in steps
    )


def _is_extended(before: RecordedPromise, now: RecordedPromise, since: date) -> bool:
    """Whether the day moved by an extension that says so, the first day and all extensions before it still there."""
    is_kept = before.due == now.due and all(later in now.extended for later in before.extended)
    return is_kept and any(later.date >= since for later in now.extended if later not in before.extended)


def _due_form(before: RecordedPromise, now: RecordedPromise, day: date) -> tuple[str, ...]:
    to = now.due_day if now.due_day and now.due_day != before.due_day else None
    if before.due is None or to is None:
        return step_form(day, "changed")
    return extension_form(day, before.due, to)


def _is_further(status: str, other: str) -> bool:
    return status in _WAY and other in _WAY and _WAY.index(status) < _WAY.index(other)


def _rank(strength: str) -> int:
    return _WEIGHT.index(strength) if strength in _WEIGHT else 0
