"""Every problem we can report is reported: one small project for each code, with the place where it must point."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from photos import document, pixel
from project import DIGEST, minimal_project, page

from sitegen import problems

E = f"{DIGEST}/an-entry.md"
OTHER = f"{DIGEST}/other.md"
D = f"{DIGEST}/index.md"
AHEAD = "content/digests/2099-01-01-briefing/index.md"
T = "content/topics/general.md"
P = "content/people/chief.md"
GOOD = {"question": "Why?", "topics": ["general"]}
DIGEST_FIELDS = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}
WAIVER = {"kind": "mobile", "fingerprint": "00000", "reason": "r", "by": "b", "until": "2099-01-01"}


class Case(NamedTuple):
    """Files that replace or join those of the minimal project, and the place of the problem."""

    files: dict[str, str | bytes]
    path: str
    line: int | None
    severity: str = "error"


def entry(body: str = "Because.", **fields: Any) -> str:
    return page({**GOOD, **fields}, body)


def promise(**fields: Any) -> str:
    return entry(
        "We will look.", commitments=[{"text": "Look", "quote": "We will look", "strength": "commitment", **fields}]
    )


def head(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "Because.", ""])


def body(text: str) -> dict[str, str | bytes]:
    return {E: entry(text)}


def settings(*lines: str) -> dict[str, str | bytes]:
    return {"sitegen.yaml": "\n".join(["title: Test", "url: https://intranet.example/qa/", *lines, ""])}


CASES: dict[str, Case] = {
    # the file as text
    "bad-encoding": Case({E: entry("caf\u00e9").encode("cp1252")}, E, 5),
    "file-too-large": Case({E: entry("x" * 1_100_000)}, E, None),
    "control-character": Case({E: entry("a\x07b")}, E, 5),
    "no-front-matter": Case({E: "Just an answer.\n"}, E, 1),
    "opening-hyphens-missing": Case({E: "question: Why?\ntopics: general\n---\nYes.\n"}, E, 1),
    "text-above-hyphens": Case({E: "\n---\nquestion: Why?\ntopics: general\n---\nYes.\n"}, E, 1),
    "dashes-for-hyphens": Case({E: "---\nquestion: Why?\ntopics: general\n———\nYes.\n"}, E, 4),
    "front-matter-not-closed": Case({E: "---\nquestion: Why?\n"}, E, 3),
    "front-matter-language": Case({E: "---js\nlet a\n---\n"}, E, 1),
    "front-matter-too-large": Case({E: "---\nquestion: >\n" + "  word\n" * 10_000 + "---\n"}, E, None),
    "front-matter-too-deep": Case({E: head("extra: {a: {b: {c: {d: {e: {f: {g: {h: {i: 1}}}}}}}}}")}, E, 2),
    "front-matter-not-fields": Case({E: head("- one", "- two")}, E, 2),
    "unreadable-yaml": Case({E: head("question: Rotas: when?", "topics: [general]")}, E, 2),
    "duplicate-field": Case({E: head("question: Why?", "topics: [general]", "question: How?")}, E, 4),
    "missing-hyphen": Case(
        {
            E: head(
                "question: Why?",
                "topics: [general]",
                "updates:",
                "  - date: 2024-02-01",
                "    text: a",
                "    date: 2024-02-02",
            )
        },
        E,
        7,
    ),
    "bullets": Case({E: head("question: Why?", "topics:", "  • general", "  • rotas")}, E, 4),
    "text-after-hash": Case({E: head("question: Why is bay #4 closed?", "topics: [general]")}, E, 2),
    "yaml-shorthand": Case({E: head("question: &x Why?", "topics: [general]")}, E, 2),
    "invisible-character": Case({E: head("question:\u00a0Why?", "topics: [general]")}, E, 2),
    "curly-quotes": Case({E: head("question: “Why not?”", "topics: [general]")}, E, 2, "notice"),
    # fields
    "unknown-field": Case({E: entry(answred="2024-01-15")}, E, 4),
    "missing-field": Case({E: head("topics: [general]")}, E, 2),
    "empty-field": Case({E: head("question: Why?", "topics: [general]", "title:")}, E, 4),
    "missing-indent": Case(
        {E: head("question: Why?", "topics: [general]", "withdrawn:", "date: 2024-02-01", "why: w")}, E, 5
    ),
    "wrong-kind": Case({E: entry(title=["a", "b"])}, E, 4),
    "bad-choice": Case({E: entry(answer_form="sung")}, E, 4),
    "bad-date": Case({E: entry(answered="yesterday")}, E, 4),
    "bad-hold": Case({E: entry(draft="maybe")}, E, 4),
    "ambiguous-date": Case({E: entry(answered="05/03/2024")}, E, 4),
    "bad-duration": Case({E: entry(review={"every": "often"})}, E, 4),
    "bad-time": Case({E: entry(recording={"url": "https://x.example/r", "start": "late"})}, E, 4),
    "bad-address": Case({T: page({"title": "General", "guidance": "the intranet"})}, T, 3),
    "login-in-address": Case(settings("publish: {x: {to: ../x, url: 'https://a:b@c.example/'}}"), "sitegen.yaml", 3),
    "bad-colour": Case(settings("theme: {brand: blue}"), "sitegen.yaml", 3),
    "bad-number": Case({D: page({**DIGEST_FIELDS, "counts": {"received": "many"}})}, D, 5),
    "too-many-words": Case({E: entry(in_short="word " * 41)}, E, 4),
    "too-many-values": Case(
        {E: entry(topics=[*"abcdef"]), **{f"content/topics/{name}.md": page({"title": name}) for name in "abcdef"}},
        E,
        3,
    ),
    "email-address": Case({E: entry(asked_by="jo@trust.example")}, E, 4),
    "end-before-start": Case(
        {E: entry(recording={"url": "https://x.example/r", "start": "2:00", "end": "1:00"})}, E, 4
    ),
    "until-before-from": Case({E: entry(publish_from="2024-03-02", publish_until="2024-03-01")}, E, 5),
    "answered-before-asked": Case({E: entry(asked="2024-02-01", answered="2024-01-20")}, E, 4),
    "no-answer": Case({E: entry("")}, E, 4),
    "status-disagrees": Case({E: entry(status="awaiting")}, E, 4),
    "status-needs-answered": Case({E: entry(status="answered", answer_due="2024-03-01")}, E, 4),
    "quote-not-found": Case({E: promise(quote="We shall")}, E, 4),
    "now-not-found": Case(
        {E: entry(corrections=[{"date": "2024-02-01", "was": "a", "now": "gone", "why": "w"}])}, E, 4
    ),
    "correction-incomplete": Case({E: entry(corrections=[{"date": "2024-02-01", "was": "a", "why": "w"}])}, E, 4),
    "removed-with-words": Case(
        {E: entry(corrections=[{"date": "2024-02-01", "was": "a", "removed": "true", "why": "w"}])}, E, 4
    ),
    "removed-words-remain": Case(
        {
            E: entry(
                corrections=[
                    {"date": "2024-02-01", "was": "a", "now": "a name", "why": "w"},
                    {"date": "2024-02-02", "removed": "true", "why": "w"},
                ]
            )
        },
        E,
        4,
    ),
    "redaction-not-found": Case({E: entry(redactions=[{"date": "2024-02-01", "what": "Jo", "why": "w"}])}, E, 4),
    "redaction-remains": Case(
        {
            E: entry(
                "Jo. J**o**! [Jo](https://jo.example/)", redactions=[{"date": "2024-02-01", "what": "Jo", "why": "w"}]
            )
        },
        E,
        4,
    ),
    "dates-out-of-order": Case(
        {E: entry(updates=[{"date": "2024-03-01", "text": "b"}, {"date": "2024-02-01", "text": "a"}])}, E, 4
    ),
    "offer-with-due": Case({E: promise(strength="offer", due="2024-06")}, E, 4),
    "update-needs-note": Case({E: promise(updates=[{"date": "2024-02-01", "status": "dropped"}])}, E, 4),
    "commitment-status-disagrees": Case(
        {E: promise(status="open", updates=[{"date": "2024-02-01", "status": "done", "note": "n"}])}, E, 4
    ),
    "due-source-without-due": Case({E: promise(due_source="agreed")}, E, 4),
    "roles-overlap": Case(
        {
            P: page(
                {
                    "name": "Alex",
                    "roles": [{"title": "A", "from": "2019-01-01"}, {"title": "B", "from": "2020-01-01"}],
                }
            )
        },
        P,
        3,
    ),
    "body-not-allowed": Case(
        {"content/topics/old.md": page({"title": "Old", "merged_into": "general"}, "Words.")},
        "content/topics/old.md",
        5,
    ),
    "missing-body": Case({"content/pages/help.md": page({"title": "Help"})}, "content/pages/help.md", 3),
    "field-without-effect": Case({T: page({"title": "General", "review_every": "3 months"})}, T, 3, "notice"),
    "counts-do-not-add-up": Case({E: entry(), D: page({**DIGEST_FIELDS, "counts": {"received": 9}})}, D, 5),
    # the body
    "comment-left-out": Case(body("Because. <!-- really -->"), E, 5, "notice"),
    "html-shown-as-text": Case(body("Because<br>so."), E, 5, "notice"),
    "link-not-read": Case(body("[x](my page.md)"), E, 5, "notice"),
    "forbidden-link": Case(body("First.\n\n[x](javascript:alert)"), E, 7),
    "broken-link": Case(body("[x](../../topics/generall.md)"), E, 5),
    "broken-anchor": Case(body("[x](../../topics/general.md#nothing)"), E, 5),
    "link-left-out": Case({**body("[x](other.md)"), OTHER: entry(draft="true")}, E, 5, "notice"),
    "own-link-broken": Case(body("[x](https://intranet.example/qa/topics/generall.html)"), E, 5, "notice"),
    "held-address-shown": Case(
        {**body(f"See https://intranet.example/qa/{OTHER[8:-3]}.html there"), OTHER: entry(draft="true")}, E, 5
    ),
    "picture-without-text": Case({**body("![](../../assets/a.png)"), "content/assets/a.png": pixel()}, E, 5),
    "foreign-picture": Case(body("![x](https://elsewhere.example/a.png)"), E, 5),
    "not-a-picture": Case(body("![x](../../topics/general.md)"), E, 5),
    "table-cell-lost": Case(body("| a |\n|---|\n| b | lost |"), E, 7),
    "text-lost": Case(body("> " * 120 + "deep"), E, 5),
    "long-title": Case({E: entry(question="Why " * 16 + "?")}, E, 2, "notice"),
    "picture-as-data": Case(body("![][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>"), E, 5),
    "heading-twice": Case(body("## Costs\n\nSome.\n\n## Costs\n\nMore."), E, 9, "notice"),
    "list-of-attendees": Case(body("Attendees:\n\n" + "- Sam\n" * 8 + "\nWe said so."), E, 5, "notice"),
    "marks-in-field": Case({E: entry(question="Is **this** so?", title="This")}, E, 2, "notice"),
    "address-in-field": Case({E: entry(question="Is https://x.example/a right?", title="This")}, E, 2, "notice"),
    "no-list": Case(body("These:\n\n• one\n• two"), E, 7, "notice"),
    "missing-footnote": Case(body("Because.[^2]"), E, 5, "notice"),
    "hold-in-text": Case(body("publish_from: 2099-01-01\n\nBecause."), E, 5),
    "text-taken-for-link": Case(body('Because.\n\n[CEO]: Yes. "We will pay."'), E, 7),
    "unused-link": Case(body("Because.\n\n[rota]: https://intranet.example/rota"), E, 7, "notice"),
    "unused-footnote": Case(body("Because.\n\n[^1]: Never used."), E, 7),
    "word-too-long": Case(body("See this:\n\n" + "QUJD" * 6000), E, 7),
    "paragraph-too-long": Case(body("Because.\n\n" + "so on " * 10_000), E, 7),
    "mail-to-others": Case(body("[write](mailto:a@trust.example?bcc=b@trust.example)"), E, 5, "notice"),
    "wrapped-link": Case(body("See [x](https://www.google.com/url?q=https://x.example/a&sa=D)"), E, 5, "notice"),
    # what is pasted
    "list-counts-on": Case(body("1990. We began.\n\n1995. We grew."), E, 7, "notice"),
    "shown-as-code": Case(body("Because.\n\n    we asked for them and so"), E, 7, "notice"),
    "fence-not-closed": Case(body("Because.\n\n```\nmore"), E, 7, "notice"),
    "line-makes-heading": Case(body("Many thanks\n----\n\nBecause."), E, 5, "notice"),
    "heading-without-words": Case(body("Because.\n\n##\n\nSo."), E, 7, "notice"),
    "table-not-read": Case(body("Because:\n\n| Bay | Vans |\n| North | 4 |"), E, 7, "notice"),
    "line-in-table": Case(body("| Bay | Vans |\n|---|---|\n| North | 4 |\nSo we counted."), E, 8, "notice"),
    "mark-left-over": Case(body("##Money\n\nBecause."), E, 5, "notice"),
    "mark-vanishes": Case(body("Type __main__ there."), E, 5, "notice"),
    "link-without-words": Case(body("See [](../../topics/general.md)."), E, 5, "notice"),
    "link-to-nowhere": Case(body("See [the list](#)."), E, 5, "notice"),
    "lines-run-together": Case(body("Write to:\n\nThe control room\nSecond floor\nOldport station"), E, 7, "notice"),
    "foreign-mark": Case(body("See [[Vans]] and [[Bays]]."), E, 5, "notice"),
    "hidden-words-shown": Case(body("Because. %%ask Sam first%%"), E, 5),
    "typed-line-end": Case(body("Because.\\nWe asked."), E, 5, "notice"),
    "line-in-list": Case(body("- Vans\n- Bays\nThat is all."), E, 7, "notice"),
    "word-cut": Case(body("The ambu-\nlance came."), E, 5, "notice"),
    "page-number": Case(body("Because.\n\nPage 2 of 12"), E, 7, "notice"),
    "garbled-letters": Case(body("We donâ€™t know."), E, 5, "notice"),
    "mail-left-over": Case(body("Because.\n\nBest regards,\nSam"), E, 7, "notice"),
    "list-of-contents": Case(body("Vans\t3\nBays\t5\nPeople\t9"), E, 5, "notice"),
    "another-document": Case(body("Sam: Hi.\n\nJo: Hi.\n\nSam: So?\n\nJo: No.\n\nSam: Oh."), E, 5),
    # the whole
    "unknown-topic": Case({E: entry(topics=["generall"])}, E, 3),
    "unknown-person": Case({E: entry(answered_by=["chef"])}, E, 4),
    "unknown-entry": Case({E: entry(follows="nothing")}, E, 4),
    "several-names": Case({E: entry(answered_by="chief and others")}, E, 4),
    "unclear-entry": Case(
        {
            E: entry(follows="twin"),
            **{f"content/digests/{name}/index.md": page(DIGEST_FIELDS) for name in ("a", "b")},
            **{f"content/digests/{name}/twin.md": entry() for name in ("a", "b")},
        },
        E,
        4,
    ),
    "unclear-name": Case(
        {
            E: entry(answered_by=["Sam Hill"]),
            **{f"content/people/{n}.md": page({"name": "Sam Hill"}) for n in ("s1", "s2")},
        },
        E,
        4,
    ),
    "named-twice": Case({E: entry(topics=["general", "general"])}, E, 3),
    "names-itself": Case({E: entry(related=["an-entry"])}, E, 4),
    "circle": Case({E: entry(follows="other"), OTHER: entry(follows="an-entry")}, E, 4),
    "not-in-digest": Case({E: entry(), D: page({**DIGEST_FIELDS, "order": ["an-entri"]})}, D, 5),
    "no-digest": Case({"content/digests/lone/a.md": entry()}, "content/digests/lone/a.md", None),
    "nobody-answered": Case({E: entry(), D: page({"title": "Staff briefing", "date": "2024-01-15"})}, E, 2),
    "last-one-held-back": Case(
        {E: entry(topics=["secret"]), "content/topics/secret.md": page({"title": "S", "draft": "true"})}, E, 3
    ),
    "reference-left-out": Case(
        {E: entry(topics=["general", "secret"]), "content/topics/secret.md": page({"title": "S", "draft": "true"})},
        E,
        3,
        "notice",
    ),
    "parent-too-deep": Case(
        {
            "content/topics/a.md": page({"title": "A", "parent": "general"}),
            "content/topics/b.md": page({"title": "B", "parent": "a"}),
        },
        "content/topics/b.md",
        3,
    ),
    "bad-merge": Case({T: page({"title": "General", "merged_into": "general"})}, T, 3),
    "name-taken": Case({"content/topics/x.md": page({"title": "General"})}, "content/topics/x.md", 2),
    "same-address": Case(
        {f"{DIGEST}/stra\u00dfe.md": entry(), f"{DIGEST}/strasse.md": entry()}, f"{DIGEST}/stra\u00dfe.md", None
    ),
    "bad-name": Case({f"{DIGEST}/My Answer.md": entry()}, f"{DIGEST}/My Answer.md", None),
    "second-copy": Case({f"{DIGEST}/an-entry - Copy.md": entry()}, f"{DIGEST}/an-entry - Copy.md", None),
    "reserved-name": Case({f"{DIGEST}/print.md": entry()}, f"{DIGEST}/print.md", None),
    "misplaced-file": Case({"content/lost.md": entry()}, "content/lost.md", None),
    "bad-alias": Case({E: entry(aliases=["../up.html"])}, E, 4),
    "withdrawn-with-promises": Case(
        {
            E: entry(
                "We will look.",
                withdrawn={"date": "2024-02-01", "why": "w"},
                commitments=[{"text": "Look", "quote": "We will look", "strength": "commitment"}],
            )
        },
        E,
        4,
        "notice",
    ),
    "nobody-owns": Case(
        {E: promise(), P: page({"name": "Alex", "roles": [{"title": "Chief"}], "left": "2024-02-01"})}, E, 4, "notice"
    ),
    "report-back-due": Case({E: promise()}, E, 4, "notice"),
    "answer-overdue": Case({E: entry("", answer_due="2024-03-01")}, E, 4, "notice"),
    "commitment-overdue": Case({E: promise(due="2024-03-01")}, E, 4, "notice"),
    "leftover-blank": Case(body("Up by xx% now."), E, 5, "notice"),
    "leftover-note": Case(body("We start on (TBC) then."), E, 5, "notice"),
    "leftover-comment": Case(body("We start[JS1] then."), E, 5, "notice"),
    "leftover-change": Case(body("We [Deleted: will] start."), E, 5, "notice"),
    "leftover-filler": Case(body("Lorem ipsum then."), E, 5, "notice"),
    "leftover-example": Case({E: entry(declined="…")}, E, 4, "notice"),
    "private": Case({E: entry("Ring 07912 345601.")}, E, 5, "notice"),
    "maybe-private": Case({E: entry("Ask Mrs Joan Holt.")}, E, 5, "notice"),
    "unused-waiver": Case({E: entry(privacy_ok=[WAIVER])}, E, 4, "notice"),
    "same-question": Case(dict.fromkeys((E, OTHER), entry(question="Why so late?")), OTHER, 2, "notice"),
    "folder-day": Case({D: page({**DIGEST_FIELDS, "date": "2024-01-16"}), E: entry()}, D, 3, "notice"),
    "session-ahead": Case({AHEAD: page({**DIGEST_FIELDS, "date": "2099-01-01"}), E: entry()}, AHEAD, 3, "notice"),
    "odd-day": Case({E: promise(due="2023-12-31")}, E, 4, "notice"),
    "approval-ahead": Case({E: entry(approved={"by": "Ann", "date": "2099-01-01"})}, E, 4),
    "approval-void": Case({E: entry(approved={"by": "Ann", "date": "2024-01-20"})}, E, 4, "notice"),
    "not-approved": Case({E: entry()} | settings("approval: required"), D, 2, "notice"),
    "dated-ahead": Case({E: entry(answered="2099-01-01")}, E, 4, "notice"),
    "withdrawn-early": Case({E: entry(withdrawn={"date": "2023-02-01", "why": "w"})}, E, 4, "notice"),
    "supersedes-newer": Case({E: entry(supersedes="other"), OTHER: entry(answered="2024-02-01")}, E, 4, "notice"),
    "review-due": Case({E: entry(review={"every": "3 months"})}, E, 4, "notice"),
    "shown-from": Case({E: entry(publish_from="2099-01-01")}, E, 4, "notice"),
    "shown-until": Case({E: entry(publish_until="2099-01-01")}, E, 4, "notice"),
    "no-entries": Case({}, "content", None, "notice"),
    # the project
    "unsure-abbreviations": Case(
        {E: entry("An echocardiogram (ECG) is read."), **settings("abbreviations:", "  X: no")},
        "sitegen.yaml",
        4,
        "notice",
    ),
    "no-address": Case({"sitegen.yaml": "title: Test\n"}, "sitegen.yaml", None, "notice"),
    "no-words": Case(settings("language: cy"), "sitegen.yaml", 3, "notice"),
    "unknown-time-zone": Case(settings("timezone: Europe/Londn"), "sitegen.yaml", 3),
    "unknown-plugin": Case(settings("markdown: {plugins: [admonn]}"), "sitegen.yaml", 3),
    "pale-colour": Case(settings('theme: {brand: "#ffee00"}'), "sitegen.yaml", 3),
    "asset-kind": Case({"content/assets/a.docx": b"x"}, "content/assets/a.docx", None),
    "asset-disguised": Case(
        {**body("[x](../../assets/a.pdf)"), "content/assets/a.pdf": b"PK\x03\x04 word/document.xml"},
        "content/assets/a.pdf",
        None,
    ),
    "asset-broken": Case(
        {**body("[x](../../assets/a.pdf)"), "content/assets/a.pdf": b""}, "content/assets/a.pdf", None
    ),
    "pdf-properties": Case(
        {**body("[x](../../assets/a.pdf)"), "content/assets/a.pdf": document({"/Author": "Robin Sample"})},
        "content/assets/a.pdf",
        None,
        "notice",
    ),
    "pdf-unread": Case(
        {**body("[x](../../assets/a.pdf)"), "content/assets/a.pdf": b"%PDF-1.4\n%%EOF\n"},
        "content/assets/a.pdf",
        None,
        "notice",
    ),
    "theme-kind": Case({"templates/theme/a.php": b"x"}, "templates/theme/a.php", None),
    "unsafe-svg": Case(
        {
            **body("![x](../../assets/a.svg)"),
            "content/assets/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'>\n<script/></svg>",
        },
        "content/assets/a.svg",
        2,
    ),
    "unused-asset": Case({"content/assets/a.png": b"x"}, "content/assets/a.png", None, "notice"),
    "template-error": Case({E: entry(), "templates/entry.html": "a\n{{ page.nothing }}\n"}, "templates/entry.html", 2),
    "missing-template": Case(
        {E: entry(), "templates/entry.html": "a\n{% include 'no.html' %}"}, "templates/entry.html", 2
    ),
    "unused-template": Case({E: entry(), "templates/enty.html": "a"}, "templates/enty.html", None, "notice"),
}
ELSEWHERE = {
    "maybe-private-served",  # publish/test_gate
    "private-served",  # publish/test_gate
    "published-unapproved",  # test_approvals
    "published-address-gone",  # record/test_changes
    "published-line-gone",  # record/test_changes
    "published-promise-changed",  # record/test_changes
    "published-promise-gone",  # record/test_changes
    "published-words-changed",  # record/test_changes
    "record-unreadable",  # record/test_since
    "redacted-elsewhere",  # record/test_redacted_elsewhere
    "sample",  # record/test_leftovers
    "withdrawn-comes-back",  # record/test_changes
    "no-content",  # test_build
    "not-a-file",  # test_real_files
    "own-address",  # test_front_door
    "own-code",  # test_front_door
    "symbolic-link",  # test_snapshot
    "too-deep",  # test_real_files
    "unreadable-body",  # test_markdown
    "unreadable-file",  # test_snapshot
}


def codes() -> set[str]:
    """The code of every constructor."""
    found = set()
    for file in Path(problems.__file__).parent.glob("*.py"):
        source = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("error", "notice"):
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("code", CASES)
def test_each_mistake_gives_its_one_problem_at_its_place(code: str, tmp_path: Path) -> None:
    case = CASES[code]
    project = minimal_project(tmp_path)
    for path, content in case.files.items():
        project.write(path, content)
    outcome = project.build()
    if code == "no-entries":
        project.remove(D)
        outcome = project.build()
    found = [problem for problem in outcome.report["problems"] if problem["code"] == code]
    assert [(problem["path"], problem["line"], problem["severity"]) for problem in found] == [case[1:]]
    others = {problem["code"] for problem in outcome.errors} - {code}
    assert not others, "one mistake gives one problem"
    assert outcome.exit_code == (1 if case.severity == "error" else 0)
    assert found[0]["message"][0].isupper() or found[0]["message"][0] in "“1234567890"


def test_no_problem_is_without_a_case() -> None:
    assert codes() == set(CASES) | ELSEWHERE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (entry("\u200b \ufeff\n\n\u2060"), "no-answer"),
        (entry(question="\u200b\u00ad"), "empty-field"),
        (entry(title="\u00a0\u2060"), "empty-field"),
        (entry("There are \u202e001 of them."), "control-character"),
        (entry(title="There are \u202d001"), "control-character"),
        (head('question: "Are there \\u202e001?"', "topics: [general]"), "control-character"),
    ],
)
def test_what_nobody_sees_is_nothing_and_what_turns_text_around_is_refused(
    text: str, code: str, tmp_path: Path
) -> None:
    outcome = minimal_project(tmp_path).write(E, text).build()
    assert [problem["code"] for problem in outcome.errors] == [code]


@pytest.mark.parametrize("name", ["مريم", "न\u200dय", "co\u00adoperate", "\u200fשלום"])
def test_marks_inside_words_of_any_script_stay(name: str, tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry(f"Ask {name}.", title=f"{name}?"))
    assert project.build().errors == []
    assert name in project.build().page("digests/2024-01-15-briefing/an-entry.html")
