"""A file or a whole folder that cannot be read is told, once, and nothing false is told of what may be in it."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page
from strange import SVG

from sitegen.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

OTHER = "content/digests/2024-02-19-briefing"
ENTRY = f"{DIGEST}/a.md"
FOLDERS = ("content", "content/topics", "content/people", "content/digests", OTHER, "content/assets", "content/pages")
FILES = (
    "content/topics/parking.md",
    "content/people/kim.md",
    f"{OTHER}/index.md",
    f"{OTHER}/b.md",
    "content/assets/a.svg",
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site in which everything names what lies in other folders, by ids and by titles."""
    project = minimal_project(tmp_path / "mine")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "theme:\n  logo: content/assets/a.svg\n")
    project.write("content/topics/parking.md", page({"title": "Car parks", "parent": "general", "owner": "kim"}, "It."))
    project.write(
        "content/people/kim.md", page({"name": "Kim Lee", "roles": [{"title": "Head", "from": "2019-01-01"}]})
    )
    project.write("content/pages/about.md", page({"title": "About"}, "See [why](../digests/2024-01-15-briefing/a.md)."))
    project.write("content/assets/a.svg", SVG)
    project.write(f"{OTHER}/index.md", page({"title": "Second", "date": "2024-02-19", "answered_by": ["Kim Lee"]}))
    project.write(
        f"{OTHER}/b.md", page({"question": "When?", "topics": ["Car parks"]}, "![A plan](../../assets/a.svg)")
    )
    fields = {"question": "Why?", "topics": ["Car parks", "general"], "answered_by": ["Kim Lee"]}
    links = (
        "[one](../../topics/parking.md) [two](../../people/kim.md) [three](../2024-02-19-briefing/b.md)\n"
        "[four](https://intranet.example/qa/topics/parking.html) [five](../../pages/about.md)\n\n"
        "We mend it. ![A plan](../../assets/a.svg)"
    )
    promise = {"text": "To mend it", "quote": "We mend it", "strength": "intention", "owner": "Kim Lee"}
    more = {"follows": "2024-02-19-briefing/b", "commitments": [promise]}
    project.write(ENTRY, page({**fields, **more}, links))
    assert [problem["message"] for problem in project.check().errors] == []
    return project


def close(patch: pytest.MonkeyPatch, path: Path) -> None:
    """What reading a file or a folder answers where another program, or its rights, keep us out."""

    def kept_out(call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(file: Any, *arguments: Any, **options: Any) -> Any:
            if str(file) == str(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
            return call(file, *arguments, **options)

        return instead

    patch.setattr(os, "open", kept_out(os.open))
    patch.setattr(os, "scandir", kept_out(os.scandir))


def codes(problems: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(problem["code"], problem["path"]) for problem in problems}


@pytest.mark.parametrize("path", [*FOLDERS, *FILES])
def test_what_cannot_be_read_is_one_mistake_and_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    before = codes(project.check().report["problems"])
    with monkeypatch.context() as patch:
        close(patch, project.folder / path)
        (project.folder / path).touch()
        for outcome in (project.check(), project.build()):
            assert codes(outcome.errors) == {("unreadable-file", path)}
            assert codes(outcome.report["problems"]) <= before | {("unreadable-file", path)}
            (told,) = outcome.errors
            assert told["message"].endswith("access is denied.")
            assert told["message"].startswith("This folder" if path in FOLDERS else "This file")
    assert project.check().errors == []


@pytest.mark.parametrize("path", FOLDERS[:4])
def test_a_folder_that_is_a_link_is_one_mistake_and_no_other(project: Project, tmp_path: Path, path: str) -> None:
    (project.folder / path).rename(tmp_path / "elsewhere")
    (project.folder / path).symlink_to(tmp_path / "elsewhere")
    assert codes(project.check().errors) == {("symbolic-link", path)}


def test_beside_a_folder_that_cannot_be_read_other_mistakes_are_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(ENTRY, page({"question": "Why?", "topics": ["Nowhere"], "answered_by": ["Nobody"]}, "[x](gone.md)"))
    close(monkeypatch, project.folder / "content/topics")
    told = {(code, path) for code, path in codes(project.check().errors) if path == ENTRY}
    assert told == {("unknown-person", ENTRY), ("broken-link", ENTRY)}


@pytest.mark.parametrize("path", ["content/people", "content/topics", "content/assets"])
def test_what_is_approved_or_proved_meanwhile_is_told_nothing_false(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    close(monkeypatch, project.folder / path)
    for words in (("approve", ENTRY, "--by", "Alex Moss"), ("proof", DIGEST)):
        said = CliRunner().invoke(main, ["-C", str(project.folder), *words]).output
        assert not any(false in said for false in ("no topic", "no person", "nobody", "There is no")), said
