"""Charts say what the numbers say: honest axes, no gaps in time, nothing where there is too little to show."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.charts import FEWEST, Numbers, make_charts, make_timeline, make_topic_bars, make_waits
from sitegen.site.views.label import Label

DAYS = st.dictionaries(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 3000), max_size=30)


def waits(days: dict[int, int], waiting: int = 0) -> Numbers:
    return Numbers(Counter(), Counter(days), waiting, 0, 0)


def share(percent: str) -> float:
    return float(percent.removesuffix("%"))


@given(DAYS)
def test_every_question_is_in_one_column_and_no_column_is_left_out(asked: dict[date, int]) -> None:
    chart = make_timeline(asked)
    if chart is None:
        return
    assert sum(column.number for column in chart.columns) == sum(asked.values())
    starts = [column.start for column in chart.columns]
    steps = {(after.year - before.year) * 12 + after.month - before.month for before, after in pairwise(starts)}
    assert steps == {1 if chart.by_month else 12}
    assert starts[0] <= min(asked)
    assert starts[-1] <= max(asked)


@given(DAYS)
def test_columns_are_as_high_as_their_numbers_and_the_axis_starts_at_nought(asked: dict[date, int]) -> None:
    chart = make_timeline(asked)
    if chart is None:
        return
    assert (chart.ticks[0].number, chart.ticks[0].y) == (0, "100%")
    top = chart.ticks[-1].number
    assert chart.ticks[-1].y == "0%"
    assert max(column.number for column in chart.columns) <= top
    for column in chart.columns:
        assert share(column.height) == pytest.approx(100 * column.number / top, abs=0.01)
        assert share(column.top) + share(column.height) == pytest.approx(100, abs=0.02)


@given(DAYS)
def test_names_below_columns_never_meet_and_the_last_column_has_one(asked: dict[date, int]) -> None:
    chart = make_timeline(asked)
    if chart is None:
        return
    assert len(chart.names) <= 6
    assert chart.names[-1].start == chart.columns[-1].start
    assert chart.names[0].with_year


def test_three_years_are_shown_by_month_and_more_by_year() -> None:
    three = make_timeline({date(2020, 1, 31): FEWEST, date(2022, 12, 1): 1})
    assert three
    assert three.by_month
    assert len(three.columns) == 36
    more = make_timeline({date(2020, 1, 31): FEWEST, date(2023, 1, 1): 1})
    assert more
    assert not more.by_month
    assert [column.number for column in more.columns] == [FEWEST, 0, 0, 1]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {date(2024, 1, 15): 1},
        {date(2024, 1, 15): 500},
        {date(2024, 1, 15): 50, date(2024, 2, 15): 50},
        {date(2014 + year, 1, 15): 1 for year in range(FEWEST - 1)},
    ],
    ids=["none", "one", "one day", "two months", "too few"],
)
def test_what_a_sentence_says_better_gets_no_chart(asked: dict[date, int]) -> None:
    assert make_timeline(asked) is None


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (9, [0, 5, 10]),
        (40, [0, 10, 20, 30, 40]),
        (1333, [0, 500, 1000, 1500]),
    ],
)
def test_an_axis_counts_in_ones_twos_and_fives(most: int, marks: list[int]) -> None:
    asked = {date(2020, 1, 1) + timedelta(31 * month): 1 for month in range(FEWEST)}
    asked[date(2020, 1, 1)] = most
    chart = make_timeline(asked)
    assert chart
    assert [tick.number for tick in chart.ticks] == marks


def test_answers_are_grouped_by_the_days_they_took_up_to_the_slowest() -> None:
    chart = make_waits(waits({0: 4, 1: 1, 7: 1, 8: 1, 91: 1, 400: 2}, waiting=3))
    assert chart
    groups = [(bar.least, bar.most, bar.number) for bar in chart.bars]
    assert groups == [(0, 0, 4), (1, 7, 2), (8, 14, 1), (15, 28, 0), (29, 90, 0), (91, None, 3)]
    assert [bar.width for bar in chart.bars][:2] == ["100%", "50%"]
    assert (chart.half, chart.waiting) == (1, 3)
    fast = make_waits(waits({0: 9, 3: 1}))
    assert fast
    assert len(fast.bars) == 2
    assert fast.half == 0


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 50), min_size=1, max_size=20))
def test_half_of_the_answers_came_within_the_days_that_are_named(days: dict[int, int]) -> None:
    chart = make_waits(waits(days))
    if chart:
        within = sum(number for wait, number in days.items() if wait <= chart.half)
        sooner = sum(number for wait, number in days.items() if wait < chart.half)
        assert within * 2 >= sum(days.values()) > sooner * 2


def test_waits_that_are_few_or_all_alike_get_no_chart() -> None:
    assert make_waits(waits({})) is None
    assert make_waits(waits({0: 3, 9: 4})) is None
    assert make_waits(waits({0: 100})) is None


def test_the_twelve_topics_asked_about_most_stand_by_number_then_title() -> None:
    topics = [(Label(f"Topic {number:02}", f"topics/{number}.html"), number % 5) for number in range(20)]
    bars = make_topic_bars(topics)
    assert [bar.number for bar in bars] == [4] * 4 + [3] * 4 + [2] * 4
    assert [bar.topic.title for bar in bars][:2] == ["Topic 04", "Topic 09"]
    assert bars[0].width == "100%"


def test_two_topics_or_few_questions_are_not_compared() -> None:
    assert make_topic_bars([(Label("A", "a"), 100), (Label("B", "b"), 1), (Label("C", "c"), 0)]) == ()
    assert make_topic_bars([(Label(name, name), 2) for name in "ABC"]) == ()


def test_without_any_chart_there_is_no_room_for_charts() -> None:
    assert make_charts(waits({})) is None
