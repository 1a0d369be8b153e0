"""Whatever a disk answers to whichever call: a true sentence, and readers have the old site or the new one."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner
from faults import ERRORS, Ended, FailingDisk, Fault, run_on
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.memory import lock
from sitegen.memory.refused import Refused
from sitegen.publish.remotes import folder as folders
from sitegen.serve.live import answer
from sitegen.serve.preview import TOPS, Preview
from sitegen.serve.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))  # the long run, behind `make sweep`
SAMPLE = 6  # calls of each kind of work in the short run
DAY = "2024-06-01"
SETTINGS = "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n    keep: 1\n"
ENTRY, ROUTE = f"{DIGEST}/a.md", "digests/2024-01-15-briefing/a.html"
ROUTES = ("", ROUTE, "search.html", "_problems/")
STATE_TOLD = (
    "The new site is served",
    "The switch was under way",
    "some still in their old version",
    "is not known",
    "may hold old pages",
    "All others are new",
)


def entry(question: str, body: str, **fields: object) -> str:
    return page({"question": question, "topics": ["general"], **fields}, body)


def before(base: Path) -> None:
    project = minimal_project(base / "project").write("sitegen.yaml", SETTINGS)
    project.write(ENTRY, entry("Why?", "Because.")).write(f"{DIGEST}/b.md", entry("When?", "Now."))


def change(base: Path) -> None:
    update = {"date": DAY, "text": "This is why"}
    project = Project(base / "project").write(ENTRY, entry("Why?", "Because of this.", updates=[update]))
    project.write(f"{DIGEST}/c.md", entry("Where?", "Here."))


def command(base: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(base / "project"), *arguments, "--date", DAY])
    return result.exit_code, result.output


def publish(base: Path, _: FailingDisk | None = None) -> tuple[int, str]:
    return command(base, "publish")


def build(base: Path, _: FailingDisk | None = None) -> tuple[int, str]:
    return command(base, "build", "--jobs", "1")


def preview(base: Path, disk: FailingDisk) -> tuple[int, str]:
    """Look at every kind of thing, and again after an edit; then the disk is well, and all must be as it should be."""
    said: list[str] = []
    folder = base / "project"
    try:
        watch = Watch(folder, TOPS, said.append)
        shown = Preview(folder, lambda _: date(2024, 6, 1), drafts=True)
    except Refused as refusal:
        return 2, refusal.message
    answers = [answer(shown, route) for route in ROUTES]
    with disk.resting():
        change(base)
    shown.look_again(watch.wait())
    answers += [answer(shown, route) for route in ROUTES]
    with disk.resting():
        shown.look_again(None)
        assert {answer(shown, route).status for route in ROUTES} == {200}
        assert b"Because of this." in answer(shown, ROUTE).data
    assert {one.status for one in answers} <= {200, 404, 503}
    return 0, "\n".join(said)


def files_below(folder: Path) -> dict[str, bytes]:
    """What a reader could find; not what is ours, nor copies on their way."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in found.items() if ".sitegen/" not in name and "/.~" not in f"/{name}"
    }


class Kind(NamedTuple):
    """A kind of work."""

    work: Callable[[Path, FailingDisk], tuple[int, str]]
    root: str
    """The folder that readers get."""
    begin: Callable[[Path], object]
    """What was done before the edit."""
    is_built: bool = False
    """Whether the edit is built before the disk fails."""
    is_whole: bool = True
    """Whether readers have one site or the other; else each page is of one of them."""


KINDS = {
    "publish with links": Kind(publish, "host/current", publish, is_built=True),
    "publish in place": Kind(publish, "host", publish, is_built=True, is_whole=False),
    "build": Kind(build, "project/output", build, is_whole=False),
    "preview": Kind(preview, "project/output", build),
}


class World:
    """A folder in which such work can be done again and again, and what readers get before it and after it."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind, self._base, self._folder = kind, folder / "base", folder
        before(self._base)
        kind.begin(self._base)
        self.old = self.served(self._base)
        if kind.work is not preview:  # which makes the edit itself, while it looks
            change(self._base)
        if kind.is_built:
            build(self._base)
        with self.copy() as copy:
            done = run_on(copy, Fault(), lambda disk: kind.work(copy, disk))
            self.new = self.served(copy)
        assert done.code == 0, done.said
        first = {place: number for number, place in reversed([*enumerate(done.places)])}
        last = {place: number for number, place in enumerate(done.places)}
        self.calls = sorted({*first.values(), *last.values()})
        """Of each way through the program to a call of the system, the first time that it is gone and the last."""

    @contextmanager
    def copy(self) -> Iterator[Path]:
        copy = self._folder / "copy"
        shutil.copytree(self._base, copy, symlinks=True)
        yield copy
        shutil.rmtree(copy)

    def served(self, base: Path) -> dict[str, bytes]:
        return files_below((base / self.kind.root).resolve())

    def state(self, base: Path) -> str:
        found = self.served(base)
        if found in (self.old, self.new):
            return "".join(name for name, files in (("old", self.old), ("new", self.new)) if found == files)
        assert not self.kind.is_whole, f"half a site: {sorted(found)}"
        for route, data in found.items():
            assert data in (self.old.get(route), self.new.get(route)), route
        assert self.old.keys() & self.new.keys() <= found.keys()
        return "mixed"

    def check(self, fault: Fault) -> None:
        """Do it with that fault, and then again without."""
        with self.copy() as copy:
            ended = run_on(copy, fault, lambda disk: self.kind.work(copy, disk))
            check_said(ended, self.state(copy))
            if self.kind.work is not preview:
                code, said = command(copy, *("build",) if self.kind.work is build else ("publish",))
                assert code == 0, f"the same command after that: {said}"
                assert self.served(copy) == self.new


def check_said(ended: Ended, state: str) -> None:
    """What was said is a sentence or more, and true."""
    assert ended.code in (0, 1, 2), ended.said
    assert "mistake in sitegen" not in ended.said
    assert "Traceback" not in ended.said
    if ended.code == 0:
        assert "new" in state
    elif "old" not in state:
        assert any(words in ended.said for words in STATE_TOLD), ended.said
    if "has not changed" in ended.said:
        assert "old" in state, ended.said


@pytest.fixture(scope="module", params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock, "_PATIENCE", 0.2)  # a lock that is denied is taken for held
        if request.param == "publish in place":
            patch.setattr(folders, "can_flip", lambda _: False)
        yield World(KINDS[request.param], tmp_path_factory.mktemp("faults"))


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("error", ERRORS if SWEEP else [None], ids=errno.errorcode.get if SWEEP else None)
def test_whatever_a_disk_answers_to_a_call_is_one_true_sentence(world: World, error: int | None) -> None:
    chosen = world.calls if error else world.calls[:: len(world.calls) // SAMPLE]
    for turn, (number, its_error) in enumerate(zip(chosen, cycle([error] if error else ERRORS))):
        fault = Fault(number, its_error, lasts=turn % 2 == (error or 0) % 2)
        try:
            world.check(fault)
        except AssertionError as wrong:
            raise AssertionError(f"{fault}: {wrong}") from wrong
