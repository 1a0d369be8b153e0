"""Real servers for tests and benchmarks, each with its own files and a free port, stopped by their pid."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 10.0


class Missing(Exception):
    """A system program that is not installed."""


def program(name: str, package: str) -> str:
    """The path of a system program; raises Missing."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        raise Missing(f"{name} is missing: install the package {package}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(command: list[str], port: int, log: Path) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers on its port."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        time.sleep(0.02)
    stop(process)
    raise AssertionError(f"{command[0]} does not answer on port {port}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Sshd(NamedTuple):
    """A running server; `ssh` on the PATH knows its key."""

    port: int
    folder: Path
    user: str
    scheme: str = "ssh"

    def url(self, path: Path, port: int = 0) -> str:
        return f"{self.scheme}://{self.user}@127.0.0.1:{port or self.port}{path}"


@contextmanager
def running_sshd(folder: Path, sftp: str = "", path: Path | None = None) -> Iterator[Sshd]:
    """An OpenSSH server that keeps all it has in the folder; with `sftp`, that command is all it will run.

    With `path`, its sessions find their programs there and nowhere else.
    """
    server, keygen = program("sshd", "openssh-server"), program("ssh-keygen", "openssh-client")
    client = program("ssh", "openssh-client")
    port = free_port()
    for name in ("host", "user", "other"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    config = folder / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nPidFile {folder}/pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nPasswordAuthentication no\nUsePAM no\n"
        "PermitRootLogin yes\nMaxStartups 100\nMaxSessions 100\n"
        + (f"SetEnv PATH={path}\n" if path else "")
        + (f"Subsystem sftp internal-sftp\nForceCommand {sftp}\n" if sftp else "")
    )
    (folder / "bin").mkdir()
    known = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"* {known[0]} {known[1]}\n")
    (folder / "ssh_config").write_text(
        f"IdentityFile {folder}/user\nIdentitiesOnly yes\nUserKnownHostsFile {folder}/known\n"
        "GlobalKnownHostsFile /dev/null\nKexAlgorithms curve25519-sha256\n"
    )
    shim = folder / "bin" / "ssh"
    shim.write_text(f'#!/bin/sh\nexec {client} -F {folder}/ssh_config "$@"\n')
    shim.chmod(0o755)
    (folder / ".ssh").mkdir()  # for who takes the folder for their home
    shutil.copy(folder / "ssh_config", folder / ".ssh" / "config")
    process = start([server, "-D", "-e", "-f", str(config)], port, folder / "log")
    user = subprocess.run(["id", "-un"], check=True, capture_output=True, text=True).stdout.strip()
    try:
        yield Sshd(port, folder, user, "sftp" if sftp else "ssh")
    finally:
        stop(process)
