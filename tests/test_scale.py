"""What would carry on where one machine ends: the same work by any executor, in any number of pieces."""

from __future__ import annotations

import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project import DIGEST, minimal_project, page

from sitegen.engine.making import build
from sitegen.engine.workspace import read_project
from sitegen.memory import workers
from sitegen.memory.output import Output
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers


class Elsewhere(Executor):
    """An executor as a cluster has it: everything that goes in or comes out crosses a wire."""

    def submit(self, function: Any, /, *arguments: Any, **keywords: Any) -> Future[Any]:
        import pickle

        future: Future[Any] = Future()
        function, arguments, keywords = pickle.loads(pickle.dumps((function, arguments, keywords)))
        future.set_result(pickle.loads(pickle.dumps(function(*arguments, **keywords))))
        return future


def tree(folder: Path, workers: Workers) -> dict[str, bytes]:
    project = minimal_project(folder)
    for number in range(25):
        fields = {"question": f"Why {number}?", "topics": ["general"]}
        project.write(f"{DIGEST}/q{number:02}.md", page(fields, f"Because *{number}*. See [another](q00.md)."))
    output = Output(folder / "output", folder)
    result = build(read_project(folder), Store(None, ""), output, lambda _: date(2024, 6, 1), workers)
    assert result.tree is not None
    return {route: (folder / "output" / route).read_bytes() for route in result.tree}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return tree(tmp_path_factory.mktemp("one"), Workers(1))


def test_another_executor_gives_the_same_site(tmp_path: Path, expected: dict[str, bytes]) -> None:
    assert tree(tmp_path, Workers(executor=Elsewhere())) == expected


def test_threads_give_the_same_site(tmp_path: Path, expected: dict[str, bytes]) -> None:
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # seconds: threads change over in the middle of a page
    try:
        with ThreadPoolExecutor(3) as pool:
            assert tree(tmp_path, Workers(executor=pool)) == expected
    finally:
        sys.setswitchinterval(often)


def test_any_number_of_processes_gives_the_same_site(
    tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FEW", 2)  # so that even this little is shared out
    assert tree(tmp_path, Workers(3)) == expected
