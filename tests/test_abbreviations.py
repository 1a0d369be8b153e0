"""Which abbreviations a site's search takes for their words: built, shown in a preview, and decided by writers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from builds import clean, explained, standing
from project import DIGEST, TODAY, Project, minimal_project, page

from sitegen.api.checking import check
from sitegen.api.project_folder import Project as Site
from sitegen.search.shards import read_shard

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.problems.problem import Problem

SETTINGS = "title: Test\nurl: https://intranet.example/qa/\n"
STRICT, OTHER, LOOSE = (
    "Ring the travel help desk (THD).", "The THD (training hall doors) are shut.", "An echocardiogram (ECG) is read.",
)  # read as a table  # fmt: skip
PAIR = "thd travel help desk"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path).write("sitegen.yaml", SETTINGS)
    return project.write(f"{DIGEST}/first.md", _answer("Nothing is explained here."))


def _answer(body: str, **fields: Any) -> str:
    return page({"question": "Who asks?", "topics": ["general"], **fields}, body)


def _pairs(project: Project) -> set[str]:
    """All that the index of the built site takes for one another."""
    outcome = project.build()
    assert outcome.errors == []
    return {
        pair
        for name in outcome.files()
        if name.startswith("_search/postings-")
        for key, written in read_shard((outcome.output / name).read_bytes()).items()
        if key.startswith("!")
        for pair in written.split(",")
    }


def _told(project: Project) -> list[Problem]:
    found = check(Site(project.folder, day=date.fromisoformat(TODAY))).problems
    return [problem for problem in found if problem.code == "unsure-abbreviations"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {PAIR}),
        ({"draft": "true"}, set()),
        ({"publish_from": "2099-01-01"}, set()),
        ({"withdrawn": {"date": "2024-02-01", "why": "w"}}, set()),
    ],
)
def test_only_what_readers_get_explains(project: Project, fields: dict[str, Any], expected: set[str]) -> None:
    project.write(f"{DIGEST}/second.md", _answer(STRICT, **fields))
    assert _pairs(project) == expected
    assert _told(project) == []


@pytest.mark.parametrize("field", ["title", "question", "in_short", "also_asked", "updates"])
def test_each_text_of_an_answer_may_explain(project: Project, field: str) -> None:
    values: dict[str, Any] = {"also_asked": [STRICT], "updates": [{"date": "2024-02-01", "text": STRICT}]}
    project.write(f"{DIGEST}/second.md", _answer("Yes.", **{field: values.get(field, STRICT)}))
    assert _pairs(project) == {PAIR}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", set()),
        ("abbreviations:\n  ECG: no\n", set()),
        ("abbreviations:\n  ECG:\n", set()),
        ("abbreviations:\n  ECG: echocardiogram\n", {"ecg echocardiogram"}),
        ("abbreviations: {ecg: heart picture}\n", {"ecg heart pictur"}),
    ],
)
def test_a_guess_counts_once_a_writer_has_said_so(project: Project, lines: str, expected: set[str]) -> None:
    project.write(f"{DIGEST}/second.md", _answer(LOOSE)).write("sitegen.yaml", SETTINGS + lines)
    assert _pairs(project) == expected
    assert len(_told(project)) == (not lines)


def test_letters_with_two_meanings_count_for_neither_until_one_is_chosen(project: Project) -> None:
    project.write(f"{DIGEST}/second.md", _answer(STRICT)).write(f"{DIGEST}/third.md", _answer(OTHER, title="Doors"))
    assert _pairs(project) == set()
    [problem] = _told(project)
    assert "“travel help desk” (2024-01-15-briefing/second)" in problem.message
    assert "“training hall doors” (2024-01-15-briefing/third)" in problem.message
    project.write("sitegen.yaml", f"{SETTINGS}abbreviations:\n  THD: travel help desk\n")
    assert _pairs(project) == {PAIR}
    assert _told(project) == []


def test_words_in_more_words_are_no_second_meaning(project: Project) -> None:
    project.write(f"{DIGEST}/second.md", _answer(STRICT))
    project.write(f"{DIGEST}/third.md", _answer("Our travel incident help desks (THD).", title="Desks"))
    assert _pairs(project) == {PAIR}


def test_a_sure_one_can_be_refused(project: Project) -> None:
    project.write(f"{DIGEST}/second.md", _answer(STRICT)).write(
        "sitegen.yaml", f"{SETTINGS}abbreviations: {{THD: No}}\n"
    )
    assert _pairs(project) == set()


@pytest.mark.parametrize("there", ["", "abbreviations:\n    QQ: quiet queue\n", "abbreviations: {QQ: quiet queue}\n"])
def test_the_lines_that_are_offered_can_be_pasted_as_they_are(project: Project, there: str) -> None:
    project.write(f"{DIGEST}/second.md", _answer(f"{STRICT} {LOOSE}"))
    project.write(f"{DIGEST}/third.md", _answer(OTHER, title="Doors")).write("sitegen.yaml", SETTINGS + there)
    [problem] = _told(project)
    first, *rows, _ = problem.hint.split("\n")
    pasted = "\n".join(rows)
    if "{" in there:
        assert "behind the first brace" in first
        project.write("sitegen.yaml", SETTINGS + there.replace("{", "{" + pasted))
    else:
        assert first.endswith("at its end:" if not there else "below “abbreviations:”:")
        name, colon, others = there.partition(":\n")
        project.write("sitegen.yaml", f"{SETTINGS}{name}{colon}{pasted}\n{others}")
    assert _told(project) == []
    assert _pairs(project) >= {PAIR, "ecg echocardiogram"}
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace("echocardiogram", "no").replace('"no"', "no"))
    assert _told(project) == []
    assert _pairs(project) >= {PAIR}
    assert "ecg echocardiogram" not in _pairs(project)


def test_twelve_are_asked_for_at_a_time(project: Project) -> None:
    words = [f"{letter}alm night travel ticket (" + letter.upper() + "TT)" for letter in "abcdefghijklmo"]
    project.write(f"{DIGEST}/second.md", _answer("; ".join(words)))
    [problem] = _told(project)
    assert problem.message.startswith("14 abbreviations are not clear")
    assert problem.message.endswith(", and 2 more.")
    assert len(problem.hint.split("\n")) == 1 + 1 + 12 + 1


@pytest.mark.parametrize("lines", ["{a b: travel desk}", "{THD: THD}", "{THD: '…'}", "{THD: [a]}", "[THD]", "THD", ""])
def test_lines_that_say_no_words_are_told(project: Project, lines: str) -> None:
    outcome = project.write("sitegen.yaml", f"{SETTINGS}abbreviations: {lines}\n").build()
    assert [(problem["path"], problem["line"]) for problem in outcome.errors] == [("sitegen.yaml", 3)]


def test_an_edit_that_explains_changes_two_small_files_of_the_search_and_no_list(project: Project) -> None:
    for number in range(40):
        project.write(f"{DIGEST}/other-{number}.md", _answer("Travel, help and desk.", title=f"Number {number}"))
    words = "Ring the travel help desk, THD."
    project.write(f"{DIGEST}/second.md", _answer(words, title="Help", in_short="Ring them."))
    _steps(project)
    project.write(f"{DIGEST}/second.md", _answer(words.replace(", THD", " (THD)"), title="Help", in_short="Ring them."))
    steps = _steps(project)
    pages = {step.partition(": ")[0] for step in steps if not step.startswith(("page _search/", "parse "))}
    own = f"page {DIGEST[8:]}/"
    assert pages == {f"{own}second.html", f"{own}print.html", "page feed.xml", "page topics/general.xml"}
    shards = [step for step in steps if step.startswith("page _search/")]
    assert 1 <= len(shards) <= 2
    assert all("/postings-" in shard and shard.endswith(": abbreviations") for shard in shards), shards
    assert _steps(project) == []


def test_settings_alone_change_two_small_files_and_the_index_is_as_if_made_anew(project: Project) -> None:
    for number in range(40):
        project.write(f"{DIGEST}/other-{number}.md", _answer("Travel, help and desk.", title=f"Number {number}"))
    _steps(project)
    for lines in ("{THD: travel help desk}", "{THD: travel desk, HD: help desk}", "{HD: help desk}", "{HD: no}"):
        project.write("sitegen.yaml", f"{SETTINGS}abbreviations: {lines}\n")
        steps = _steps(project)
        assert steps.pop(0) == "parse sitegen.yaml: source" or steps, steps
        assert {step.split("-")[0] for step in steps} <= {"page _search/postings", "parse sitegen.yaml: source"}, steps
        assert {step.partition(": ")[2] for step in steps if "_search" in step} == {"abbreviations"}
        assert _steps(project) == []


def _steps(project: Project) -> list[str]:
    """What a build makes anew; it leaves what one from nothing would."""
    day = date.fromisoformat(TODAY)
    steps = explained(project.folder, day)
    site, _ = clean(project.folder, day)
    found = standing(project.folder)
    assert [name for name in site if found.get(name) != site[name]] == []
    return steps
