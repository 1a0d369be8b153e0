"""Charts from numbers: how many questions and when, on which topics, and how long answers took.

Pure: counts go in, the values that `templates/charts.html` draws come out. Every axis starts at nought, a month without
a question keeps its place, and what a chart leaves out is counted beside it. Too few numbers give no chart: they can be
read in the list itself.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.collation import list_key
from sitegen.site.views.chart_views import Bar, Charts, Column, Name, Tick, Timeline, WaitBar, Waits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model.resolve import Entry
    from sitegen.site.views.label import Label

FEWEST = 8
"""Questions, or answers, below which there is no chart."""
_FEWEST_COLUMNS = 3
_FEWEST_TOPICS = 3
_MOST_MONTHS = 36
_MOST_TOPICS = 12
_MOST_NAMES = 6  # under the columns, so that they do not meet on the narrowest phone
_MOST_STEPS = 4  # on the upright axis
_LIMITS = (0, 7, 14, 28, 90)  # days: the longest wait of each group but the last


class Numbers(NamedTuple):
    """What is counted of some entries; those of two groups that share none can be added."""

    asked: Counter[date]
    """Questions by the day on which they were asked."""
    waits: Counter[int]
    """Answers, whole or in part, by the calendar days that they took."""
    waiting: int
    """Questions without their full answer."""
    declined: int
    unknown: int
    """Answers to questions of which nobody knows when they were asked."""


def count_entries(entries: Iterable[Entry]) -> Numbers:
    """Count entries that are shown."""
    asked: Counter[date] = Counter()
    waits: Counter[int] = Counter()
    waiting = declined = unknown = 0
    for entry in entries:
        asked[entry.asked] += 1
        if entry.source.state in ("awaiting", "holding"):
            waiting += 1
        elif entry.source.state == "declined":
            declined += 1
        elif entry.answered and _is_wait_known(entry):
            waits[(entry.answered - entry.asked).days] += 1
        else:
            unknown += 1
    return Numbers(asked, waits, waiting, declined, unknown)


def _is_wait_known(entry: Entry) -> bool:
    """Whether the day of asking is known: stated, or the session's own, where the answer was spoken or came later."""
    return bool(entry.source.asked) or entry.spoken or entry.asked != entry.answered


def make_charts(numbers: Numbers, topics: Iterable[tuple[Label, int]] = ()) -> Charts | None:
    """The charts of a page; `topics` are those to compare, with their number of questions. None where there is none."""
    charts = Charts(make_timeline(numbers.asked), make_topic_bars(topics), make_waits(numbers))
    return charts if any(charts) else None


def make_timeline(asked: Mapping[date, int]) -> Timeline | None:
    """Questions by month, or by year where they span over three years."""
    total = sum(asked.values())
    if total < FEWEST:
        return None
    first, last = min(asked), max(asked)
    by_month = _months(first, last) <= _MOST_MONTHS
    places: Counter[int] = Counter()
    for day, number in asked.items():
        places[_months(first, day) - 1 if by_month else day.year - first.year] += number
    length = _months(first, last) if by_month else last.year - first.year + 1
    if length < _FEWEST_COLUMNS or len(places) < 2:
        return None
    top, ticks = _scale(max(places.values()))
    starts = [_start(first, place, by_month=by_month) for place in range(length)]
    columns = tuple(
        Column(start, places[place], _percent(place + 0.1, length), *_upright(places[place], top))
        for place, start in enumerate(starts)
    )
    every = -(-length // _MOST_NAMES)
    named = range((length - 1) % every, length, every)  # the last always, which most people look for
    names = tuple(
        Name(
            starts[place],
            place < every or starts[place].year != starts[place - every].year,
            _percent(place + 0.5, length),
        )
        for place in named
    )
    return Timeline(by_month, columns, _percent(0.8, length), names, ticks, total, first, last)


def _upright(number: int, top: int) -> tuple[str, str]:
    """Where a column ends, and how high it is."""
    return _percent(top - number, top), _percent(number, top)


def _start(first: date, place: int, *, by_month: bool) -> date:
    """The first day of a column's month or year."""
    if not by_month:
        return date(first.year + place, 1, 1)
    years, month = divmod(first.month - 1 + place, 12)
    return date(first.year + years, month + 1, 1)


def make_topic_bars(topics: Iterable[tuple[Label, int]]) -> tuple[Bar, ...]:
    """The topics asked about most, the largest first; on one number by title."""
    asked = sorted(
        ((label, number) for label, number in topics if number),
        key=lambda pair: (-pair[1], list_key(pair[0].title), pair[0].route),
    )
    if len(asked) < _FEWEST_TOPICS or sum(number for _, number in asked) < FEWEST:
        return ()
    shown, most = asked[:_MOST_TOPICS], asked[0][1]
    return tuple(Bar(label, number, _percent(number, most)) for label, number in shown)


def make_waits(numbers: Numbers) -> Waits | None:
    """How long answers took, in groups of days; None where all took about as long."""
    total = sum(numbers.waits.values())
    groups: Counter[int] = Counter()
    for days, answers in numbers.waits.items():
        groups[sum(days > limit for limit in _LIMITS)] += answers
    if total < FEWEST or len(groups) < 2:
        return None
    most, last = max(groups.values()), max(groups)
    bars = tuple(
        WaitBar(
            _LIMITS[group - 1] + 1 if group else 0,
            _LIMITS[group] if group < len(_LIMITS) else None,
            groups[group],
            _percent(groups[group], most),
        )
        for group in range(last + 1)
    )
    return Waits(bars, _median(numbers.waits, total), numbers.waiting, numbers.declined, numbers.unknown)


def _median(waits: Mapping[int, int], total: int) -> int:
    """The fewest days within which at least half of the answers came."""
    reached = 0
    for days in sorted(waits):
        reached += waits[days]
        if reached * 2 >= total:
            return days
    raise AssertionError


def _scale(most: int) -> tuple[int, tuple[Tick, ...]]:
    """The end of an axis from nought that holds `most`, and its marks, in steps that people count in."""
    step = next(
        step for power in count() for step in (10**power, 2 * 10**power, 5 * 10**power) if most <= step * _MOST_STEPS
    )
    steps = -(-most // step)
    top = steps * step
    return top, tuple(Tick(place * step, _percent(top - place * step, top)) for place in range(steps + 1))


def _months(first: date, last: date) -> int:
    """How many months there are from the one to the other, both counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _percent(part: float, whole: float) -> str:
    """`62.5%`, for an attribute of a drawing."""
    return f"{round(100 * part / whole, 2):g}%"
