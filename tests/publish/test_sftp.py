"""An account that may use SFTP and nothing else, on a real OpenSSH server: the same promises as over ssh."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dying import KILLED, check_finished, check_state, killed, prepare
from publishing import NEW, OLD, SWEEP, back, look, outcome, place_of, put, release_of, served
from servers import sftp_place

from sitegen.memory.refused import Refused
from sitegen.publish.protocol import compare
from sitegen.publish.remotes import lease
from sitegen.publish.remotes.connect import connect
from sitegen.publish.remotes.remote import Staging
from sitegen.publish.remotes.sftp_connection import SftpConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from daemons import Sshd

    from sitegen.publish.outcome import PublishTarget


def test_such_an_account_can_run_nothing(sftp: Sshd) -> None:
    ran = subprocess.run(
        ["ssh", "-F", f"{sftp.folder}/ssh_config", "-p", str(sftp.port), "127.0.0.1", "echo ran"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"ran" not in ran.stdout


def test_publish_change_publish_back_and_prune(sftp: Sshd, tmp_path: Path) -> None:
    folder = tmp_path / "a site"
    place = sftp_place(sftp, folder, keep=1)
    assert compare(place, release_of(OLD)).plan.changes
    assert not list(tmp_path.iterdir())
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
    ours = {"history.ndjson", "m", "site.json", ".htaccess", "web.config"}
    assert set(os.listdir(folder / ".sitegen")) == ours


def test_what_is_unchanged_is_linked_on_the_host_and_modes_and_times_are_right(
    restricted: Callable[[str], Sshd], tmp_path: Path
) -> None:
    place = sftp_place(restricted("-u 077"), folder := tmp_path / "site")
    put(place, OLD)
    before = (folder / "current/answers/a.html").stat().st_mtime
    put(place, NEW)
    assert (folder / "current/answers/same.html").stat().st_nlink == 2
    assert (folder / "current/answers/a.html").stat().st_mtime >= before + 1
    for path in (folder, *(folder / "current").resolve().rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_page_that_was_changed_on_the_host_is_sent_again_and_never_linked(sftp: Sshd, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put(sftp_place(sftp, folder), OLD)
    edited = "".join(reversed(OLD["answers/same.html"].decode()))  # as long as it was
    (folder / "current/answers/same.html").write_text(edited)
    os.utime(folder / "current/answers/same.html", (2e9, 2e9))
    (folder / "current/theirs.txt").write_text("theirs")
    old = (folder / "current").resolve()
    put(sftp_place(sftp, folder, keep=1), NEW)
    put(sftp_place(sftp, folder, keep=1), {**NEW, "answers/a.html": b"third"})
    assert served(folder)["answers/same.html"] == OLD["answers/same.html"]
    assert (old / "answers/same.html").read_text() == edited
    assert (old / "theirs.txt").read_text() == "theirs"
    with pytest.raises(Refused, match=r"Somebody changed answers/same\.html"):
        back(sftp_place(sftp, folder), old.name)


def test_a_foreign_folder_and_a_missing_one_are_refused(sftp: Sshd, tmp_path: Path) -> None:
    (tmp_path / "web.config").write_text("theirs")
    with pytest.raises(Refused, match=r"such as web\.config"):
        put(sftp_place(sftp, tmp_path), OLD)
    with pytest.raises(Refused, match=r"On 127\.0\.0\.1 there is no folder .*/no, so nothing can be published"):
        put(sftp_place(sftp, tmp_path / "no" / "such"), OLD)
    with pytest.raises(Refused, match=r"web\.config is a file, not a folder"):
        put(sftp_place(sftp, tmp_path / "web.config"), OLD)
    assert os.listdir(tmp_path) == ["web.config"]


def test_a_changed_or_unknown_host_key_is_refused(sftp: Sshd, tmp_path: Path) -> None:
    known = sftp.folder / "known"
    settings = sftp.folder / ".ssh" / "config"
    right, written = known.read_text(), settings.read_text()
    try:
        known.write_text("* " + " ".join((sftp.folder / "other.pub").read_text().split()[:2]) + "\n")
        with pytest.raises(Refused, match="is not the one that is known") as changed:
            put(sftp_place(sftp, tmp_path / "site"), OLD)
        assert f"ssh-keygen -R [127.0.0.1]:{sftp.port}" in changed.value.hint
        known.write_text("")
        with pytest.raises(Refused, match="is not known on this computer"):
            put(sftp_place(sftp, tmp_path / "site"), OLD)
        settings.write_text(written.replace(f"UserKnownHostsFile {known}", "UserKnownHostsFile none"))
        with pytest.raises(Refused, match="is not known on this computer"):
            put(sftp_place(sftp, tmp_path / "site"), OLD)
    finally:
        known.write_text(right)
        settings.write_text(written)
    assert not (tmp_path / "site").exists()


def test_who_may_not_enter_and_who_is_not_there_are_told_apart(sftp: Sshd, tmp_path: Path) -> None:
    settings = sftp.folder / ".ssh" / "config"
    written = settings.read_text()
    with pytest.raises(Refused, match=r"127\.0\.0\.1 cannot be reached: .*[Rr]efused"):
        put(sftp_place(sftp, tmp_path / "site", port=1), OLD)
    try:
        settings.write_text(written.replace(f"{sftp.folder}/user", f"{sftp.folder}/other"))
        with pytest.raises(Refused, match="does not let us in"):
            put(sftp_place(sftp, tmp_path / "site"), OLD)
    finally:
        settings.write_text(written)


def test_without_the_extra_one_sentence_says_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = ("sftp_place", "sftp", "sftp_bytes", "sftp_folders", "sftp_connection", "login")
    for name in ("asyncssh", *(f"sitegen.publish.remotes.{part}" for part in ours)):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "asyncssh", None)
    with pytest.raises(Refused, match="not installed") as refusal:
        connect("sftp://web@host/srv/site", tmp_path)
    assert refusal.value.hint == "Install it:  python -m pip install 'sitegen[sftp]'"


@pytest.mark.parametrize("denied", ["symlink", "symlink,hardlink"])
def test_where_no_link_can_be_made_files_are_replaced_one_by_one(
    restricted: Callable[[str], Sshd], tmp_path: Path, denied: str
) -> None:
    folder = tmp_path / "site"
    place = sftp_place(restricted(f"-P {denied}"), folder, keep=1)
    put(place, OLD)
    (folder / "theirs.txt").write_text("theirs")
    assert served(folder, "in place") == OLD
    put(place, NEW)
    assert served(folder, "in place") == NEW
    back(place)
    assert served(folder, "in place") == OLD
    (folder / "answers/a.html").write_text("edited")
    with pytest.raises(Refused, match=r"answers/a\.html was not put there by sitegen, or was changed since"):
        put(place, NEW)
    assert (folder / "theirs.txt").read_text() == "theirs"


def test_without_hard_links_all_is_sent_and_the_switch_is_still_one_step(
    restricted: Callable[[str], Sshd], tmp_path: Path
) -> None:
    place = sftp_place(restricted("-P hardlink"), tmp_path / "site")
    put(place, OLD)
    put(place, NEW)
    assert (tmp_path / "site" / "current").is_symlink()
    assert served(tmp_path / "site") == NEW


def test_a_server_that_cannot_replace_a_file_is_refused(restricted: Callable[[str], Sshd], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot replace a file in one step"):
        put(sftp_place(restricted("-P posix-rename"), tmp_path / "site"), OLD)
    assert not list(tmp_path.iterdir())


def test_while_one_publishes_others_are_told_who_and_unlock_takes_the_place_away(sftp: Sshd, tmp_path: Path) -> None:
    place = sftp_place(sftp, tmp_path / "site")
    put(place, OLD)
    holder = place.connect()
    holder.lock("anna on pc7")
    with pytest.raises(Refused, match=r"right now: anna on pc7, last heard of \d+ seconds? ago"):
        put(place, NEW)
    other = place.connect()
    assert other.unlock() == "anna on pc7"
    assert other.unlock() == ""
    other.close()
    assert put(place, NEW).switched
    holder.close()
    assert look(place).current == release_of(NEW).id


def test_who_has_lost_the_place_can_switch_no_more(sftp: Sshd, tmp_path: Path) -> None:
    """A computer that slept through its turn wakes just before the switch."""
    place = sftp_place(sftp, tmp_path / "site")
    put(place, OLD)
    sleeper = place.connect()
    symlink = sleeper._disk.symlink

    def wake_late(target: str, path: Path) -> None:
        symlink(target, path)
        other = place.connect()
        other.unlock()
        other.close()
        put(place, {**OLD, "answers/a.html": b"meanwhile"})

    sleeper._disk.symlink = wake_late
    said = outcome(place_of(lambda: sleeper), NEW)
    assert "another session has taken the place of this one" in said
    assert served(tmp_path / "site")["answers/a.html"] == b"meanwhile"
    assert [row.what for row in look(place).rows] == ["created", "published", "published"]


def test_a_release_that_was_finished_but_not_switched_to_is_served_by_the_next_publish(
    sftp: Sshd, tmp_path: Path
) -> None:
    place = sftp_place(sftp, tmp_path / "site")
    put(place, OLD)
    died = place.connect()
    died.lock("x")
    died.stage(Staging(release_of(NEW), release_of(OLD), look(place).site.token, 5, NEW.__getitem__, lambda _: None))
    died.close()
    assert put(place, NEW).switched
    assert served(tmp_path / "site") == NEW
    assert (tmp_path / "site/current/index.html").stat().st_mtime == look(place).rows[-1].stamp


def test_a_lease_that_nobody_renews_grows_old_by_the_clock_of_the_host(sftp: Sshd, tmp_path: Path) -> None:
    place = sftp_place(sftp, tmp_path / "site")
    put(place, OLD)
    fence = tmp_path / "site/.sitegen/lease/0123456789abcdef"
    fence.mkdir(parents=True)
    record = {"who": "ben on pc8", "host": "pc8", "process": 1}
    (fence / "holder").write_text(json.dumps(record))
    os.utime(fence / "holder", (fence.stat().st_mtime - 100,) * 2)
    with pytest.raises(Refused, match=r"ben on pc8, last heard of 1\d\d seconds ago"):
        put(place, NEW)
    os.utime(fence / "holder", (fence.stat().st_mtime - lease._OLD - 2,) * 2)
    assert put(place, NEW).switched


def test_a_publisher_that_is_killed_leaves_nothing_that_stops_the_next(sftp: Sshd, tmp_path: Path) -> None:
    place = sftp_place(sftp, tmp_path / "site")
    put(place, OLD)
    code = (
        "import sys, time; from pathlib import Path; from sitegen.publish.remotes.connect import connect\n"
        f"remote = connect({sftp.url(tmp_path / 'site')!r}, Path('/nowhere')); remote.lock('x')\n"
        "print('locked', flush=True)\n"
        "time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"locked\n"
    assert "right now: x" in outcome(place, NEW)
    child.kill()
    child.wait()
    child.stdout.close()
    assert put(place, NEW).switched


@pytest.mark.timeout(3000)
def test_death_before_any_request(sftp: Sshd, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prepared").mkdir()
    theirs = prepare(tmp_path / "prepared", "flip")
    number, states = 0, {"old": 0, "new": 0}
    while True:
        base = tmp_path / str(number)
        shutil.copytree(tmp_path / "prepared", base, symlinks=True)
        place = sftp_place(sftp, base / "site", keep=1)
        killed = killed_before_request(number, place)
        state = check_state(base / "site", "flip", number)
        check_finished(place, base / "site", "flip", number)
        theirs.check(base)
        shutil.rmtree(base)
        if not killed:
            assert state == "new"
            break
        states[state] += 1
        number += 1 if SWEEP else 53
    assert states["old"]
    with capsys.disabled():
        print(f"\n  sftp: killed before {sum(states.values())} requests, {states}")


def killed_before_request(number: int, place: PublishTarget) -> bool:
    """Publish in a child that dies before its request of that number; False if it ended before."""

    def arm() -> None:
        left, each = [number], SftpConnection.each

        def counting(connection: SftpConnection, work: Callable[..., Any], items: Any) -> Any:
            async def one(item: Any) -> Any:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(KILLED)
                return await work(item)

            return each(connection, one, items)

        SftpConnection.each = counting

    return killed(arm, lambda: put(place, NEW))
