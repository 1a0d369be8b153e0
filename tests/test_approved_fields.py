"""Every field of an answer and of a digest is bound by a yes to it, or is no part of what somebody says yes to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from project import DIGEST, page

from sitegen.model.approval import changed_since, digest_parts, entry_parts, fingerprint_of
from sitegen.model.digest import Counts, DigestFile
from sitegen.model.entry import Commitment, Correction, EntryFile, Extension, Progress, Recording, Rewording, Update
from sitegen.model.schema.parse import parse_content
from sitegen.model.values import Ref
from sitegen.reading.markdown import Labels

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY, OTHER = date(2024, 2, 1), date(2024, 2, 2)
WHO, ELSE = (Ref("chief", 1, 1),), (Ref("ann", 1, 1),)
FREE = {
    "file": "where it stands, when it is shown, what may stand in it",
    "topics": "where it is listed",
    "follows": "what it is linked with",
    "supersedes": "the same",
    "related": "the same",
    "review": "when somebody looks at it again",
    "withdrawn": "it only takes away, and waits for nobody",
    "reworded": "it says that nothing else is said",
    "state": "follows from other fields",
    "approved": "the yes itself",
    "order": "in which order questions stand",
    "status": "follows from its steps; that it is under way or done is a report",
    "due_source": "follows from due",
    "in_answer": "follows from the quote",
    "line": "where it stands",
    "removed": "it only takes away",
}
"""Fields that bind nothing, and why."""
RECORDING = Recording("https://vans.example/film", 1, 2)
PROMISE = Commitment("Count", "We count", "commitment", WHO[0], DAY, "", "open", (), (), True, 1)
ENTRY: dict[str, Any] = {
    "question": "Who counts the cars?", "title": "Cars", "in_short": "No.", "outstanding": ("All",), "declined": "No.",
    "answer_due": DAY, "asked": DAY, "answered": DAY, "asked_by": "A driver", "answered_by": ELSE,
    "answer_form": "spoken", "edited": True, "also_asked": ("And cars?",), "recording": RECORDING,
    "updates": (Update(DAY, "So."),),
    "corrections": (Correction(DAY, "a", "b", "c", False),), "commitments": (PROMISE,),
}  # read as a table  # fmt: skip
DIGEST_FIELDS: dict[str, Any] = {
    "title": "B", "date": DAY, "kind": "spoken", "host": "Ann", "place": "Leeds", "recording": RECORDING,
    "answered_by": ELSE, "counts": Counts(3, 1, ()),
}  # read as a table  # fmt: skip
INNER: dict[str, tuple[Any, dict[str, Any]]] = {
    "commitments": (PROMISE, {
        "text": "Look", "quote": "We look", "strength": "offer", "owner": ELSE[0], "due": OTHER,
        "updates": (Progress(DAY, "dropped", "No", ""),), "extended": (Extension(DAY, OTHER, "Snow"),),
    }),
    "recording": (RECORDING, {"url": "https://vans.example/other", "start": 3, "end": 4}),
    "updates": (Update(DAY, "So."), {"date": OTHER, "text": "No."}),
    "corrections": (Correction(DAY, "a", "b", "c", False), {"date": OTHER, "was": "d", "now": "e", "why": "f"}),
}  # read as a table  # fmt: skip


def parsed(kind: str) -> Any:
    fields = {
        "entry": {"question": "Who counts the vans?", "topics": ["general"], "answered_by": ["chief"]},
        "digest": {"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]},
    }
    return parse_content(kind, f"{DIGEST}/index.md", page(fields[kind], "Us.").encode(), Labels(), ()).value


def is_ended(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return bool(changed_since(fingerprint_of(before), after))


@pytest.mark.parametrize("name", ENTRY)
def test_each_field_of_an_answer_is_bound(name: str) -> None:
    whole = parsed("entry")
    assert getattr(whole, name) != ENTRY[name]
    assert is_ended(entry_parts(whole, ""), entry_parts(whole._replace(**{name: ENTRY[name]}), ""))


@pytest.mark.parametrize("name", DIGEST_FIELDS)
def test_each_field_of_a_digest_is_bound(name: str) -> None:
    whole = parsed("digest")
    assert getattr(whole, name) != DIGEST_FIELDS[name]
    assert is_ended(digest_parts(whole, ""), digest_parts(whole._replace(**{name: DIGEST_FIELDS[name]}), ""))


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, (_, fields) in INNER.items() for field in fields])
def test_each_field_of_what_is_in_them_is_bound(name: str, field: str) -> None:
    one, fields = INNER[name]
    other = one._replace(**{field: fields[field]})
    whole = parsed("entry")
    before, after = (whole._replace(**{name: each if name == "recording" else (each,)}) for each in (one, other))
    assert is_ended(entry_parts(before, ""), entry_parts(after, ""))


def test_no_field_is_forgotten() -> None:
    assert {*EntryFile._fields} - {*ENTRY} - {*FREE} == set()
    assert {*DigestFile._fields} - {*DIGEST_FIELDS} - {*FREE} == set()
    for one, fields in INNER.values():
        assert {*type(one)._fields} - {*fields} - {*FREE} == set()
    assert ({*ENTRY} | {*DIGEST_FIELDS}).isdisjoint(FREE)


def test_what_readers_get_in_other_words_or_not_at_all_ends_nothing() -> None:
    whole = parsed("entry")
    told = whole._replace(reworded=(Rewording(DAY, "Shorter"),), topics=ELSE, review=None)
    assert not is_ended(entry_parts(whole, ""), entry_parts(told, ""))


BODIES = {
    "words": ("<p>We count the vans.</p>", "<p>We count the cars.</p>"),
    "a picture's words": ('<p><img src="a.png" alt="A van"></p>', '<p><img src="a.png" alt="A car"></p>'),
    "a picture": ('<p><img src="a.png" alt="A van"></p>', '<p><img src="b.png" alt="A van"></p>'),
    "a cell": ("<table><tr><td>1</td></tr></table>", "<table><tr><td>2</td></tr></table>"),
    "code": ("<pre><code>a = 1</code></pre>", "<pre><code>a = 2</code></pre>"),
    "a footnote": ('<section class="footnotes">One</section>', '<section class="footnotes">Two</section>'),
    "a link elsewhere": ('<a href="https://a.example/">x</a>', '<a href="https://b.example/">x</a>'),
    "a number": ('<a href="tel:0191">x</a>', '<a href="tel:0192">x</a>'),
    "what a link is called": ('<a href="a.html" title="One">x</a>', '<a href="a.html" title="Two">x</a>'),
}  # read as a table  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_each_part_of_a_text_is_bound(name: str) -> None:
    before, after = BODIES[name]
    for whole, parts_of in ((parsed("entry"), entry_parts), (parsed("digest"), digest_parts)):
        assert is_ended(parts_of(whole, before), parts_of(whole, after))
        assert not is_ended(parts_of(whole, before), parts_of(whole, before))
