"""One session with our script on a host: lines go out, lines come back, and what ssh says is put into words."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn

from sitegen.memory.refused import Refused
from sitegen.publish.remotes.remote import Lost

_HELLO = b"sitegen 1\n"
_NOISE = 1000  # lines that a host may greet with
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
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the session
        try:
            self._ssh = subprocess.Popen(  # noqa: S603 - no shell, and every part is ours or checked
                ["ssh", *options, "--", login, order],  # noqa: S607 - the user's own ssh, wherever it is
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                # Ctrl-C is for us: the session ends with us, and what it was doing ends whole.
                start_new_session=os.name != "nt",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
            )
        except FileNotFoundError:
            self._said.close()
            hint = "Install OpenSSH; on Windows it is among the optional features."
            raise Refused("There is no program “ssh” on this computer.", hint) from None
        self._greet(login)

    def close(self) -> None:
        """End it; the host lets go of what it held for us."""
        with suppress(OSError):  # it is cut already
            self._input.close()
        try:
            self._ssh.wait(5)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()
        self._output.close()
        self._said.close()

    def ask(self, request: str) -> list[str]:
        """The lines that answer a request."""
        self.send((" ".join(request.split("\n")) + "\n").encode())
        return self.answer()

    def answer(self) -> list[str]:
        """The lines of an answer; raises what the host could not do as the error that it would be here."""
        lines: list[str] = []
        while (line := self.line()) != "ok":
            if line == "failed":
                why = " ".join(lines)
                number = next((number for text, number in _ERRORS.items() if text in why), 5)
                raise OSError(number, f"on {self.host}: {' '.join(lines[-2:])}")
            lines.append(line)
        return lines

    def send(self, data: bytes) -> None:
        """Send bytes; raises Lost."""
        try:
            self._input.write(data)
            self._input.flush()
        except OSError:
            self.lost()

    def line(self) -> str:
        """The next line; raises Lost."""
        line = self._output.readline()
        if not line.endswith(b"\n"):
            self.lost()
        return line[:-1].decode("utf-8", "replace")

    def read(self, size: int) -> bytes:
        """So many bytes; raises Lost."""
        data = self._output.read(size)
        if len(data) < size:
            self.lost()
        return data

    def lost(self) -> NoReturn:
        """Say that the connection broke, with ssh's last words."""
        raise Lost(self._last_words() or "no reason was given")

    def _last_words(self) -> str:
        """What ssh had to say at its end."""
        try:
            self._ssh.wait(5)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def _greet(self, login: str) -> None:
        """Wait for our script's first line; else say in words what ssh says."""
        for _ in range(_NOISE):
            line = self._output.readline()
            if line == _HELLO:
                return
            if not line:
                break
        words = self._last_words()
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

    @property
    def _output(self) -> IO[bytes]:
        assert self._ssh.stdout is not None
        return self._ssh.stdout
