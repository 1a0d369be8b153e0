"""Related answers: rare things shared, ranked alike everywhere, computed anew only where they may have changed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.model.questions import Question, Questions, Terms, as_written, make_questions, with_changes
from sitegen.model.related import MOST, affected, related

DAY = date(2024, 1, 15)


def question(
    title: str = "",
    rest: str = "",
    topics: str = "",
    *,
    day: date = DAY,
    offered: bool = True,
    linked: Iterable[str] = (),
) -> Question:
    return Question(
        Terms(tuple(title.split()), tuple(rest.split())), tuple(topics.split()), day, offered, tuple(linked)
    )


def among(questions: dict[str, Question], fillers: int = 60) -> Questions:
    """These questions among others that share nothing with them."""
    others = {f"filler-{n}": question(f"filler{n}", topics=f"other{n % 7}") for n in range(fillers)}
    return make_questions(questions | others)


def ids(key: str, index: Questions) -> list[str]:
    return [close.id for close in related(key, index)]


def test_what_shares_a_topic_and_words_is_related_and_says_why() -> None:
    index = among({"a": question("annual leave", topics="rota"), "b": question("leave", "annual", "rota pay")})
    (close,) = related("a", index)
    assert (close.id, close.topics, set(close.terms)) == ("b", ("rota",), {"annual", "leave"})
    assert close.terms[0] == "leave", "a word of both titles tells most"


def test_rare_words_count_more_than_common_ones() -> None:
    common = {f"c{n}": question("shift station", topics="rota") for n in range(8)}
    index = among({"a": question("shift station defibrillator", topics="rota")} | common)
    index = with_changes(index, {"z": question("defibrillator", "shift", "rota", day=date(2001, 1, 1))})
    assert ids("a", index)[0] == "z"


def test_one_word_relates_nothing_without_a_topic() -> None:
    index = among({"a": question("annual leave"), "b": question("leave cover"), "c": question("meal", "annual leave")})
    assert ids("a", index) == [], "b shares one word; what c shares is not in its title"


def test_two_words_relate_without_a_topic_where_both_titles_hold_one() -> None:
    index = among({"a": question("annual leave", topics="rota"), "b": question("leave", "annual", "pay")})
    assert ids("a", index) == ["b"]


def test_a_small_topic_relates_by_itself_and_a_large_one_does_not() -> None:
    small = {f"s{n}": question(f"s{n}", topics="small") for n in range(15)}
    large = {f"l{n}": question(f"l{n}", topics="large") for n in range(16)}
    index = among(small | large)
    assert len(ids("s0", index)) == MOST
    assert ids("l0", index) == []


def test_what_nearly_everyone_holds_relates_nothing() -> None:
    index = make_questions({f"q{n}": question(f"ambulance staff own{n}", topics="all") for n in range(64)})
    assert ids("q0", index) == []


@pytest.mark.parametrize(("on_the_topic", "is_related"), [(2047, True), (2048, False)])
def test_a_word_in_a_hundred_and_a_topic_of_thousands_are_just_enough_or_too_little(
    on_the_topic: int, is_related: bool
) -> None:
    others = {f"o{n:04}": question(f"own{n}", topics="large" if n < on_the_topic - 2 else "") for n in range(8190)}
    others |= {f"w{n}": question(f"other{n}", "defibrillator") for n in range(100)}
    pair = {"me": question("me", "defibrillator", "large"), "it": question("it", "defibrillator", "large")}
    assert ("it" in ids("me", make_questions(pair | others))) == is_related


def test_the_newer_stand_first_and_on_one_day_the_id_decides() -> None:
    days = {"old": 0, "b": 5, "a": 5, "new": 9}
    others = {key: question(f"own{key}", topics="rota", day=DAY + timedelta(days)) for key, days in days.items()}
    assert ids("me", among({"me": question("me", topics="rota")} | others)) == ["new", "a", "b", "old"]


def test_neither_itself_nor_what_is_linked_nor_what_is_not_offered_is_related() -> None:
    index = among(
        {
            "me": question("annual leave", topics="rota", linked=["linked"]),
            "linked": question("annual leave", topics="rota"),
            "waiting": question("annual leave", topics="rota", offered=False),
            "fine": question("annual leave", topics="rota"),
        }
    )
    assert ids("me", index) == ["fine"]
    assert set(ids("waiting", index)) == {"me", "linked", "fine"}, "a page that is not offered still has its own"


def test_a_question_alone_has_nothing_related() -> None:
    assert related("a", make_questions({"a": question("annual leave", topics="rota")})) == ()


SOME_WORDS = [f"w{n}" for n in range(12)]
QUESTIONS = st.builds(
    question,
    st.lists(st.sampled_from(SOME_WORDS[:6]), max_size=3, unique=True).map(" ".join),
    st.lists(st.sampled_from(SOME_WORDS[6:]), max_size=3, unique=True).map(" ".join),
    st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(" ".join),
    day=st.sampled_from([DAY, date(2024, 2, 1)]),
    offered=st.sampled_from([True, True, True, False]),
    linked=st.lists(st.sampled_from([f"q{n}" for n in range(9)]), max_size=1),
)
MANY = st.dictionaries(st.sampled_from([f"q{n}" for n in range(24)]), QUESTIONS, max_size=24)
CHANGES = st.dictionaries(st.sampled_from([f"q{n}" for n in range(30)]), st.none() | QUESTIONS, max_size=3)


def assert_only_the_affected_change(old: Questions, new: Questions) -> None:
    stale = affected(old, new)
    assert stale <= new.by_id.keys()
    before = {key: related(key, old) for key in old.by_id}
    assert {key: related(key, new) if key in stale else before[key] for key in new.by_id} == {
        key: related(key, new) for key in new.by_id
    }


@given(MANY, CHANGES)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_computing_the_affected_anew_is_computing_all_anew(
    questions: dict[str, Question], changes: dict[str, Question | None]
) -> None:
    old = make_questions(questions)
    assert_only_the_affected_change(old, with_changes(old, changes))


def crowd(chance: random.Random, size: int) -> dict[str, Question]:
    """Questions as languages make them: few words in many, many words in few."""

    def words(most: int) -> str:
        return " ".join(dict.fromkeys(f"w{int(chance.paretovariate(0.45))}" for _ in range(chance.randint(1, most))))

    return {
        f"q{n}": question(words(4), words(14), f"t{int(chance.paretovariate(0.7))}", day=DAY + timedelta(n % 50))
        for n in range(size)
    }


@pytest.mark.parametrize("seed", range(6))
def test_in_a_crowd_too_where_not_all_that_is_shared_is_looked_at(seed: int) -> None:
    chance = random.Random(seed)
    questions = crowd(chance, 520)
    old = make_questions(questions)
    new = old
    for key, changed in crowd(chance, 4).items():
        new = with_changes(new, {f"q{chance.randrange(540)}": changed, key: None})
    assert_only_the_affected_change(old, new)


@pytest.mark.parametrize("size", [63, 127, 255])
def test_when_the_whole_doubles_what_is_common_is_counted_anew(size: int) -> None:
    old = make_questions(crowd(random.Random(size), size))
    assert_only_the_affected_change(old, with_changes(old, {"new": question("unheard", "of", "t1")}))


def test_a_change_affects_few_of_a_crowd() -> None:
    old = make_questions(crowd(random.Random(1), 900))
    new = with_changes(old, {"new": question("w900000 w900001", "w5", "t3")})
    assert len(affected(old, new)) < 90


@given(MANY, CHANGES)
def test_a_changed_index_is_the_index_made_anew_in_any_order(
    questions: dict[str, Question], changes: dict[str, Question | None]
) -> None:
    index = with_changes(make_questions(questions), changes)
    left = {key: value for key, value in (questions | changes).items() if value}
    anew = make_questions(dict(reversed(left.items())))
    assert index.by_id == anew.by_id
    assert index.size == anew.size
    for key in left:
        assert related(key, index) == related(key, anew)


@pytest.mark.parametrize(
    ("texts", "wanted", "expected"),
    [
        (["Annual leave in summer"], ["annual", "leav"], ("Annual leave",)),
        (["Leave that is annual"], ["annual", "leav"], ("Leave", "annual")),
        (["Breaks, meals and rest"], ["break", "meal"], ("Breaks", "meals")),
        (["(Meal) breaks?"], ["break", "meal"], ("Meal", "breaks")),
        (["Do I self-isolate?"], ["selfisol", "self", "isol"], ("self-isolate",)),
        (["The trust’s rotas", "Rostering"], ["trust", "roster"], ("trust’s", "Rostering")),
        (["Nothing"], ["else"], ()),
        ([], ["else"], ()),
    ],
)
def test_shared_words_are_shown_as_they_were_written(
    texts: list[str], wanted: list[str], expected: tuple[str, ...]
) -> None:
    assert as_written(texts, wanted, "en") == expected
