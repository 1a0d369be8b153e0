"""Which words were taken out of an answer is known by hashes, and nothing else of it."""

from __future__ import annotations

from datetime import date

from sitegen.record.release_record import DatedText, RecordedCorrection, RecordedEntry, RecordedWords, ReleaseRecord
from sitegen.withdrawal.word_runs import AnswersCut, runs_of

DAY = date(2026, 3, 1)
SAID = "We asked Robin Sample why the shift was changed, and it was changed by mistake, so we changed it back."
CUT = SAID.replace("Robin Sample", "a colleague")
OUT = RecordedCorrection(DAY, "", "", "Nobody needs to know.", removed=True)
SALT = "0123456789abcdef"


def words(
    answer: str, *corrections: RecordedCorrection, title: str = "About shifts", news: tuple[str, ...] = ()
) -> RecordedWords:
    texts = (("title", title), ("answer", answer))
    return RecordedWords(texts, (), corrections, tuple(DatedText(DAY, text) for text in news), ())


def record(said: RecordedWords, key: str = "d/one") -> ReleaseRecord:
    return ReleaseRecord(DAY, {key: RecordedEntry(key, "One", "answered", DAY, "", "")}, {key: said}, {}, {})


def cut(said: RecordedWords) -> AnswersCut:
    return AnswersCut(record(said), {"d/one": 1}, {"d/one": ("d/one",)})


def gone(before: RecordedWords, after: RecordedWords) -> frozenset[str]:
    return cut(after).gone(record(before), SALT)


def test_words_that_went_are_known_again_with_other_words_elsewhere_and_in_capitals() -> None:
    marks = gone(words(SAID), words(CUT, OUT))
    for again in (SAID, SAID.upper(), f"{SAID} More.", f"Well, {SAID}", SAID.replace("back", "again")):
        assert cut(words(again, OUT)).back(marks, SALT) == {"One": runs_of(words(again), SALT, "d/one") & marks}
        assert runs_of(words(again), SALT, "d/one") & marks


def test_words_that_stayed_and_new_ones_are_no_words_that_went() -> None:
    marks = gone(words(SAID), words(CUT, OUT))
    for other in (CUT, CUT.replace("mistake", "chance"), "Robin Sample.", "We changed it back."):
        assert cut(words(other, OUT)).back(marks, SALT) == {}


def test_another_answer_may_say_what_went_out_of_one() -> None:
    marks = gone(words(SAID), words(CUT, OUT))
    other = AnswersCut(record(words(SAID, OUT), "d/other"), {"d/other": 1}, {"d/other": ("d/other",)})
    renamed = AnswersCut(record(words(SAID, OUT), "d/new"), {"d/new": 1}, {"d/new": ("d/new", "d/one")})
    assert not other.back(marks, SALT)
    assert renamed.back(marks, SALT)


def test_a_short_text_is_known_as_a_whole_and_a_word_or_two_are_not() -> None:
    marks = gone(words(CUT, title="What Robin Sample asked"), words(CUT, OUT))
    assert cut(words(CUT, OUT, title="What Robin Sample asked")).back(marks, SALT)
    assert not cut(words(CUT, OUT, title="What Robin Sample asked us")).back(marks, SALT)
    assert gone(words(CUT, title="Robin Sample"), words(CUT, OUT)) == frozenset()


def test_a_remark_that_is_often_the_same_may_be_made_again() -> None:
    slip = RecordedCorrection(DAY, "three", "two", "A slip of the pen.", removed=False)
    marks = gone(words(SAID, slip), words(CUT, OUT))
    assert not cut(words(CUT, OUT, slip)).back(marks, SALT)


def test_what_stands_for_words_is_another_thing_at_another_place_and_holds_none_of_them() -> None:
    marks = gone(words(SAID), words(CUT, OUT))
    assert not {"robin", "sample"} & {*"\n".join(marks).split()}
    assert cut(words(SAID, OUT)).back(marks, "fedcba9876543210") == {}


def test_an_answer_of_which_words_were_taken_out_before_says_nothing_of_older_ones() -> None:
    assert gone(words(SAID, OUT), words(CUT, OUT)) == frozenset()
