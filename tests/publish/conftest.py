"""A real OpenSSH server and a real nginx, as fixtures."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from daemons import Missing, Sshd, free_port, program, running_sshd, start, stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def sshd_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    try:
        with running_sshd(tmp_path_factory.mktemp("sshd")) as server:
            yield server
    except Missing as error:
        leave_out(str(error))


@pytest.fixture
def sshd(sshd_server: Sshd, monkeypatch: pytest.MonkeyPatch) -> Sshd:
    monkeypatch.setenv("PATH", f"{sshd_server.folder}/bin:{os.environ['PATH']}")
    return sshd_server


@pytest.fixture(scope="session")
def sftp_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    try:
        with running_sshd(tmp_path_factory.mktemp("sftp"), "internal-sftp") as server:
            yield server
    except Missing as error:
        leave_out(str(error))


@pytest.fixture
def sftp(sftp_server: Sshd, monkeypatch: pytest.MonkeyPatch) -> Sshd:
    """A server that lets its accounts use SFTP and nothing else."""
    return at_home(sftp_server, monkeypatch)


@pytest.fixture
def restricted(
    sftp_server: Sshd, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Sshd]]:
    """Starts such a server with options that forbid more."""
    with ExitStack() as running:

        def start(options: str) -> Sshd:
            folder = tmp_path_factory.mktemp("restricted")
            return at_home(running.enter_context(running_sshd(folder, f"internal-sftp {options}")), monkeypatch)

        yield start


def at_home(server: Sshd, monkeypatch: pytest.MonkeyPatch) -> Sshd:
    monkeypatch.setenv("HOME", str(server.folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return server


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts an nginx for a folder; gives the address at which it is served."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        server = program("nginx", "nginx-light")
    except Missing as error:
        leave_out(str(error))

    def serve(root: Path, *, more: str = "", location: str = "") -> str:
        folder, port = tmp_path / f"nginx{len(running)}", free_port()
        folder.mkdir()
        paths = "".join(f"{name}_temp_path {folder};" for name in ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
        location = location or f"location / {{ root {root}; }}"
        (folder / "conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error; worker_processes 2; events {{}}\n"
            f"http {{ {paths} access_log off; include /etc/nginx/mime.types; {more}\n"
            f"server {{ listen 127.0.0.1:{port}; {location} }} }}\n"
        )
        running.append(start([server, "-c", str(folder / "conf"), "-e", f"{folder}/error"], port, folder / "log"))
        return f"http://127.0.0.1:{port}/"

    yield serve
    for process in running:
        stop(process)
