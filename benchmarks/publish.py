"""Time publishing 10,000 pages over a real ssh, beside rsync in the same run, with and without a round trip.

    python benchmarks/publish.py [--pages 10000] [--rtt 0 20]

Needs openssh-server; rsync is left out where it is missing. Bytes are counted on the wire, ssh's own included.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import SimpleQueue

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "publish"))

from daemons import free_port, running_sshd
from publishing import back, folder_place, place_of, put

from sitegen.publish.remotes.reach import reach

WORDS = "the trust staff answer question shift ambulance crew promise review board leave rota training".split()


class Delay:
    """Passes bytes on after half a round trip each way, and counts them."""

    def __init__(self, target: int, rtt: float) -> None:
        self.port, self.target, self.half = free_port(), target, rtt / 2
        self.bytes = 0
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.target))
            for ends in ((client, server), (server, client)):
                for end in ends:
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                queue: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
                threading.Thread(target=self.take, args=(ends[0], queue), daemon=True).start()
                threading.Thread(target=self.give, args=(ends[1], queue), daemon=True).start()

    def take(self, source: socket.socket, queue: SimpleQueue[tuple[float, bytes]]) -> None:
        while True:
            try:
                data = source.recv(1 << 16)
            except OSError:
                data = b""
            self.bytes += len(data)
            queue.put((time.monotonic() + self.half, data))
            if not data:
                return

    def give(self, sink: socket.socket, queue: SimpleQueue[tuple[float, bytes]]) -> None:
        while True:
            due, data = queue.get()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not data:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
            except OSError:
                return


def pages(count: int) -> dict[str, bytes]:
    chance = random.Random(1)
    files = {
        f"digests/d{number // 25:04}/{number:05}.html": (
            f"<!doctype html><title>{number}</title>" + " ".join(chance.choices(WORDS, k=620))
        ).encode()
        for number in range(count)
    }
    return {**files, "index.html": b"home"}


def edited(files: dict[str, bytes], edits: int = 20) -> dict[str, bytes]:
    step = max(1, len(files) // edits)
    return {route: data + b" edited" if turn % step == 0 else data for turn, (route, data) in enumerate(files.items())}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for route, data in files.items():
        (folder / route).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / route).exists() or (folder / route).read_bytes() != data:
            (folder / route).write_bytes(data)


def timed(name: str, work: object, delay: Delay | None = None) -> None:
    before, start = delay.bytes if delay else 0, time.perf_counter()
    work()  # type: ignore[operator]
    taken = time.perf_counter() - start
    sent = f"{(delay.bytes - before) / 1e6:8.2f} MB" if delay else ""
    print(f"  {name:<34} {taken:7.2f} s {sent}", flush=True)


def over_sftp(base: Path, old: dict[str, bytes], new: dict[str, bytes], rtt: int) -> None:
    with running_sshd(base / "sftp", "internal-sftp") as sshd:
        os.environ["HOME"] = str(sshd.folder)
        delay = Delay(sshd.port, rtt / 1000)
        place = place_of(lambda: reach(sshd.url(base / "sftp-site", delay.port), base))
        print(f"sftp, {rtt} ms round trip")
        timed("first publish", lambda: put(place, old), delay)
        timed("20 edits", lambda: put(place, new), delay)
        timed("rollback", lambda: back(place), delay)
        timed("nothing to do", lambda: put(place, old), delay)


def over_ssh(base: Path, old: dict[str, bytes], new: dict[str, bytes], rtt: int) -> None:
    with running_sshd(base / "sshd") as sshd:
        os.environ["PATH"] = f"{sshd.folder}/bin:{os.environ['PATH']}"
        delay = Delay(sshd.port, rtt / 1000)
        place = place_of(lambda: reach(sshd.url(base / "site", delay.port), base))
        print(f"ssh, {rtt} ms round trip")
        timed("first publish", lambda: put(place, old), delay)
        timed("20 edits", lambda: put(place, new), delay)
        timed("rollback", lambda: back(place), delay)
        timed("nothing to do", lambda: put(place, old), delay)
        if not shutil.which("rsync"):
            return
        source = base / "source"
        write(source, old)
        target = f"{sshd.user}@127.0.0.1:{base}/rsynced/"
        command = ["rsync", "-a", "--checksum", "--delete", "-e", f"ssh -p {delay.port}", f"{source}/", target]
        timed("rsync --checksum, first", lambda: subprocess.run(command, check=True), delay)
        write(source, new)
        timed("rsync --checksum, 20 edits", lambda: subprocess.run(command, check=True), delay)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--rtt", type=int, nargs="*", default=[0, 20])
    chosen = options.parse_args()
    old = pages(chosen.pages)
    new = edited(old)
    print(f"{len(old):,} files, {sum(map(len, old.values())) / 1e6:.1f} MB")
    for mode in ("flip", "in place"):
        with tempfile.TemporaryDirectory() as folder:
            place = folder_place(Path(folder) / "site", mode)
            print(f"folder, {mode}")
            timed("first publish", lambda place=place: put(place, old))
            timed("20 edits", lambda place=place: put(place, new))
            timed("rollback", lambda place=place: back(place))
    for rtt in chosen.rtt:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "sshd").mkdir()
            (Path(folder) / "sftp").mkdir()
            over_ssh(Path(folder), old, new, rtt)
            over_sftp(Path(folder), old, new, rtt)


if __name__ == "__main__":
    main()
