"""`sitegen withdraw`: the answer goes from readers and from the host, for ever, and nothing else goes out with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from photos import pixel
from project import DIGEST, page
from withdrawing import (
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

from sitegen.withdrawal.kept_sources import sources_file

FACE = pixel(77)


@pytest.mark.parametrize("way", WAYS)
def test_no_word_of_it_is_left_on_the_host(
    way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = Somewhere(way, request, tmp_path, monkeypatch)
    project = site(tmp_path, where.to)
    run(project, "publish")
    project.write(f"{DIGEST}/q1.md", news("Why 1?", "Because of more."))
    run(project, "publish")
    assert len(found_in(where.folder)) > 10
    said = withdraw(project)
    assert "Nothing else in it was changed." in said
    assert "1 withdrawn" in said
    # Its addresses stay, as the writer chose them: --erase takes these, too.
    assert found_in(where.folder, where.ours, but=(canary("alias"), NAME)) == []
    tombstone = (where.root / f"digests/{FOLDER}/{NAME}.html").read_text()
    assert WHY in tombstone
    assert "is served" in run(project, "publish", "--history")
    assert "There is no earlier release to go back to" in run(project, "publish", "--rollback", code=2)
    assert "Nothing to do" in withdraw(project)
    assert "Nothing to do" in run(project, "publish")


def test_mistakes_and_edits_elsewhere_neither_hinder_it_nor_go_out(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    live = {p: p.read_bytes() for p in (tmp_path / "site/current").rglob("*.html")}
    project.write(f"{DIGEST}/q1.md", "no fields").write(f"{DIGEST}/q2.md", news("Why 2?", "Not yet for readers."))
    project.write(f"{DIGEST}/new.md", page({"question": "New?", "topics": ["general"]}, "Not yet for readers."))
    project.write("content/topics/another.md", page({"title": "Another"}))
    run(project, "publish", code=1)
    withdraw(project)
    root = tmp_path / "site/current"
    assert found_in(root, needle=b"not yet for readers") == []
    assert (root / f"digests/{FOLDER}/q3.html").read_bytes() != live[root / f"digests/{FOLDER}/q3.html"]  # its link
    assert b"Because 2." in (root / f"digests/{FOLDER}/q2.html").read_bytes()
    assert not (root / f"digests/{FOLDER}/new.html").exists()
    assert not (root / "topics/another.html").exists()
    project.write(f"{DIGEST}/q1.md", news("Why 1?", "Mended."))
    run(project, "publish")
    assert WHY in (root / f"digests/{FOLDER}/{NAME}.html").read_text()


def test_it_is_made_for_the_day_of_the_last_publish(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    project.write(
        f"{DIGEST}/soon.md", page({"question": "Soon?", "topics": ["general"], "publish_from": "2024-06-02"}, "So.")
    )
    run(project, "publish")
    run(project, "withdraw", NAME, "--why", WHY, "--yes", "--date", "2024-06-03")
    assert not (tmp_path / f"site/current/digests/{FOLDER}/soon.html").exists()
    assert "3 June 2024" in (tmp_path / f"site/current/digests/{FOLDER}/{NAME}.html").read_text()


def test_without_a_yes_readers_see_it_still(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    said = run(project, "withdraw", NAME, "--why", WHY)
    assert "Readers of " in said
    assert f"sitegen withdraw {PATH} --yes" in said
    assert found_in(tmp_path / "site/current")
    assert run(project, "withdraw", PATH, "--yes").count("1 withdrawn") > 0
    assert WHY in (tmp_path / f"site/current/digests/{FOLDER}/{NAME}.html").read_text()


def test_what_was_published_from_elsewhere_is_published_whole(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    sources_file(project.folder, "intranet").unlink()
    said = withdraw(project)
    assert "are not kept here" in said
    assert "Withdrawn: release" in said
    assert WHY in (tmp_path / f"site/current/digests/{FOLDER}/{NAME}.html").read_text()


def test_a_picture_that_only_it_showed_goes_from_readers_and_is_named(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    project.write("content/assets/face.png", FACE).write(PATH, entry_text() + "\n![A face](../../assets/face.png)\n")
    run(project, "publish")
    assert found_in(tmp_path / "site", needle=FACE.lower())
    assert "delete them if they show what has to go: assets/face.png" in withdraw(project)
    assert found_in(tmp_path / "site", needle=FACE.lower()) == []


def test_a_reason_is_asked_for_and_a_place_is_not_needed(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    project.write("sitegen.yaml", "title: Test\n")
    run(project, "withdraw", NAME, "--why", " ", code=2)
    assert project.read(PATH) == entry_text()
    assert "that is all" in run(project, "withdraw", NAME, "--why", WHY)
    assert f"date: {DAY}" in project.read(PATH)
    run(project, "withdraw", "another", "--why", WHY, code=2)


@pytest.mark.parametrize("published_since", [True, False])
@pytest.mark.parametrize("is_alias", [True, False])
def test_a_renamed_answer_is_taken_back_under_the_name_that_readers_have(
    is_alias: bool,
    published_since: bool,
    tmp_path: Path,
) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    address = f"digests/{FOLDER}/{NAME}.html"
    rename(project, [f"old/{canary('alias')}.html", *([address] if is_alias or published_since else [])])
    if published_since:
        run(project, "publish")
    assert "Nothing to do" not in withdraw(project, entry=NEW_NAME)
    assert canary("body").encode() not in b"".join(
        file.read_bytes() for file in (tmp_path / "site/current").rglob("*.html")
    )


def test_what_readers_have_under_a_name_unknown_here_is_not_said_to_be_withdrawn(tmp_path: Path) -> None:
    project = site(tmp_path, "../site")
    run(project, "publish")
    rename(project, [])
    text = entry_text(aliases=[f"old/{canary('alias')}.html"], question="Who has heard it sing?", title="Another title")
    project.write(f"{DIGEST}/{NEW_NAME}.md", text)
    said = " ".join(withdraw(project, entry=NEW_NAME).split())
    assert f"It has no answer by any name of {DIGEST}/{NEW_NAME}.md" in said
    marked = project.read(f"{DIGEST}/{NEW_NAME}.md")
    project.write(f"{DIGEST}/{NEW_NAME}.md", marked.replace('"old/', f'"digests/{FOLDER}/{NAME}.html", "old/', 1))
    assert "It has no answer" not in withdraw(project, entry=NEW_NAME)
    assert canary("body").encode() not in (tmp_path / f"site/current/digests/{FOLDER}/{NAME}.html").read_bytes()
