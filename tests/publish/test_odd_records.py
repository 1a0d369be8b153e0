"""Records and folders of a place in odd states: what can be gone on from is, the rest is refused in words."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from publishing import NEW, OLD, folder_place, outcome, put, release_of, served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEAR_2100 = 4_102_444_800
NEXT = release_of(NEW).id


def with_a_bom(_: Path, ours: Path) -> None:
    marker = ours / "site.json"
    marker.write_bytes(b"\xef\xbb\xbf" + marker.read_bytes())


def current_as_a_folder(site: Path, ours: Path) -> None:
    file = ours / "head" if (ours / "head").exists() else site / "current"
    file.unlink()
    file.mkdir()


def staging_as_a_file(site: Path, ours: Path) -> None:
    folder = ours / "ready" if (ours / "head").exists() else site / "releases" / f".tmp-{NEXT}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("theirs")


def release_as_a_file(site: Path, ours: Path) -> None:
    if (ours / "head").exists():
        (ours / "m" / f"{NEXT}.gz").mkdir()
    else:
        (site / "releases" / NEXT).write_text("theirs")


def endless_history(_: Path, ours: Path) -> None:
    file = ours / "history.ndjson"
    file.write_text(file.read_text() * 100_000)


def wrong_bytes(_: Path, ours: Path) -> None:
    for file in ours.glob("o/*/*"):
        file.write_bytes(b"wrong")


def in_1970(_: Path, ours: Path) -> None:
    for file in ours.rglob("*"):
        os.utime(file, (0, 0))


def in_2100(_: Path, ours: Path) -> None:
    file = ours / "history.ndjson"
    *rows, last = map(json.loads, file.read_text().splitlines())
    file.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {**last, "stamp": YEAR_2100}]))
    for file in ours.rglob("*"):
        os.utime(file, (YEAR_2100, YEAR_2100))


@pytest.mark.parametrize("mode", ["flip", "in place"])
@pytest.mark.parametrize(
    ("oddly", "words"),
    [
        (with_a_bom, "was not written by sitegen"),
        (current_as_a_folder, ("is no link that can be read", "was not written by sitegen")),
        (staging_as_a_file, "no plain file or folder, where sitegen keeps its own records"),
        (release_as_a_file, ("a file stands where a folder should be", "a folder stands where a file should be")),
        (endless_history, "was not written by sitegen"),
        (wrong_bytes, ""),
        (in_1970, ""),
        (in_2100, ""),
    ],
)
def test_a_place_in_an_odd_state_is_gone_on_from_or_refused(
    tmp_path: Path, mode: str, oddly: Callable[[Path, Path], None], words: str | tuple[str, str]
) -> None:
    site = tmp_path / "site"
    ours = site / ".sitegen" if mode == "flip" else tmp_path / "site.sitegen"
    put(folder_place(site, mode), OLD)
    oddly(site, ours)
    said = outcome(folder_place(site, mode), NEW)
    wanted = words if isinstance(words, str) else words[mode == "in place"]
    assert wanted in said
    if not wanted:
        assert said == ""
        assert served(site, mode) == NEW
    elif mode == "in place":
        assert served(site, mode) == OLD
