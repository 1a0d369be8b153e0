"""A connection that is cut after any number of bytes, either way: no half site, no false “ok”, and the truth."""

from __future__ import annotations

import select
import shutil
import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daemons import free_port
from publishing import NEW, OLD, SWEEP, look, outcome, place_of, put, served

from sitegen.publish.history import CREATED, PUBLISHED
from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daemons import Sshd

CUTS = 220 if SWEEP else 4


class Proxy:
    """Passes bytes between a client and the server, and cuts the first connection after a number of them.

    With `reset`, both sides are told so roughly (RST), as by a firewall; else politely (FIN), as by an end.
    """

    def __init__(self, target: int, up: int = -1, down: int = -1, *, reset: bool = False) -> None:
        self.port, self.target, self.reset = free_port(), target, reset
        self.left = {"up": up, "down": down}
        self.passed = {"up": 0, "down": 0}
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()

    def accept(self) -> None:
        counted = True
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            self.threads.append(threading.Thread(target=self.pass_on, args=(client, server, counted), daemon=True))
            self.threads[-1].start()
            counted = False

    def pass_on(self, client: socket.socket, server: socket.socket, counted: bool) -> None:
        ways = {client: ("up", server), server: ("down", client)}
        for end in ways:  # else each answer waits for an acknowledgement
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with client, server:
            while ways:
                for source in select.select(list(ways), [], [])[0]:
                    name, sink = ways[source]
                    data = receive(source)
                    if counted and self.left[name] >= 0:
                        data = data[: self.left[name]]
                        self.left[name] -= len(data)
                    self.passed[name] += len(data) if counted else 0
                    with suppress(OSError):
                        sink.sendall(data)
                    if counted and self.left[name] == 0:
                        self.cut(client, server)
                        return
                    if not data:
                        del ways[source]
                        with suppress(OSError):
                            sink.shutdown(socket.SHUT_WR)

    def cut(self, *ends: socket.socket) -> None:
        for end in ends:
            if self.reset:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(10)
        self.listener.close()


def receive(source: socket.socket) -> bytes:
    try:
        return source.recv(4096)
    except OSError:
        return b""


def offsets(total: int) -> Iterator[int]:
    """Spread over all of it, and close together where the site is switched and the answer comes back."""
    for number in range(CUTS):
        yield max(0, total * number // CUTS) if number % 2 else max(0, total - 1500 + number * 1500 // CUTS)


@pytest.fixture(params=["ssh", "sftp"])
def server(request: pytest.FixtureRequest) -> Sshd:
    return request.getfixturevalue({"ssh": "sshd", "sftp": "sftp"}[request.param])


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_cut_after_any_number_of_bytes(
    server: Sshd, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "prepared").mkdir()
    put(place_of(lambda: connect(server.url(tmp_path / "prepared/site"), tmp_path)), OLD)
    shutil.copytree(tmp_path / "prepared", tmp_path / "whole", symlinks=True)
    whole = Proxy(server.port)
    put(place_of(lambda: connect(server.url(tmp_path / "whole/site", whole.port), tmp_path)), NEW)
    whole.close()
    count = {"refused, old": 0, "refused, new": 0, "ok, though cut": 0}
    for number, offset in enumerate(offsets(whole.passed[way])):
        reset = number % 4 < 2  # both for both kinds of place
        base = tmp_path / str(number)
        shutil.copytree(tmp_path / "prepared", base, symlinks=True)
        (base / "site/current/theirs.txt").write_text("theirs")
        proxy = Proxy(server.port, reset=reset, **{way: offset})
        folder = base / "site"
        place = place_of(lambda folder=folder, proxy=proxy: connect(server.url(folder, proxy.port), tmp_path), keep=1)
        told = outcome(place, NEW)
        found = served(folder)
        assert found in (OLD, NEW), offset
        assert (found == NEW) == ("The site has not changed" not in told), (offset, told)
        if told:
            assert "The site has not changed" in told or "The new site is served" in told, (offset, told)
        count["ok, though cut" if not told else "refused, new" if found == NEW else "refused, old"] += 1
        put(place, NEW)
        assert served(folder) == NEW, offset
        assert [row.what for row in look(place).rows] == [CREATED, PUBLISHED, PUBLISHED], offset
        theirs = [path.read_text() for path in folder.rglob("theirs.txt")]
        assert theirs == ["theirs"], offset
        proxy.close()
        shutil.rmtree(base)
    with capsys.disabled():
        print(f"\n  {server.scheme}, cut {way} {sum(count.values())} times in {whole.passed[way]} bytes: {count}")
