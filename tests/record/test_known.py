"""The copy of what was published, in the project's own memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sitegen.memory.refused import Refused
from sitegen.record.known import forget_known, known_file, read_known, write_known


def test_what_is_kept_of_a_place_is_read_again_byte_for_byte(tmp_path: Path) -> None:
    write_known(tmp_path, "intranet", b"one")
    write_known(tmp_path, "intranet", bytes(range(256)))
    write_known(tmp_path, "try", b"other")
    assert read_known(tmp_path, "intranet") == bytes(range(256))
    assert read_known(tmp_path, "try") == b"other"
    assert sorted(os.listdir(tmp_path / ".sitegen/published")) == ["intranet", "try"]


def test_a_place_that_was_never_published_to_has_no_copy(tmp_path: Path) -> None:
    assert read_known(tmp_path, "intranet") is None
    forget_known(tmp_path, "intranet")
    write_known(tmp_path, "intranet", b"one")
    forget_known(tmp_path, "intranet")
    assert read_known(tmp_path, "intranet") is None


@pytest.mark.parametrize(
    "name", ["../../up", "a/b", "", ".", "..", "Intranet", "intranet.new", "con", "é" * 300, "a:b"]
)
def test_a_place_may_have_any_name_and_its_copy_stays_in_the_folder(name: str, tmp_path: Path) -> None:
    write_known(tmp_path, name, b"one")
    assert known_file(tmp_path, name).parent == tmp_path / ".sitegen/published"
    assert known_file(tmp_path, name).name not in ("con", "intranet.new")
    assert read_known(tmp_path, name) == b"one"


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_nobody_else_can_read_the_copy(tmp_path: Path) -> None:
    write_known(tmp_path, "intranet", b"one")
    file = known_file(tmp_path, "intranet")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_the_place_of_a_copy_is_neither_followed_nor_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    folder = tmp_path / "site/.sitegen/published"
    folder.mkdir(parents=True)
    (folder / "intranet").symlink_to(other)
    with pytest.raises(Refused, match="link"):
        read_known(tmp_path / "site", "intranet")
    with pytest.raises(Refused, match="link"):
        write_known(tmp_path / "site", "intranet", b"ours")
    assert other.read_bytes() == b"theirs"
