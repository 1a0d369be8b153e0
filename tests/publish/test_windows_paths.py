"""Drives and shares of Windows as the place to publish to: one sentence says what to type instead."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from project import Project, minimal_project
from test_command import run

from sitegen.memory.refused import Refused
from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.folder import open_on, refuse_top
from sitegen.publish.remotes.state import state_beside

TOPS = [
    (PureWindowsPath("S:\\"), r"S:\questions"),
    (PureWindowsPath("S:/"), r"S:\questions"),
    (PureWindowsPath("S:"), r"S:\questions"),
    (PureWindowsPath(r"\\server\share"), r"\\server\share\questions"),
    (PureWindowsPath("//server/share/"), r"\\server\share\questions"),
    (PurePosixPath("/"), "/questions"),
]


@pytest.mark.parametrize(("top", "better"), TOPS, ids=str)
def test_the_top_of_a_drive_or_share_is_refused_with_a_folder_to_write(top: PurePath, better: str) -> None:
    with pytest.raises(Refused, match="is the top of a drive, a share or a disk") as refusal:
        refuse_top(top)
    assert refusal.value.hint.endswith(f"such as  {better}")


@pytest.mark.parametrize(
    "folder", [PureWindowsPath("S:\\qa"), PureWindowsPath(r"\\server\share\qa"), PurePosixPath("/qa")]
)
def test_a_folder_right_below_the_top_can_be_one(folder: PurePath) -> None:
    refuse_top(folder)
    assert state_beside(folder).name == "qa.sitegen"


def test_the_top_of_an_account_that_may_only_use_sftp_is_refused_too() -> None:
    with pytest.raises(Refused, match="is the top"):
        open_on(LocalDisk(), PurePosixPath("/"), lambda: False)


def to(folder: Path, typed: str) -> Project:
    settings = f"title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: {typed}\n"
    return minimal_project(folder).write("sitegen.yaml", settings)


@pytest.mark.parametrize(
    "path", [r"S:\qa", r"S:\new\web", r"\\server\share", r"S:\temp", r"S:\new", r"S:\Public", r"S:\Net"]
)
def test_a_backslash_between_double_quotation_marks_is_told_with_what_to_type(tmp_path: Path, path: str) -> None:
    (error,) = to(tmp_path, f'"{path}"').check().errors
    assert error["line"] == 5
    assert "between double quotation marks a backslash begins a special sign" in error["message"].lower()
    assert f"'{path}'" in f"{error['hint']} {error.get('replacement')}"
    assert to(tmp_path, f"'{path}'").check().errors == []


@pytest.mark.parametrize("typed", [r"S:\qa", r"'S:\qa'", "S:/qa", "S:\\", r'"S:\\qa"'])
def test_a_drive_of_windows_is_no_folder_of_another_system(tmp_path: Path, typed: str) -> None:
    said = run(to(tmp_path, typed), "--plan", code=2)
    assert "is on a drive of Windows, and this computer has none" in said
    assert "Mount that drive or share" in said


def test_a_path_in_a_block_of_its_own_is_a_path(tmp_path: Path) -> None:
    assert "To ../host: " in run(to(tmp_path / "mine", ">\n      ../host"), "--plan", code=10)
