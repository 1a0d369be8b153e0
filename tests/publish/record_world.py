"""A real place, and two copies of a project folder that it is published from, by the front door."""

from __future__ import annotations

import atexit
import gzip
import re
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from click.testing import CliRunner
from dying import die_before, killed
from project import DIGEST, minimal_project, page
from record_rules import WHY, Texts, Version

from sitegen import Project, Refused, build, publish
from sitegen.api.ledgers import compare_records, last_seen
from sitegen.api.publishing import built_site, go_back
from sitegen.api.target import choose_target, place_of, read_settings
from sitegen.cli import main
from sitegen.publish.chronicle import history_lines, read_history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.publish.outcome import PublishTarget, Result
    from sitegen.publish.remotes.remote import Host

SITE = "0123456789abcdef"
NAME = "intranet"


WORD = re.compile(rb"(?<![a-z])[bcdfghjkmpqtvwxz]{10}(?![a-z])")
"""The shape of the words that are looked for."""


@dataclass
class Copy:
    """A copy of the project folder: what its files are to say, and what was seen from it last."""

    folder: Path
    texts: Texts = field(default_factory=dict)
    seen: Version | None = None

    def save(self) -> None:
        """Write the files."""
        content = self.folder / DIGEST
        wanted = {f"{name}.md": answer.text() for name, answer in self.texts.items()}
        for path in content.iterdir():
            if path.name not in ("index.md", "base.md", *wanted):
                path.unlink()
        for name, text in wanted.items():
            path = content / name
            if not (path.exists() and path.read_text(encoding="utf-8") == text):
                path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Outcome:
    """What came of a command: "mistakes", "refused", "nothing" to be done, "done" or "killed"."""

    what: str
    said: str = ""
    release: str = ""


class World:
    """A place in a folder of its own, and the copies beside it."""

    def __init__(self, base: Path, mode: str, keep: int) -> None:
        self.base, self.mode = base, mode
        self.folder = base / "site"
        settings = f"title: Test\nid: {SITE}\npublish:\n  {NAME}:\n    to: ../site\n    keep: {keep}\n"
        self.copies = [Copy(base / name) for name in ("mine", "theirs")]
        for copy in self.copies:
            shutil.copytree(built_once(), copy.folder)
            (copy.folder / "sitegen.yaml").write_text(settings)

    @property
    def root(self) -> Path:
        """The folder that readers see."""
        return self.folder / "current" if self.mode == "flip" else self.folder

    def place(self, copy: Copy) -> PublishTarget:
        settings = read_settings(copy.folder)
        return place_of(copy.folder, settings, choose_target(settings, NAME))

    def build(self, copy: Copy, day: date) -> str:
        """The release that would be published; empty with mistakes."""
        copy.save()
        project = Project(copy.folder, day=day)
        report = build(project, jobs=1)
        return built_site(report).release.id if report.ok else ""

    def publish(self, copy: Copy, day: date, removals: int | None = None, dying: int | None = None) -> Outcome:
        """Publish what the copy says; it may die before a file-system call of that number, from its first change on."""
        release = self.build(copy, day)
        if not release:
            return Outcome("mistakes")
        project = Project(copy.folder, day=day)
        if dying is None:
            try:
                report = publish(project, removals=removals, jobs=1)
            except Refused as refusal:
                return Outcome("refused", f"{refusal.message} {refusal.hint}", release)
            if report.published is None:
                return Outcome("refused", str(report), release)
            return Outcome("done" if report.published.switched else "nothing", release=release)

        def work() -> None:
            with suppress(Refused):
                publish(project, jobs=1, tell=lambda _: die_before(dying))

        return Outcome("killed" if killed(lambda: None, work) else "survived", release=release)

    def back(self, copy: Copy, dying: int | None = None) -> Outcome:
        """Go one step back."""

        def work() -> Result:
            target = choose_target(read_settings(copy.folder), NAME)
            place = self.place(copy)
            if dying is not None:
                die_before(dying)
            return go_back(Project(copy.folder), target, place)

        def in_child() -> None:
            with suppress(Refused):
                work()

        if dying is not None:
            return Outcome("killed" if killed(lambda: None, in_child) else "survived")
        try:
            result = work()
        except Refused as refusal:
            return Outcome("refused", refusal.message)
        return Outcome("done" if result.switched else "nothing", release=result.release.id)

    def take_back(self, copy: Copy, name: str, day: date, *, erasing: bool) -> str:
        """`sitegen withdraw`; gives the name of the file that stands for what was erased."""
        content = copy.folder / DIGEST
        before = {path.stem for path in content.iterdir()}
        more = ["--erase"] if erasing else []
        arguments = ["withdraw", name, "--why", WHY, "--yes", "--date", f"{day}", *more]
        result = CliRunner().invoke(main, ["-C", str(copy.folder), *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return next((path.stem for path in content.iterdir() if path.stem not in before), "")

    def seen(self, copy: Copy) -> str:
        """The release that the copy remembers to have seen last."""
        found = last_seen(copy.folder, NAME)
        return found.release if found else ""

    def look(self) -> Host:
        remote = self.place(self.copies[0]).connect()
        try:
            return remote.look()
        finally:
            remote.close()

    def record(self, copy: Copy) -> bytes:
        """What is kept of the release that is served."""
        remote = self.place(copy).connect()
        try:
            return remote.record(remote.look().current)
        finally:
            remote.close()

    def served(self) -> frozenset[str]:
        """The words that readers find."""
        return words_in(self.root)

    def kept(self) -> dict[str, list[str]]:
        """All words of the place, with the files that hold them: releases, records, lists of files, journals."""
        found: dict[str, list[str]] = {}
        for folder in (self.folder, self.base / "site.sitegen"):
            for path in folder.rglob("*"):
                for one in _words_of(path):
                    found.setdefault(one, []).append(path.relative_to(self.base).as_posix())
        return found

    def known(self, copy: Copy) -> frozenset[str]:
        """The words that the copy remembers of what is published."""
        return words_in(copy.folder / ".sitegen" / "published")

    def history(self) -> str:
        told = read_history(self.place(self.copies[0]), compare_records)
        return "\n".join(history_lines(told, UTC))


def words_in(folder: Path) -> frozenset[str]:
    """All words of that shape in the files of a folder, plain or compressed, and in their names."""
    return frozenset(one for path in folder.resolve().rglob("*") for one in _words_of(path))


def _words_of(path: Path) -> set[str]:
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return {one.decode() for text in (path.name.encode(), *_unpacked(data)) for one in WORD.findall(text)}


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is compressed anywhere in them."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:15] == b"sitegen record ":
        for start in re.finditer(b"\x78", data):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(data[start.start() :])


@cache
def built_once() -> Path:
    """A project with one answer that nobody touches, built; to be copied."""
    folder = Path(mkdtemp(prefix="record-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    base = page({"question": "Why?", "topics": ["general"]}, "So.")
    project = minimal_project(folder).write(f"{DIGEST}/base.md", base)
    build(Project(project.folder, day=date(2026, 3, 1)), jobs=1)
    return folder
