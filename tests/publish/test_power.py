"""The power fails during a publish: what was not yet safe on the disk may be lost, in any order.

All that a publish does to the disk is recorded, then done again up to any point, but for what the disk may have lost
by then. It may lose, until a sync: the bytes of a file (all, or the second half, or they are zeros), and any new name,
rename or removal, whatever came after it. An fsync of a file saves its bytes, one of a folder the names in it.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest
from dying import MODES, OLDER
from publishing import NEW, OLD, SWEEP, folder_place, look, put, release_of, served

from sitegen.publish.remotes import files as writing

TRIES = 20 if SWEEP else 3  # of what may be lost, at each point


class Op(NamedTuple):
    """One change. Names are paths below the base."""

    what: str
    name: str = ""
    to: str = ""
    data: bytes = b""
    needs: int = -1
    """The change that gave the name which this one moves."""


class Recorder:
    """Stands between a publish and the operating system."""

    def __init__(self, base: Path) -> None:
        self.base, self.ops = base, list[Op]()
        self.opened: dict[int, str] = {}
        self.given: dict[str, int] = {}
        self.real = {name: getattr(os, name) for name in CALLS}

    def add(self, what: str, name: Any = "", to: Any = "", data: bytes = b"") -> None:
        name, to = (str(Path(path).relative_to(self.base)) if path else "" for path in (name, to))
        self.ops.append(Op(what, name, to, data, self.given.get(name, -1)))
        self.given[to or name] = len(self.ops) - 1

    def call(self, what: str) -> Callable[..., Any]:
        def recorded(*arguments: Any, **keywords: Any) -> Any:
            result = self.real[what](*arguments, **keywords)
            if what == "open":
                self.opened[result] = str(arguments[0])
                if arguments[1] & os.O_CREAT:
                    self.add("create", arguments[0])
            elif what == "fsync":
                self.add("fsync", self.opened[arguments[0]])
            elif what == "symlink":
                self.add("symlink", arguments[1], data=os.fsencode(arguments[0]))
            else:
                self.add("rename" if what == "replace" else what, *arguments[:2] if what in TWO else arguments[:1])
            return result

        return recorded

    def fdopen(self, descriptor: int, mode: str) -> Recorded:
        return Recorded(self, os.fdopen(descriptor, mode), self.opened[descriptor])

    def open(self, name: Any, mode: str) -> Recorded:
        if not os.path.exists(name):
            self.add("create", name)
        file = open(name, mode)  # noqa: SIM115 - closed by who asked for it
        self.opened[file.fileno()] = str(name)
        return Recorded(self, file, str(name))


TWO = ("link", "rename", "replace")
CALLS = ("open", "mkdir", "link", "symlink", "rename", "replace", "unlink", "rmdir", "fsync", "sync")


class Recorded:
    """An open file."""

    def __init__(self, recorder: Recorder, file: Any, name: str) -> None:
        self.recorder, self.file, self.name = recorder, file, name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> None:
        self.recorder.add("data", self.name, data=data)
        self.file.write(data)


def record(base: Path, work: Callable[[], object]) -> list[Op]:
    recorder = Recorder(base)
    fdopen = os.fdopen
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "open", recorder.open, raising=False)
        for name in CALLS:
            patch.setattr(os, name, recorder.call(name))
        patch.setattr(os, "fdopen", lambda fd, mode: Recorded(recorder, fdopen(fd, mode), recorder.opened[fd]))
        work()
    return recorder.ops


def survivors(ops: list[Op], chance: random.Random) -> list[Op]:
    """Those of the changes that the disk has kept, some bytes of them changed."""
    synced = max((number for number, op in enumerate(ops) if op.what == "sync"), default=-1)
    safe = set(range(synced + 1))
    for number, op in enumerate(ops):
        if op.what == "fsync":
            safe |= {
                at
                for at, one in enumerate(ops[:number])
                if (one.what == "data" and one.name == op.name)
                or (one.what != "data" and op.name in (os.path.dirname(one.name), os.path.dirname(one.to or one.name)))
            }
    kept = safe | {number for number in range(len(ops)) if chance.random() < chance.choice((0.1, 0.5, 0.9))}
    for number in sorted(kept, reverse=True):  # a name that was moved was there
        needs = ops[number].needs
        while needs >= 0 and needs not in kept and ops[number].what != "data":
            kept.add(needs)
            needs = ops[needs].needs
    torn = [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: bytes(len(data))]
    return [
        op if number in kept else op._replace(data=chance.choice(torn)(op.data))
        for number, op in enumerate(ops)
        if number in kept or op.what == "data"
    ]


def do_again(base: Path, ops: list[Op]) -> None:
    """Do the changes; those whose ground is gone come to nothing."""
    for op in ops:
        if op.what in DO:
            with suppress(OSError):
                DO[op.what](base / op.name, base / op.to, op.data)


def fill(file: Path, _: Path, data: bytes) -> None:
    if file.exists():
        file.write_bytes(data)


DO: dict[str, Callable[[Path, Path, bytes], object]] = {
    "create": lambda file, _, __: file.touch(),
    "data": fill,
    "mkdir": lambda file, _, __: file.mkdir(mode=0o755),
    "symlink": lambda file, _, data: file.symlink_to(os.fsdecode(data)),
    "link": lambda file, to, _: os.link(file, to, follow_symlinks=False),
    "rename": lambda file, to, _: file.replace(to),
    "unlink": lambda file, _, __: file.unlink(),
    "rmdir": lambda file, _, __: file.rmdir(),
}


@pytest.mark.timeout(3000)
@MODES
def test_the_power_fails_at_any_point(tmp_path: Path, mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    for files in (OLDER, OLD):
        put(folder_place(prepared / "site", mode, keep=9), files)
    shutil.copytree(prepared, tmp_path / "recorded", symlinks=True)
    ops = record(tmp_path / "recorded", lambda: put(folder_place(tmp_path / "recorded/site", mode, keep=1), NEW))
    chance, states = random.Random(1), {"old": 0, "new": 0, "mid": 0}
    for point in range(0, len(ops) + 1, 1 if SWEEP else 5):
        for _ in range(TRIES):
            base = tmp_path / "base"
            shutil.copytree(prepared, base, symlinks=True)
            do_again(base, survivors(ops[:point], chance))
            found = served(base / "site", mode)
            for route, data in found.items():
                assert data in (OLD.get(route), NEW.get(route)), (point, route)
            assert found.keys() >= OLD.keys() & NEW.keys(), point
            state = "old" if found == OLD else "new" if found == NEW else "mid"
            assert state != "mid" or mode == "in place", point
            states[state] += 1
            place = folder_place(base / "site", mode, keep=1)
            later = chance.choice((NEW, {**NEW, "answers/a.html": b"written after the power came back"}))
            put(place, later)
            assert served(base / "site", mode) == later, point
            published = [row.release for row in look(place).rows]
            assert release_of(later).id == published[-1]
            assert state != "new" or release_of(NEW).id in published, point
            shutil.rmtree(base)
    assert states["old"]
    assert states["new"]
    with capsys.disabled():
        print(f"\n  {mode}: the power failed {sum(states.values())} times at {len(ops)} changes, {states}")
