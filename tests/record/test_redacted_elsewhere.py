"""Words that one answer takes out are told wherever else readers could find them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.engine.planning import Ready
from sitegen.serve.planner import Planner

if TYPE_CHECKING:
    from pathlib import Path

CUT = {"date": "2024-02-01", "what": "Robin Sample", "why": "Nobody needs to know."}
OTHER = f"{DIGEST}/other.md"
Q = {"question": "And?", "topics": ["general"]}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = minimal_project(tmp_path_factory.mktemp("redacted"))
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
    project.write("content/assets/a.svg", drawing)
    return project.write(f"{DIGEST}/cut.md", page({**Q, "redactions": [CUT]}, "We asked Robin Sample."))


def told(project: Project) -> list[dict[str, Any]]:
    return [one for one in project.check(date="2024-06-01").report["problems"] if one["code"] == "redacted-elsewhere"]


def found(project: Project) -> list[tuple[str, int | None, str]]:
    return [(one["path"], one["line"], one["severity"]) for one in told(project)]


PROMISE = {"text": "Ask robin sample", "quote": "We will ask", "strength": "commitment"}


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (OTHER, page(Q, "So says\nRobin Sample’s manager."), 6),
        (OTHER, page({**Q, "title": "Robin Sample"}, "So."), 4),
        (OTHER, page({**Q, "in_short": "ROBIN SAMPLE did."}, "So."), 4),
        (OTHER, page({**Q, "commitments": [PROMISE]}, "We will ask."), 4),
        (OTHER, page({**Q, "updates": [{"date": "2024-02-01", "text": "Robin  Sample."}]}, "So."), 4),
        (OTHER, page(Q, "![Robin Sample at work](../../assets/a.svg)"), 5),
        (OTHER, page(Q, "Robin **Sample** and [Robin](https://other.example/) Samples."), 5),
        ("content/assets/robin-sample.txt", "x", None),
        (f"{DIGEST}/about-robin-sample.md", page(Q, "So."), None),
        ("content/pages/about.md", page({"title": "About"}, "By Robin\u00ad Sample."), 4),
        ("sitegen.yaml", "title: Robin Sample\n", 1),
    ],
)
def test_redacted_words_are_told_in_whatever_else_readers_get(
    project: Project, path: str, text: str, line: int | None
) -> None:
    before = (project.folder / path).read_bytes() if (project.folder / path).exists() else None
    try:
        assert found(project.write(path, text)) == [(path, line, "notice")]
    finally:
        project.remove(path)
        if before is not None:
            (project.folder / path).write_bytes(before)


@pytest.mark.parametrize(
    "text",
    [
        page(Q, "Robins Sample, Robin Samples, Robin and Sample."),
        page({**Q, "redactions": [CUT]}, "robin sample once more."),
        page({**Q, "withdrawn": {"date": "2024-02-01", "why": "w"}}, "Robin Sample."),
    ],
)
def test_what_is_no_such_words_or_is_read_by_nobody_is_not_told(project: Project, text: str) -> None:
    try:
        assert found(project.write(OTHER, text)) == []
    finally:
        project.remove(OTHER)


def test_many_places_are_counted(project: Project) -> None:
    try:
        named = told(project.write(OTHER, page(Q, "Robin Sample.\n\n" * 14)))
        assert len(named) == 10
        assert "4 more places" in named[-1]["message"]
        assert not [one for one in named if "Robin" in one["message"]]
    finally:
        project.remove(OTHER)


def test_a_publish_says_in_how_many_places_they_stand(project: Project, tmp_path: Path) -> None:
    publishing = f"title: Test\nid: 0123abcd\npublish: {{there: {{to: {json.dumps(f'{tmp_path}/site')}}}}}\n"
    before = project.read("sitegen.yaml")
    try:
        project.write(OTHER, page(Q, "Robin Sample.")).write("sitegen.yaml", publishing)
        said = CliRunner().invoke(main, ["-C", str(project.folder), "publish", "--date", "2024-06-01"])
        assert said.exit_code == 0, said.output
        assert "stand in 1 other place," in said.output
    finally:
        project.remove(OTHER).write("sitegen.yaml", before)


def test_the_preview_is_told_it_and_forgets_it_when_it_is_mended(project: Project, tmp_path: Path) -> None:
    planner = Planner(project.folder, lambda _: date(2024, 6, 1), drafts=True, cache=tmp_path)
    try:
        for text, lines in (("Robin Sample.\n\nROBIN SAMPLE.", [5, 7]), ("Nobody.", []), ("By Robin Sample", [5])):
            project.write(OTHER, page(Q, text))
            plan = planner.again(planner.scan(None))
            assert isinstance(plan, Ready)
            found = [one for one in planner.since(plan) if one.code == "redacted-elsewhere"]
            assert [(one.path, one.severity, one.line) for one in found] == [(OTHER, "notice", line) for line in lines]
    finally:
        project.remove(OTHER)
