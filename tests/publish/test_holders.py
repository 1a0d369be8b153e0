"""Who holds the lock of a place is said truly, and --unlock ends nobody but a session of ours that holds it."""

from __future__ import annotations

import fcntl
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from publishing import NEW, OLD, folder_place, outcome, put
from servers import ssh_place

from sitegen.memory.refused import Refused
from sitegen.publish.remotes.process import Process, dump_holder, said_by, start_of, this_process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daemons import Sshd

HERE = socket.gethostname()
NAMELESS = "somebody who may read this place holds its lock, and has left no name"


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with any of it."""
    process = subprocess.Popen(["sleep", "300"])
    yield process
    process.kill()
    process.wait()


class Holding:
    """The lock of a place, held as anybody can who can open its file."""

    def __init__(self, ours: Path) -> None:
        self.file = os.open(ours / "lock", os.O_RDONLY)
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        os.close(self.file)


def holders(process: subprocess.Popen[bytes]) -> list[str]:
    """What may stand in the file `holder` so that it seems to tell of that process."""
    start = start_of(process.pid)
    return [
        f"{process.pid} somebody else",
        f"{process.pid} {start} {HERE} somebody else",
        f"{process.pid} {start} elsewhere somebody else",
        f"{process.pid} - {HERE} somebody else",
        f"-{process.pid} {start} {HERE} somebody else",
        f"{process.pid}; {start} {HERE} somebody else",
        f"-1 {start} {HERE} somebody else",
        "0 0 0 somebody else",
        "anna on pc7, process 12",
        "",
    ]


def test_unlock_over_ssh_ends_no_bystander(sshd: Sshd, tmp_path: Path, bystander: subprocess.Popen[bytes]) -> None:
    place, ours = ssh_place(sshd, tmp_path / "site"), tmp_path / "site/.sitegen"
    put(place, OLD)
    remote = place.connect()
    for words in holders(bystander):
        (ours / "holder").write_text(words + "\n")
        with Holding(ours), pytest.raises(Refused, match="Nothing was ended") as refusal:
            remote.unlock()
        assert f"fuser -v {ours}/lock" in refusal.value.hint
        assert bystander.poll() is None, words
        assert remote.unlock() == "", "the lock is free"
    remote.close()


def test_unlock_over_ssh_says_truly_that_a_publisher_on_the_host_holds_it(sshd: Sshd, tmp_path: Path) -> None:
    place = ssh_place(sshd, tmp_path / "site")
    put(place, OLD)
    local = folder_place(tmp_path / "site").connect()
    local.lock("anna on pc7")
    remote = place.connect()
    with pytest.raises(Refused, match=f"begun: anna on pc7, process {os.getpid()}"):
        remote.unlock()
    assert f"right now: anna on pc7, process {os.getpid()}" in outcome(place, NEW)
    local.close()
    assert remote.unlock() == ""
    remote.close()


def test_a_folder_says_truly_that_a_session_over_ssh_holds_it(sshd: Sshd, tmp_path: Path) -> None:
    place, near = ssh_place(sshd, tmp_path / "site"), folder_place(tmp_path / "site")
    put(place, OLD)
    session = place.connect()
    session.lock("ben on pc8")
    assert "right now: ben on pc8, process " in outcome(near, NEW)
    remote = near.connect()
    with pytest.raises(Refused, match="right now: ben on pc8"):
        remote.unlock()
    session.close()
    assert remote.unlock() == ""
    assert put(near, NEW).switched


@pytest.mark.parametrize("way", ["flip", "in place", "ssh"])
def test_a_publish_leaves_no_name_and_a_lock_that_others_cannot_open(
    request: pytest.FixtureRequest, tmp_path: Path, way: str
) -> None:
    folder = tmp_path / "site"
    place = ssh_place(request.getfixturevalue("sshd"), folder) if way == "ssh" else folder_place(folder, way)
    put(place, OLD)
    ours = tmp_path / "site.sitegen" if way == "in place" else folder / ".sitegen"
    assert not (ours / "holder").exists()
    assert stat.S_IMODE((ours / "lock").stat().st_mode) == 0o600


@pytest.mark.parametrize("way", ["flip", "ssh"])
def test_a_name_that_outlived_its_process_is_nobodys(
    request: pytest.FixtureRequest, tmp_path: Path, bystander: subprocess.Popen[bytes], way: str
) -> None:
    folder = tmp_path / "site"
    place = ssh_place(request.getfixturevalue("sshd"), folder) if way == "ssh" else folder_place(folder)
    put(place, OLD)
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    for process in (
        Process(int(gone.stdout), "1", HERE),
        Process(bystander.pid, str(int(start_of(bystander.pid)) - 1), HERE),  # the number was given again
    ):
        (folder / ".sitegen/holder").write_text(dump_holder(process, "anna on pc7") + "\n")
        with Holding(folder / ".sitegen"):
            assert f"right now: {NAMELESS}" in outcome(place, NEW)
    assert put(place, NEW).switched


def test_what_a_holder_says_is_taken_as_far_as_it_can_be_true() -> None:
    me = this_process()
    assert said_by(dump_holder(me, "anna on pc7")) == f"anna on pc7, process {me.number}"
    assert said_by(dump_holder(Process(me.number, "1", "elsewhere"), "anna")) == f"anna, process {me.number}"
    assert said_by(dump_holder(Process(10**9, "1", HERE), "anna")) == ""
    for words in ("", "anna", "-1 1 x anna", f"{'9' * 30} 1 {HERE} anna", "\0" * 50, "1 1", f"0 0 {HERE}"):
        assert said_by(words) == ""
