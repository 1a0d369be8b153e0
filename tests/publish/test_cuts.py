"""A connection that is cut after any number of bytes, either way: no half site, no false “ok”, and the truth."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daemons import free_port
from publishing import NEW, OLD, SWEEP, look, outcome, place_of, put, served

from sitegen.publish.history import CREATED, PUBLISHED
from sitegen.publish.remotes.reach import reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daemons import Sshd

CUTS = 110 if SWEEP else 4


class Proxy:
    """Passes bytes between a client and the server, and cuts the first connection after a number of them."""

    def __init__(self, target: int, up: int = -1, down: int = -1) -> None:
        self.port, self.target = free_port(), target
        self.left = {"up": up, "down": down}
        self.passed = {"up": 0, "down": 0}
        self.first = True
        self.sockets: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            self.sockets += [client, server]
            for name, source, sink in (("up", client, server), ("down", server, client)):
                thread = threading.Thread(target=self.pump, args=(name, source, sink, self.first), daemon=True)
                self.threads.append(thread)
                thread.start()
            self.first = False

    def pump(self, name: str, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        while data := receive(source):
            if counted and self.left[name] >= 0:
                data = data[: self.left[name]]
                self.left[name] -= len(data)
            self.passed[name] += len(data) if counted else 0
            with suppress(OSError):
                sink.sendall(data)
            if counted and self.left[name] == 0:
                break
        for end in (source, sink) if counted and self.left[name] == 0 else (sink,):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR if end is source or self.left[name] == 0 else socket.SHUT_WR)

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(10)
        for end in (self.listener, *self.sockets):
            end.close()


def receive(source: socket.socket) -> bytes:
    try:
        return source.recv(4096)
    except OSError:
        return b""


def offsets(total: int) -> Iterator[int]:
    """Spread over all of it, and close together where the site is switched and the answer comes back."""
    for number in range(CUTS):
        yield max(0, total * number // CUTS) if number % 2 else max(0, total - 1500 + number * 1500 // CUTS)


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_cut_after_any_number_of_bytes(
    sshd: Sshd, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "prepared").mkdir()
    put(place_of(lambda: reach(sshd.url(tmp_path / "prepared/site"), tmp_path)), OLD)
    shutil.copytree(tmp_path / "prepared", tmp_path / "whole", symlinks=True)
    whole = Proxy(sshd.port)
    put(place_of(lambda: reach(sshd.url(tmp_path / "whole/site", whole.port), tmp_path)), NEW)
    whole.close()
    count = {"refused, old": 0, "refused, new": 0, "ok, though cut": 0}
    for offset in offsets(whole.passed[way]):
        base = tmp_path / str(offset)
        shutil.copytree(tmp_path / "prepared", base, symlinks=True, dirs_exist_ok=True)
        (base / "site/current/theirs.txt").write_text("theirs")
        proxy = Proxy(sshd.port, **{way: offset})
        folder = base / "site"
        place = place_of(lambda folder=folder, proxy=proxy: reach(sshd.url(folder, proxy.port), tmp_path), keep=1)
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
        print(f"\n  cut {way} at {sum(count.values())} offsets of {whole.passed[way]} bytes: {count}")
