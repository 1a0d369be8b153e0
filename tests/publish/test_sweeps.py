"""Death, refusal and rivals at every step of a publish to a folder: never half, never foreign, always finished."""

from __future__ import annotations

import errno
import os
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
from dying import MODES, check_finished, check_state, killed_at, prepare
from publishing import NEW, OLD, SWEEP, dangling, folder_place, look, put, release_of, served

from sitegen.memory.refused import Refused
from sitegen.publish.history import CREATED, PUBLISHED
from sitegen.publish.remotes import files as writing

if TYPE_CHECKING:
    from collections.abc import Callable


REFUSALS = (errno.ENOSPC, errno.EACCES, errno.EROFS)


@pytest.mark.timeout(3000)
@MODES
def test_death_before_any_call(tmp_path: Path, mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prepared").mkdir()
    theirs = prepare(tmp_path / "prepared", mode)
    number, states = 0, {"old": 0, "new": 0, "mid": 0}
    while True:
        base = tmp_path / str(number)
        shutil.copytree(tmp_path / "prepared", base, symlinks=True)
        place = folder_place(base / "site", mode, keep=1)
        killed = killed_at(number, lambda place=place: put(place, NEW))
        state = check_state(base / "site", mode, number)
        check_finished(place, base / "site", mode, number)
        theirs.check(base)
        shutil.rmtree(base)
        if not killed:
            assert state == "new"
            break
        states[state] += 1
        number += 1 if SWEEP else 11
    assert states["old"]
    assert states["new"]
    with capsys.disabled():
        print(f"\n  {mode}: killed at {sum(states.values())} calls, {states}")


@pytest.mark.timeout(3000)
@MODES
def test_death_at_any_call_of_the_very_first_publish(tmp_path: Path, mode: str) -> None:
    number = 0
    while True:
        folder = tmp_path / str(number) / "site"
        folder.parent.mkdir()
        place = folder_place(folder, mode)
        killed = killed_at(number, lambda place=place: put(place, OLD))
        found = served(folder, mode)
        assert all(OLD[route] == data for route, data in found.items()), number
        assert mode == "in place" or found in ({}, OLD), number
        assert "index.html" not in found or dangling(found) == [], number
        put(place, OLD)
        assert served(folder, mode) == OLD
        assert [row.what for row in look(place).rows] == [CREATED, PUBLISHED], number
        if not killed:
            break
        number += 1 if SWEEP else 13


class Refusing:
    """From its n-th change on, the disk refuses every one; a write is cut in the middle."""

    def __init__(self, number: int, error: int) -> None:
        self.left, self.error, self.refused = number, error, False

    def check(self, name: object) -> None:
        self.left -= 1
        if self.left < 0:
            self.refused = True
            raise OSError(self.error, os.strerror(self.error), str(name))

    def call(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            if real.__name__ != "open" or arguments[1] & (os.O_WRONLY | os.O_RDWR):
                self.check(arguments[0])
            return real(*arguments, **keywords)

        return wrapped

    def opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            return Cut(real(*arguments, **keywords), self)

        return wrapped


class Cut:
    """An open file whose write can be cut."""

    def __init__(self, file: Any, refusing: Refusing) -> None:
        self.file, self.refusing = file, refusing

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> None:
        try:
            self.refusing.check("the disk")
        except OSError:
            self.file.write(data[: len(data) // 2])
            raise
        self.file.write(data)


WRITES = ("open", "replace", "rename", "link", "symlink", "mkdir", "chmod", "utime", "unlink", "rmdir", "fsync")


@pytest.mark.timeout(3000)
@MODES
@pytest.mark.parametrize("error", REFUSALS)
def test_a_disk_that_refuses_from_any_write_on(
    tmp_path: Path, mode: str, error: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "prepared").mkdir()
    theirs = prepare(tmp_path / "prepared", mode)
    number = 0
    while True:
        base = tmp_path / str(number)
        shutil.copytree(tmp_path / "prepared", base, symlinks=True)
        place = folder_place(base / "site", mode, keep=1)
        now = Refusing(number, error)
        said = ""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fdopen", now.opened(os.fdopen))
            patch.setattr(writing, "open", now.opened(open), raising=False)
            for name in WRITES:
                patch.setattr(os, name, now.call(getattr(os, name)))
            try:
                assert put(place, NEW).switched
            except Refused as refusal:
                said = refusal.message
        state = check_state(base / "site", mode, number)
        if said.startswith("The site has not changed"):
            assert state == "old", (number, said)
        elif said.startswith("The new site is served") or not said:
            assert state == "new", (number, said)
        else:
            assert said.startswith("The switch was under way"), said
        check_finished(place, base / "site", mode, number)
        theirs.check(base)
        shutil.rmtree(base)
        if not now.refused:
            break
        number += 1 if SWEEP else 7
    with capsys.disabled():
        print(f"\n  {mode}, {errno.errorcode[error]}: refused from any of {number} writes on")


@pytest.mark.timeout(3000)
@MODES
def test_six_publishers_at_once(tmp_path: Path, mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder, rounds, won = tmp_path / "site", 50 if SWEEP else 4, 0
    place = folder_place(folder, mode, keep=2)
    put(place, OLD)
    for turn in range(rounds):
        variants = [{**NEW, "index.html": NEW["index.html"] + f"{turn} {rival}".encode()} for rival in range(6)]
        ready, go = os.pipe()
        children = []
        for variant in variants:
            child = os.fork()
            if not child:
                os.close(go)
                os.read(ready, 1)  # ends for all at once, when the parent closes its end
                try:
                    put(place, variant)
                except Refused as refusal:
                    os._exit(2 if "right now" in refusal.message or "meanwhile" in refusal.message else 3)
                except BaseException:  # noqa: BLE001 - it must not come back into the test's own run
                    os._exit(4)
                os._exit(0)
            children.append(child)
        os.close(ready)
        os.close(go)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert set(codes) <= {0, 2}, codes
        winners = [release_of(variant).id for variant, code in zip(variants, codes, strict=True) if code == 0]
        assert winners
        host = look(place)
        assert host.current in winners
        assert served(folder, mode) in variants
        assert {row.release for row in host.rows} >= set(winners), "an “ok” that was none"
        won += len(winners)
    rows = look(place).rows
    assert all(later.parent == earlier.release for earlier, later in pairwise(rows))
    assert len(rows) == won + 2
    with capsys.disabled():
        print(f"\n  {mode}: {rounds} rounds of 6 publishers, {won} published one after the other, the rest refused")
