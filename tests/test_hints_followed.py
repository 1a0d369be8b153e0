"""Who does to the letter what a report says is rid of the problem, and has no other one for it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest
from following import followed
from judged import BY_JUDGEMENT, ONLY_BY_A_PERSON
from mending import mend
from project import DIGEST, minimal_project
from slips import SLIPS

from sitegen.api.checking import check
from sitegen.api.project_folder import Project as Site
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels

sys.path.append(str(Path(__file__).parent / "unit"))
from test_every_problem import CASES


def problems_of(folder: Path) -> tuple[Problem, ...]:
    return check(Site(folder, day=date(2026, 11, 24))).problems


def after(folder: Path, path: str, text: str) -> Counter[str]:
    (folder / path).write_text(text, encoding="utf-8")
    return Counter(problem.code for problem in problems_of(folder))


FOLLOWED = sorted(set(CASES) - ONLY_BY_A_PERSON)


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
SLIPS_OF_ONE: dict[str, tuple[str, str]] = {
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


@pytest.mark.parametrize("slip", SLIPS_OF_ONE)
def test_a_slip_is_mended_by_following_the_report(slip: str, tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    wrong = TEXT.replace(*SLIPS_OF_ONE[slip])
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


def told_of(path: str, text: str) -> list[Problem]:
    kind = "digest" if path.endswith("index.md") else "entry"
    return list(parse_content(kind, path, text.encode(), Labels(), ()).problems)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_any_file_of_the_sample_is_mended_by_following_the_report(slip: str) -> None:
    random = Random(slip)
    for path in SAMPLE if "SITEGEN_SWEEP" in os.environ else random.sample(SAMPLE, 3):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert told_of(path, text) == []
        mended, left = mend(SLIPS[slip](text, random), partial(told_of, path), ONLY_BY_A_PERSON, random)
        assert set(left) <= ONLY_BY_A_PERSON, (path, mended)
