"""The index: small scripts, the same bytes whether made anew or changed."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.search.document import add_counts, make_document, pack, unpack
from sitegen.search.index import FOLDER, make_index, update
from sitegen.search.index_entry import IndexEntry, ResultRow
from sitegen.search.numbers import home_of, number_all, renumber
from sitegen.search.shards import join_levels, read_numbers, read_shard, split_levels, write_numbers
from sitegen.search.weighing import Scale, Weights

WORDS = [
    "shift",
    "shifts",
    "meal",
    "break",
    "ambulance",
    "handover",
    "roster",
    "é",
    "naïve",
    "P1",
    "999",
    "vehicle",
    "follow-up",
    "hazard",
]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@st.composite
def entries(draw, route=None):
    document = make_document(draw(texts), draw(texts), [draw(texts)], draw(texts), f"<p>{draw(texts)}</p>")
    return IndexEntry(
        route or f"digests/d/{draw(st.integers(0, 60))}.html",
        document,
        draw(st.sampled_from([(), ("Fleet", "vehicles"), ("Breaks",)])),
        (draw(st.sampled_from(["topic:fleet", "topic:breaks"])), "year:2026"),
        ResultRow(
            draw(texts),
            "",
            "2026-03-12",
            "Chief Executive",
            "March",
            "answered",
            newer=draw(st.sampled_from(["", "x"])),
        ),
    )


def words_of(entry):
    return [term for _, group in entry.document.groups for term in group.split(" ")]


@given(entries())
def test_a_document_can_be_remembered(entry):
    assert unpack(pack(entry.document)) == entry.document


def test_a_document_counts_its_terms_in_each_field():
    document = make_document(
        "Meal breaks", "Meal breaks", ["A break?"], "", "<p>Breaks &amp; <b>meals</b></p>", ["Later"]
    )
    assert document.lengths == (2, 0, 1, 0, 3)
    assert dict(document.groups) == {10001: "meals", 10101: "breaks", 10000: "later", 0: "meal break"}


def test_words_of_one_term_count_together():
    document = make_document("Break", "Breaks", answer=f"<p>{'break ' * 8} {'breaking ' * 5}</p>")
    row = ResultRow("Break", "", "2026-03-12", "", "March", "answered")
    levels = [
        set(keys) for _, keys in Weights(Scale(4, (2, 2, 0, 0, 2), "en")).of(IndexEntry("a", document, (), (), row))
    ]
    assert {"break"} in levels
    assert sum("break" in keys for keys in levels) == 1
    assert add_counts(80003, 50012) == 90015


def test_what_is_not_remembered_as_a_document_is_refused():
    with pytest.raises(ValueError):
        unpack("none")


@given(st.dictionaries(st.integers(0, 15), st.sets(st.integers(0, 1 << 22), min_size=1).map(sorted)))
def test_numbers_survive_their_spelling(levels):
    text = join_levels({level: write_numbers(numbers) for level, numbers in levels.items()})
    assert {level: read_numbers(written) for level, written in split_levels(text).items()} == levels


@given(st.lists(st.sets(st.integers(0, 40), max_size=5), max_size=12))
def test_numbers_do_not_depend_on_who_came_first(steps):
    """Five bits for up to 41 routes, some of which come or go together: every run touches another."""
    routes, numbers = set(), {}
    for turned in steps:
        names = {f"r{which}" for which in turned}
        at = {number: known for known, number in numbers.items()}
        before, after = renumber(at.get, names & routes, names - routes, 5)
        assert before.items() <= numbers.items()
        numbers = {known: number for known, number in numbers.items() if known not in before} | after
        routes ^= names
        assert numbers == number_all(routes, 5)


def test_routes_with_one_hash_stand_one_behind_the_other():
    routes = [f"r{n}" for n in range(400) if home_of(f"r{n}", 6) == 7][:3]
    assert list(number_all(routes, 6).values()) == [7, 8, 9]


@settings(max_examples=150)
@given(st.data())
def test_any_edits_leave_the_index_that_is_made_anew(data):
    known = {e.route: e for e in data.draw(st.lists(entries(), max_size=30))}
    shards = make_index(known.values())
    for _ in range(data.draw(st.integers(1, 4))):
        removed = data.draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=3)) if known else []
        added = data.draw(st.lists(entries(), max_size=2))
        added += [data.draw(entries(route)) for route in removed if data.draw(st.booleans())]
        come = {e.route: e for e in added}
        gone = {route: known[route] for route in {*removed, *come} & known.keys()}
        known = {route: e for route, e in known.items() if route not in gone} | come
        changed = update(shards, gone.values(), come.values(), known.__getitem__)
        anew = make_index(known.values())
        if changed is not None:
            assert {**shards, **changed} == anew
            assert all(shards[route] != shard for route, shard in changed.items())
        shards = anew


def some_entries(count):
    return [
        IndexEntry(
            f"digests/d/{n}.html",
            make_document(f"title{n} shift", "", answer=f"<p>word{n} every{n % 10}</p>"),
            (),
            (f"topic:{n % 7}",),
            ResultRow(f"title{n}", "", "2026-03-12", "", "March", "answered"),
        )
        for n in range(count)
    ]


class Reading(dict):
    """Shards that note which of them are read."""

    def __init__(self, shards):
        super().__init__(shards)
        self.read = set()

    def __getitem__(self, route):
        self.read.add(route)
        return super().__getitem__(route)


def test_an_edit_touches_only_the_shards_of_its_words():
    known = some_entries(600)
    shards = Reading(make_index(known))
    old = known[300]
    new = old._replace(document=make_document("title300 shift", "", answer="<p>word300 every7</p>"))
    changed = update(shards, [old], [new], None)
    assert changed is not None
    # the lists of every0 and every7, and how many hold these words; neither the row nor a length has changed
    assert len(changed) <= 4
    assert {route.removeprefix(FOLDER).split("-")[0] for route in changed} == {"postings", "words"}
    assert len(shards.read) < 16


def test_a_step_of_the_whole_asks_for_a_new_index():
    known = some_entries(31)
    shards = make_index(known)
    assert update(shards, [], some_entries(32)[31:], None) is None


def test_an_empty_site_has_an_index():
    shards = make_index([])
    assert read_shard(shards[f"{FOLDER}start.js"])[0] == 0


HOSTILE = [
    "</script><script>alert(1)</script>",
    "\u2028\u2029",
    "\"'\\",
    "<img src=x onerror=alert(1)>",
    "\ud800",
    "]]>*/",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_data(text):
    row = ResultRow(text, text, "2026-01-01", text, text, "declined", what=text)
    for route, data in make_index(
        [IndexEntry("digests/d/x.html", make_document(text, text), (text,), (), row)]
    ).items():
        assert data.isascii()
        name = re.escape(route.removeprefix(FOLDER).removesuffix(".js"))
        body = re.fullmatch(rf'sitegen_search\("{name}",(.*)\);\n', data.decode("ascii"))
        assert body, "one call with two constants, on one line"
        json.loads(body[1])


def test_the_order_of_the_entries_does_not_matter():
    known = some_entries(50)
    assert make_index(known) == make_index(reversed(known))
    assert list(make_index(known)) == sorted(make_index(known))


def test_the_same_words_count_for_less_once_an_answer_is_replaced():
    document = make_document("Meal break", "Who has a meal break?", [], "", "<p>A break, a meal, a shift.</p>")
    row = ResultRow("Meal break", "", "2026-03-12", "Chief Executive", "March", "answered")
    weights = Weights(Scale(4, (2, 2, 0, 0, 2), "en"))
    live, replaced = (
        {
            term: level
            for level, terms in weights.of(IndexEntry("a.html", document, ("Meals",), (), row))
            for term in terms
        }
        for row in (row, row._replace(newer="digests/d/later.html"))
    )
    assert live.keys() == replaced.keys() >= {"meal", "break", "shift"}
    assert [term for term in live if replaced[term] >= live[term]] == []
