"""Shares, mounts and disks that are not like the one in this computer: it is published there, or said why not."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from project import Project, minimal_project
from publishing import NEW, OLD, back, folder_place, look, put, served
from test_command import run
from withdrawing import NAME, canary, found_in, site, withdraw
from withdrawing import run as tell

from sitegen.memory.lock import open_lock, try_lock
from sitegen.memory.mount import Mount, find_mount, locks_apart, sends_later
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.publish.outcome import still_old
from sitegen.publish.remotes import files
from sitegen.publish.remotes import folder as folders
from sitegen.publish.remotes.folder import can_flip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THIRD = {**NEW, "index.html": b"home 3"}


def failing(call: Callable[..., object], number: int, when: Callable[..., bool]) -> Callable[..., object]:
    """The call of the system, answered with an error where `when` says so of its arguments."""

    def instead(*args: object, **options: object) -> object:
        if when(*args):
            raise OSError(number, os.strerror(number), str(args[0]))
        return call(*args, **options)

    return instead


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP])
def test_where_modes_and_times_cannot_be_set_it_is_published_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in ("chmod", "utime"):
        monkeypatch.setattr(os, name, failing(getattr(os, name), number, lambda *_: True))
    place = folder_place(tmp_path / "site", "in place")  # as all such disks are taken
    put(place, OLD)
    assert put(place, NEW).switched
    assert served(tmp_path / "site", "in place") == NEW


def test_a_page_that_nobody_could_read_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "chmod", failing(os.chmod, errno.EPERM, lambda *_: True))
    old = os.umask(0o077)
    try:
        with pytest.raises(Refused, match="not allowed there"):
            put(folder_place(tmp_path / "site"), OLD)
    finally:
        os.umask(old)


def test_any_other_error_of_a_mode_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "chmod", failing(os.chmod, errno.EIO, lambda *_: True))
    with pytest.raises(Refused, match="the connection to it, fails"):
        put(folder_place(tmp_path / "site"), OLD)


@pytest.mark.parametrize("number", [errno.EWOULDBLOCK, errno.EACCES])
def test_a_lock_that_a_share_denies_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    descriptor = open_lock(tmp_path / "lock")
    monkeypatch.setattr(fcntl, "flock", failing(fcntl.flock, number, lambda *_: True))
    assert not try_lock(descriptor)
    os.close(descriptor)


def test_a_publish_that_meets_such_a_lock_says_who_is_at_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder_place(tmp_path / "site", "in place")
    put(place, OLD)
    holder = place.connect()
    holder.lock("Kim on desk 7")
    monkeypatch.setattr(fcntl, "flock", failing(fcntl.flock, errno.EACCES, lambda *_: True))
    with pytest.raises(Refused, match=r"publishing .* right now: Kim on desk 7"):
        put(place, NEW)
    holder.close()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT])
def test_where_nothing_can_be_written_nothing_is_said_of_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "symlink", failing(os.symlink, number, lambda *_: True))
    assert can_flip(tmp_path)


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_where_links_cannot_be_made_files_are_replaced_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "symlink", failing(os.symlink, number, lambda *_: True))
    assert not can_flip(tmp_path)


def test_a_place_that_leads_to_itself_is_one_sentence_in_every_command(tmp_path: Path) -> None:
    project = minimal_project(tmp_path / "mine")
    (tmp_path / "loop").symlink_to("loop")
    project.write("sitegen.yaml", f"title: T\nid: 00112233445566aa\npublish:\n  there:\n    to: {tmp_path / 'loop'}\n")
    for option in ("--plan", "--check-target", "--history", "--rollback", "--unlock", ""):
        assert "leads back to itself" in run(project, *([option] if option else []), code=2), option


def test_two_mounts_of_one_disk_are_found_before_anything_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder_place(tmp_path / "site", "in place")
    put(place, OLD)
    monkeypatch.setattr(files, "mount_of", lambda folder: Mount("/dev/sda", "/" + Path(folder).name, "ext4"))
    with pytest.raises(Refused, match=r"disk of its own, .* The site has not changed"):
        put(place, NEW)
    assert served(tmp_path / "site", "in place") == OLD
    assert not look(place).unfinished


def test_an_old_release_that_cannot_be_moved_aside_is_a_remark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder_place(tmp_path / "site", keep=1)
    put(place, OLD)
    stuck = str(tmp_path / "site" / "releases" / look(place).current)
    monkeypatch.setattr(os, "rename", failing(os.rename, errno.EXDEV, lambda old, *_: str(old) == stuck))
    put(place, NEW)
    last = put(place, THIRD)
    assert last.switched
    assert not last.left
    assert "could not be tidied away: nothing can be moved to it" in " ".join(last.remarks)
    assert served(tmp_path / "site") == THIRD
    assert Path(stuck).is_dir()


def test_a_table_of_mounts_names_what_sends_later() -> None:
    lines = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "cloud:site /mnt/c fuse.rclone rw 0 0\n"
        "https://dav.example/x /mnt/d fuse rw 0 0\n"
        "me@host:/srv /mnt/s fuse.sshfs rw 0 0\n"
        "/dev/fuse /mnt/n fuse rw 0 0\n"
        "//srv/x /mnt/w cifs rw 0 0\n"
    )
    table = lines.encode().splitlines()
    said = {folder: sends_later(find_mount(table, f"/mnt/{folder}/site")) for folder in "cdsnwx"}
    assert said == {"c": "rclone", "d": "davfs2", "s": "", "n": "", "w": "", "x": ""}


def test_what_is_sent_later_is_not_called_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = minimal_project(tmp_path / "mine")
    project.write("sitegen.yaml", f"title: T\nid: 00112233445566aa\npublish:\n  there:\n    to: {tmp_path / 'web'}\n")
    monkeypatch.setattr(folders, "mount_of", lambda _: Mount("cloud:x", "/", "fuse.rclone"))
    said = run(project)
    assert "Copied: release" in said
    assert "rclone has still to send it to the server" in said
    assert "no page is missing" not in said
    assert "Published" not in said


@pytest.fixture
def stubborn(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Serves a folder as it is now; a link that is replaced later means nothing to the server."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        handler = partial(SimpleHTTPRequestHandler, directory=str(folder.resolve()))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_release_that_a_server_holds_is_never_removed_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stubborn: Callable[[Path], str]
) -> None:
    monkeypatch.setattr("sitegen.publish.served.PATIENCE", 0.0)
    folder = tmp_path / "site"
    put(folder_place(folder, keep=1), OLD)
    held = look(folder_place(folder)).current
    place = folder_place(folder, url=stubborn(folder / "current"), keep=1)
    first, second = put(place, NEW), put(place, THIRD)
    for result, words in ((first, "remembers files for a while"), (second, "does not follow the link")):
        assert result.served
        assert result.served.release == held
        assert words in still_old(result, place.url)
    assert (folder / "releases" / held / "index.html").read_bytes() == OLD["index.html"]
    fourth = put(place, {**THIRD, "index.html": b"home 4"})
    assert held in look(place).releases
    assert fourth.switched
    again = put(place, {**THIRD, "index.html": b"home 4"})
    assert not again.switched
    assert held in look(place).releases


def test_what_a_server_holds_is_withdrawn_once_it_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stubborn: Callable[[Path], str]
) -> None:
    monkeypatch.setattr("sitegen.publish.served.PATIENCE", 0.0)
    project, folder = site(tmp_path, "../site"), tmp_path / "site"
    tell(project, "publish")
    address = stubborn(folder / "current")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + f"    url: {address}\n")
    said = withdraw(project, code=2)
    assert "still gives readers release" in said
    assert "run the same command again" in said
    addresses = (canary("alias"), NAME)
    assert found_in(folder / "releases", but=addresses)
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace(address, stubborn(folder / "current")))
    withdraw(project)
    assert found_in(folder, but=addresses) == []


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_a_look_that_died_leaves_nothing_that_is_taken_for_somebody_elses(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".sitegen-try-writing").touch()
    place = folder_place(folder, mode)
    assert look(place).foreign == ""
    put(place, OLD)
    remote = place.connect()
    remote.try_writing()
    remote.close()
    assert not (folder / ".sitegen-try-writing").exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "access is denied"),
        (errno.EPERM, "not allowed"),
        (errno.ENOTCONN, "connect it again"),
        (errno.EIO, "fails"),
        (errno.ESTALE, "connect it again"),
        (errno.EXDEV, "another disk or mount"),
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read-only"),
        (errno.ENOSYS, "cannot do that"),
        (errno.EBUSY, "using it"),
        (errno.ELOOP, "back to itself"),
        (errno.ENAMETOOLONG, "too long"),
    ],
)
def test_what_a_host_or_share_says_is_put_into_words(number: int, words: str) -> None:
    error = OSError(number, os.strerror(number), "staged/4711", None, "site/index.html")
    message = refuse_os_error(error, "It stopped").message
    assert words in message
    assert message.endswith("(site/index.html).")


def settings(project: Project) -> str:
    return run(project, "--server-config", "nginx")


def test_a_place_in_which_nothing_may_be_written_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = minimal_project(tmp_path / "mine")
    project.write("sitegen.yaml", f"title: T\nid: 00112233445566aa\npublish:\n  there:\n    to: {tmp_path / 'web'}\n")
    run(project, "--plan", code=10)
    before = settings(project)

    def is_denied(path: object, flags: int, *_: object) -> bool:
        return ".sitegen-try" in str(path) and bool(flags & os.O_CREAT)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing(os.open, errno.EACCES, is_denied))
        patch.setattr(os, "symlink", failing(os.symlink, errno.EACCES, lambda *_: True))
        said = run(project, "--check-target", code=2)
        assert "nothing can be written there: access is denied" in said
        assert "Links" not in said
        assert settings(project) == before
    assert "one step switches" in run(project, "--check-target")


def test_a_mount_whose_locks_others_do_not_see_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = minimal_project(tmp_path / "mine")
    project.write("sitegen.yaml", f"title: T\nid: 00112233445566aa\npublish:\n  there:\n    to: {tmp_path / 'web'}\n")
    words = "do not see each other's locks"
    assert words not in run(project, "--check-target")
    monkeypatch.setattr(folders, "mount_of", lambda _: Mount("me@host:/srv", "/", "fuse.sshfs"))
    assert words in run(project, "--check-target")


class Forgetful:
    """A share that says there are no files where another computer has just made some, until it is asked to make one."""

    def __init__(self, patch: pytest.MonkeyPatch, part: str) -> None:
        self.part, self.known = part, set[str]()
        self._open, self._unlink = os.open, os.unlink
        patch.setattr(os, "open", self.open)
        patch.setattr(os, "unlink", self.unlink)

    def open(self, path: Any, flags: int, *rest: Any, **options: Any) -> int:
        if flags & os.O_CREAT:
            self.known.add(str(path))
        else:
            self.check(path)
        return self._open(path, flags, *rest, **options)

    def unlink(self, path: Any, **options: Any) -> None:
        self.check(path)
        self._unlink(path, **options)

    def check(self, path: Any) -> None:
        if self.part in str(path) and str(path) not in self.known:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


@pytest.mark.parametrize("part", [".sitegen/o/", ".sitegen/head.new"])
def test_what_another_computer_has_just_made_on_a_share_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    place = folder_place(tmp_path / "site", "in place")
    put(place, OLD)
    put(place, NEW)
    back(place)
    (tmp_path / "site.sitegen" / "head.new").write_text("of a moment ago")
    with monkeypatch.context() as patch:
        Forgetful(patch, part)
        assert put(place, NEW).switched
    assert served(tmp_path / "site", "in place") == NEW


@pytest.mark.parametrize(
    ("kind", "options", "why"),
    [
        ("fuse.sshfs", "rw", "fuse.sshfs"),
        ("cifs", "rw,nobrl", "nobrl"),
        ("cifs", "rw,vers=3.1.1", ""),
        ("nfs", "rw,vers=3,nolock,local_lock=all", "nolock"),
        ("nfs4", "rw,local_lock=flock", "local_lock=flock"),
        ("nfs4", "rw,local_lock=none", ""),
        ("ext4", "rw,nobrl", ""),
    ],
)
def test_an_option_can_keep_locks_on_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str, why: str
) -> None:
    mount = find_mount([f"source / {kind} {options} 0 0".encode()], "/srv")
    assert locks_apart(mount) == why
    monkeypatch.setattr(folders, "mount_of", lambda _: mount)
    words = folders.open_folder(tmp_path / "site", tmp_path / "mine").words
    assert ("do not see each other's locks" in words) == bool(why)
    assert (f"mounted without “{why}” they take turns" in words) == (bool(why) and why != kind)


def test_a_page_at_the_place_that_cannot_be_read_is_nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder_place(tmp_path / "site", "in place")
    put(place, OLD)
    page = str(tmp_path / "site" / "answers" / "a.html")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing(os.open, errno.EIO, lambda path, *_: str(path) == page))
        with pytest.raises(Refused, match=r"has not changed; .* fails \(.*answers/a.html\)"):
            put(place, NEW)
    assert put(place, NEW).switched


def test_whose_the_other_site_is_is_said(tmp_path: Path) -> None:
    put(folder_place(tmp_path / "site"), OLD)
    other = folder_place(tmp_path / "site")._replace(site="fedcba9876543210")
    with pytest.raises(Refused, match="holds another site, which tester on test published last, so nothing"):
        put(other, NEW)
