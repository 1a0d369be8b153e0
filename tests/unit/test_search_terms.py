"""Text becomes the terms that people search for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.search.terms import count_words, split, term_by_word, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Missed meal breaks", ["miss", "meal", "break"]),
        ("the trust’s vehicles", ["trust", "vehicl"]),
        ("Why don’t they say who?", ["whi", "say", "who"]),
        ("£1,000 and 999 and P1", ["1000", "999", "p1"]),
        ("1,00 is no thousand", ["1", "00", "no", "thousand"]),
        ("A&E, R&D", ["ae", "rd"]),
        ("terms&conditions", ["term", "condit"]),
        ("follow-up", ["follow", "up", "followup"]),
        ("e‑mail", ["mail", "email"]),
        ("2024-25", ["2024", "25"]),
        ("café, CAFÉ, cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("O'Brien at 7 o'clock", ["obrien", "7", "oclock"]),
        ("ﬁve km²", ["five", "km2"]),
        ("<b>&amp;", ["b", "amp"]),
        ("", []),
        ("the of and", ["the", "of", "and"]),  # no other word
        ("About us", ["about", "us"]),
        ("Who runs IT?", ["who", "run", "it"]),
        ("it's up to IT's staff", ["up", "it", "staff"]),
        ("(US) and I&T", ["us", "it"]),
        ("The rota starts in May. May we see it?", ["rota", "start", "see", "may"]),
        ("We asked Will, who may", ["ask", "who", "will"]),
        ("WHAT IS IT FOR, ROTAS", ["rota"]),  # shouted
        ("A and E", ["e", "ae"]),
        ("A & E, R + D, A+E", ["e", "r", "d", "e", "ae", "rd", "ae"]),
        ("C and D and E", ["c", "d", "e", "cd", "de"]),
        ("P and a half", ["p", "half", "pa"]),
        ("Łukasz Sørensen Weiß Yılmaz Ødegård", ["lukasz", "sorensen", "weiss", "yilmaz", "odegard"]),
        ("Đorđe Þóra Ħal ƙasa œuvre", ["dord", "thora", "hal", "kasa", "oeuvr"]),
        ("re\u00adha\u00adbil\u200bi\u2060tate \ufeffs", ["rehabilit", "s"]),
        ("haemorrhage hemorrhage", ["hemorrhag", "hemorrhag"]),
        ("paediatric foetus diarrhoea oedema", ["pediatr", "fetus", "diarrhea", "edema"]),
        ("organise organizing organisation", ["organiz", "organiz", "organiz"]),
        ("supervise supervision promised", ["supervis", "supervis", "promis"]),
        ("colour behaviour centres licence", ["color", "behavior", "center", "licens"]),
        ("staffing staff buses bus analyses analysis", ["staff", "staff", "bus", "bus", "analys", "analys"]),
        ("shoe poet aloe hour four size prize", ["shoe", "poet", "alo", "hour", "four", "size", "prize"]),
    ],
)
def test_text_becomes_terms(text, expected):
    assert terms(text) == expected


def test_other_languages_keep_the_beginnings_of_their_words():
    assert terms("l'hôpital, les hôpitaux", "fr") == ["hopita", "hopita"]
    assert terms("Ambiwlansys", "cy-GB") == ["ambiwl"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "gebroken been", ["gebrok", "been"]),
        ("da", "vi have", ["vi", "have"]),
        ("pl", "to Łódź", ["to", "lodz"]),
        ("de", "Straße und Hilfe", ["strass", "und", "hilfe"]),
        ("cy", "tŷ'r cyngor a'i ddau", ["ty", "cyngor", "ddau"]),
        ("it", "dell'ospedale", ["ospeda"]),
        ("uk", "м'який", ["мякии"]),
        ("bn", "হাসপাতাল ছুটি", ["হাসপাতাল", "ছুটি"]),
        ("hi", "क्षतिपूर्ति", ["क्षतिपूर्ति"]),
        ("ar", "إجازة أجازه", ["اجازه", "اجازه"]),
        ("he", "שָׁלוֹם", ["שלום"]),
        ("zh", "申请年假？夜2024年", ["申请", "请年", "年假", "夜", "2024", "年"]),
        ("ja", "ガイド", ["ガイ", "イド"]),
        ("ko", "병원에서", ["병원", "원에", "에서"]),
        ("th", "ที่นี่", ["ที่นี่"]),
    ],
)
def test_words_are_read_as_their_language_and_script_are_written(language, text, expected):
    assert terms(text, language) == expected


def test_whole_words_are_kept_for_what_is_typed_in_part():
    assert set(words("Staffing, the l'équipe e-mail IT 1,000 员工", "en")) == {
        "staffing",
        "equipe",
        "mail",
        "email",
        "it",
        "1000",
        "员工",
    }


def test_a_regional_english_is_english():
    assert terms("rosters", "en-GB") == terms("rosters", "en") == ["roster"]


def test_counting_is_the_same_as_listing():
    text = "Shift after shift: a follow-up, a follow-up, shifts up. R&D/and/by, a-the, the"
    counted = count_words(text)
    assert sorted(words(text)) == sorted(word for word, count in counted.items() for _ in range(count))
    assert terms(text) == [term_by_word()[word] for word in words(text)]


@given(st.text() | st.text(st.sampled_from("aBé1,'’&-–. \n\u00a0\u2003\u0301ΣσﬁİA")))
@example("1, 000")
@example("don' t")
def test_no_word_reaches_over_white_space(text):
    assert split(text) == [word for chunk in text.split() for word in split(chunk)]


def test_a_word_without_end_is_cut():
    assert len(terms("z" * 500)[0]) == 32
