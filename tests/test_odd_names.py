"""“Nothing to mend” is never followed by a build that stops at a name; and advice about names is good advice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import DIGEST, Project, minimal_project, page

from sitegen.model.names import _suggestion, check_names, check_theme_names, refusal

E = f"{DIGEST}/an-entry.md"
ODD = (
    *(
        "con",
        "CON",
        "com1",
        "aux.x",
        "bin",
        "web.config",
        "x" * 300,
        "é" * 60,
        "救" * 90,
        "a.",
        ".a",
        "_a",
        "a b",
        "a+b",
    ),
    *("index", "Topics", "digests", "general.html", "e\u0301", "\u202e", "%41", "~a", "a'b", "ﬁ", "-", "print", "old"),
)
letters = st.characters(exclude_categories=("Cs",), exclude_characters="/")
parts = st.sampled_from(ODD) | st.text(letters, min_size=1, max_size=9)
aliases = st.lists(parts, min_size=1, max_size=4).map(lambda found: "/".join(found) + ".html")


def entry(*old: str) -> str:
    return page({"question": "Why?", "topics": ["general"], "aliases": list(old)}, "Because.")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return minimal_project(tmp_path_factory.mktemp("odd"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(aliases, min_size=1, max_size=4))
def test_old_addresses_that_check_takes_can_be_built(project: Project, old: list[str]) -> None:
    outcome = project.write(E, entry(*old)).check()
    assert project.build().exit_code == outcome.exit_code == (1 if outcome.errors else 0)


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("con/x.html", "Windows keeps this name for itself"),
        ("com1/x.html", "Windows keeps this name for itself"),
        ("a/AUX.html", "Windows keeps this name for itself"),
        ("bin/x.html", "Windows keeps this name for itself"),
        ("a/App_Data/x.html", "Windows keeps this name for itself"),
        ("_a/x.html", "it starts or ends with a mark that servers hide"),
        ("a./x.html", "it starts or ends with a mark that servers hide"),
        ("a b/x.html", "it holds a space"),
        ("x" * 300 + ".html", "it is longer than"),
        ("/".join(["folder"] * 40) + "/x.html", "it is longer than"),
    ],
)
def test_old_addresses_obey_the_rules_of_file_names(tmp_path: Path, alias: str, why: str) -> None:
    (problem,) = minimal_project(tmp_path).write(E, entry(alias)).check().errors
    assert (problem["code"], problem["line"]) == ("bad-alias", 4)
    assert why in problem["message"]


def test_old_addresses_do_not_lie_inside_one_another(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry("a/b.html", "a/b.html/c.html", "topics/general.html/x.html"))
    assert [problem["column"] for problem in project.check().errors] == [23, 42]


@given(parts | st.sampled_from([f"{name}.config" for name in ODD]))
def test_a_suggested_name_has_nothing_to_mend(name: str) -> None:
    if why := refusal(name):
        better = _suggestion(name)
        assert better != name, why
        assert not refusal(better), why


def test_a_theme_has_no_settings_of_a_host() -> None:
    (problem,) = check_theme_names(["templates/theme/web.config"])
    assert "web-1.config" in problem.hint


@pytest.mark.parametrize("beside", ["an-entry.md", "an-entry.md/x.md"])
def test_a_copy_is_one_beside_what_it_copies(beside: str) -> None:
    copy = f"{DIGEST}/an-entry (2).md"
    assert [problem.code for problem in check_names([copy, f"{DIGEST}/{beside}"]) if problem.path == copy] == [
        "second-copy"
    ]
    assert [problem.code for problem in check_names([copy])] == ["bad-name"]


def test_fields_are_named_as_they_are_typed(tmp_path: Path) -> None:
    project = minimal_project(tmp_path).write(E, entry("old/x.html"))
    project.write("content/people/chief.md", page({"name": "Alex", "roles": [{"title": "Chief", "zzz": "a"}]}))
    (problem,) = project.check().errors
    assert "Known here: title, from, to" in problem["hint"]


@pytest.mark.parametrize("field", ["question", "title", "in_short", "also_asked", "asked_by"])
def test_a_field_closes_what_turns_its_direction(tmp_path: Path, field: str) -> None:
    fields = {"question": "Why?", "topics": ["general"]}
    project = minimal_project(tmp_path).write(E, page({**fields, field: "a \u2067b\u2069"}, "Because."))
    assert project.check().errors == []
    (problem,) = project.write(E, page({**fields, field: "a \u2067b"}, "Because.")).check().errors
    assert problem["code"] == "control-character"
    assert "U+2067" in problem["message"]
