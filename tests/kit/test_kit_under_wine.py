"""The kit for Windows does what its files promise, run by the real Python for Windows under Wine.

Needs a kit, `make windows-kit-tried` makes one and names it in SITEGEN_KIT; else nothing of this is run, aloud.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from project import DIGEST, Project, minimal_project, page
from wine import NEEDED, Wine, end

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = "SITEGEN_KIT"
DAY = "2026-11-24"
SETTINGS = """title: Questions
id: 0123abcd
publish:
  intranet:
    to: ../readers
"""


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    if KIT not in os.environ:
        pytest.skip(f"{KIT} is not set: the kit for Windows was not tried (make windows-kit-tried)")
    if missing := sorted({package for command, package in NEEDED.items() if not shutil.which(command)}):
        pytest.fail(f"Debian's {', '.join(missing)} is not installed: the kit for Windows was not tried")
    wine = Wine(tmp_path_factory.mktemp("wine"))
    yield wine
    wine.close()


@pytest.fixture(scope="module")
def kit(wine: Wine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder with a name that batch files stumble over."""
    return wine.copied(Path(os.environ[KIT]), tmp_path_factory.mktemp("own") / "Q & A (für alle)")


@pytest.fixture
def site(kit: Path) -> Iterator[Project]:
    """A site of a writer in the kit."""
    yield minimal_project(kit / "site").write("sitegen.yaml", SETTINGS)
    shutil.rmtree(kit / "site")
    shutil.rmtree(kit / "readers", ignore_errors=True)


def test_the_sample_is_built_byte_for_byte_as_elsewhere(wine: Wine, kit: Path, tmp_path: Path) -> None:
    python = (str(Path("python/python.exe")), "-X", "utf8", "-m", "sitegen")
    assert wine.run(kit, *python, "init", "sample")[0] == 0
    shutil.copytree(kit / "sample", tmp_path / "sample")
    assert wine.run(kit, *python, "-C", "sample", "build", "--date", DAY)[0] == 0
    here = [sys.executable, "-m", "sitegen", "-C", str(tmp_path / "sample"), "build", "--date", DAY]
    subprocess.run(here, check=True, capture_output=True)
    assert tree(kit / "sample/output") == tree(tmp_path / "sample/output")
    shutil.rmtree(kit / "sample")


def tree(output: Path) -> dict[str, bytes]:
    files = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".sitegen/")}


@pytest.mark.parametrize("name", ["Check.cmd", "Publish.cmd", "Undo.cmd", "Commands.cmd"])
def test_without_a_site_each_says_where_to_start(wine: Wine, kit: Path, name: str) -> None:
    code, said = wine.run(kit, "cmd", "/c", rf".\{name}")
    assert "There is no site yet. Start with Start.cmd." in said
    assert code == 2


def test_start_makes_a_site_and_shows_what_is_written(wine: Wine, kit: Path) -> None:
    running = wine.start(kit, "cmd", "/c", "call", r".\Start.cmd")
    try:
        assert running.stdout
        address = ""
        for line in running.stdout:
            if found := re.search(r"Look at (http\S+)", line):
                address = found[1]
                break
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        home = address.partition("?")[0]
        opener.open(address, timeout=30).close()  # from here on we are known
        with opener.open(home, timeout=30) as first:
            assert "<h1" in first.read().decode()
        settings = kit / "site/sitegen.yaml"
        settings.write_text(re.sub("(?m)^title: .*", "title: Ours", settings.read_text(encoding="utf-8")), "utf-8")
        for line in running.stdout:
            if "changed: shown after" in line:
                break
        with opener.open(home, timeout=30) as again:
            assert "Ours" in again.read().decode()
    finally:
        end(running)
    shutil.rmtree(kit / "site", ignore_errors=True)


def test_check_says_what_is_to_be_mended(wine: Wine, kit: Path, site: Project) -> None:
    assert "Done." in wine.run(kit, "cmd", "/c", r".\Check.cmd")[1]
    site.write(f"{DIGEST}/q9.md", page({"question": "Why?", "topics": ["unknown"]}, "Because."))
    code, said = wine.run(kit, "cmd", "/c", r".\Check.cmd")
    assert "There is no topic “unknown”" in said
    assert "Something is left to do: see above." in said
    assert code == 1


def test_a_publish_asks_and_the_way_back_too(wine: Wine, kit: Path, site: Project) -> None:
    served = kit / "readers"
    assert "Nothing was published." in wine.run(kit, "cmd", "/c", r".\Publish.cmd", typed="no\r\n")[1]
    assert not list(served.rglob("*.html"))
    assert wine.run(kit, "cmd", "/c", r".\Publish.cmd", typed="yes\r\n")[0] == 0
    first = shown(served)
    site.write(f"{DIGEST}/q9.md", page({"question": "What is new?", "topics": ["general"]}, "Much."))
    assert wine.run(kit, "cmd", "/c", r".\Publish.cmd", typed="yes\r\n")[0] == 0
    assert shown(served) != first
    assert "Nothing was changed." in wine.run(kit, "cmd", "/c", r".\Undo.cmd", typed="\r\n")[1]
    assert shown(served) != first
    assert wine.run(kit, "cmd", "/c", r".\Undo.cmd", typed="yes\r\n")[0] == 0
    assert shown(served) == first


def shown(served: Path) -> dict[str, bytes]:
    """What readers get, whichever way the place switches."""
    root = served / "current" if (served / "current").is_dir() else served
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.html"))}


def test_commands_that_messages_name_can_be_typed(wine: Wine, kit: Path, site: Project) -> None:
    typed = "sitegen new topic parking\r\nexit\r\n"
    assert wine.run(kit, "cmd", "/c", r".\Commands.cmd", typed=typed)[0] == 0
    assert (site.folder / "content/topics/parking.md").is_file()
