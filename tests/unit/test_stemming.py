"""Our stemmer does what Snowball's own does."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from sitegen.search.stemming import stem

stem_of_snowball = EnglishStemmer().stemWord

BEGINNINGS = """
    gener commun arsen past univers organ later emerg inter succ proc exc even cann inn earr herr out d t skis sky news
    hop hopp add egg y yy say b bl iz at rel nat oper run tie cri l fall adolog sens electr é 2
    """.split()
ENDINGS = """
    s es ies ied sses us ss ed edly eed eedly ing ingly y ly tional enci anci abli entli izer ization ational ation
    ator alism aliti alli fulness ousli ousness iveness iviti biliti bli ogist ogi fulli lessli li alize icate iciti
    ical ful ness ative ement ment ance ence able ible ant ent ism ate iti ous ive ize ion al er ic e l ll
    """.split()


def test_every_short_word_has_the_stem_of_snowball():
    words = ["".join(letters) for size in range(5) for letters in itertools.product("aeydsingl", repeat=size)]
    assert [stem(word) for word in words] == [stem_of_snowball(word) for word in words]


def test_every_ending_is_taken_off_as_snowball_does():
    words = ["".join(parts) for parts in itertools.product(BEGINNINGS, ENDINGS)]
    words += ["".join(parts) for parts in itertools.product(("rel", "gener", "fall", "t"), ENDINGS, ENDINGS)]
    assert [stem(word) for word in words] == [stem_of_snowball(word) for word in words]


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*BEGINNINGS, *ENDINGS, *"abcdefghijklmnopqrstuvwxyz"]), max_size=6).map("".join))
def test_any_word_has_the_stem_of_snowball(word):
    assert stem(word) == stem_of_snowball(word)
