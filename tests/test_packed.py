"""What is packed, as somebody gets it: the version it says it is, and the whole way with nothing else installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from absent import leave_out
from project import DIGEST, Project, minimal_project, page

import sitegen as sitegen_here

ROOT = Path(__file__).parents[1]
FILES = [
    ".git_archival.txt", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "hatch_build.py",
    "pyproject.toml", "sitegen.yaml",
]  # read as a list  # fmt: skip
FOLDERS = ["sitegen", "content", "templates"]
COMPILED = """
import sys

seen = []
sys.addaudithook(lambda event, arguments: event == "compile" and seen.append(str(arguments[1])))
from sitegen import Project, build

assert build(Project(sys.argv[1])).ok
print(*seen, sep="\\n")
"""


def call(*command: str | Path, folder: Path, **variables: str) -> str:
    result = subprocess.run(
        list(map(str, command)), cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout.strip()


def copy_source(folder: Path) -> Path:
    """What the packer reads of the checkout, as it is now, without its history."""
    folder.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_version.py"))
    return folder


class Installed(NamedTuple):
    """An environment that holds what was packed, and what that needs."""

    bin_folder: Path
    package: Path
    version: str

    def sitegen(self, *arguments: str, folder: Path) -> str:
        return call(self.bin_folder / "sitegen", *arguments, folder=folder)

    def compiled(self, project: Path, **variables: str) -> list[str]:
        """The names of all that Python compiles while a site is built."""
        text = call(self.bin_folder / "python", "-c", COMPILED, project, folder=project, **variables)
        return [line for line in text.splitlines() if line.endswith((".html", ".py"))]

    def files(self) -> dict[Path, int]:
        return {path: path.lstat().st_mtime_ns for path in self.package.rglob("*")}


def unpacked(archive: Path, folder: Path) -> Path:
    shutil.unpack_archive(archive, folder.parent, filter="data")
    return folder


def files_in(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    named = {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if not name.startswith(".sitegen/")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("packed")
    source = copy_source(folder / "source")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source, folder=folder)
    (wheel,) = folder.glob("*.whl")  # made of what was packed as source, which has no history either
    call(sys.executable, "-m", "venv", "--without-pip", "empty", folder=folder)
    installing = [sys.executable, "-m", "pip", "--python", "empty", "install", "--quiet", str(wheel)]
    done = subprocess.run(installing, cwd=folder, capture_output=True, text=True, check=False)
    if "No matching distribution" in done.stderr:
        leave_out(f"what sitegen needs cannot be fetched: {done.stderr}")
    assert done.returncode == 0, done.stderr
    bin_folder = folder / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    code = "import sitegen; print(sitegen.__path__[0])"
    package = Path(call(bin_folder / "python", "-c", code, folder=folder, PYTHONDONTWRITEBYTECODE="1"))
    return Installed(bin_folder, package, wheel.name.split("-")[1])


@pytest.fixture
def own(tmp_path: Path) -> Project:
    return minimal_project(tmp_path / "own").write(
        f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because.")
    )


def test_the_version_is_that_of_the_tag_and_between_tags_one_of_development(tmp_path: Path) -> None:
    folder = tmp_path
    source = copy_source(folder / "source")

    def git(*arguments: str) -> None:
        call("git", "-c", "user.name=A", "-c", "user.email=a@x.example", *arguments, folder=source)

    def version(folder: Path = source) -> str:
        return call(sys.executable, "-m", "hatchling", "version", folder=folder)

    def archived(name: str) -> Path:
        git("archive", "--prefix", f"{name}/", "--output", f"{folder}/{name}.tar", "HEAD")
        return unpacked(folder / f"{name}.tar", folder / name)

    assert version() == "0.1.dev0", "a copy without a history"
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "One")
    assert version().startswith("0.1.dev1+g"), "a clone without tags"
    assert version(archived("untagged")) == "0.1.dev0"
    git("commit", "--quiet", "--allow-empty", "--message", "Two")
    git("tag", "v1.2.0")
    assert version() == "1.2.0"
    assert version(archived("tagged")) == "1.2.0", "an archive of the tagged commit, as hosts of code give one"
    call(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, folder=source)
    assert version(unpacked(folder / "sitegen-1.2.0.tar.gz", folder / "sitegen-1.2.0")) == "1.2.0", (
        "what is packed as source"
    )
    git("commit", "--quiet", "--allow-empty", "--message", "Three")
    assert version().startswith("1.2.1.dev1+g")
    assert version(archived("later")).startswith("1.2.1.dev1+g")
    git("clone", "--quiet", "--depth", "1", source.as_uri(), str(folder / "shallow"))
    assert version(folder / "shallow").startswith("0.1.dev1+g"), "a clone without its past, as CI makes them"


def test_what_is_packed_does_the_whole_way_in_an_empty_environment(
    installed: Installed, own: Project, tmp_path: Path
) -> None:
    def sitegen(*arguments: str) -> str:
        return installed.sitegen(*arguments, folder=tmp_path)

    assert sitegen("--version") == f"sitegen {installed.version}"
    sitegen("init", "new")
    sitegen("-C", "new", "check")
    sitegen("-C", "new", "build")
    here = sitegen_here.Project(tmp_path / "new", output=tmp_path / "here", cache=tmp_path / "cache")
    assert sitegen_here.build(here).ok
    assert files_in(tmp_path / "new/output") == files_in(tmp_path / "here"), "as from a checkout"
    own.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    assert "Published: release " in sitegen("-C", "own", "publish")
    assert "Because." in (tmp_path / "host/current" / DIGEST.removeprefix("content/") / "a.html").read_text("utf-8")


@pytest.mark.parametrize("variables", [{}, {"PYTHONDONTWRITEBYTECODE": "1"}], ids=["", "that-keeps-no-code"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_packed_compiles_no_template_and_writes_nothing_beside_itself(
    installed: Installed, own: Project, language: str, variables: dict[str, str]
) -> None:
    own.write("sitegen.yaml", f"title: Test\nlanguage: {language}\n")
    before = installed.files()
    assert installed.compiled(own.folder, **variables) == [], "the first build"
    own.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because of this."))
    assert installed.compiled(own.folder, **variables) == [], "an edit"
    own.write("templates/entry.html", (installed.package / "theme/entry.html").read_text("utf-8") + "<!-- Ours. -->")
    assert installed.compiled(own.folder, **variables) == ["templates/entry.html"], "a template of the project's own"
    assert installed.files() == before
