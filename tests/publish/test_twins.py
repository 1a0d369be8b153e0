"""A name that changes in capitals only, on a disk that takes both for one, as shares do, and on one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from publishing import OLD, back, place_of, put, served

from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.inplace import InPlaceFolder
from sitegen.publish.twins import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from sitegen.publish.outcome import PublishTarget


class FoldingDisk(LocalDisk):
    """A disk that finds a file by any of its twins."""

    def stats(self, paths: Iterable[PurePath]) -> Any:
        return super().stats([_there(path) for path in paths])

    def names(self, folder: PurePath) -> list[str]:
        return super().names(_there(folder))

    def hashes(self, paths: Iterable[PurePath]) -> list[str]:
        return super().hashes([_there(path) for path in paths])

    def make_folders(self, folders: Iterable[PurePath], mode: int = 0o755) -> None:
        for folder in folders:
            super().make_folders([_there(folder)], mode)

    def replace(self, pairs: Any) -> None:
        super().replace([(old, _there(new)) for old, new in pairs])

    def remove(self, paths: Iterable[PurePath]) -> None:
        super().remove([_there(path) for path in paths])

    def remove_empty(self, folders: Iterable[PurePath]) -> None:
        super().remove_empty([_there(folder) for folder in folders])


def _there(path: PurePath) -> Path:
    """What the path finds."""
    found = Path(path.anchor)
    for part in path.parts[1:]:
        names = [name.name for name in found.iterdir()] if found.is_dir() and not (found / part).exists() else []
        found /= next((name for name in names if fold(name) == fold(part)), part)
    return found


@pytest.fixture(params=[FoldingDisk, LocalDisk])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> PublishTarget:
    return place_of(lambda: InPlaceFolder(request.param(), tmp_path / "site"))


def folded(files: dict[str, bytes]) -> dict[str, bytes]:
    return {fold(route): data for route, data in files.items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Plan.pdf", "plan.pdf"),
        ("answers/Plan.pdf", "Answers/plan.pdf"),
        ("Files/plan.pdf", "files/plan.pdf"),
        ("caf\u00e9.pdf", "cafe\u0301.pdf"),
        ("STRASSE.pdf", "stra\u00dfe.pdf"),
    ],
)
@pytest.mark.parametrize("data", [b"the plan", b"another plan"])
def test_a_file_whose_name_changes_in_capitals_stays(
    place: PublishTarget, tmp_path: Path, before: str, after: str, data: bytes
) -> None:
    first, second = {**OLD, before: b"the plan"}, {**OLD, after: data}
    put(place, first)
    assert put(place, second).switched
    assert folded(served(tmp_path / "site", "in place")) == folded(second)
    assert back(place).switched
    assert folded(served(tmp_path / "site", "in place")) == folded(first)
    put(place, OLD)
    assert served(tmp_path / "site", "in place") == OLD
