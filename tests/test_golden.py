"""What people see, byte for byte: the sample site. Write it anew with `make golden`, then read the diff."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import TODAY, Project

ROOT = Path(__file__).parents[1]
EXPECTED = Path(__file__).parent / "golden" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "sitegen.yaml", folder)
    outcome = Project(folder).build(date=TODAY)
    # What people see; that the search index is right, the tests of the search tell.
    names = [name for name in outcome.files() if not name.startswith("_search/")]
    return {name: (outcome.output / name).read_bytes() for name in names}


def test_the_sample_site_is_as_it_was(sample: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        for file in [path for path in EXPECTED.rglob("*") if path.is_file()]:
            file.unlink()
        for name, data in sample.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_bytes(data)
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_bytes() for path in EXPECTED.rglob("*") if path.is_file()
    }
    assert sorted(sample) == sorted(expected)
    changed = [name for name in sorted(sample) if sample[name] != expected[name]]
    assert not changed, "these pages differ; if that is meant:  make golden"
