"""What a publish that died was writing of a release holds titles, too, and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dying import MODES
from publishing import NEW, OLD, folder_place, look, put

if TYPE_CHECKING:
    from pathlib import Path


@MODES
@pytest.mark.parametrize("files", [OLD, NEW])
def test_a_list_of_files_that_was_cut_goes_with_the_next_publish_even_where_nothing_is_new(
    tmp_path: Path, mode: str, files: dict[str, bytes]
) -> None:
    place, folder = folder_place(tmp_path / "site", mode), tmp_path / "site"
    put(place, OLD)
    ours = folder / ".sitegen" if mode == "flip" else tmp_path / "site.sitegen"
    cut = [ours / f"m-{'a' * 16}.{ending}.new" for ending in ("gz", "record")]
    theirs = ours / "m-notes.new"
    for path in (*cut, theirs):
        path.write_bytes(b"titles")
    put(place, files)
    assert not any(path.exists() for path in cut)
    assert theirs.exists()
    assert not look(place).untidy
