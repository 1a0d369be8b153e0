"""Nothing comes back that was taken back: by no rollback, and from no older copy of the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import DIGEST, Project, page
from withdrawing import NAME, PATH, WHY, entry_text, found_in, run, site, withdraw


def copied(project: Project, name: str) -> Project:
    return Project(Path(shutil.copytree(project.folder, project.folder.parent / name)))


def test_an_older_copy_of_the_folder_does_not_bring_it_back(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    older = copied(project, "older")
    withdraw(project)
    older.write(f"{DIGEST}/q1.md", page({"question": "Why 1?", "topics": ["general"]}, "Because of more."))
    assert "would bring back what was withdrawn here" in run(older, "publish", code=2)
    assert "would bring back" in run(older, "publish", "--removals", "0", code=2)
    assert WHY in next((tmp_path / "site/current").rglob(f"{NAME}.html")).read_text()


def test_an_older_copy_of_the_folder_does_not_bring_back_what_was_erased(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    older = copied(project, "older")
    for file in (project.folder / ".sitegen/published").glob("*.sources"):
        file.unlink()  # so all of the site is published
    withdraw(project, "--erase")
    assert found_in(tmp_path / "site", project.folder) == []
    older.write(f"{DIGEST}/q1.md", page({"question": "Why 1?", "topics": ["general"]}, "Because of more."))
    assert "would bring back" in run(older, "publish", code=2)


def test_what_was_taken_out_is_no_change_in_silence(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    body = "Ask Ursula Canarybird about it."
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, body))
    run(project, "publish")
    taken = [{"date": "2024-06-01", "what": "Ursula Canarybird", "why": "To protect her."}]
    fields = {"question": "Why?", "topics": ["general"], "redactions": taken}
    project.write(f"{DIGEST}/a.md", page(fields, body))
    assert "[published-" not in run(project, "check")
    project.write(f"{DIGEST}/a.md", page(fields | {"redactions": []}, body.replace("Ursula Canarybird", "somebody")))
    assert "[published-words-changed]" in run(project, "check")
    withdraw(project)
    assert run(project, "check").count("[published-") == 1


def test_an_earlier_release_without_it_can_still_be_gone_back_to(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    project.remove(PATH)
    for number in range(4):
        project.write(f"{DIGEST}/q{number}.md", page({"question": "Why?", "topics": ["general"]}, f"Because {number}."))
    project.remove(f"{DIGEST}/later.md")
    run(project, "publish")
    project.write(PATH, entry_text())
    run(project, "publish")
    withdraw(project)
    said = run(project, "publish", "--rollback")
    assert "holds what was withdrawn" in said
    assert "Went back" in said
    assert found_in(tmp_path / "site", needle=b"zqxcanarybody") == []


def test_what_is_marked_by_hand_is_for_ever_too(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    project.write(PATH, entry_text(withdrawn={"date": "2024-05-01", "why": WHY}))
    run(project, "publish")
    assert found_in(tmp_path / "site", needle=b"zqxcanarybody") == []
    assert "no earlier release to go back to" in run(project, "publish", "--rollback", code=2)


@pytest.mark.parametrize("how", ["redactions", "corrections"])
def test_releases_with_words_that_were_taken_out_go(tmp_path: Path, how: str) -> None:
    project = site(tmp_path, "../site")
    project.write(
        f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Ask Ursula Canarybird about it.")
    )
    run(project, "publish")
    older = copied(project, "older")
    taken = {"date": "2024-05-01", "why": "To protect her."}
    if how == "redactions":
        fields, body = {how: [{**taken, "what": "Ursula Canarybird"}]}, "Ask Ursula Canarybird about it."
    else:
        fields, body = {how: [{**taken, "removed": "true"}]}, "Ask about it."
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"], **fields}, body))
    run(project, "publish")
    assert found_in(tmp_path / "site", needle=b"canarybird") == []
    older.write(f"{DIGEST}/q1.md", page({"question": "Why 1?", "topics": ["general"]}, "Because of more."))
    assert "would bring back" in run(older, "publish", code=2)
