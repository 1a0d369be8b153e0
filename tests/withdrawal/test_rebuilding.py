"""The live site is made again from what was last published, whatever has become of the files since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from photos import pixel
from project import DIGEST, Project, minimal_project, page

from sitegen.engine.making import build
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.output import Output
from sitegen.memory.workers import Workers
from sitegen.publish.ledger import NO_LEDGER
from sitegen.withdrawal import kept_sources
from sitegen.withdrawal.kept_sources import (
    KeptSources,
    all_sources,
    clear_folder,
    read_sources,
    settle_sources,
    snapshot_of,
    sources_of,
    unpack_sources,
    write_sources,
)
from sitegen.withdrawal.marking import with_mark
from sitegen.withdrawal.rebuilding import FOLDER, rebuild
from sitegen.withdrawal.standing import StandingRelease

DAY = date(2024, 6, 1)
E = f"{DIGEST}/an-entry.md"
ALONE = (Workers(1), lambda _: NO_LEDGER)
PNG = pixel()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project")
    for number in range(12):
        body = f"Because {number}.\n\n![A picture](../../assets/p.png)"
        project.write(f"{DIGEST}/q{number}.md", page({"question": f"Why {number}?", "topics": ["general"]}, body))
    project.write("content/assets/p.png", PNG)
    return project.write(E, page({"question": "Canary?", "topics": ["general"]}, "We heard the canary sing."))


def published(project: Project) -> tuple[KeptSources, dict[str, bytes]]:
    """What was built, as if it were live now."""
    assert project.build(date=DAY.isoformat()).exit_code == 0
    kept = sources_of(read_project(project.folder), "0" * 16, DAY)
    assert kept is not None
    output = Output(project.folder / "output", project.folder)
    kept = kept._replace(texts=dict(kept.texts))  # whatever becomes of the files
    return kept, {route: (output.folder / route).read_bytes() for route in output.tree}


def taken_back(project: Project, kept: KeptSources, live: Output | None = None, **how: bool) -> dict[str, bytes]:
    marked = kept.with_file(E, with_mark(E, kept.texts[E], DAY, "It named somebody."))
    tree = dict((live or Output(project.folder / "output", project.folder)).tree)
    made = rebuild(project.folder, marked, tree, *ALONE, **how)
    assert made.tree is not None, made.problems
    return {route: made.read(route) for route in made.tree}


def clean_build(project: Project, tmp_path: Path, kept: KeptSources) -> dict[str, bytes]:
    """What a build from nothing makes of the marked sources."""
    other = Project(tmp_path / "other")
    for path, data in kept.texts.items():
        other.write(path, data)
    other.write(E, with_mark(E, kept.texts[E], DAY, "It named somebody."))
    result = other.build(date=DAY.isoformat())
    return {route: (result.output / route).read_bytes() for route in result.files()}


def test_what_is_kept_comes_back(project: Project) -> None:
    kept, _ = published(project)
    write_sources(project.folder, "intranet", kept)
    assert read_sources(project.folder, "intranet", "0" * 16) == kept
    settle_sources(project.folder, "intranet", "0" * 16)
    write_sources(project.folder, "intranet", kept._replace(release="1" * 16))
    assert {one.release for one in all_sources(project.folder)} == {"0" * 16, "1" * 16}
    settle_sources(project.folder, "intranet", "0" * 16)
    assert [one.release for one in all_sources(project.folder)] == ["0" * 16]
    assert read_sources(project.folder, "intranet", "1" * 16) is None


def test_what_is_damaged_is_as_good_as_nothing(project: Project) -> None:
    kept, _ = published(project)
    write_sources(project.folder, "intranet", kept)
    settle_sources(project.folder, "intranet", "0" * 16)
    file = kept_sources.sources_file(project.folder, "intranet")
    whole = file.read_bytes()
    for data in (b"", whole[:40], whole[:-1], whole + b"x", whole[:200] + b"x" + whole[201:], b"x" + whole):
        file.write_bytes(data)
        assert read_sources(project.folder, "intranet", "0" * 16) is None


def test_only_a_digest_in_which_something_changed_is_packed_anew(project: Project) -> None:
    project.write("content/digests/2023-01-15-briefing/another.md", project.read(E))
    kept = sources_of(read_project(project.folder), "0" * 16, DAY)
    assert kept is not None
    write_sources(project.folder, "intranet", kept)
    settle_sources(project.folder, "intranet", "0" * 16)
    changed = kept.with_file(E, b"It sang no more.")
    looked_at: list[str] = []

    class Watched(dict[str, bytes]):
        def __getitem__(self, path: str) -> bytes:
            looked_at.append(path)
            return super().__getitem__(path)

    write_sources(project.folder, "intranet", changed._replace(release="1" * 16, texts=Watched(changed.texts)))
    assert {path.rpartition("/")[0] for path in looked_at} == {DIGEST}
    assert read_sources(project.folder, "intranet", "1" * 16) == changed._replace(release="1" * 16)


def test_too_much_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_sources, "MOST_ASSETS", 3)
    assert "content/assets/p.png" not in published(project)[0].texts
    monkeypatch.setattr(kept_sources, "MOST_TEXTS", 3)
    assert sources_of(read_project(project.folder), "0" * 16, DAY) is None


def test_the_site_is_that_of_a_clean_build_of_the_marked_sources(project: Project, tmp_path: Path) -> None:
    kept, _ = published(project)
    found = taken_back(project, kept)
    assert found == clean_build(project, tmp_path, kept)
    assert not [route for route, data in found.items() if b"anary" in data]


def test_few_pages_are_made_and_nothing_is_remembered(project: Project) -> None:
    kept, _ = published(project)
    before = {path: path.read_bytes() for path in (project.folder / ".sitegen").rglob("*") if path.is_file()}
    taken_back(project, kept)
    staged = {path.name for path in (project.folder / FOLDER / "staged").iterdir()}
    assert 0 < len(staged) < 25
    clear_folder(project.folder / FOLDER)
    after = {path: path.read_bytes() for path in (project.folder / ".sitegen").rglob("*") if path.is_file()}
    assert after == before
    assert project.build("--verify", date=DAY.isoformat()).exit_code == 0


@pytest.mark.parametrize("since", ["", "edit and build"])
def test_what_was_taken_back_just_before_makes_no_other_page_anew(project: Project, tmp_path: Path, since: str) -> None:
    kept, _ = published(project)
    first = kept.with_file(E, with_mark(E, kept.texts[E], DAY, "It named somebody."))
    live = rebuild(project.folder, first, Output(project.folder / "output", project.folder).tree, *ALONE).tree
    assert live
    if since:
        project.write(f"{DIGEST}/q3.md", page({"question": "Why 3?", "topics": ["general"]}, "Not yet for readers."))
        assert project.build(date=DAY.isoformat()).exit_code == 0
    other = f"{DIGEST}/q1.md"
    second = first.with_file(other, with_mark(other, first.texts[other], DAY, "It was wrong."))
    unpack_sources(second, tmp_path / "unpacked", second.texts)
    with open_store(project.folder) as store:
        standing = StandingRelease(live, project.folder / "output", tmp_path / "staged")
        built = build(snapshot_of(second, tmp_path / "unpacked"), store, standing, lambda _: DAY, Workers(1))
    made = {step.key for step in built.steps}
    assert "page digests/2024-01-15-briefing/q1.html" in made
    assert not made & {f"page digests/2024-01-15-briefing/q{number}.html" for number in (2, *range(4, 10), 11)}
    assert built.tree is not None
    there = {route for route, one in built.tree.items() if one.sha256 == getattr(live.get(route), "sha256", "")}
    assert {f"digests/2024-01-15-briefing/q{number}.html" for number in (*range(2, 10), 11)} <= there


def test_pages_that_are_on_the_host_alone_stay_as_they_are(project: Project) -> None:
    kept, _ = published(project)
    live = Output(project.folder / "output", project.folder)
    for route, made in live.tree.items():
        if made.kind == "entry":
            (live.folder / route).unlink()
    marked = kept.with_file(E, with_mark(E, kept.texts[E], DAY, "It named somebody."))
    made = rebuild(project.folder, marked, live.tree, *ALONE)
    assert made.tree is not None
    same = [route for route in made.tree if made.tree[route] == live.tree.get(route)]
    assert sum(live.tree[route].kind == "entry" for route in same) == 11  # and one that leads to it
    assert not {live.tree[route].sha256 for route in same} & {
        path.name for path in (project.folder / FOLDER / "staged").iterdir()
    }


@pytest.mark.parametrize("what", ["mistake", "edit", "edit and build", "deleted", "asset", "settings", "no memory"])
def test_whatever_became_of_the_files_since(project: Project, tmp_path: Path, what: str) -> None:
    kept, live = published(project)
    tree = Output(project.folder / "output", project.folder)
    assert tree.tree
    wanted = clean_build(project, tmp_path, kept)
    if what == "mistake":
        project.write(f"{DIGEST}/q1.md", "no fields at all")
        assert project.build().exit_code == 1
    elif what.startswith("edit"):
        project.write(f"{DIGEST}/q1.md", page({"question": "Secret?", "topics": ["general"]}, "Not yet for readers."))
        if what == "edit and build":
            assert project.build().exit_code == 0
    elif what == "deleted":
        project.remove(f"{DIGEST}/q2.md")
        assert project.build().exit_code == 0
    elif what == "asset":
        project.write("content/assets/p.png", pixel(2))
        assert project.build().exit_code == 0
    elif what == "settings":
        project.write("sitegen.yaml", "title: Another\ntitle: twice\n")
    else:
        clear_folder(project.folder / ".sitegen")
    marked = kept.with_file(E, with_mark(E, kept.texts[E], DAY, "It named somebody."))
    made = rebuild(project.folder, marked, tree.tree, *ALONE)
    assert made.tree is not None
    changed = {route for route, data in wanted.items() if live.get(route) != data}
    assert made.tree.keys() == wanted.keys()
    assert {route for route in made.tree if made.tree[route] != tree.tree.get(route)} >= changed
    for route in changed:
        assert made.read(route) == wanted[route], route


def test_all_is_made_where_the_host_needs_all(project: Project, tmp_path: Path) -> None:
    kept, _ = published(project)
    live = Output(project.folder / "output", project.folder)
    assert live.tree
    wanted = clean_build(project, tmp_path, kept)
    for route in live.tree:
        (live.folder / route).unlink()
    assert taken_back(project, kept, live, anew=True) == wanted


def test_a_folder_of_ours_goes_without_what_its_links_lead_to(tmp_path: Path) -> None:
    (tmp_path / "ours/inner").mkdir(parents=True)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/file").write_text("theirs")
    (tmp_path / "ours/inner/link").symlink_to(tmp_path / "theirs")
    (tmp_path / "ours/file-link").symlink_to(tmp_path / "theirs/file")
    clear_folder(tmp_path / "ours")
    assert not (tmp_path / "ours").exists()
    assert (tmp_path / "theirs/file").read_text() == "theirs"
    clear_folder(tmp_path / "ours")
