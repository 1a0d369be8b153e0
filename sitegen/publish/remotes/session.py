"""One session with our script on a host: lines go out, lines come back, and what ssh says is put into words."""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
import time
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import IO, NoReturn

from sitegen.memory.private import planted
from sitegen.memory.program import find_program
from sitegen.memory.refused import Refused
from sitegen.publish.remotes.incoming import Incoming, Tail
from sitegen.publish.remotes.remote import Lost

_HELLO = b"sitegen 1\n"
_ALIVE = "alive"  # what the script says every few seconds of something long
_PATIENCE = 60.0  # seconds of silence after which a host is dead
_ENDURANCE = 1800.0  # seconds for one answer, whatever is said meanwhile
_NOISE = 1000  # lines that a host may greet with
_LINE = 1 << 16  # bytes of a line
_LINES, _ANSWER = 100_000, 20_000_000  # of one answer: lines, and bytes
_MOST = 50_000_000  # bytes that are read at once
_SENT = 1 << 18  # bytes that a host must take within its patience
_WORDS = 1 << 14  # bytes of ssh's last words
_NONSENSE = "it answered what sitegen does not understand"
_ERRORS = {"No space left": 28, "Permission denied": 13, "Read-only file system": 30, "quota": 122}
_REFUSALS = (
    (
        "IDENTIFICATION HAS CHANGED",
        "The key of {host} is not the one that is known: it may be another machine.",
        "Ask whoever looks after the host. If the change is right:  ssh-keygen -R {host}  and then  ssh {login}",
    ),
    (
        "Host key verification failed",
        "The key of {host} is not known on this computer.",
        "Connect once by hand and compare the key that is shown:  ssh {login}",
    ),
    (
        "Permission denied",
        "{host} does not let us in.",
        "Is your key loaded? Try by hand:  ssh {login}",
    ),
)


class Session:
    """A running `ssh`; raises Refused where there is none to be had."""

    def __init__(self, user: str, host: str, port: int, path: str) -> None:
        self.host = host
        login = f"{user}@{host}" if user else host
        script = Path(__file__).with_name("host.sh").read_text(encoding="utf-8")
        order = f"exec sh -c {shlex.quote(script)} sitegen {shlex.quote(path)}"
        options = ["-T", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=20"]
        options += ["-o", "ServerAliveInterval=10", *(["-p", str(port)] if port else [])]
        program = find_program("ssh")
        if not program:
            hint = "Install OpenSSH; on Windows it is among the optional features."
            raise Refused("There is no program “ssh” on this computer.", hint)
        self._ssh = subprocess.Popen(  # noqa: S603 - no shell, and every part is ours or checked
            [program, *options, "--", login, order],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Ctrl-C is for us: the session ends with us, and what it was doing ends whole.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        )
        assert isinstance(self._ssh.stdout, BufferedReader)
        assert isinstance(self._ssh.stderr, BufferedReader)
        self._incoming = Incoming(self._ssh.stdout, _PATIENCE)
        self._said = Tail(self._ssh.stderr, _WORDS)
        self._path = path
        self._greet(login)

    def close(self) -> None:
        """End it; the host lets go of what it held for us."""
        with suppress(OSError):  # it is cut already
            self._input.close()
        self._end()
        self._incoming.close()

    def ask(self, request: str) -> list[str]:
        """The lines that answer a request."""
        self.send((" ".join(request.split("\n")) + "\n").encode())
        return self.answer()

    def answer(self) -> list[str]:
        """The lines of an answer; raises what the host could not do as the error that it would be here.

        Raises Refused where the script has refused what it found there.
        """
        lines: list[str] = []
        size, until = 0, time.monotonic() + _ENDURANCE
        while (line := self.line(until)) != "ok":
            size += len(line)
            if len(lines) > _LINES or size > _ANSWER:
                self._dead(_NONSENSE)
            if line.startswith("refused "):
                raise self._refusal(line.split(" ", 2)[1:])
            if line == "failed":
                why = " ".join(lines)
                number = next((number for text, number in _ERRORS.items() if text in why), 5)
                raise OSError(number, f"on {self.host}: {' '.join(lines[-2:])}")
            lines.append(line)
        return lines

    def send(self, data: bytes) -> None:
        """Send bytes; raises Lost, also where the host takes none for long."""
        for start in range(0, len(data), _SENT):
            stuck = threading.Timer(_PATIENCE, self._ssh.kill)
            stuck.start()
            try:
                self._input.write(data[start : start + _SENT])
                self._input.flush()
            except OSError:
                self.lost()
            finally:
                stuck.cancel()

    def line(self, until: float | None = None) -> str:
        """The next line, but for those that only say that the host is alive; raises Lost."""
        until = until or time.monotonic() + _ENDURANCE
        line = _ALIVE.encode() + b"\n"
        while line == _ALIVE.encode() + b"\n":
            if time.monotonic() > until:
                self._dead(f"it gave no answer for {_ENDURANCE / 60:.0f} minutes")
            try:
                line = self._incoming.line(_LINE)
            except TimeoutError:
                self._dead(f"it said nothing for {_PATIENCE:.0f} seconds")
        if len(line) >= _LINE:
            self._dead(_NONSENSE)
        if not line.endswith(b"\n"):
            self.lost()
        return line[:-1].decode("utf-8", "replace")

    def read(self, size: int) -> bytes:
        """So many bytes; raises Lost."""
        if not 0 <= size <= _MOST:
            self._dead(_NONSENSE)
        try:
            data = self._incoming.read(size)
        except TimeoutError:
            self._dead(f"it said nothing for {_PATIENCE:.0f} seconds")
        if len(data) < size:
            self.lost()
        return data

    def lost(self) -> NoReturn:
        """Say that the connection broke, with ssh's last words."""
        raise Lost(self._last_words() or "no reason was given")

    def _dead(self, why: str) -> NoReturn:
        """End a connection with which nothing can be begun any more."""
        self._ssh.kill()
        raise Lost(why)

    def _refusal(self, words: list[str]) -> Refused:
        """What the script has refused, in words."""
        kind, name = words[0], words[-1][:200]
        if kind == "planted":
            return planted(f"{self._path}/{name} on {self.host}")
        if kind == "others":
            return Refused(
                f"{self._path}/{name} on {self.host} belongs to another account, which could read there what is not "
                "published yet. The site has not changed.",
                "Move that folder away, then run the same command again.",
            )
        way_out = "Publish to a new, empty folder, then let the web server serve that one."
        if kind == "list":
            message = f"The list of files of release {name} on {self.host} was not written by sitegen"
            return Refused(f"{message}, so nothing that it names was touched.", f"Find out who changed it. {way_out}")
        message = f"{self._path}/current on {self.host} is a link that sitegen did not make. The site has not changed."
        return Refused(message, way_out)

    def _last_words(self) -> str:
        """What ssh had to say at its end."""
        self._end()
        return "\n".join(line.strip() for line in self._said.words().split("\n") if line.strip())

    def _end(self) -> None:
        try:
            self._ssh.wait(5)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()

    def _greet(self, login: str) -> None:
        """Wait for our script's first line; else say in words what ssh says."""
        words, until = "", time.monotonic() + 2 * _PATIENCE
        for _ in range(_NOISE):
            try:
                line = self._incoming.line(_LINE)
            except TimeoutError:
                words = f"it said nothing for {_PATIENCE:.0f} seconds"
                self._ssh.kill()
                break
            if line == _HELLO:
                return
            if not line:
                break
            if not line.endswith(b"\n") or time.monotonic() > until:
                self._ssh.kill()
                break
        else:
            self._ssh.kill()
        words = self._last_words() or words
        self.close()
        for text, message, hint in _REFUSALS:
            if text in words:
                raise Refused(
                    f"{message.format(host=self.host)} The site has not changed.",
                    hint.format(host=self.host, login=login),
                )
        last = words.split("\n")[-1] or "it gave no reason"
        hint = f"Try by hand whether this works:  ssh {login}"
        raise Refused(f"{self.host} cannot be reached: {last}. The site has not changed.", hint)

    @property
    def _input(self) -> IO[bytes]:
        assert self._ssh.stdin is not None
        return self._ssh.stdin
