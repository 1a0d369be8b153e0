"""What is packed, as somebody gets it: the version it says it is, and the whole way with nothing else installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import DIGEST, minimal_project, page

ROOT = Path(__file__).parents[1]
FILES = [".gitignore", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "sitegen.yaml"]
FOLDERS = ["sitegen", "content", "templates"]


def call(*command: str | Path, folder: Path) -> str:
    result = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout.strip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What the packer reads of the checkout, as it is now, without its history."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_version.py"))
    return folder


def test_the_version_is_that_of_the_tag_and_between_tags_one_of_development(source: Path) -> None:
    def git(*arguments: str) -> None:
        call("git", "-c", "user.name=A", "-c", "user.email=a@x.example", *arguments, folder=source)

    def version() -> str:
        return call(sys.executable, "-m", "hatchling", "version", folder=source)

    assert version() == "0.1.dev0", "a copy without a history"
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "One")
    assert version().startswith("0.1.dev1+g"), "a clone without tags"
    git("tag", "v1.2.0")
    assert version() == "1.2.0"
    git("commit", "--quiet", "--allow-empty", "--message", "Two")
    assert version().startswith("1.2.1.dev1+g")


def test_what_is_packed_does_the_whole_way_in_an_empty_environment(source: Path, tmp_path: Path) -> None:
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, source, folder=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")  # made of what was packed as source, which has no history either
    call(sys.executable, "-m", "venv", "--without-pip", "empty", folder=tmp_path)
    bin_folder = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    call(sys.executable, "-m", "pip", "--python", "empty", "install", "--quiet", wheel, folder=tmp_path)

    def sitegen(*arguments: str) -> str:
        return call(bin_folder / "sitegen", *arguments, folder=tmp_path)

    assert sitegen("--version") == f"sitegen {wheel.name.split('-')[1]}"
    sitegen("init", "new")
    sitegen("-C", "new", "check")
    sitegen("-C", "new", "build")
    assert (tmp_path / "new/output/index.html").is_file()
    project = minimal_project(tmp_path / "own")
    project.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    assert "Published: release " in sitegen("-C", "own", "publish")
    assert "Because." in (tmp_path / "host/current" / DIGEST.removeprefix("content/") / "a.html").read_text("utf-8")
