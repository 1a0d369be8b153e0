"""What is told of a text quotes no private words: not on a terminal, not to programs, and not where it is kept."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from project import minimal_project

import sitegen
from sitegen.privacy.detectors import find_private
from sitegen.problems.report import as_data, as_github, as_lines

sys.path.append(str(Path(__file__).parent / "unit"))
from test_every_problem import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

BIRDS = {"07912 345601": "07912|345601", "450 557 7104": "450.?557|7104", "joan.ward@holtmail.net": "joan|ward@"}
"""Private words, and what no part of them may be told."""
SWEEP = "SITEGEN_SWEEP" in os.environ
_WORD = re.compile(r"[^\W_][\w./-]*[^\W_]|[^\W_]")
_QUOTED = re.compile(r"“([^”]+)”")


def told_of(folder: Path, files: dict[str, str]) -> sitegen.Report:
    project = minimal_project(folder)
    for path, text in files.items():
        project.write(path, text)
    return sitegen.check(sitegen.Project(folder, day=date(2026, 11, 24)))


def planted(files: dict[str, str], quoted: str) -> Iterator[tuple[dict[str, str], str]]:
    """The texts, each with a bird in the place of a word that a report quotes; in the long run, of any word."""
    birds = cycle(BIRDS)
    for path, text in files.items():
        for match in [*_WORD.finditer(text)][:40]:
            if SWEEP or match[0] in quoted:
                bird = next(birds)
                new = text[: match.start()] + bird + text[match.end() :]
                if find_private(new):  # what a letter begins is no number
                    yield {**files, path: new}, BIRDS[bird]


@pytest.mark.parametrize("code", CASES)
def test_no_report_quotes_private_words_and_none_is_kept(code: str, tmp_path: Path) -> None:
    files = {path: text for path, text in CASES[code].files.items() if isinstance(text, str) and len(text) < 20_000}
    quoted = " ".join(_QUOTED.findall("".join(one.message for one in told_of(tmp_path / "plain", files).problems)))
    for number, (others, part) in enumerate(islice(planted(files, quoted), None if SWEEP else 1)):
        folder = tmp_path / str(number)
        report = told_of(folder, others)
        said = [str(report), as_lines(report.problems), as_github(report.problems), repr(report.held_back)]
        said += [str(as_data(problem)) for problem in report.problems]
        assert [text for text in said if re.search(part, text)] == [], others
        if not report.ok:  # else parts of pages are kept
            kept = [path for path in (folder / ".sitegen").rglob("*") if path.is_file()]
            assert [path for path in kept if re.search(part.encode(), path.read_bytes())] == [], others


def test_what_own_code_fails_with_is_told_masked(tmp_path: Path) -> None:
    def broken(_: object) -> bytes:
        raise ValueError("no place for 07912 345601")

    project = minimal_project(tmp_path)
    report = sitegen.build(sitegen.Project(project.folder), steps={"own.json": broken}, version="1")
    assert [(one.code, "079••••••01" in one.message) for one in report.errors] == [("own-code", True)]
    assert "345601" not in str(report)
