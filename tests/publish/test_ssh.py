"""A real OpenSSH server: the same promises as in a folder, and the truth when the connection breaks."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from daemons import running_sshd
from publishing import NEW, OLD, back, look, put, release_of, served
from servers import ssh_place

from sitegen.memory.refused import Refused
from sitegen.publish.protocol import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from daemons import Sshd


def test_publish_change_publish_back_and_prune(sshd: Sshd, tmp_path: Path) -> None:
    folder = tmp_path / "a site"
    place = ssh_place(sshd, folder, keep=1)
    assert compare(place, release_of(OLD)).plan.changes
    assert not folder.exists()
    first = put(place, OLD)
    assert served(folder) == OLD
    assert not put(place, OLD).switched
    second = put(place, NEW)
    assert served(folder) == NEW
    assert back(place).switched
    assert served(folder) == OLD
    assert back(place, second.release.id[:8]).switched
    third = put(place, {**NEW, "answers/a.html": b"third"})
    assert look(place).releases == {second.release.id, third.release.id}
    assert first.release.id not in os.listdir(folder / "releases")
    assert [row.what for row in look(place).rows] == [
        "created", "published", "published", "rolled back", "rolled back", "published",
    ]  # read as a table  # fmt: skip


def test_what_is_unchanged_is_linked_on_the_host_and_modes_and_times_are_right(sshd: Sshd, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    old = os.umask(0o077)
    try:
        put(ssh_place(sshd, folder), OLD)
        before = (folder / "current/answers/a.html").stat().st_mtime
        put(ssh_place(sshd, folder), NEW)
    finally:
        os.umask(old)
    assert (folder / "current/answers/same.html").stat().st_nlink >= 2
    assert (folder / "current/answers/a.html").stat().st_mtime >= before + 1
    for path in (folder, *(folder / "current").resolve().rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_page_that_was_changed_on_the_host_is_sent_again_and_never_linked(sshd: Sshd, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put(ssh_place(sshd, folder), OLD)
    (folder / "current/answers/same.html").write_text("edited by hand")
    (folder / "current/theirs.txt").write_text("theirs")
    old = (folder / "current").resolve()
    put(ssh_place(sshd, folder, keep=1), NEW)
    put(ssh_place(sshd, folder, keep=1), {**NEW, "answers/a.html": b"third"})
    assert served(folder)["answers/same.html"] == OLD["answers/same.html"]
    assert (old / "answers/same.html").read_text() == "edited by hand"
    assert (old / "theirs.txt").read_text() == "theirs"


def test_a_foreign_folder_and_a_missing_one_are_refused(sshd: Sshd, tmp_path: Path) -> None:
    (tmp_path / "web.config").write_text("theirs")
    with pytest.raises(Refused, match=r"such as web\.config"):
        put(ssh_place(sshd, tmp_path), OLD)
    with pytest.raises(Refused, match=r"The site has not changed; .* cannot create directory"):
        put(ssh_place(sshd, tmp_path / "no" / "such"), OLD)
    assert os.listdir(tmp_path) == ["web.config"]


def test_a_changed_or_unknown_host_key_is_refused(sshd: Sshd, tmp_path: Path) -> None:
    known = sshd.folder / "known"
    right = known.read_text()
    try:
        known.write_text("* " + " ".join((sshd.folder / "other.pub").read_text().split()[:2]) + "\n")
        with pytest.raises(Refused, match="is not the one that is known"):
            put(ssh_place(sshd, tmp_path / "site"), OLD)
        known.write_text("")
        with pytest.raises(Refused, match="is not known on this computer"):
            put(ssh_place(sshd, tmp_path / "site"), OLD)
    finally:
        known.write_text(right)
    assert not (tmp_path / "site").exists()


@pytest.fixture
def small_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Sshd]]:
    """Starts a server whose sessions find BusyBox's tools, and flock, and nothing else; without those named."""
    busybox, flock = shutil.which("busybox"), shutil.which("flock")
    if not busybox or not flock:
        leave_out("busybox is missing: install the package busybox")
    with ExitStack() as running:

        def start(*without: str) -> Sshd:
            tools = tmp_path / "tools"
            tools.mkdir()
            for name in subprocess.run([busybox, "--list"], check=True, capture_output=True, text=True).stdout.split():
                if name not in without:
                    (tools / name).symlink_to(busybox)
            if "flock" not in without:
                (tools / "flock").unlink(missing_ok=True)
                (tools / "flock").symlink_to(flock)
            (tmp_path / "server").mkdir()
            server = running.enter_context(running_sshd(tmp_path / "server", path=tools))
            monkeypatch.setenv("PATH", f"{server.folder}/bin:{os.environ['PATH']}")
            return server

        yield start


def test_busybox_is_enough_for_a_host(small_host: Callable[..., Sshd], tmp_path: Path) -> None:
    folder = tmp_path / "site"
    place = ssh_place(small_host(), folder, keep=1)
    put(place, OLD)
    put(place, NEW)
    assert (folder / "current/answers/same.html").stat().st_nlink == 2
    back(place)
    put(place, {**NEW, "answers/a.html": b"third"})
    assert served(folder)["answers/a.html"] == b"third"
    assert len(look(place).releases) == 2


def test_what_a_host_lacks_is_named(small_host: Callable[..., Sshd], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="lacks what publishing needs: sha256sum, flock") as refusal:
        put(ssh_place(small_host("sha256sum", "flock"), tmp_path / "site"), OLD)
    assert "sftp://" in refusal.value.hint
    assert not (tmp_path / "site").exists()


def test_nobody_there_is_said_plainly(sshd: Sshd, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"127\.0\.0\.1 cannot be reached: .*refused"):
        put(ssh_place(sshd, tmp_path / "site", port=1), OLD)


def test_the_lock_goes_with_its_session_and_unlock_ends_a_session_that_hangs(sshd: Sshd, tmp_path: Path) -> None:
    place = ssh_place(sshd, tmp_path / "site")
    put(place, OLD)
    holder = place.connect()
    holder.lock("anna on pc7")
    with pytest.raises(Refused, match="right now: anna on pc7"):
        put(place, NEW)
    other = place.connect()
    assert other.unlock() == "anna on pc7"
    assert other.unlock() == ""
    other.close()
    holder.close()
    assert put(place, NEW).switched


def test_a_publisher_that_is_killed_leaves_no_lock(sshd: Sshd, tmp_path: Path) -> None:
    place = ssh_place(sshd, tmp_path / "site")
    put(place, OLD)
    code = (
        "import sys, time; from pathlib import Path; from sitegen.publish.remotes.connect import connect\n"
        f"remote = connect({sshd.url(tmp_path / 'site')!r}, Path('/nowhere')); remote.lock('x')\n"
        "print('locked', flush=True)\n"
        "time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"locked\n"
    child.kill()
    child.wait()
    child.stdout.close()
    for _ in range(100):  # the session ends when the host sees its end
        try:
            assert put(place, NEW).switched
            break
        except Refused:
            time.sleep(0.05)
    assert served(tmp_path / "site") == NEW


def test_a_host_without_links_is_told_before_anything_is_promised(
    small_host: Callable[..., Sshd], tmp_path: Path
) -> None:
    place = ssh_place(small_host(), tmp_path / "site")
    (tmp_path / "tools/ln").unlink()
    (tmp_path / "tools/ln").write_text("#!/bin/sh\necho ln: Operation not permitted >&2\nexit 1\n")
    (tmp_path / "tools/ln").chmod(0o755)
    remote = place.connect()
    with pytest.raises(Refused, match="the links of this host cannot be replaced in one step") as refusal:
        remote.try_writing()
    assert "sftp:// in place of ssh://" in refusal.value.hint
    remote.close()
    assert not (tmp_path / "site").exists()
    assert not list(tmp_path.glob(".sitegen-try-*"))
