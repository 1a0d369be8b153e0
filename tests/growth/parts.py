"""The parts of a build and of publishing, each given n of what it works on."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from odd_pictures import ODD_PICTURES

from sitegen.model.abbreviations import settle_abbreviations
from sitegen.model.questions import Question, Terms, as_written, make_question, make_questions, with_changes
from sitegen.model.related import affected, related
from sitegen.model.settings import Settings
from sitegen.problems.visible import escaped, one_line, visible
from sitegen.reading.drawings import check_drawing
from sitegen.rendering.palette import render_brand
from sitegen.rendering.qr import render_qr
from sitegen.search.abbreviation import Abbreviation
from sitegen.search.document import make_document
from sitegen.search.explained import Explained, find_explained
from sitegen.search.index import make_index, update
from sitegen.search.index_entry import IndexEntry, ResultRow
from sitegen.search.terms import terms
from sitegen.site.charts import Numbers, make_charts
from sitegen.site.views.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2024, 1, 15)
MANY = "ab\u0301 \u202e\x1b[2J\u2028"


def _words(n: int, piece: str = "word{} ") -> str:
    return "".join(piece.replace("{}", _name(number)) for number in range(n))


def _own_words(n: int) -> str:
    """Words that no other number of them has: what is known of a word is remembered."""
    return _words(n, f"{_name(n)}x{{}} ")


def _name(number: int) -> str:
    """Letters alone, so that no word is taken for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _entry(number: int, title: str, answer: str = "") -> IndexEntry:
    row = ResultRow(title, "", "2024-01-15", "Chief", "January", "answered")
    return IndexEntry(
        f"digests/d/{number}.html", make_document(title, title, answer=answer), ("Fleet",), ("topic:fleet",), row
    )


def _entries(n: int, title: str) -> list[IndexEntry]:
    return [_entry(number, title.replace("{}", _name(number))) for number in range(n)]


def _index(title: str) -> Callable[[int], Callable[[], Any]]:
    return lambda n: partial(make_index, _entries(n, title))


def _updated(n: int) -> Callable[[], Any]:
    """All of the entries told otherwise."""
    before, after = _entries(n, "why word{}"), _entries(n, "how word{}")
    shards, at = make_index(before), {entry.route: entry for entry in before}
    return lambda: update(shards, before, after, at.__getitem__)


def _abbreviated(n: int) -> Callable[[], Any]:
    """An index into which n abbreviations come that begin with one word."""
    shards, told = (
        make_index(_entries(1, "why")),
        [Abbreviation(f"x{number}", ("travel", "desk")) for number in range(n)],
    )
    return lambda: update(shards, (), (), dict[str, IndexEntry]().__getitem__, ((), told))


def _settled(words: str) -> Callable[[int], Callable[[], Any]]:
    """n answers that explain one abbreviation each: the same letters where the words differ."""

    def make(n: int) -> Callable[[], Any]:
        entries = {f"d/{number}": _Explains(f"{number}.md") for number in range(n)}
        catalog: Any = SimpleNamespace(entries=entries, settings=Settings("Test"))
        said = {
            f"{number}.md": [
                Explained(
                    "NTD" if "{}" in words else f"X{_name(n)}x{_name(number)}",
                    words.replace("{}", f"{_name(n)}x{_name(number)}"),
                    True,
                )
            ]
            for number in range(n)
        }
        return lambda: settle_abbreviations(catalog, said)

    return make


class _Explains:
    """What of an entry tells whose explanations count."""

    is_withdrawn = False

    def __init__(self, path: str) -> None:
        self.source = SimpleNamespace(file=SimpleNamespace(path=path))


def _question(number: int, words: str, rest: str = "") -> Question:
    title = words.replace("{}", _name(number)).split()
    return Question(Terms(tuple(title), tuple(rest.split())), ("general",), DAY + timedelta(number), True, ())


def _questions(n: int, words: str) -> dict[str, Question]:
    return {f"d/{number}": _question(number, words) for number in range(n)}


def _related(words: str) -> Callable[[int], Callable[[], Any]]:
    def make(n: int) -> Callable[[], Any]:
        questions = _questions(n, words)

        def work() -> Any:
            index = make_questions(questions)
            return [related(key, index) for key in questions]

        return work

    return make


def _told_otherwise(n: int) -> Callable[[], Any]:
    """All of the questions told otherwise."""
    old, changes = make_questions(_questions(n, "why word{}")), _questions(n, "how word{}")
    return lambda: affected(old, with_changes(old, changes))


def _long_question(n: int) -> Callable[[], Any]:
    questions = {"d/a": _question(0, _words(n), _words(n, "rest{} ")), "d/b": _question(1, _words(n))}
    return lambda: related("d/a", make_questions(questions))


def _standing_for(n: int) -> Callable[[], Any]:
    """A question of n words that stands for another of n words."""
    entry = _Told()
    own, older = Terms(tuple(_words(n).split()), ()), Terms((), tuple(_words(n, "rest{} ").split()))
    return lambda: make_question(entry, own, [older])  # type: ignore[arg-type]  # all of an entry that is asked for


class _Told:
    """What of an entry makes a question, besides its words."""

    topics = supersedes = superseded_by = follows = followed_by = related = ()
    date = DAY
    state = "answered"

    @property
    def source(self) -> _Told:
        return self


def _charts(n: int) -> Callable[[], Any]:
    asked = Counter({DAY + timedelta(number * 7): 1 + number % 5 for number in range(n)})
    topics = [(Label(f"Topic {number}", f"topics/{number}.html"), number + 1) for number in range(n)]
    return lambda: make_charts(Numbers(asked, Counter(range(n)), 1, 1, 1), topics)


def _drawing(text: Callable[[int], str]) -> Callable[[int], Callable[[], Any]]:
    start, end = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">', "</svg>"
    return lambda n: partial(check_drawing, "content/assets/a.svg", f"{start}{text(n)}{end}".encode())


PARTS: dict[str, tuple[int, Callable[[int], Callable[[], Any]]]] = {
    "an index of answers": (32, _index("why word{}")),
    "an index of one word": (32, _index("why")),
    "an index of different words": (32, lambda n: partial(make_index, [_entry(0, "why", _words(n))])),
    "an index in which all is told otherwise": (64, _updated),
    "explanations": (64, lambda n: lambda: list(find_explained(_words(n, "night {} travel desk (NTD), ")))),
    "brackets that explain nothing": (64, lambda n: lambda: list(find_explained(_words(n, "(AB {} (see {}) ")))),
    "explanations in different words": (64, _settled("night {} travel desk")),
    "explanations of different letters": (64, _settled("travel desk")),
    "abbreviations of an index": (64, _abbreviated),
    "terms": (256, lambda n: partial(terms, _words(50) * (n // 8))),
    "related answers": (32, _related("why word{}")),
    "related answers of one word": (32, _related("why")),
    "related answers among which all is told otherwise": (64, _told_otherwise),
    "a related answer of many words": (64, _long_question),
    "words that stand for others": (512, _standing_for),
    "words as written": (64, lambda n: partial(as_written, [_own_words(n)], _own_words(n).split(), "en")),
    "charts": (64, _charts),
    "brands": (8, lambda n: lambda: [render_brand(f"#{number * 9:06x}") for number in range(n)]),
    "the characters of a code": (40, lambda n: partial(render_qr, "HTTPS://X.EXAMPLE/" + "A" * n, "a")),
    "codes": (8, lambda n: lambda: [render_qr(f"https://x.example/{1000 + number}", "a") for number in range(n)]),
    "characters that a terminal would obey": (
        500,
        lambda n: lambda: (visible(MANY * n), one_line(MANY * n), escaped(json.dumps(MANY * n))),
    ),
    "elements of a drawing": (32, _drawing(lambda n: "<g><path d='M0 0'/></g>" * n)),
    "elements of a drawing inside one another": (32, _drawing(lambda n: "<g>" * n + "</g>" * n)),
    "attributes of a drawing": (
        32,
        _drawing(lambda n: "<g " + _words(n, 'data-{}="a" ') + "/>"),
    ),
    "styles of a drawing": (32, _drawing(lambda n: _words(n, f'<g style="fill: url(#{_name(n)}-{{}})"/>'))),
    "rules of a style of a drawing": (32, _drawing(lambda n: f"<style>{_words(n, '.{} {fill: url(#a)} ')}</style>")),
    "brackets of a style of a drawing": (32, _drawing(lambda n: f"<style>a {{b: {'(' * n}{')' * n}}}</style>")),
    "links of a drawing": (32, _drawing(lambda n: _words(n, '<use xlink:href="#{}"/>'))),
    **ODD_PICTURES,
}
"""The least number, and the work for n, prepared."""
