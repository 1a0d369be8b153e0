"""Sites repeated: n files that have to do with one another in each way that the checks of the whole look for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from project import DIGEST, page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Files = dict[str, str | bytes]
GOOD = {"question": "Why?", "topics": ["general"]}
DIGEST_FIELDS = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}


def _site(files: Mapping[str, str | bytes]) -> Files:
    return {
        "sitegen.yaml": "title: Test\nurl: https://intranet.example/qa/\n",
        f"{DIGEST}/index.md": page(DIGEST_FIELDS),
        f"{DIGEST}/first.md": page(GOOD, "Because."),
        "content/topics/general.md": page({"title": "General"}),
        "content/people/chief.md": page(
            {"name": "Alex Moss", "roles": [{"title": "Chief Executive", "from": "2019-01-01"}]}
        ),
        **files,
    }


def _entries(body: str = "Because.", **fields: Any) -> Callable[[int], Files]:
    """n entries; what is a function of its number is called with it."""

    def files(n: int) -> Files:
        return _site(
            {
                _path(i): page(
                    {**GOOD, **{name: value(i) if callable(value) else value for name, value in fields.items()}},
                    body.replace("{}", str(i)),
                )
                for i in range(n)
            }
        )

    return files


def _path(number: int) -> str:
    return f"{DIGEST}/entry-{number}.md"


def _many(path: str, fields: Callable[[int], dict[str, Any]], **others: str) -> Callable[[int], Files]:
    return lambda n: _site({path.replace("{}", str(i)): page(fields(i)) for i in range(n)} | others)


def _promise(**fields: Any) -> list[dict[str, Any]]:
    return [{"text": "Look", "quote": "Because", "strength": "commitment", **fields}]


WHOLES: dict[str, Callable[[int], Files]] = {
    "approvals that have ended": _entries(approved={"by": "Ann", "date": "2024-02-01", "fingerprint": "q0000000"}),
    "days of promises that are slips": _entries(commitments=_promise(due="2023-12-31")),
    "entries": _entries(),
    "the same title": _entries(title="One"),
    "a dead link each": _entries("[x](no-{}.md)"),
    "a dead link with a neighbour each": _entries("[x](entri-{}.md)"),
    "one dead page": _entries("[x](../../topics/generall.md)"),
    "dead headings of one page": lambda n: (
        _entries("[x](../../topics/general.md#a-headin-{})")(n)
        | {"content/topics/general.md": page({"title": "General"}, "".join(f"# A heading {i}\n\n" for i in range(n)))}
    ),
    "headings of one page": lambda n: (
        _entries("[x](../../topics/general.md#a-heading-{})")(n)
        | {"content/topics/general.md": page({"title": "General"}, "".join(f"# A heading {i}\n\n" for i in range(n)))}
    ),
    "links to drafts": lambda n: _entries("[x](draft.md)")(n) | {f"{DIGEST}/draft.md": page({**GOOD, "draft": "true"})},
    "unknown topics": _entries(topics=lambda i: [f"topic-{i}"]),
    "unknown topics among many": lambda n: (
        _entries(topics=lambda i: [f"topik-{i}"])(n)
        | {f"content/topics/topic-{i}.md": page({"title": f"T {i}"}) for i in range(n)}
    ),
    "unknown people among many": lambda n: (
        _entries(answered_by=lambda i: [f"persen-{i}"])(n)
        | {f"content/people/person-{i}.md": page({"name": f"Person {i}"}) for i in range(n)}
    ),
    "people of one name": lambda n: (
        _entries(answered_by=["Sam Hill"])(n)
        | {f"content/people/p{i}.md": page({"name": "Sam Hill"}) for i in range(n)}
    ),
    "unknown entries": _entries(follows=lambda i: f"entri-{i}"),
    "several names": _entries(topics=lambda i: [f"general and topic-{i}"]),
    "a chain": _entries(follows=lambda i: [f"entry-{i - 1}"] if i else ["entry-none"]),
    "a circle": lambda n: _entries(follows=lambda i: [f"entry-{(i + 1) % n}"])(n),
    "circles through the first": _entries(follows=lambda i: [f"entry-{i + 1}", "entry-0"]),
    "circles of two": _entries(follows=lambda i: [f"entry-{i ^ 1}"]),
    "a chain of replaced answers": _entries(supersedes=lambda i: [f"entry-{i - 1}"] if i else ["entry-none"]),
    "all replaced by one": lambda n: (
        _entries()(n)
        | {f"{DIGEST}/last.md": page({**GOOD, "supersedes": [f"entry-{i}" for i in range(n)]}, "Because.")}
    ),
    "related": _entries(related=lambda i: [f"entry-{i + step}" for step in range(1, 6)]),
    "one related to all": _entries(related=["entry-0"]),
    "the same question": _entries(question="Why is it so?"),
    "follows": _entries(follows=lambda i: [f"entry-{i - 1}"] if i else []),
    "all follow one": _entries(follows=lambda i: ["entry-0"] if i else []),
    "supersedes": _entries(supersedes=lambda i: [f"entry-{i - 1}"] if i else []),
    "related both ways": _entries(related=lambda i: [f"entry-{i ^ 1}"]),
    "several topics": lambda n: (
        _entries(topics=lambda i: [f"t-{i}", f"t-{i // 2}", "general"])(n)
        | {f"content/topics/t-{i}.md": page({"title": f"T {i}"}) for i in range(n)}
    ),
    "topics by synonym": lambda n: (
        _entries(topics=lambda i: [f"Synonym {i}"])(n)
        | {f"content/topics/t-{i}.md": page({"title": f"T {i}", "synonyms": [f"Synonym {i}"]}) for i in range(n)}
    ),
    "answerers by role": lambda n: (
        _entries(answered_by=lambda i: [f"Role {i}"])(n)
        | {
            f"content/people/p{i}.md": page({"name": f"P {i}", "roles": [{"title": f"Role {i}", "from": "2019-01-01"}]})
            for i in range(n)
        }
    ),
    "updates": _entries(updates=[{"date": "2024-02-01", "text": "New"}]),
    "aliases": _entries(aliases=lambda i: [f"old/{i}.html"]),
    "one alias": _entries(aliases=["old/one.html"]),
    "aliases in aliases": _entries(aliases=lambda i: [f"old.html/{i}.html" if i else "old.html"]),
    "promises": _entries(commitments=lambda i: _promise(due="2024-06")),
    "promises and people": lambda n: (
        _entries(commitments=lambda i: _promise(owner=f"p{i}"))(n)
        | {
            f"content/people/p{i}.md": page(
                {"name": f"P {i}", "roles": [{"title": f"R {i}", "from": "2019-01-01", "to": "2024-02-01"}]}
            )
            for i in range(n)
        }
    ),
    "heirs of a role": lambda n: (
        _entries(commitments=lambda i: _promise(owner="p0"))(1)
        | {
            f"content/people/p{i}.md": page(
                {
                    "name": f"P {i}",
                    "roles": [{"title": "R", "from": _day(i), "to": _day(i + 1)}],
                }
            )
            for i in range(n)
        }
    ),
    "topics": _many("content/topics/t-{}.md", lambda i: {"title": f"T {i}", "synonyms": [f"S {i}"]}),
    "topics of one name": _many("content/topics/t-{}.md", lambda i: {"title": "One"}),
    "topics of one synonym": _many("content/topics/t-{}.md", lambda i: {"title": f"T {i}", "synonyms": ["One"]}),
    "topics below one": _many("content/topics/t-{}.md", lambda i: {"title": f"T {i}", "parent": "general"}),
    "topics below one another": _many("content/topics/t-{}.md", lambda i: {"title": f"T {i}", "parent": f"t-{i - 1}"}),
    "topics merged into one": _many("content/topics/t-{}.md", lambda i: {"title": f"T {i}", "merged_into": "general"}),
    "topics merged into one another": _many(
        "content/topics/t-{}.md", lambda i: {"title": f"T {i}", "merged_into": f"t-{i + 1}"}
    ),
    "draft topics": _many("content/topics/t-{}.md", lambda i: {"title": "General", "draft": "true"}),
    "people": _many("content/people/p-{}.md", lambda i: {"name": f"P {i}"}),
    "pages": lambda n: _site({f"content/pages/p-{i}.md": page({"title": "P"}, "Words.") for i in range(n)}),
    "digests": _many("content/digests/d-{}/index.md", lambda i: DIGEST_FIELDS),
    "digests with counts": _many(
        "content/digests/d-{}/index.md", lambda i: {**DIGEST_FIELDS, "counts": {"received": 5}}
    ),
    "digests with an order": lambda n: _site(
        {f"content/digests/d-{i}/index.md": page({**DIGEST_FIELDS, "order": ["a", "b"]}) for i in range(n)}
        | {f"content/digests/d-{i}/a.md": page(GOOD, "Because.") for i in range(n)}
    ),
    "an order": lambda n: (
        _entries()(n) | {f"{DIGEST}/index.md": page({**DIGEST_FIELDS, "order": [f"entry-{i}" for i in range(n)]})}
    ),
    "an order of others": lambda n: (
        _entries()(n) | {f"{DIGEST}/index.md": page({**DIGEST_FIELDS, "order": [f"entri-{i}" for i in range(n)]})}
    ),
    "entries without a digest": lambda n: _site(
        {f"content/digests/lone-{i}/a.md": page(GOOD, "Because.") for i in range(n)}
    ),
    "drafts": _entries(draft="true"),
    "sessions that are still to come": lambda n: _site(
        {f"content/digests/d-{i}/index.md": page({**DIGEST_FIELDS, "date": "2099-01-01"}) for i in range(n)}
        | {f"content/digests/d-{i}/a.md": page(GOOD, "Because.") for i in range(n)}
    ),
    "entries of a draft": lambda n: _entries()(n) | {f"{DIGEST}/index.md": page({**DIGEST_FIELDS, "draft": "true"})},
    "assets": lambda n: (
        _entries("[x](../../assets/a-{}.pdf)")(n) | {f"content/assets/a-{i}.pdf": b"x" for i in range(n)}
    ),
    "folders inside one another": lambda n: _site(
        {"content/assets/" + "a/" * (i % 40) + f"{i}.pdf": b"x" for i in range(n)}
    ),
    "copies": lambda n: _site({f"{DIGEST}/entry-{i} - Copy.md": page(GOOD, "Because.") for i in range(n)}),
    "perhaps copies": lambda n: _site({f"{DIGEST}/entry-{i} (2).md": page(GOOD, "Because.") for i in range(n)}),
    "odd names": lambda n: _site({f"{DIGEST}/An Entry {i}.md": page(GOOD, "Because.") for i in range(n)}),
    "names that differ by letter case": lambda n: _site(
        {f"{DIGEST}/{name}-{i}.md": page(GOOD, "Because.") for i in range(n // 2) for name in ("one", "ONE")}
    ),
    "misplaced files": lambda n: _site({f"content/lost-{i}.md": page(GOOD, "Because.") for i in range(n)}),
}
"""The files of a site by how many there are of what the name says."""


TITLES = _entries(title=lambda i: f"{'bÄZé'[i % 4]}{i * 7919 % 1009} and so on")
"""Answers whose titles are in no order."""

GUESSED = ("a dead link each", "unknown entries")
"""Those of which each asks for the nearest of the others: few are compared otherwise than many."""


def _day(number: int) -> str:
    return (date(1950, 1, 1) + timedelta(number)).isoformat()
