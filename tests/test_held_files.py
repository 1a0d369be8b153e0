"""Files that another program holds open: a build and a publish wait a moment, and then say which pages stayed."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.memory import patience as patience_of
from sitegen.memory.mount import Mount
from sitegen.memory.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = "2024-06-01"
BOTH = ("index.html", "digests/2024-01-15-briefing/a.html")


class Held:
    """Files that cannot be replaced or removed so many times, as on Windows and its shares."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: Iterable[str], times: int, kind: str = "cifs") -> None:
        self.names, self.left, self.pauses = tuple(names), times, 0
        self._replace, self._unlink = os.replace, os.unlink
        monkeypatch.setattr(os, "replace", self.replace)
        monkeypatch.setattr(os, "unlink", self.unlink)
        monkeypatch.setattr(patience_of, "mount_of", lambda _: Mount("//srv/web", "/", kind))
        monkeypatch.setattr(patience_of.time, "sleep", self.pause)

    def replace(self, old: Any, new: Any) -> None:
        self.check(old, new)
        self._replace(old, new)

    def unlink(self, path: Any, **options: Any) -> None:
        self.check(path)
        self._unlink(path, **options)

    def check(self, *paths: Any) -> None:
        if self.left and str(paths[-1]).endswith(self.names):
            self.left -= 1
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(paths[0]), None, str(paths[-1]))

    def pause(self, _: float) -> None:
        self.pauses += 1


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "mine")
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    project.write(f"{DIGEST}/b.md", page({"question": "When?", "topics": ["general"]}, "Now."))
    assert build(project)[0] == 0
    return project


def build(project: Project) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(project.folder), "build", "--date", DAY])
    return result.exit_code, result.output


def retitled(project: Project) -> None:
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace("title: Test", "title: Another title"))


def titles(project: Project) -> dict[str, bool]:
    """Of each page, whether it has the new title."""
    output = project.folder / "output"
    pages = (path for path in output.rglob("*.html") if ".sitegen" not in path.parts)
    return {path.relative_to(output).as_posix(): "Another title" in path.read_text("utf-8") for path in pages}


@pytest.mark.parametrize("name", ["output/index.html", "manifest.json", "standing", "pending.json", "/last"])
def test_a_build_waits_for_a_file_that_is_held_for_a_moment(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    held = Held(monkeypatch, [name], times=3)
    retitled(project)
    assert build(project)[0] == 0
    assert held.pauses == 3
    assert all(titles(project).values())


def test_pages_that_stay_held_are_named_and_all_others_are_new(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitled(project)
    with monkeypatch.context() as patch:
        held = Held(patch, [f"output/{route}" for route in BOTH], times=1000)
        code, said = build(project)
        assert held.pauses == 10, "one patience for all of them"
    assert code == 2
    assert "digests/2024-01-15-briefing/a.html, index.html (access is denied). All others are new." in said
    assert "run the same command again" in said
    assert "staged" not in said
    assert sorted(route for route, is_new in titles(project).items() if not is_new) == sorted(BOTH)
    assert build(project)[0] == 0
    assert all(titles(project).values())


def test_a_page_that_is_to_go_and_is_held_is_named_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.remove(f"{DIGEST}/b.md")
    with monkeypatch.context() as patch:
        Held(patch, ["/b.html"], times=1000)
        code, said = build(project)
    assert code == 2
    assert "digests/2024-01-15-briefing/b.html (access is denied)" in said
    assert build(project)[0] == 0
    assert not (project.folder / "output/digests/2024-01-15-briefing/b.html").exists()


@pytest.mark.parametrize(("kind", "pauses"), [("cifs", 10), ("fuse.sshfs", 10), ("vfat", 10), ("ext4", 0), ("nfs4", 0)])
def test_only_where_open_files_can_keep_us_there_is_patience(
    monkeypatch: pytest.MonkeyPatch, kind: str, pauses: int
) -> None:
    held = Held(monkeypatch, ["page"], times=1000, kind=kind)
    with pytest.raises(PermissionError):
        Patience().call(lambda: os.replace("staged", "page"), "page")
    assert held.pauses == pauses


def test_a_disk_that_fails_on_the_way_is_told_with_what_stands_there(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitled(project)
    replace = os.replace

    def full(old: Any, new: Any) -> None:
        if str(new).endswith("/index.html"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(old), None, str(new))
        replace(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        code, said = build(project)
    assert code == 2
    assert "may hold old pages and new ones until the site is built again" in said
    assert "the disk is full" in said
    assert "index.html)" in said
    assert build(project)[0] == 0
    assert all(titles(project).values())
