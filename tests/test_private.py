"""The project's own cache, and what waits in the output: closed to other accounts, and led nowhere by a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.memory.output import Output
from sitegen.memory.private import open_plain
from sitegen.memory.refused import Refused

DAY = "2024-06-01"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project")
    return project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))


def run(project: Project, verb: str = "build", code: int = 0) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.folder), verb, "--date", DAY])
    assert result.exit_code == code, result.output
    return result.output


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o022])
@pytest.mark.parametrize("verb", ["build", "check"])
def test_whatever_the_umask_nobody_else_looks_in(project: Project, mask: int, verb: str) -> None:
    old = os.umask(mask)
    try:
        run(project, verb)
        run(project)
    finally:
        os.umask(old)
    assert mode(project.folder / ".sitegen") == 0o700
    assert mode(project.folder / ".sitegen/lock") == 0o600
    assert mode(project.folder / "output/.sitegen") == 0o700
    assert mode(project.folder / "output/index.html") == 0o644


def test_staged_pages_wait_in_a_closed_folder(project: Project) -> None:
    from sitegen.memory.staged import stage

    (project.folder / "output").mkdir()
    staged = Output(project.folder / "output", project.folder).staged
    stage(staged, b"a page", "")
    assert mode(staged) == mode(staged.parent) == 0o700


def test_a_cache_of_the_version_before_is_closed_by_the_next_build(project: Project) -> None:
    run(project)
    for folder in (".sitegen", "output/.sitegen"):
        (project.folder / folder).chmod(0o755)
    (project.folder / ".sitegen/lock").chmod(0o644)
    run(project)
    assert mode(project.folder / ".sitegen") == mode(project.folder / "output/.sitegen") == 0o700
    assert mode(project.folder / ".sitegen/lock") == 0o600


@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize(
    "name",
    [".sitegen", ".sitegen/lock", ".sitegen/.gitignore", "output/.sitegen", "output/.sitegen/manifest.json.new",
     "output/.sitegen/pending.json.new", "output/.sitegen/staged", "output/.sitegen/standing.new"],
)  # read as a table  # fmt: skip
def test_a_link_in_the_place_of_what_is_ours_is_refused_and_its_target_stays(
    project: Project, tmp_path: Path, name: str, built: bool
) -> None:
    if built:
        run(project)
        project.write(f"{DIGEST}/b.md", page({"question": "How?", "topics": ["general"]}, "So."))
    victim, folder, planted = tmp_path / "victim", tmp_path / "theirs", project.folder / name
    victim.write_text("their words")
    victim.chmod(0o604)
    folder.mkdir()
    planted.parent.mkdir(parents=True, exist_ok=True)
    if planted.is_dir():
        planted.rename(tmp_path / "aside")
    planted.unlink(missing_ok=True)
    os.symlink(folder if name.endswith((".sitegen", "staged")) else victim, planted)
    assert f"{planted} is a link" in run(project, code=2)
    assert (victim.read_text(), mode(victim)) == ("their words", 0o604)
    assert list(folder.iterdir()) == []


def test_a_pipe_in_the_place_of_the_lock_is_refused_and_not_waited_for(project: Project) -> None:
    (project.folder / ".sitegen").mkdir()
    os.mkfifo(project.folder / ".sitegen/lock")
    assert "no plain file" in run(project, code=2)


def test_a_plain_file_is_opened_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    os.close(open_plain(tmp_path / "file", os.O_RDONLY))
    os.symlink("file", tmp_path / "link")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR | os.O_CREAT):
            with pytest.raises(Refused, match=f"{name} is a link, or no plain file"):
                open_plain(tmp_path / name, flags)
    with pytest.raises(FileNotFoundError):
        open_plain(tmp_path / "nothing", os.O_RDONLY)
    with pytest.raises((Refused, IsADirectoryError)):
        open_plain(tmp_path, os.O_RDONLY)
