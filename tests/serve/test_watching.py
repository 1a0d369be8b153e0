"""What counts as a change: saves of every editor once, storms once or twice, our own doings never."""

from __future__ import annotations

import errno
import logging
import mmap
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from serving import DIGEST, ENTRY, LONG, PATIENCE, ROUTE, Session, entry, served_project, serving
from watchdog.observers.inotify import InotifyObserver

import sitegen
from sitegen.memory.mount import find_mount
from sitegen.serve.preview import TOPS
from sitegen.serve.shares import silent_kind
from sitegen.serve.watch import Hints, Watch

if TYPE_CHECKING:
    from project import Project

NEW = entry(LONG + "\n\nSaved by an editor.")


def vim(file: Path, text: str, pause: float) -> None:
    """`backupcopy=auto`, as strace shows it: a probe, the old file aside, the new one in its place, the old one gone."""
    probe, backup = file.with_name("4913"), file.with_name(file.name + "~")
    probe.touch()
    probe.unlink()
    time.sleep(pause)
    file.rename(backup)
    time.sleep(pause)
    with file.open("w") as stream:
        time.sleep(pause)
        stream.write(text)
    os.chmod(file, 0o644)
    time.sleep(pause)
    backup.unlink()


def vs_code(file: Path, text: str, pause: float) -> None:
    """In place: cut to nothing, then written."""
    with file.open("w") as stream:
        stream.flush()
        time.sleep(pause)
        stream.write(text)


def vs_code_in_pieces(file: Path, text: str, pause: float) -> None:
    with file.open("w") as stream:
        for start in range(0, len(text), len(text) // 3 + 1):
            stream.write(text[start : start + len(text) // 3 + 1])
            stream.flush()
            time.sleep(pause)


def word(file: Path, text: str, pause: float) -> None:
    """The new text beside, the old file aside, the new one in its place, the old one gone; and an owner's file."""
    owner = file.with_name("~$" + file.name[2:])
    new, old = file.with_name("~WRD0001.tmp"), file.with_name("~WRL0002.tmp")
    owner.write_text("me")
    new.write_text(text)
    time.sleep(pause)
    file.rename(old)
    time.sleep(pause)
    new.rename(file)
    time.sleep(pause)
    old.unlink()
    owner.unlink()


def by_rename(file: Path, text: str, pause: float) -> None:
    """gedit, Kate and many others."""
    beside = file.with_name(".goutputstream-X1Y2Z3")
    beside.write_text(text)
    time.sleep(pause)
    os.replace(beside, file)


@pytest.mark.parametrize("pause", [0, 0.003, 0.03])
@pytest.mark.parametrize("save", [vim, vs_code, vs_code_in_pieces, word, by_rename])
def test_one_save_makes_one_rebuild(session: Session, save, pause: float) -> None:
    save(session.project.folder / ENTRY, NEW, pause)
    changes = session.settle()
    assert [change.paths for change in changes] == [(ENTRY,)]
    assert "Saved by an editor." in session.text(ROUTE)


def test_a_checkout_of_500_files_makes_one_rebuild_or_two(session: Session) -> None:
    for number in range(500):
        session.project.write(f"{DIGEST}/e{number}.md", entry("Short.", title=f"Number {number}"))
    session.wait_for(1)
    changes = session.settle(1.5)
    assert len(changes) <= 2
    for number in range(500):  # as git does it: away with the old file, then the new one
        session.project.remove(f"{DIGEST}/e{number}.md")
        session.project.write(f"{DIGEST}/e{number}.md", entry("Other.", title=f"Number {number}"))
    session.wait_for(len(changes) + 1)
    assert len(session.settle(1.5)) <= len(changes) + 2
    assert "Other." in session.text("digests/2024-01-15-briefing/e499.html")


def test_a_build_beside_it_changes_nothing(session: Session) -> None:
    session.text(ROUTE)
    assert session.project.build().exit_code == 0
    assert session.settle(1.0) == []


def test_a_file_touched_or_saved_as_it_was_changes_nothing(session: Session) -> None:
    file = session.project.folder / ENTRY
    os.utime(file)
    session.project.write(ENTRY, session.project.read(ENTRY))
    assert session.settle(1.0) == []


def test_folders_may_be_moved_removed_and_made_again(session: Session) -> None:
    content, aside = session.project.folder / "content", session.project.folder / "aside"
    content.rename(aside)
    session.wait_for(1)
    aside.rename(content)
    session.wait_for(2)
    session.settle()
    before = len(session.changes)
    session.project.write(ENTRY, NEW)  # in a folder that is another one for the system
    session.wait_for(before + 1)
    assert "Saved by an editor." in session.text(ROUTE)
    shutil.copytree(content / "digests", aside)
    shutil.rmtree(content / "digests")
    session.settle()
    shutil.move(aside, content / "digests")
    session.settle()
    before = len(session.changes)
    session.project.write(ENTRY, entry("After all that."))
    session.wait_for(before + 1)
    assert "After all that." in session.text(ROUTE)


def test_a_first_template_is_seen_though_its_folder_is_new(session: Session) -> None:
    session.project.write("templates/not_found.html", "gone")
    session.wait_for(1)
    assert session.text("404.html").startswith("gone")


def test_an_event_that_was_lost_is_made_up_for(session: Session) -> None:
    session.watch._observer.unschedule_all()  # stands for a queue that overflowed
    session.project.write(ENTRY, NEW)
    session.watch._hints.add(f"{DIGEST}/index.md")
    session.wait_for(1)
    assert "Saved by an editor." in session.text(ROUTE)


def run_unheard(project: Project, program: str) -> None:
    """Run a program in the project's folder while no thread of ours runs: its events wait in the kernel's queue."""
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    ended = project.folder / "ended"
    ended.write_bytes(b"0")
    program = f"import os, shutil\nMOST = {most}\n{program}\nopen('ended', 'r+').write('1')"
    interval, end = sys.getswitchinterval(), time.monotonic() + PATIENCE
    with ended.open("r+b") as stream, mmap.mmap(stream.fileno(), 1) as flag:
        try:
            sys.setswitchinterval(1000)
            process = subprocess.Popen([sys.executable, "-c", program], cwd=project.folder)
            while flag[0] == ord("0") and time.monotonic() < end:
                pass
        finally:
            sys.setswitchinterval(interval)
        assert process.wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the queue is that of Linux")
def test_files_that_are_read_push_no_save_out_of_the_queue(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    run_unheard(
        session.project, f"for _ in range(MOST):\n for path in {ENTRY!r}, {DIGEST + '/index.md'!r}: open(path).close()"
    )
    session.project.write(ENTRY, NEW)
    session.wait_for(1)
    assert [change.paths for change in session.settle()] == [(ENTRY,)]
    assert not caplog.records  # that it overflowed


@pytest.mark.skipif(sys.platform != "linux", reason="the queue is that of Linux")
def test_what_a_full_queue_lost_is_looked_for_and_watched_again(
    session: Session, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    overflowed = threading.Event()
    watchdog = logging.getLogger("watchdog.observers.inotify_c")
    monkeypatch.setattr(watchdog, "filters", [lambda record: overflowed.set() or True])
    new = DIGEST.replace("2024-01-15", "2024-02-15")
    run_unheard(
        session.project,
        f"for _ in range(MOST):\n for path in {ENTRY!r}, {DIGEST + '/index.md'!r}: os.utime(path)\n"
        f"shutil.copytree({DIGEST!r}, {new!r})\nopen({ENTRY!r}, 'a').write('And one line more.')",
    )
    assert overflowed.wait(PATIENCE)
    session.wait_for(1)
    session.settle()
    assert "And one line more." in session.text(ROUTE)
    before = len(session.changes)
    session.project.write(ENTRY.replace(DIGEST, new), entry("In a folder that came meanwhile."))
    session.wait_for(before + 1)
    assert "In a folder that came meanwhile." in session.text(ROUTE.replace("2024-01-15", "2024-02-15"))
    assert capfd.readouterr().err == ""


CROWDED = """
import sys
from pathlib import Path
from sitegen.serve.watch import Watch
limit, more = Path("/proc/sys/user/max_inotify_watches"), int(sys.argv[2])
limit.write_text(sys.argv[1])
watch = Watch(Path.cwd(), ("sitegen.yaml", "content", "templates"), print)
for number in range(more):
    Path(f"content/digests/later-{number}").mkdir()
while more and not watch.polls:
    watch.wait()
print(watch.polls)
watch.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the watches are those of Linux")
@pytest.mark.parametrize(
    ("room", "later", "polls"), [(10_000, 0, False), (1, 0, True), (6, 0, True), (12, 0, True), (40, 30, True)]
)
def test_where_only_some_folders_can_be_watched_we_look_every_second(
    tmp_path: Path, room: int, later: int, *, polls: bool
) -> None:
    project = served_project(tmp_path)
    for number in range(20):
        (project.folder / f"content/digests/2024-02-{number + 1:02}-more").mkdir()
    command = ["unshare", "-Ur", sys.executable, "-c", CROWDED, str(room), str(later)]
    environment = {**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parents[1])}
    result = subprocess.run(
        command, cwd=project.folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    if "unshare" in result.stderr:
        leave_out(f"this system gives nobody a space of their own to count watches in: {result.stderr}")
    said = "The system's watches are used up by other programs: looking every second.\n" if polls else ""
    assert (result.stdout, result.stderr) == (f"{said}{polls}\n", "")


def test_a_file_whose_permissions_change_is_looked_at(tmp_path: Path) -> None:
    project = served_project(tmp_path)  # read again after "permission denied", it may be whole
    watch = Watch(project.folder, TOPS, print)
    os.chmod(project.folder / ENTRY, 0o600)
    assert watch.wait() == {ENTRY}
    watch.close()


def test_without_watches_we_look_every_second_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(InotifyObserver, "schedule", refuse)
    with serving(served_project(tmp_path)) as session:
        assert session.watch.polls
        assert session.said == ["The system's watches are used up by other programs: looking every second."]
        session.project.write(ENTRY, NEW)
        session.wait_for(1)
        assert "Saved by an editor." in session.text(ROUTE)


def test_shares_are_known_by_their_file_system(tmp_path: Path) -> None:
    mounts = (
        b"/dev/sda / ext4 rw 0 0\n//srv/x /mnt/a\\040b cifs rw 0 0\nsrv:/y /mnt/nfs nfs4 rw 0 0\n"
        b"sshfs /mnt/nfs/deep fuse.sshfs rw 0 0\n/dev/sdb /mnt/nfs/deep/disk ext4 rw 0 0\n"
        + "//srv/ö /mnt/Öffentlich cifs rw 0 0\n//srv/o /mnt/公開 smb3 rw 0 0\n".encode()
    ).splitlines()
    assert find_mount(mounts, "/home/me").kind == "ext4"
    assert find_mount(mounts, "/mnt/a b/site").kind == "cifs"
    assert find_mount(mounts, "/mnt/nfs").kind == "nfs4"
    assert find_mount(mounts, "/mnt/nfs/deep/x").kind == "fuse.sshfs"
    assert find_mount(mounts, "/mnt/nfs/deep/disk/x").kind == "ext4"
    assert find_mount(mounts, "/mnt/nfsother").kind == "ext4"
    assert find_mount(mounts, "/mnt/Öffentlich/site").kind == "cifs"
    assert find_mount(mounts, "/mnt/公開").kind == "smb3"
    assert silent_kind(tmp_path, TOPS) == ""


def test_hints_are_given_at_once_and_gathered_while_more_come() -> None:
    hints = Hints()
    assert hints.wait(0) == frozenset()
    hints.add("a")
    hints.add("b", writing=True)
    hints.add("b", writing=False)
    assert hints.wait() == {"a", "b"}
    assert hints.wait(0) == frozenset()
