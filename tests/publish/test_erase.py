"""`sitegen withdraw --erase`: no word, no name and no address of an answer is left here, or where it was published."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from project import DIGEST, Project, page
from publishing import SWEEP
from withdrawing import (
    CANARY,
    DAY,
    FOLDER,
    NAME,
    NEW_NAME,
    PATH,
    WAYS,
    WHY,
    Somewhere,
    canary,
    entry_text,
    found_in,
    news,
    rename,
    run,
    site,
    withdraw,
)

from sitegen.memory import datafile
from sitegen.serve.preview import Preview


@pytest.mark.parametrize("way", WAYS if SWEEP else WAYS[:-1])  # the last is slow, and tried by test_withdraw.py
def test_no_word_of_it_is_left_anywhere(
    way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = Somewhere(way, request, tmp_path, monkeypatch)
    project = site(tmp_path, where.to)
    run(project, "publish")
    project.write(f"{DIGEST}/q1.md", news("Why 1?", "Because of more."))
    run(project, "publish")
    said = withdraw(project, "--erase")
    assert found_in(where.folder, where.ours, project.folder) == []
    assert "Out of our reach" in said
    (opaque,) = (project.folder / DIGEST).glob("withdrawn-*.md")
    assert WHY in (where.root / f"digests/{FOLDER}/{opaque.stem}.html").read_text()
    assert not (where.root / f"digests/{FOLDER}/{NAME}.html").exists()
    for entry in (NAME, f"{FOLDER}/{NAME}", opaque.stem):
        assert "Some of it" not in run(project, "withdraw", entry, "--verify")
    run(project, "build")
    assert "Nothing to do" in run(project, "publish")
    assert found_in(where.folder, where.ours, project.folder) == []
    assert "There is no earlier release to go back to" in run(project, "publish", "--rollback", code=2)
    assert "withdrawn, so" not in withdraw(project, "--erase")


@pytest.mark.parametrize("way", ["flip", "in place", "ssh"])
def test_what_others_left_with_the_words_is_told(
    way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = Somewhere(way, request, tmp_path, monkeypatch)
    project = site(tmp_path, where.to)
    run(project, "publish")
    words = re.sub("[^a-z ]", " ", entry_text().rpartition("---")[2].splitlines()[1].lower())
    (where.root / "theirs.txt").write_text(words)
    (where.ours / "left.new").write_text(words)
    project.write(f"{DIGEST}/quoting.md", page({"question": "Why?", "topics": ["general"]}, words))
    said = withdraw(project, "--erase", code=1)
    assert f"{DIGEST}/quoting.md" in said
    assert "theirs.txt" in said
    assert "1 file removed" in said
    assert not (where.ours / "left.new").exists()
    assert "Some of it" in run(project, "withdraw", NAME, "--verify", code=1)
    for theirs in tmp_path.rglob("theirs.txt"):
        theirs.unlink()
    project.remove(f"{DIGEST}/quoting.md")
    assert "Some of it" not in run(project, "withdraw", NAME, "--verify")


def test_what_a_withdrawn_answer_leaves_is_looked_for_too(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    run(project, "withdraw", NAME, "--verify", code=2)
    withdraw(project)
    assert "the built site here" in run(project, "withdraw", NAME, "--verify", code=1)
    run(project, "build")
    assert "Some of it" not in run(project, "withdraw", NAME, "--verify")
    assert project.read(PATH).count("withdrawn:") == 1
    withdraw(project, "--erase")
    assert found_in(tmp_path / "site", project.folder) == []


def test_the_address_of_another_answer_is_no_word_of_this_one(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    other = "content/digests/2024-02-01-a-long-name-of-a-session"
    project.write(f"{other}/index.md", page({"title": "Other", "date": "2024-02-01", "answered_by": ["chief"]}))
    project.write(f"{other}/an-answer-to-that.md", page({"question": "And?", "topics": ["general"]}, "So."))
    link = "See [that](../2024-02-01-a-long-name-of-a-session/an-answer-to-that.md)."
    project.write(PATH, entry_text() + f"\n{link}\n")
    run(project, "publish")
    assert "Some of it" not in withdraw(project, "--erase")


def test_a_preview_that_is_open_meanwhile_writes_nothing_of_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datafile, "_MUCH", 100)  # as on a site of which much is remembered
    project = site(tmp_path, "../site")
    run(project, "publish")
    project.write(PATH, entry_text() + "\nMore.\n")
    preview = Preview(project.folder, lambda _: date.fromisoformat(DAY), drafts=True)
    try:
        shown = preview.serve(f"digests/{FOLDER}/{NAME}.html")[1]
        assert shown
        assert CANARY in shown.data
        project.write(PATH, entry_text())
        withdraw(project, "--erase")
        project.write(f"{DIGEST}/q1.md", news("Why 1?", "Mended."))
        preview.look_again(None)
        for route in (f"digests/{FOLDER}/q1.html", "index.html"):
            shown = preview.serve(route)[1]
            assert shown
            assert CANARY not in shown.data
        assert found_in(tmp_path / "site", project.folder) == []
        run(project, "build")
    finally:
        preview.close()
        preview._planner._store.close()
    assert found_in(tmp_path / "site", project.folder) == []


def test_unfinished_work_stays_as_it_is(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    project.write(f"{DIGEST}/q1.md", "no fields").write("notes.txt", "my own")
    withdraw(project, "--erase")
    assert found_in(tmp_path / "site", project.folder) == []
    assert project.read(f"{DIGEST}/q1.md") == "no fields"
    assert project.read("notes.txt") == "my own"
    assert "follows: [" in project.read(f"{DIGEST}/later.md")
    project.write(f"{DIGEST}/q1.md", news("Why 1?", "Mended."))
    run(project, "publish")


def test_an_older_copy_that_erases_takes_nothing_else_away(tmp_path: Path) -> None:
    older = site(tmp_path / "older", str(tmp_path / "site"))
    run(older, "publish")
    withdraw(older, "--erase", entry="q1")
    newer = Project(shutil.copytree(older.folder, tmp_path / "newer"))
    newer.write(f"{DIGEST}/new.md", page({"question": "What is new?", "topics": ["general"]}, "Much."))
    run(newer, "publish")
    said = withdraw(older, "--erase", entry="q2", code=2)
    assert "has what this copy of the folder lacks: “What is new?”" in " ".join(said.split())
    shown = tmp_path / "site/current/digests" / FOLDER
    assert (shown / "new.html").is_file()
    newest = Project(shutil.copytree(newer.folder, tmp_path / "newest"))
    withdraw(newest, "--erase", entry="q2")
    assert (shown / "new.html").is_file()
    assert not (shown / "q2.html").exists()


@pytest.mark.parametrize(
    ("way", "when", "is_kept"),
    [
        ("flip", "published since", True),
        ("flip", "with its old address", True),
        ("flip", "with its old address", False),
        ("flip", "without it", False),
        ("in place", "without it", True),
    ],
)
def test_a_renamed_answer_is_erased_by_all_its_names(
    way: str,
    when: str,
    is_kept: bool,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = Somewhere(way, request, tmp_path, monkeypatch)
    project = site(tmp_path, where.to)
    run(project, "publish")
    alias = f"old/{canary('alias')}.html"
    rename(project, [alias] if when == "without it" else [alias, f"digests/{FOLDER}/{NAME}.html"])
    if when == "published since":
        run(project, "publish")
    if not is_kept:
        for file in (project.folder / ".sitegen/published").glob("*.sources"):
            file.unlink()
    withdraw(project, "--erase", entry=NEW_NAME)
    assert found_in(where.folder, where.ours, project.folder) == []
    assert "There is no earlier release to go back to" in run(project, "publish", "--rollback", code=2)


@pytest.mark.parametrize("others", [{"q0"}, {"q0", "q1"}])
def test_no_other_answer_goes_with_one_that_is_known_by_its_title_alone(tmp_path: Path, others: set[str]) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    rename(project, [])
    for file in (project.folder / ".sitegen/published").glob("*.sources"):
        file.unlink()
    kept = {name: project.read(f"{DIGEST}/{name}.md") for name in others}
    for name in others:
        project.remove(f"{DIGEST}/{name}.md")
    withdraw(project, "--erase", entry=NEW_NAME, code=2)
    shown = tmp_path / "site/current/digests" / FOLDER
    assert all((shown / f"{name}.html").is_file() for name in (*others, NAME))
    for name, text in kept.items():
        project.write(f"{DIGEST}/{name}.md", text)
    withdraw(project, "--erase", entry=NEW_NAME)
    assert found_in(tmp_path / "site", project.folder) == []
    assert all((shown / f"{name}.html").is_file() for name in others)


def test_a_renamed_answer_whose_place_was_out_of_reach_is_erased_when_it_is_back(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    rename(project, [f"digests/{FOLDER}/{NAME}.html"])
    (tmp_path / "site").rename(tmp_path / "away")
    (tmp_path / "site").write_text("not a folder")
    withdraw(project, "--erase", entry=NEW_NAME, code=2)
    (tmp_path / "site").unlink()
    (tmp_path / "away").rename(tmp_path / "site")
    withdraw(project, "--erase", entry=NEW_NAME)
    assert found_in(tmp_path / "site", project.folder) == []


def test_a_reason_with_the_words_is_refused_and_nothing_is_erased_without_a_yes(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    before = {path: path.read_bytes() for path in project.folder.rglob("*.md")}
    run(project, "withdraw", NAME, "--erase", "--yes", "--why", f"It was {NAME}.", code=2)
    run(project, "withdraw", NAME, "--erase", "--why", WHY, code=2)
    assert {path: path.read_bytes() for path in project.folder.rglob("*.md")} == before


def test_what_is_kept_of_it_is_for_nobody_else(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    withdraw(project, "--erase")
    (kept,) = (project.folder / ".sitegen/taken-back").iterdir()
    assert os.stat(kept).st_mode & 0o777 == 0o600
    assert CANARY not in kept.read_bytes()
