"""A slip in a real file is mended by doing what the report says: the hint is right wherever the slip stands."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest
from following import followed
from judged import ONLY_BY_A_PERSON
from mending import mend
from project import convert
from slips import SLIPS, SLIPS_OF_NAMES

from sitegen.api.checking import check
from sitegen.api.project_folder import Project as Site
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import Problem
from sitegen.reading.markdown import Labels

LONG = "SITEGEN_SWEEP" in os.environ
SETS = ["login-gov-help", *(["optech-digests", "faq-small", "uk-written-questions"] if LONG else [])]
FILES = 25 if LONG else 3  # for each slip, of each set
SEEDS = range(1, 4) if LONG else [1]


def told_of(path: str, text: str) -> list[Problem]:
    return list(parse_content("entry", path, text.encode(), Labels(), ()).problems)


def entries_of(folder: Path) -> list[str]:
    paths = (path for path in folder.glob("content/digests/*/*.md") if path.name != "index.md")
    return sorted(path.relative_to(folder).as_posix() for path in paths)


@pytest.fixture(scope="session")
def real_files(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """For each set, the text of each entry of which nothing is told."""
    sets = []
    for name in SETS:
        folder = tmp_path_factory.mktemp(name) / "project"
        convert(corpora, name, folder)
        texts = {path: (folder / path).read_text(encoding="utf-8") for path in entries_of(folder)}
        sets.append({path: text for path, text in texts.items() if not told_of(path, text)})
    return sets


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_in_a_real_file_is_mended_by_following_the_report(
    real_files: list[dict[str, str]], slip: str, seed: int
) -> None:
    random = Random(f"{slip} {seed}")
    for texts in real_files:
        for path in random.sample(sorted(texts), min(FILES, len(texts))):
            wrong = SLIPS[slip](texts[path], random)
            _, left = mend(wrong, partial(told_of, path), ONLY_BY_A_PERSON, random)
            assert set(left) <= ONLY_BY_A_PERSON, path


def by_path(folder: Path) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in check(Site(folder, day=date(2026, 11, 24))).problems:
        found.setdefault(problem.path, []).append(problem)
    return found


def codes(problems: list[Problem]) -> Counter[str]:
    return Counter(problem.code for problem in problems)


def to_mend(problems: list[Problem]) -> Problem | None:
    return next((one for one in reversed(problems) if one.code not in ONLY_BY_A_PERSON), None)


@pytest.mark.parametrize("name", SETS[: 4 if LONG else 1])
@pytest.mark.parametrize("seed", SEEDS)
def test_slips_in_names_and_links_of_a_site_are_mended_by_following_its_report(
    corpora: Path, tmp_path: Path, name: str, seed: int
) -> None:
    project, _ = convert(corpora, name, tmp_path / "project")
    random = Random(f"{name} {seed}")
    before = by_path(project.folder)
    entries = sorted(path for path in entries_of(project.folder) if path not in before)
    wrong = {}
    for slip, path in zip([*SLIPS_OF_NAMES.values()] * 4, random.sample(entries, len(entries)), strict=False):
        wrong[path] = slip(project.read(path), random)
        project.write(path, wrong[path])
    found = by_path(project.folder)
    while todo := {path: problem for path in wrong if (problem := to_mend(found.get(path, [])))}:
        for path, problem in todo.items():
            ways = list(followed(project.read(path), problem))
            assert ways, problem
            project.write(path, random.choice(ways))
        now = by_path(project.folder)
        for path, problem in todo.items():
            left = codes(now.get(path, []))
            assert left[problem.code] < codes(found[path])[problem.code], (problem, project.read(path))
            assert not left - codes(found[path]), (problem, left, project.read(path))
        found = now
    assert {path: problems for path, problems in found.items() if path not in wrong} == before
