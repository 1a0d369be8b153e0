"""Time publishing 10,000 pages over a real ssh, beside rsync in the same run, with and without a round trip.

    python benchmarks/publish.py [--pages 10000] [--rtt 0 20] [--rounds 3] [--to ssh]

Needs openssh-server; rsync is left out where it is missing. Bytes are counted on the wire, ssh's own included.
"""

from __future__ import annotations

import argparse
import multiprocessing
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
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "publish"))

from daemons import free_port, running_sshd
from publishing import back, folder_place, place_of, put

from sitegen.publish.remotes.connect import connect

if TYPE_CHECKING:
    from collections.abc import Callable

    from daemons import Sshd

    from sitegen.publish.outcome import PublishTarget

PATH = os.environ["PATH"]
WORDS = "the trust staff answer question shift ambulance crew promise review board leave rota training".split()


class Delay:
    """Passes bytes on after half a round trip each way, and counts them; in a process of its own, so that it takes no
    time from what is measured.
    """

    def __init__(self, target: int, rtt: float) -> None:
        self.port, self.target, self.half = free_port(), target, rtt / 2
        self.counted = multiprocessing.Value("q", 0)
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.process = multiprocessing.get_context("fork").Process(target=self.accept, daemon=True)
        self.process.start()

    @property
    def bytes(self) -> int:
        return self.counted.value

    def close(self) -> None:
        self.process.terminate()
        self.process.join()
        self.listener.close()

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
            with self.counted.get_lock():
                self.counted.value += len(data)
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


class Times:
    """Seconds and bytes of each thing, round after round."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}
        self.sent: dict[str, int] = {}

    def time(self, name: str, work: Callable[[], object], delay: Delay | None = None) -> None:
        before, start = delay.bytes if delay else 0, time.perf_counter()
        work()
        self.taken.setdefault(name, []).append(time.perf_counter() - start)
        self.sent[name] = delay.bytes - before if delay else 0

    def report(self) -> None:
        for name, taken in self.taken.items():
            spread = f"({min(taken):.2f}–{max(taken):.2f})"
            print(f"  {name:<18} {median(taken):7.2f} s {spread:<15} {self.sent[name] / 1e6:7.2f} MB", end="")
            rival = self.taken.get(f"rsync, {name}", [])
            ratios = [ours / theirs for ours, theirs in zip(taken, rival, strict=False)]
            if ratios:
                print(f"   {median(ratios):.2f} × rsync ({min(ratios):.2f}–{max(ratios):.2f})", end="")
            print(flush=True)


def publish_twice(
    times: Times, place: PublishTarget, old: dict[str, bytes], new: dict[str, bytes], delay: Delay | None
) -> None:
    times.time("first publish", lambda: put(place, old), delay)
    times.time("20 edits", lambda: put(place, new), delay)
    times.time("rollback", lambda: back(place), delay)
    times.time("nothing to do", lambda: put(place, old), delay)


def rsync_twice(
    times: Times, sshd: Sshd, base: Path, old: dict[str, bytes], new: dict[str, bytes], delay: Delay
) -> None:
    source, target = base / "source", f"{sshd.user}@127.0.0.1:{base}/rsynced/"
    command = ["rsync", "-a", "--checksum", "--delete", "-e", f"ssh -p {delay.port}", f"{source}/", target]
    write(source, old)
    times.time("rsync, first publish", lambda: subprocess.run(command, check=True), delay)
    write(source, new)
    times.time("rsync, 20 edits", lambda: subprocess.run(command, check=True), delay)


def over_folder(mode: str, times: Times, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish_twice(times, folder_place(Path(folder) / "site", mode), old, new, None)


def over_wire(how: str, times: Times, old: dict[str, bytes], new: dict[str, bytes], rtt: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "sshd").mkdir()
        with running_sshd(base / "sshd", "internal-sftp" if how == "sftp" else "") as sshd:
            os.environ["HOME"] = str(sshd.folder)
            os.environ["PATH"] = f"{sshd.folder}/bin:{PATH}"
            delay = Delay(sshd.port, rtt / 1000)
            place = place_of(lambda: connect(sshd.url(base / "site", delay.port), base))
            publish_twice(times, place, old, new, delay)
            if how == "ssh" and shutil.which("rsync"):
                rsync_twice(times, sshd, base, old, new, delay)
            delay.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--rtt", type=int, nargs="*", default=[0, 20])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--to", nargs="*", default=["flip", "in place", "ssh", "sftp"])
    chosen = options.parse_args()
    old = pages(chosen.pages)
    new = edited(old)
    print(f"{len(old):,} files, {sum(map(len, old.values())) / 1e6:.1f} MB; median of {chosen.rounds} (least–most)")
    for to in chosen.to:
        for rtt in chosen.rtt if to in ("ssh", "sftp") else [0]:
            times = Times()
            for _ in range(chosen.rounds):
                if to in ("ssh", "sftp"):
                    over_wire(to, times, old, new, rtt)
                else:
                    over_folder(to, times, old, new)
            print(f"{to}, {rtt} ms round trip" if to in ("ssh", "sftp") else f"folder, {to}")
            times.report()


if __name__ == "__main__":
    main()
