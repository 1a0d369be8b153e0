"""The preview where the system is of no help: threads that would not end, shares that tell nothing, files that are held."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from serving import ENTRY, PATIENCE, ROUTE, entry, served_project

import sitegen
from sitegen.cli import main
from sitegen.memory import mount as mounts
from sitegen.serve.preview import TOPS
from sitegen.serve.shares import silent_kind

if TYPE_CHECKING:
    from pathlib import Path

    from serving import Session

TOPIC = "content/topics/general.md"


def watching() -> list[str]:
    """The threads of watchdog's; on Windows some of those that it has keep a program from ending."""
    return [thread.name for thread in threading.enumerate() if type(thread).__module__.startswith("watchdog")]


def run_serve(folder: Path, port: int) -> Any:
    return CliRunner().invoke(main, ["-C", str(folder), "serve", "--port", str(port)])


def interrupt_once_it_answers(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as visitor:
            if visitor.connect_ex(("127.0.0.1", port)) == 0:
                os.kill(os.getpid(), signal.SIGINT)
                return


def test_ctrl_c_leaves_no_thread_that_watches(tmp_path: Path) -> None:
    served_project(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    threading.Thread(target=interrupt_once_it_answers, args=(port,), daemon=True).start()
    result = run_serve(tmp_path, port)
    assert result.exit_code == 130
    assert watching() == []


@pytest.mark.parametrize("what", ["no port is free", "no site is there"])
def test_a_preview_that_cannot_begin_leaves_none_either(tmp_path: Path, what: str) -> None:
    if what == "no port is free":
        served_project(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65_535))
        taken.listen()
        assert run_serve(tmp_path, 65_535).exit_code == 2
    assert watching() == []


@pytest.mark.parametrize(
    ("kind", "point", "silent"),
    [
        ("cifs", "", True),
        ("virtiofs", "", True),
        ("9p", "", True),
        ("drvfs", "", True),
        ("fuse.sshfs", "", True),
        ("fuse", "", True),
        ("nfs4", "/content", True),
        ("virtiofs", "/sitegen.yaml", True),
        ("vboxsf", "/content/digests/2024-01-15-briefing", True),
        ("fuse.grpcfuse", "/templates/\\303\\274ber", True),
        ("fuse.rclone", "/content/öffentlich", True),
        ("cifs", "/output", False),
        ("cifs", "/contents", False),
        ("fuseblk", "", False),
        ("ext4", "/content", False),
    ],
)
def test_a_mount_that_tells_nothing_is_known_wherever_it_lies(
    tmp_path: Path, kind: str, point: str, monkeypatch: pytest.MonkeyPatch, *, silent: bool
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nsomewhere {tmp_path}{point} {kind} rw 0 0\n", "utf-8")
    monkeypatch.setattr(mounts, "_TABLE", str(table))
    assert silent_kind(tmp_path, TOPS) == (kind if silent else "")


def test_where_it_looks_it_says_so_and_how_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = served_project(tmp_path)
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda / ext4 rw 0 0\nhost {tmp_path}/content virtiofs rw 0 0\n")
    said: list[str] = []
    with sitegen.serve(sitegen.Project(project.folder), tell=said.append) as quick:
        assert quick.noticing == "Saved files show at once."
    monkeypatch.setattr(mounts, "_TABLE", str(table))
    with sitegen.serve(sitegen.Project(project.folder), tell=said.append) as slow:
        assert slow.noticing == (
            "Saved files show within a second or two. Those saved on another computer show once the share does."
        )
    assert said == [
        "Some of this folder is on a share (virtiofs), which tells nobody of changes: looking every second."
    ]


class Held:
    """Files that another program has open for itself, as Windows lets it: nobody can open them meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        self._open = os.open
        monkeypatch.setattr(os, "open", self)

    def __call__(self, file: Any, *arguments: Any, **keywords: Any) -> int:
        if os.path.basename(str(file)) in self.names:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return self._open(file, *arguments, **keywords)


def test_a_file_that_was_held_is_looked_at_again_though_nobody_tells(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    held.names = {"an-entry.md"}
    session.project.write(ENTRY, entry("Written while it was held."))
    (change,) = session.wait_for(1)
    assert [problem.code for problem in change.problems] == ["unreadable-file"]
    held.names = set()  # which is no event
    session.wait_for(2)
    assert "Written while it was held." in session.text(ROUTE)


def test_a_new_file_that_is_held_for_a_moment_is_no_mistake(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    held.names = {"another.md"}
    threading.Timer(0.05, held.names.clear).start()
    session.project.write(ENTRY.replace("an-entry", "another"), entry("Scanned at first."))
    (change,) = session.wait_for(1)
    assert not change.problems


@pytest.mark.parametrize("how", ["held", "a link", "a pipe"])
@pytest.mark.parametrize("path", [TOPIC, "content/people/chief.md"])
def test_what_is_there_and_cannot_be_read_is_one_mistake_and_no_unknown_name(
    tmp_path: Path, path: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = served_project(tmp_path)
    project.write(ENTRY, entry(answered_by=["chief"]))
    file = tmp_path / path
    if how == "held":
        Held(monkeypatch).names = {file.name}
    else:
        file.unlink()
        os.mkfifo(file) if how == "a pipe" else file.symlink_to(tmp_path / "sitegen.yaml")
    assert [problem["path"] for problem in project.check().errors] == [path]
