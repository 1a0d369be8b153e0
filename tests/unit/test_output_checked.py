"""What was built is looked at once more before anything is sent: byte for byte, and every name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made
from sitegen.publish.guards import check_output

FILES = {"index.html": b"first", "a/b.html": b"other"}


def output(folder: Path, files: dict[str, bytes]) -> dict[str, Made]:
    """The files in a folder, and the tree that names them."""
    for route, data in files.items():
        (folder / route).parent.mkdir(parents=True, exist_ok=True)
        (folder / route).write_bytes(data)
    return {
        route: Made(hashlib.sha256(data).hexdigest(), len(data), "entry", route, ()) for route, data in files.items()
    }


def test_what_the_build_wrote_is_taken(tmp_path: Path) -> None:
    check_output(tmp_path, output(tmp_path, FILES))


@pytest.mark.parametrize("become", ["changed", "longer", "empty", "missing", "a folder", "a link"])
def test_a_file_that_is_not_what_the_build_wrote_is_named(tmp_path: Path, become: str) -> None:
    tree = output(tmp_path, FILES)
    file = tmp_path / "a/b.html"
    file.unlink()
    if become == "a folder":
        file.mkdir()
    elif become == "a link":
        (tmp_path / "aside").write_bytes(b"other")
        file.symlink_to(tmp_path / "aside")
    elif become != "missing":
        file.write_bytes({"changed": b"0ther", "longer": b"other ", "empty": b""}[become])
    with pytest.raises(Refused, match=r"output/a/b\.html is not what the build wrote"):
        check_output(tmp_path, tree)


def test_a_site_without_a_first_page_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no first page"):
        check_output(tmp_path, output(tmp_path, {"a.html": b"x"}))


@pytest.mark.parametrize("name", ["a\nb.html", "a\\b.html", "a\x7fb.html"])
def test_a_name_that_no_host_takes_is_refused_and_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="No host can take a file named") as refusal:
        check_output(tmp_path, output(tmp_path, {**FILES, name: b"x"}))
    assert repr(name) in str(refusal.value)
