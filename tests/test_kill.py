"""A build that is killed before any of its file-system calls leaves the old or the new pages whole, and heals."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main

SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))  # the long run, behind `make sweep`
CALLS = ("open", "os.")  # audit events of calls that look at or change the file system
DAY = "2024-06-01"
KILLED = 9


def entry(body: str = "Because.", **fields: object) -> str:
    return page({"question": "Why?", "topics": ["general"], **fields}, body)


def before(folder: Path) -> Project:
    project = minimal_project(folder).write(f"{DIGEST}/a.md", entry(aliases=["old/a.html"]))
    return project.write(f"{DIGEST}/b.md", entry("Going.")).write(f"{DIGEST}/c.md", entry("Staying."))


def change(project: Project) -> None:
    """What happens between the two builds: an edit, a new page, one gone, an alias moved."""
    project.write(f"{DIGEST}/a.md", entry("Because of this.", aliases=["newer/a.html"])).remove(f"{DIGEST}/b.md")
    project.write(f"{DIGEST}/d.md", entry("New."))


def run(folder: Path) -> int:
    return CliRunner().invoke(main, ["-C", str(folder), "build", "--date", DAY, "--jobs", "1"]).exit_code


def run_killed(folder: Path, number: int) -> bool:
    """Build in a child that dies before its file-system call of that number; False if it ended before."""
    child = os.fork()
    if not child:
        left = [number]

        def die(event: str, _: object) -> None:
            if event.startswith(CALLS):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(KILLED)

        sys.addaudithook(die)
        code = run(folder)
        os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED)
    return code == KILLED


def site(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "output").rglob("*") if path.is_file())
    named = {path.relative_to(folder / "output").as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if not name.startswith(".sitegen/")}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """A project that was built and then changed; its site before and after the next build."""
    folder = tmp_path_factory.mktemp("kill")
    project = before(folder / "project")
    assert run(project.folder) == 0
    old = site(project.folder)
    change(project)
    shutil.copytree(project.folder, folder / "after")
    assert run(folder / "after") == 0
    return project.folder, old, site(folder / "after")


def test_death_before_any_call_leaves_whole_pages_and_the_next_build_is_right(
    states: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    project, old, new = states
    number = dead = 0
    while True:
        folder = tmp_path / str(number)
        shutil.copytree(project, folder, symlinks=True)
        killed = run_killed(folder, number)
        found = {name: data for name, data in site(folder).items() if not Path(name).name.startswith(".~")}
        for name in old.keys() | new.keys():
            assert found.get(name) in (old.get(name), new.get(name)), f"{name} is neither old nor new at call {number}"
        assert found.keys() <= old.keys() | new.keys()
        assert run(folder) == 0, f"the build after death at call {number}"
        assert site(folder) == new, f"the build after death at call {number}"
        shutil.rmtree(folder)
        if not killed:
            break
        dead += 1
        number += 1 if SWEEP else 7
    assert dead > (200 if SWEEP else 20)
    print(json.dumps({"killed": dead}))


@pytest.mark.parametrize("error", ["ENOSPC", "EACCES", "EROFS"])
def test_a_disk_that_refuses_a_write_is_named_and_what_was_visible_stays(
    states: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path, error: str
) -> None:
    import errno

    project, old, new = states
    writes = ("replace", "link", "unlink", "chmod", "makedirs")
    for name in writes:
        for number in range(0, 40, 1 if SWEEP else 13):
            folder = tmp_path / f"{name}-{number}"
            shutil.copytree(project, folder)
            call, left = getattr(os, name), [number]

            def refuse(*arguments: object, call: object = call, left: list[int] = left, **keywords: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(getattr(errno, error), os.strerror(getattr(errno, error)), str(arguments[0]))
                return call(*arguments, **keywords)  # type: ignore[operator]  # whatever call it stands for

            setattr(os, name, refuse)
            try:
                result = CliRunner().invoke(main, ["-C", str(folder), "build", "--date", DAY, "--jobs", "1"])
            finally:
                setattr(os, name, call)
            assert result.exit_code in (0, 2), (name, number, result.output)
            found = {key: data for key, data in site(folder).items() if not Path(key).name.startswith(".~")}
            for key in old.keys() & new.keys():
                assert found[key] in (old[key], new[key])
            if result.exit_code == 2:
                assert "Traceback" not in result.output
            assert run(folder) == 0
            assert site(folder) == new
            shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes processes that hold the lock of another")
def test_a_killed_build_leaves_no_process_that_holds_its_lock(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    for number in range(2000):
        project.write(f"{DIGEST}/q{number}.md", entry("Because. " * 200))
    command = [sys.executable, "-m", "sitegen", "-C", str(tmp_path), "build", "--date", DAY, "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        workers: list[str] = []
        while len(workers) < 2 and process.poll() is None:
            workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        ends = [os.pidfd_open(int(worker)) for worker in workers]
        process.kill()
    assert len(ends) == 2
    for end in ends:
        assert select.select([end], [], [], 60)[0], "it works on for nobody"
        os.close(end)
    assert run(tmp_path) == 0
