"""A host that says nothing, or nonsense, or says it without end: told in a sentence, in time, in little memory."""

from __future__ import annotations

import os
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from publishing import OLD, SWEEP, look, place_of, put

from sitegen.memory.program import find_program
from sitegen.memory.refused import Refused
from sitegen.proofs.printing import find_browser
from sitegen.publish.remotes import incoming, session
from sitegen.publish.remotes.connect import connect
from sitegen.publish.remotes.remote import Lost

if TYPE_CHECKING:
    from collections.abc import Callable

    from publishing import Place

MUCH = 100_000_000  # bytes: less than is sent, more than is needed
HELLO = "print('sitegen 1', flush=True)\n"
LOOK = "sys.stdin.readline()\n"
ENDLESS = "while True: sys.stdout.write({!r} * 1000)\n"
EMPTY = "print('now 1000\\nok', flush=True)\n"
SILENCE = "sys.stdin.readlines(); time.sleep(300)\n"
HOSTS = {
    "says nothing": (SILENCE, "said nothing for"),
    "greets and then says nothing": (HELLO + SILENCE, "said nothing for"),
    "ends at once": ("", "no reason"),
    "greets with noise": (ENDLESS.format("noise\n"), "cannot be reached"),
    "greets with a line that has no end": (ENDLESS.format("noise"), "cannot be reached"),
    "answers with a line that has no end": (HELLO + LOOK + ENDLESS.format("row"), "does not understand"),
    "answers without end": (HELLO + LOOK + ENDLESS.format("row {}\n"), "does not understand"),
    "answers with nothing, without end": (HELLO + LOOK + ENDLESS.format("\n"), "does not understand"),
    "is alive for ever": (HELLO + LOOK + "while True: print('alive', flush=True); time.sleep(.01)\n", "no answer for"),
    "ends within an answer": (HELLO + LOOK + "print('now 5', end='')\n", "no reason was given"),
    "says without end what is wrong": (HELLO + LOOK + "while sys.stderr.write('no' * 1000): pass\n", "said nothing"),
}


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Place]:
    """A program named ssh, first in PATH, that does as it is told."""
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    (tmp_path / "bin").mkdir()

    def make(script: str) -> Place:
        file = tmp_path / "bin" / "ssh"
        file.write_text(f"#!{sys.executable}\nimport sys, time\n{script}")
        file.chmod(0o755)
        return place_of(lambda: connect("ssh://web@host.example/srv/site", tmp_path), where="host.example")

    return make


@pytest.mark.parametrize("host", HOSTS)
def test_every_such_host_has_an_end(fake: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    silent = "nothing" in HOSTS[host][1]  # the others are to be found out long before
    monkeypatch.setattr(session, "_PATIENCE", 1.0 if silent and not SWEEP else 60.0)
    monkeypatch.setattr(session, "_ENDURANCE", 2.0 if "alive" in host else 60.0)
    script, words = HOSTS[host]
    tracemalloc.start()
    try:
        with pytest.raises((Refused, Lost), match=words):
            look(fake(script))
        assert tracemalloc.get_traced_memory()[1] < MUCH
    finally:
        tracemalloc.stop()


def test_a_host_that_takes_no_bytes_is_not_waited_for(
    fake: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = fake(HELLO + "time.sleep(300)\n").connect()
    monkeypatch.setattr(session, "_PATIENCE", 1.0)
    with pytest.raises(Lost):
        remote._session.send(bytes(10_000_000))
    remote.close()


def test_after_silence_the_truth_is_told(fake: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_PATIENCE", 4.0)
    place = fake(HELLO + LOOK + EMPTY + SILENCE)
    with pytest.raises(Refused, match=r"was cut \(it said nothing for 4 seconds\)\. (The site|Whether)"):
        put(place, OLD)


def test_signs_of_life_are_no_answers(fake: Callable[[str], Place]) -> None:
    alive = "print('alive', flush=True)\n"
    host = look(fake(HELLO + LOOK + alive + "print('now 1000')\n" + alive * 3 + "print('ok')\n"))
    assert host.now == 1000


def test_lines_and_bytes_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "said").write_bytes(b"first\nsecond\n" + bytes(200_000) + b"after\nno end")
    with (tmp_path / "said").open("rb") as pipe:
        found = incoming.Incoming(pipe, 5)
        assert found.line(100) == b"first\n"
        assert found.line(3) == b"sec"
        assert found.line(100) == b"ond\n"
        assert found.read(200_000) == bytes(200_000)
        assert found.line(100) == b"after\n"
        assert found.line(100) == b"no end"
        assert found.line(100) == found.read(5) == b""
        found.close()


@pytest.mark.parametrize("part", ["", ".", "bin", "./bin", "HERE", "HERE/../here", "HERE/"])
def test_a_program_of_that_name_in_the_current_folder_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    here = tmp_path / "here"
    for folder in (here, here / "bin"):
        folder.mkdir()
        for name in ("ssh", "chromium"):
            (folder / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
            (folder / name).chmod(0o755)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", part.replace("HERE", str(here)))
    with pytest.raises(Refused, match="There is no program “ssh”"):
        connect("ssh://web@host.example/srv/site", tmp_path)
    assert not find_browser().startswith((str(here), ".", "bin"))
    monkeypatch.setenv("PATH", os.pathsep.join((part.replace("HERE", str(here)), str(tmp_path / "right"))))
    (tmp_path / "right").mkdir()
    (tmp_path / "right" / "ssh").write_text("#!/bin/sh\necho no\n")
    (tmp_path / "right" / "ssh").chmod(0o755)
    assert find_program("ssh") == str(tmp_path / "right" / "ssh")
    with pytest.raises(Refused, match="cannot be reached"):
        connect("ssh://web@host.example/srv/site", tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("scheme", ["ssh", "sftp"])
@pytest.mark.parametrize(
    "who",
    ["a b@host", "a;b@host", "$(id)@host", "a%r@host", "web@ho`st", "web@h%h", "web@höst", "-l@host", "web@-host",
     "web@ho'st", "web@host\\x", "a&b@host", "web@[::1]", "web@ho\x1bst", "web@host:999999"],
)  # read as a table  # fmt: skip
def test_a_user_or_a_host_of_other_letters_is_refused(tmp_path: Path, scheme: str, who: str) -> None:
    with pytest.raises(Refused):
        connect(f"{scheme}://{who}/srv/site", tmp_path)


def test_a_password_in_an_address_that_cannot_be_read_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Nothing can be published to ssh://…@host/srv") as refusal:
        connect("ssh://web:secret@host/srv", tmp_path)
    assert "secret" not in refusal.value.message + refusal.value.hint
