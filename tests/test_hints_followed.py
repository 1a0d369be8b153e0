"""Who does to the letter what a report says is rid of the problem, and has no other one for it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from following import followed
from project import DIGEST, minimal_project

from sitegen.api.checking import check
from sitegen.api.project_folder import Project as Site
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels

sys.path.append(str(Path(__file__).parent / "unit"))
from test_every_problem import CASES

BY_JUDGEMENT = {
    "a person must say what is meant": (
        "bad-choice too-many-words too-many-values end-before-start until-before-from answered-before-asked "
        "quote-not-found now-not-found correction-incomplete removed-words-remain redaction-not-found "
        "redaction-remains bad-duration bad-number "
        "dates-out-of-order roles-overlap counts-do-not-add-up broken-anchor own-link-broken names-itself circle "
        "named-twice parent-too-deep bad-merge name-taken unknown-entry not-in-digest several-names bad-address "
        "no-front-matter front-matter-not-closed front-matter-too-large front-matter-too-deep front-matter-not-fields "
        "front-matter-language missing-hyphen bullets missing-indent update-needs-note nobody-answered no-address "
        "login-in-address unknown-plugin answer-overdue commitment-overdue review-due dated-ahead withdrawn-early "
        "supersedes-newer report-back-due withdrawn-with-promises nobody-owns last-one-held-back reference-left-out "
        "leftover-blank leftover-note leftover-comment leftover-change leftover-filler leftover-example "
        "private maybe-private unused-waiver "
        "same-question folder-day odd-day approval-ahead approval-void not-approved "
        "field-without-effect link-left-out held-address-shown shown-from shown-until unclear-entry body-not-allowed"
    ),
    "words are to be written, or to be left as they are": (
        "missing-body comment-left-out html-shown-as-text link-not-read forbidden-link foreign-picture not-a-picture "
        "table-cell-lost text-lost long-title marks-in-field address-in-field unused-link unused-footnote "
        "word-too-long "
        "paragraph-too-long mail-to-others list-counts-on shown-as-code link-to-nowhere lines-run-together "
        "another-document file-too-large hold-in-text foreign-mark heading-twice list-of-attendees picture-as-data"
    ),
    "something besides the text is to be changed": (
        "bad-encoding no-digest same-address bad-name second-copy reserved-name misplaced-file bad-alias no-entries "
        "no-words asset-kind asset-disguised asset-broken pdf-properties pdf-unread theme-kind unsafe-svg unused-asset "
        "template-error missing-template unused-template duplicate-field"
    ),
}
"""Codes whose hints only a person can follow, and why."""


def problems_of(folder: Path) -> tuple[Problem, ...]:
    return check(Site(folder, day=date(2026, 11, 24))).problems


def after(folder: Path, path: str, text: str) -> Counter[str]:
    (folder / path).write_text(text, encoding="utf-8")
    return Counter(problem.code for problem in problems_of(folder))


FOLLOWED = sorted(set(CASES) - {code for codes in BY_JUDGEMENT.values() for code in codes.split()})


@pytest.mark.parametrize("code", FOLLOWED)
def test_every_hint_followed_to_the_letter_makes_its_problem_go_away(code: str, tmp_path: Path) -> None:
    case = CASES[code]
    project = minimal_project(tmp_path)
    for path, content in case.files.items():
        project.write(path, content)
    found = problems_of(tmp_path)
    before = Counter(problem.code for problem in found)
    problem = next(problem for problem in found if problem.code == code)
    ways = list(followed(project.read(case.path), problem))
    assert ways, problem.hint
    for text in ways:
        now = after(tmp_path, case.path, text)
        assert now[code] < before[code], text
        assert set(now - before) <= {"leftover-example"}, text  # an example that was pasted is told, too


def test_what_only_a_person_can_follow_is_named_once() -> None:
    named = [code for codes in BY_JUDGEMENT.values() for code in codes.split()]
    assert [code for code, count in Counter(named).items() if count > 1 or code not in CASES] == []


E = f"{DIGEST}/an-entry.md"
TEXT = """\
---
question: >
  Do we have enough vans, and who counts them?
title: Enough vans
topics: [general]
commitments:
  - text: Count the vans
    quote: we will count them
    strength: commitment
    due: 2027-06
    owner: chief
---
Yes, and we will count them every month.

- Saltmere
- Merrow

Thank you.
"""
SLIPS: dict[str, tuple[str, str]] = {
    "dashes for the first hyphens": ("---\nquestion", "———\nquestion"),
    "dashes for the last hyphens": ("chief\n---", "chief\n— — —"),
    "dashes for both": ("---\n", "–––\n"),
    "four hyphens": ("chief\n---", "chief\n----"),
    "no first hyphens": ("---\nquestion", "question"),
    "an empty line above": ("---\nquestion", "\n\n---\nquestion"),
    "a heading above": ("---\nquestion", "# Vans\n\n---\nquestion"),
    "no-break spaces in an indent": ("    quote", "\u00a0 \u00a0 quote"),
    "no-break spaces in every indent": ("    ", "\u00a0\u00a0\u00a0\u00a0"),
    "a no-break space behind a colon": ("title: ", "title:\u00a0 \u00a0"),
    "something unseen before a name": ("title", "\u200btitle"),
    "no space behind a colon": ("title: ", "title:"),
    "curly marks round a topic": ("[general]", "“general”"),
    "curly marks round one of several": ("[general]", "[‘general’]"),
    "the place of a topic": ("[general]", "[a-topic]"),
    "a topic misspelt": ("[general]", "[generall]"),
    "a topic misspelt, in quotation marks": ("[general]", '["generall"]'),
    "a topic that is not there": ("[general]", "[rotas]"),
    "a question below its name": ("question: >\n  Do", "question:\nDo"),
    "a colon in a title": ("title: Enough", "title: Vans: enough"),
    "an owner misspelt": ("owner: chief", "owner: cheif"),
    "a field misspelt": ("title:", "titel:"),
    "a strength misspelt": ("strength: commitment", "strength: comitment"),
    "a bullet of Word": ("- Saltmere\n- Merrow", "•\tSaltmere\n•\tMerrow"),
    "a web address without its start": ("Thank you.", "See [them](www.vans.example/a)."),
    "a host without its start": ("Thank you.", "See [them](vans.example/a)."),
    "an e-mail address alone": ("Thank you.", "Write to [Sam](sam@vans.example)."),
    "backslashes": ("Thank you.", "See [them](..\\..\\topics\\general.md)."),
    "a row of hyphens": ("Thank you.", "Thank you.\n----"),
    "a table without its rule": ("Thank you.", "| a | b |\n| c | d |"),
    "a sentence below a table": ("Thank you.", "| a | b |\n|---|---|\n| c | d |\nThank you."),
    "a fence that is open": ("Thank you.", "```\nThank you."),
    "bold with a space": ("Thank you.", "** Thank you ** all."),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_mended_by_following_the_report(slip: str, tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    wrong = TEXT.replace(*SLIPS[slip])
    assert wrong != TEXT
    project.write(E, wrong)
    found = [problem for problem in problems_of(tmp_path) if problem.path == E]
    assert found
    rounds = 0
    while found:
        rounds += 1
        text = next(iter(followed(project.read(E), found[-1])))
        project.write(E, text)
        left = [problem for problem in problems_of(tmp_path) if problem.path == E]
        assert len(left) < len(found), [problem.message for problem in left]
        found = left
    assert rounds < 8


ROOT = Path(__file__).parents[1]
SAMPLE = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "content" / "digests").rglob("*.md"))
ANYWHERE: dict[str, Callable[[str], str]] = {
    "dashes for the first hyphens": lambda text: text.replace("---", "———", 1),
    "dashes for the last hyphens": lambda text: re.sub(r"\n---\n", "\n— — —\n", text, count=1),
    "dashes for both": lambda text: text.replace("---", "–––", 2),
    "no first hyphens": lambda text: text.removeprefix("---\n"),
    "an empty line above": lambda text: f"\n{text}",
    "a heading above": lambda text: f"# Vans\n\n{text}",
    "no-break spaces in indents": lambda text: _in_fields(text, lambda head: head.replace("\n  ", "\n\u00a0 ")),
    "no-break spaces behind colons": lambda text: _in_fields(
        text, lambda head: re.sub(r"(\n *(?:- )?\w+:) (?=\w)", "\\1\u00a0\u00a0", head)
    ),
    "something unseen before names": lambda text: _in_fields(text, lambda head: re.sub(r"\n(?=\w)", "\n\ufeff", head)),
    "no space behind a colon": lambda text: _in_fields(text, lambda head: head.replace(": ", ":", 1)),
    "bullets of Word": lambda text: text + "\n•\tvans\n•\tbays\n",
    "a fence that is open": lambda text: text + "\n```\nvans\n",
    "a row of hyphens": lambda text: text + "\nvans\n-----\n",
    "a table without its rule": lambda text: text + "\n| a | b |\n| c | d |\n",
}


def _in_fields(text: str, change: Callable[[str], str]) -> str:
    head, closing, body = text.partition("\n---\n")
    return change(head) + closing + body


def told_of(path: str, text: str) -> list[Problem]:
    kind = "digest" if path.endswith("index.md") else "entry"
    return list(parse_content(kind, path, text.encode(), Labels(), ()).problems)


@pytest.mark.parametrize("slip", ANYWHERE)
def test_a_slip_in_any_file_of_the_sample_is_mended_by_following_the_report(slip: str) -> None:
    for path in SAMPLE:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert told_of(path, text) == []
        wrong = ANYWHERE[slip](text)
        found = told_of(path, wrong)
        assert found, path
        for _ in range(60):
            if not found:
                break
            wrong = next(iter(followed(wrong, found[-1])))
            left = told_of(path, wrong)
            assert len(left) < len(found), (path, found[-1], wrong)
            found = left
        assert found == []
