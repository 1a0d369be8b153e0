"""Death before any change of the disk, and a cut after any byte: nothing is ever half, and the same command ends it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dying import KILLED, killed
from project import Project
from publishing import SWEEP
from sharing import try_all
from test_cuts import Proxy
from withdrawing import CANARY, FOLDER, NAME, PATH, Somewhere, canary, entry_text, found_in, run, site, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable

    from daemons import Sshd

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = (
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.chmod",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.utime",
)
POINTS = 100_000 if SWEEP else 3  # which is every change
CUTS = 100 if SWEEP else 2
LOOKS = 10 if SWEEP else 1
CUT_IN = [(side, how) for side in ("up", "down") for how in ((), ("--erase",))]
"""At every so manieth point the command that looks again is tried, too; the words are looked for by us at each."""


def dying_at(number: int, counted: list[int]) -> Callable[[], None]:
    """Arms a process that dies before its change of the disk of that number."""

    def arm() -> None:
        def die(event: str, arguments: tuple[object, ...]) -> None:
            is_open = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
            if is_open or event in CHANGES:
                if counted[0] == number:
                    os._exit(KILLED)
                counted[0] += 1

        sys.addaudithook(die)

    return arm


def count_changes(work: Callable[[], object], file: Path) -> int:
    """How many changes of the disk the work makes."""
    counted = [0]

    def counting() -> None:
        work()
        file.write_text(str(counted[0]))

    assert not killed(dying_at(-1, counted), counting)
    return int(file.read_text())


def served(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != "sitegen-release.txt")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def check_whole(project: Project, root: Path, old: dict[str, bytes], in_place: bool, when: object) -> None:
    """Readers see the old site or the new one; in place, for a while, whole pages of both."""
    now = served(root)
    if f"digests/{FOLDER}/{NAME}.html" in now and CANARY + b"body" in now[f"digests/{FOLDER}/{NAME}.html"]:
        assert in_place or now == old, when
    for path in (project.folder / "content").rglob("*.md"):
        data = path.read_bytes()
        assert data.startswith(b"---\n"), (when, path)
        assert data.count(b"\n---\n") == 1, (when, path)
    file = project.folder / PATH
    if file.exists():
        lines = [line for line in file.read_text().split("\n") if line not in WITHDRAWN]
        assert "\n".join(lines) == entry_text(), when


WITHDRAWN = ("withdrawn:", "  date: 2024-06-01", "  why: >", "    It named a member of staff.")


@pytest.mark.timeout(6000)
@pytest.mark.parametrize("how", [(), ("--erase",)], ids=["withdraw", "erase"])
@pytest.mark.parametrize("way", ["flip", "in place"])
def test_death_before_any_change(
    way: str,
    how: tuple[str, ...],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared = tmp_path / "prepared"
    where = Somewhere(way, request, prepared, monkeypatch)
    project = site(prepared, "../site", others=1)
    run(project, "publish")
    old = served(where.root)

    def at(name: str) -> tuple[Project, Somewhere]:
        shutil.copytree(prepared, tmp_path / name, symlinks=True)
        return Project(tmp_path / name / "project"), Somewhere(way, request, tmp_path / name, monkeypatch)

    whole, _ = at("whole")
    total = count_changes(lambda: withdraw(whole, *how), tmp_path / "count")
    step = max(1, total // POINTS)

    def attempt(number: int) -> None:
        copy, there = at(str(number))
        assert killed(dying_at(number, [0]), lambda copy=copy: withdraw(copy, *how)), number
        check_whole(copy, there.root, old, there.in_place, number)
        withdraw(copy, *how)
        assert found_in(there.folder, there.ours, but=() if how else (canary("alias"), NAME)) == [], number
        if how:
            assert found_in(copy.folder) == [], number
            assert len(list((copy.folder / PATH).parent.glob("withdrawn-*.md"))) == 1, number
        run(copy, "publish")
        if number // step % LOOKS == 0:
            assert "Some of it" not in run(copy, "withdraw", NAME, "--verify"), number
        shutil.rmtree(tmp_path / str(number))

    try_all(range(step // 2, total, step), attempt)
    with capsys.disabled():
        count = len(range(step // 2, total, step))
        print(f"\n  {way}, {' '.join(how) or 'withdraw'}: killed before {count} of {total} changes")


@pytest.mark.timeout(6000)
@pytest.mark.parametrize(
    ("side", "how"), CUT_IN if SWEEP else CUT_IN[::3], ids=lambda value: "".join(value) or "withdraw"
)
def test_a_cut_after_any_number_of_bytes(
    side: str, how: tuple[str, ...], sshd: Sshd, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared = tmp_path / "prepared"
    project = site(prepared, sshd.url(prepared / "site"), others=1)
    run(project, "publish")
    old = served(prepared / "site/current")

    def at(name: str, port: int) -> tuple[Project, Path]:
        shutil.copytree(prepared, tmp_path / name, symlinks=True)
        copy, folder = Project(tmp_path / name / "project"), tmp_path / name / "site"
        text = project.read("sitegen.yaml").replace(sshd.url(prepared / "site"), sshd.url(folder, port))
        return copy.write("sitegen.yaml", text), folder

    whole = Proxy(sshd.port)
    withdraw(at("whole", whole.port)[0], *how)
    whole.close()

    def attempt(number: int) -> None:
        offset = whole.passed[side] * number // CUTS
        proxy = Proxy(sshd.port, **{side: offset}, reset=number % 2 == 0)
        copy, folder = at(str(number), proxy.port)
        with suppress(AssertionError):  # it is refused, in words
            withdraw(copy, *how)
        check_whole(copy, folder / "current", old, in_place=False, when=offset)
        withdraw(copy, *how)
        proxy.close()
        assert found_in(folder, but=() if how else (canary("alias"), NAME)) == [], offset
        assert not how or found_in(copy.folder) == [], offset
        shutil.rmtree(tmp_path / str(number))

    try_all(range(CUTS), attempt)
    with capsys.disabled():
        print(f"\n  ssh, {' '.join(how) or 'withdraw'}: cut {side} {CUTS} times in {whole.passed[side]} bytes")
