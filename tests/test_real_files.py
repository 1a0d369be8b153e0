"""Where a file should be there may be a pipe, a socket, a device, a link or a tower of folders: each is told, once."""

from __future__ import annotations

import ast
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import page
from strange import ENTRY, STRANGE, SVG, clear_tower, make_pipe, site, tower

from sitegen.cli import main
from sitegen.memory.regular import NotAFile, create, open_regular, read_below, read_regular
from sitegen.memory.snapshot import DEEPEST, read_snapshot

if TYPE_CHECKING:
    from project import Project

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files"),
    pytest.mark.timeout(60),  # who waits for a pipe waits for ever
]
PACKAGE = Path(__file__).parents[1] / "sitegen"


@pytest.mark.parametrize("path", [ENTRY, "content/assets/a.svg", "templates/entry.html", "templates/theme/own.css"])
@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_file_is_one_problem(tmp_path: Path, kind: str, path: str) -> None:
    project = site(tmp_path)
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    STRANGE[kind](file)
    for outcome in (project.check(), project.build()):
        found = [(problem["code"], problem["path"]) for problem in outcome.errors]
        assert found.count(("not-a-file", path)) == 1
        others = {"broken-link"} if path.endswith(".svg") else set()
        assert {code for code, _ in found} - others == {"not-a-file"}
    file.unlink()
    site(tmp_path)
    assert project.build().errors == []


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("path", ["sitegen.yaml", "content", "templates"])
def test_what_is_no_file_in_the_place_of_settings_or_folders_is_told(tmp_path: Path, kind: str, path: str) -> None:
    project = site(tmp_path / "site")
    if path != "templates":
        (tmp_path / "site" / path).rename(tmp_path / "away")
    STRANGE[kind](tmp_path / "site" / path)
    for outcome in (project.check(), project.build()):
        assert ("not-a-file", path) in [(problem["code"], problem["path"]) for problem in outcome.errors]


def test_a_pipe_behind_a_link_in_the_place_of_the_settings_is_told(tmp_path: Path) -> None:
    project = site(tmp_path / "site")
    (tmp_path / "site/sitegen.yaml").unlink()
    make_pipe(tmp_path / "pipe")
    (tmp_path / "site/sitegen.yaml").symlink_to(tmp_path / "pipe")
    codes = {problem["code"] for problem in project.check().errors}
    assert codes == {"symbolic-link"}


def ended(project: Project, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(project.folder), *words])
    return result.exit_code, result.output


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("name", ["records", "records.new", "last", "last.new", "blobs-1", ".gitignore", "crash.log"])
def test_what_is_no_file_among_what_is_remembered_only_costs_time(tmp_path: Path, kind: str, name: str) -> None:
    project = site(tmp_path)
    wanted = {route: project.build().page(route) for route in project.build().files()}
    (tmp_path / ".sitegen" / name).unlink(missing_ok=True)
    STRANGE[kind](tmp_path / ".sitegen" / name)
    outcome = project.write("templates/base-note.html", "").check()
    assert outcome.errors == []
    project.remove("templates/base-note.html")
    outcome = project.build()
    assert {route: outcome.page(route) for route in outcome.files()} == wanted


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("route", ["index.html", "assets/a.svg", "_theme/site.css"])
def test_what_is_no_file_in_the_output_is_somebody_elses(tmp_path: Path, kind: str, route: str, is_first: bool) -> None:
    project = site(tmp_path)
    if not is_first:
        project.build()
        (tmp_path / "output" / route).unlink()
    (tmp_path / "output" / route).parent.mkdir(parents=True, exist_ok=True)
    STRANGE[kind](tmp_path / "output" / route)
    exit_code, said = ended(project, "build", "--date", "2026-11-24")
    assert exit_code in (0, 2), said
    is_replaced = stat.S_ISREG((tmp_path / "output" / route).lstat().st_mode)
    assert is_replaced == (exit_code == 0)
    assert is_replaced or f"output/{route} was not made by sitegen" in said


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("name", ["manifest.json", "standing", "pending.json", "manifest.json.new", "standing.new"])
def test_what_is_no_file_among_the_outputs_records_is_done_without(tmp_path: Path, kind: str, name: str) -> None:
    project = site(tmp_path)
    wanted = {route: project.build().page(route) for route in project.build().files()}
    (tmp_path / "output/.sitegen" / name).unlink(missing_ok=True)
    STRANGE[kind](tmp_path / "output/.sitegen" / name)
    outcome = project.write(ENTRY, project.read(ENTRY) + "\nMore.\n").build()
    assert outcome.errors == []
    assert outcome.files() == sorted(wanted)
    assert "More." in outcome.page("digests/2024-01-15-briefing/an-entry.html")


@pytest.mark.parametrize("is_link", [True, False])
def test_a_report_of_our_own_mistake_goes_into_no_file_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_link: bool
) -> None:
    project = site(tmp_path / "site")
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "site/.sitegen").mkdir(mode=0o755)
    log = tmp_path / "site/.sitegen/crash.log"
    if is_link:
        log.symlink_to(tmp_path / "theirs")
    else:
        make_pipe(log)
    monkeypatch.setattr("sitegen.cli.check.project_of", None)  # stands for a bug of ours
    monkeypatch.chdir(tmp_path)
    exit_code, said = ended(project, "check")
    assert exit_code == 3
    where = Path(re.search(r"stands in (.+): please", said)[1])
    assert "Traceback" in where.read_text()
    assert where.stat().st_mode & 0o777 == 0o600
    assert (where == log) != is_link
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert (tmp_path / "site/.sitegen").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("follows", [True, False])
def test_nothing_but_a_file_is_opened(tmp_path: Path, kind: str, follows: bool) -> None:
    STRANGE[kind](tmp_path / "strange")
    with pytest.raises(NotAFile):
        read_regular(tmp_path / "strange", follows=follows)
    for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_RDWR | os.O_CREAT):
        with pytest.raises(NotAFile):
            open_regular(tmp_path / "strange", flags)
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, follows=follows)
    with create(tmp_path / "strange") as stream:
        stream.write(b"ours")
    assert (tmp_path / "strange").read_bytes() == b"ours"
    assert (tmp_path / "strange").stat().st_mode & 0o777 == 0o600


def test_a_link_is_followed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read_regular(tmp_path / "link", follows=True) == b"words"
    with pytest.raises(NotAFile):
        read_regular(tmp_path / "link")
    with create(tmp_path / "link") as stream:
        stream.write(b"ours")
    assert (tmp_path / "file").read_text() == "words"


@pytest.mark.parametrize("place", ["a", "a/b", "a/b/file"])
@pytest.mark.parametrize("leads", ["elsewhere", "to itself", "nowhere"])
def test_no_link_on_the_way_leads_out_of_the_folder(tmp_path: Path, place: str, leads: str) -> None:
    (tmp_path / "root/a/b").mkdir(parents=True)
    (tmp_path / "root/a/b/file").write_text("inside")
    assert read_below(tmp_path / "root", "a/b/file") == b"inside"
    (tmp_path / "root" / place).rename(tmp_path / "moved")
    target = {"elsewhere": tmp_path / "moved", "to itself": place, "nowhere": tmp_path / "none"}[leads]
    (tmp_path / "root" / place).symlink_to(target)
    with pytest.raises(OSError):
        read_below(tmp_path / "root", "a/b/file")


def test_no_more_is_read_than_a_file_held_when_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "growing"
    file.write_bytes(b"0123456789")
    read = os.read

    def read_and_grow(descriptor: int, length: int) -> bytes:
        with file.open("ab") as stream:
            stream.write(b"more" * 100)
        return read(descriptor, min(length, 4))

    monkeypatch.setattr(os, "read", read_and_grow)
    assert len(read_regular(file)) == 11


def test_a_large_file_is_looked_at_without_holding_all_of_it(tmp_path: Path) -> None:
    import tracemalloc

    (tmp_path / "content").mkdir()
    with (tmp_path / "content/large.pdf").open("wb") as stream:
        stream.truncate(64 << 20)
    tracemalloc.start()
    snapshot = read_snapshot(tmp_path, ("content",), lambda _: False)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert snapshot.files["content/large.pdf"].size == 64 << 20
    assert most < 20 << 20


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("content", 600),
        ("content/assets", DEEPEST),
        ("content/assets", 5_000 if os.environ.get("SITEGEN_SWEEP") else 1_200),
        ("templates", DEEPEST),
        ("templates/theme", 600),
    ],
)
def test_a_tower_of_folders_is_one_problem(tmp_path: Path, place: str, count: int) -> None:
    project = site(tmp_path)
    (tmp_path / place).mkdir(parents=True, exist_ok=True)
    tower(tmp_path / place, count)
    try:
        outcomes = [project.check(), project.build()]
    finally:
        clear_tower(tmp_path / place, count)
    for outcome in outcomes:
        (problem,) = outcome.errors
        assert problem["code"] == "too-deep"
        assert problem["path"] == place + "/d" * (DEEPEST + 1 - (place.count("/") + 1))
    assert project.build().errors == []


def test_folders_as_deep_as_allowed_are_read(tmp_path: Path) -> None:
    project = site(tmp_path)
    path = "content/assets" + "/d" * (DEEPEST - 2) + "/a.svg"
    text = page({"question": "Why?", "topics": ["general"]}, f"![A plan](../../{path.removeprefix('content/')})")
    outcome = project.write(path, SVG).write(ENTRY, text).build()
    assert outcome.errors == []
    assert path.removeprefix("content/") in outcome.files()


OPENING = {"open", "os.open", "io.open", "builtins.open", "os.fdopen"}
READING = {"read_bytes", "read_text", "write_bytes", "write_text", "open"}
ALLOWED = {  # and why
    "__init__.py": "sitegen's own files",
    "record/known.py": "what was opened in the one way",
    "rendering/template_cache.py": "beside sitegen's own code, and as trusted",
    "api/leftovers.py": "the sample, which comes with sitegen",
    "engine/workspace.py": "the theme, which comes with sitegen",
    "api/imported_files.py": "only what is not there yet, or was read in the one way and not changed since",
    "cli/init.py": "the sample, which comes with sitegen, into a folder that was empty",
    "api/new_files.py": "only what is not there yet",
    "desk/desk_pages.py": "pages of the desk, which come with sitegen",
    "api/target.py": "the sample, which comes with sitegen",
    "intake/package.py": "parts of an archive that is in memory",
    "memory/staged.py": "only what is not there yet, after the one way",
    "memory/exchange.py": "what was opened in the one way",
    "memory/datafile.py": "what was opened in the one way",
    "memory/regular.py": "the one way",
    "memory/store_files.py": "what was opened in the one way",
    "serve/live.py": "scripts of the preview, which come with sitegen",
    "memory/mount.py": "what the kernel says of its disks",
    "withdrawal/legible.py": "parts of an archive that is in memory",
    "site/words.py": "words, which come with sitegen",
}


def opens(name: str) -> bool:
    calls = (node for node in ast.walk(ast.parse((PACKAGE / name).read_text())) if isinstance(node, ast.Call))
    return any(
        ast.unparse(call.func) in OPENING or (isinstance(call.func, ast.Attribute) and call.func.attr in READING)
        for call in calls
    )


def test_files_are_opened_in_one_way_where_others_may_have_put_something_else() -> None:
    modules = (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
    assert sorted(name for name in modules if not name.startswith("publish/") and opens(name)) == sorted(ALLOWED)
