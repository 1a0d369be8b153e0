"""Front matter: text stays text, every value has its place, and a slip is told from the line itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading.frontmatter import parse_fields, parse_front_matter
from sitegen.reading.source import Source, parse_source


def fields(text: str) -> dict[str, object]:
    found, problems = parse_fields("x.md", text)
    assert found is not None, problems
    return found.values


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("0123", "0123"),
        ("1.10", "1.10"),
        ("2021-02-18", "2021-02-18"),
        ("1_000", "1_000"),
        ("on", "on"),
        ("'single'", "single"),
        ('"a: b # c"', "a: b # c"),
        ("~", None),
        ("null", None),
        ("", None),
        ('""', ""),
    ],
)
def test_text_stays_the_text_that_was_typed(typed: str, value: object) -> None:
    assert fields(f"x: {typed}\n") == {"x": value}


def test_a_folded_text_may_hold_anything() -> None:
    assert fields("x: >\n  Why: is bay #4\n  'closed'?\n") == {"x": "Why: is bay #4 'closed'?\n"}


def test_every_value_knows_its_line_and_column() -> None:
    text = "a: 1\nb:\n  - c: deep\n    d: [x, yy]\n"
    found, _ = parse_fields("x.md", text, first_line=2)
    assert found is not None
    places = {path: place[1:] for path, place in found.places.items()}
    assert places["b", 0, "c"] == (4, 8, 4)
    assert places["b", 0, "d", 1] == (5, 12, 2)
    assert found.place("b", 0, "missing", "deeper") == found.places["b", 0]


@pytest.mark.parametrize(
    ("text", "line", "mended"),
    [
        ("q: Rotas: when?", 1, '"Rotas: when?"'),
        ("q: 'What's the plan?'\nt: [a]", 1, '"What\'s the plan?"'),
        ("o: @jane", 1, '"@jane"'),
        ("q: *bold*", 1, '"*bold*"'),
        ("x: %done", 1, '"%done"'),
        ("t: [a, b\nq: c", 1, "[a, b]"),
        ("q: Why is bay #4 closed?", 1, '"Why is bay #4 closed?"'),
        ("q: &x b", 1, '"&x b"'),
        ("q: !important b", 1, '"!important b"'),
        ("q:\n  Why we wait:\u00a0  6\n  b: 2", 2, "Why we wait: 6"),
    ],
)
def test_a_slip_is_shown_with_its_line_mended(text: str, line: int, mended: str) -> None:
    found, problems = parse_fields("x.md", text)
    assert found is None
    assert [(problem.line, problem.replacement) for problem in problems] == [(line, mended)]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (" question: Who?\ntitle: Vans", 1, "Delete all that stands before its first word."),
        (" question: >\n  Who?\ntitle: Vans", 1, "Delete all that stands before its first word."),
        ("topics: [a]\n\ttitle: Vans", 2, "Delete all that stands before its first word."),
        ("a:\n  - b: c\n   d: e", 3, "Put 4 spaces in the place of all that stands before its first word."),
        ("a:\n\tb: c", 2, "Put 2 spaces in the place of all that stands before its first word."),
        ("question: Who is\nit?", 2, "Does it go on with the text above? Put two spaces before it."),
        ('question: Who is\n"it"?', 2, "Does it go on with the text above? Put two spaces before it."),
        ("topics: [a]\nextra\n  b: c", 2, "Is “extra” the name of a field? Write:  extra:"),
        ("topics: [a]\ntitle Vans", 2, "Is “title” the name of a field? Write:  title: Vans"),
    ],
)
def test_a_line_in_a_wrong_place_is_told_with_the_place(text: str, line: int, hint: str) -> None:
    fields, (problem,) = parse_fields("a.md", text)
    assert fields is None
    assert (problem.code, problem.line) == ("unreadable-yaml", line)
    assert hint in problem.hint.split("\n")


@pytest.mark.parametrize("text", ["Vans", 'He said "so" there', 'It\'s "so"', "C:\\vans"])
def test_curly_marks_become_straight_ones_that_read_the_same(text: str) -> None:
    found, (problem,) = parse_fields("a.md", f"title: “{text}”")
    assert found is not None
    assert problem.code == "curly-quotes"
    assert fields(f"title: {problem.replacement}") == {"title": text}


@pytest.mark.parametrize("value", ["'It''s so: who?'", r'"He said: \"who?\""'])
def test_marks_that_are_doubled_or_hidden_end_no_text(value: str) -> None:
    _, (problem,) = parse_fields("a.md", f" question: {value}\ntitle: Vans")
    assert problem.message.startswith("This line starts further left or right")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"Who" is accountable?', '"Who" is accountable?'),
        ('"Who" or "what"', '"Who" or "what"'),
        ("'Who' or 'what' is it?", "'Who' or 'what' is it?"),
        ('"Who\'s" there?', '"Who\'s" there?'),
        ('The "plan": when?', 'The "plan": when?'),
        ('*Our "plan"*', '*Our "plan"*'),
        ('Why is bay #4 "closed"?', 'Why is bay #4 "closed"?'),
        ('"He said "no" to us"', 'He said "no" to us'),
        ("'What's the plan?'", "What's the plan?"),
        ('"Who is it?', "Who is it?"),
    ],
)
def test_a_mended_line_reads_as_every_word_and_mark_that_was_typed(typed: str, meant: str) -> None:
    found, problems = parse_fields("x.md", f"q: {typed}\n")
    assert found is None
    assert fields(f"q: {problems[0].replacement}\n") == {"q": meant}


@pytest.mark.parametrize("word", ["while scanning", "expected", "mapping", "token", "block"])
def test_no_message_speaks_the_parsers_language(word: str) -> None:
    slips = [
        "q: a: b",
        "q: 'x",
        "q: [a",
        "\tq: x",
        "q: {a",
        "a\nb: c",
        "q: |x\n y",
        "? [a]\n: b",
        "x: - y",
        " a: b\nc: d",
    ]
    for slip in slips:
        found, problems = parse_fields("x.md", slip)
        assert found is None, slip
        assert all(word not in problem.message.casefold() for problem in problems), problems


def test_in_settings_a_remark_may_stand_behind_a_value() -> None:
    found, problems = parse_fields("sitegen.yaml", "title: Ours # shown on top\n", remarks=True)
    assert found is not None
    assert found.values == {"title": "Ours"}
    assert not problems


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_and_byte_order_marks_change_nothing(line_end: str, mark: str, last: str) -> None:
    text = mark + "---\nx: y\n---\nBody\nmore" + last
    source, problems = parse_source("x.md", text.replace("\n", line_end).encode())
    assert not problems
    assert source is not None
    front, problems = parse_front_matter(source)
    assert not problems
    assert front is not None
    assert front.fields.values == {"x": "y"}
    assert front.body.rstrip("\n") == "Body\nmore"
    assert front.body_line == 4


def test_forty_thousand_brackets_do_no_harm() -> None:
    found, problems = parse_fields("x.md", "x: " + "[" * 40_000)
    assert found is None
    assert [problem.code for problem in problems] in (["front-matter-too-deep"], ["unreadable-yaml"])


@given(st.text())
def test_any_text_gives_fields_or_a_problem_with_a_line(text: str) -> None:
    front, problems = parse_front_matter(Source("x.md", "---\n" + text + "\n---\n"))
    if front is None:
        assert problems
    for problem in problems:
        assert problem.line is not None or problem.code == "front-matter-too-large"


@given(st.binary())
def test_any_bytes_are_a_text_or_one_problem(data: bytes) -> None:
    source, problems = parse_source("x.md", data)
    assert (source is None) == (len(problems) == 1)


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,10}", fullmatch=True), st.lists(words, max_size=4), max_size=5))
def test_what_is_written_in_quotes_is_read_as_it_is(values: dict[str, list[str]]) -> None:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    lines = [f"{name}: [{', '.join(quoted(item) for item in items)}]" for name, items in values.items()]
    found, problems = parse_fields("x.md", "\n".join(lines) + "\n")
    assert found is not None, problems
    assert found.values == values
