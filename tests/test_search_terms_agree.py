"""The browser makes the same terms as the index, of any text."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

import sitegen
from sitegen.search.stopwords import STOP_WORDS
from sitegen.search.terms import terms

ENDINGS = """
s es ies ied ed eed edly eedly ing ingly y ying ly li ational tional enci anci abli entli izer ization ation ator alism
aliti alli fulness ousli ousness iveness iviti biliti bli ogi ogist fulli lessli alize icate iciti ical ful ness ative
isation ise ising our oured re yse yzed ysis osis ogue staffing ffed ses men
al ance ence er ic able ible ant ement ment ent ion sion tion ism ate iti ous ive ize e l ll sses ss us past
""".split()
ODD = [
    "Why don’t we get £1,000 for A&E follow-up? e‑mail café CAFÉ cafe\u0301",
    "O'Brien at 7 o'clock said I'll, we've, d'accord l’hôpital 'quoted' rock'n'roll",
    "P1 999 24/7 12-hour 2024-25 1,000,000 1,00 x-y--z -a- R&D&I T&Cs terms&conditions",
    "İstanbul ſtraße ﬁve km² ½ № Ⅷ ① Ελλάς ΟΔΟΣ Привет 東京 ١٢٣ ngŵyr",
    "a_b __proto__ constructor " + "z" * 99,
    "the IT team in May, Will said; WHAT IS IT? A and E, A & E, A+E, R + D and B and C x+y l'A and B&C I&T it's",
    "Łukasz Sørensen-Weiß Yılmaz Ødegård Þór Ðóra æon œuvre ŋ ħal ƙasa re\u00adha\u00adbil a\u200bb \ufeffc a\ufeffb",
    "হাসপাতাল ছুটি क्षतिपूर्ति किताबें โรงพยาบาลใหญ่ ភ្នំពេញ မြန်မာ",
    "إجازة أجازة الموظّفين گفت می\u200cخواهم שָׁלוֹם",
    "员工如何申请年假？2024年T恤 ガイド がいど 한국어 병원에서 x年y 𠀀𠀁",
    "tŷ'r cyngor dell'ospedale jusqu'ici c'hwi м'який",
    "IT",
    "is it",
    "The Of",
    "WHO IS",
    "A E",
    "+e",
    "a+e",
    "about us",
    "...",
    "MAY WILL US",
    *(" ".join(sorted(words)) for words in STOP_WORDS.values()),
]


@pytest.fixture(scope="module")
def made_up() -> list[str]:
    """Words with every ending that a stemmer knows, behind beginnings of all shapes."""
    chance = random.Random(20)
    letters = "abcdefghijklmnopqrstuvwxyzaeiouy"
    starts = ["", *("".join(chance.choices(letters, k=chance.randint(1, 7))) for _ in range(700))]
    starts += ["commun", "gener", "arsen", "univers", "past", "later", "emerg", "organ", "inter", "succ", "proc", "exc"]
    starts += [
        "organ",
        "haem",
        "paedi",
        "col",
        "lab",
        "cent",
        "promo",
        "anal",
        "diagn",
        "travell",
        "dialog",
        "off",
        "bus",
    ]
    starts += ["even", "cann", "inn", "earr", "herr", "out", "d", "l", "t", "sk", "ugl", "on", "earl", "gent", "id"]
    return [start + ending for start in starts for ending in ENDINGS]


def agrees(browser: Any, texts: list[str], language: str) -> None:
    tab = browser.new_page()
    tab.add_script_tag(path=str(Path(sitegen.theme_folder()) / "theme" / "search.js"))
    found = tab.evaluate(
        "([texts, language]) => texts.map(t => sitegen_search.termsOf(t, language))", [texts, language]
    )
    tab.close()
    differ = [(text, of_page, terms(text, language or "nl")) for text, of_page in zip(texts, found, strict=True)]
    assert [row for row in differ if row[1] != row[2]][:5] == []


@pytest.mark.parametrize("language", ["en", "", "cy", "fr"])
def test_the_browser_makes_the_same_terms(browser: Any, made_up: list[str], language: str) -> None:
    agrees(browser, ODD + (made_up if language == "en" else made_up[::20]), language)


@pytest.mark.corpora
def test_the_browser_makes_the_same_terms_of_real_material(browser: Any, corpora: Path) -> None:
    files = [file for file in sorted(corpora.rglob("*")) if file.suffix in (".md", ".txt", ".csv") and file.is_file()]
    lines = {line[:300] for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines()}
    agrees(browser, sorted(lines)[::7], "en")
