"""What is put in the place of a file while the preview runs: it goes on, shows nothing of elsewhere, and heals."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from serving import DAY, DIGEST, ENTRY, ROUTE, Session, entry, served_project
from strange import STRANGE, SVG, clear_tower, site, tower
from test_the_command import ADDRESS, running

from sitegen.serve.planner import Planner
from sitegen.serve.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files"),
    pytest.mark.timeout(100),  # who waits for a pipe waits for ever
]
SECRET = "words of another file"


def codes(session: Session) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in session.preview.showing.problems if problem.severity == "error"]


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize(
    "path", [f"{DIGEST}/p.md", "content/assets/p.svg", "templates/p.html", "templates/theme/p.css"]
)
def test_the_preview_goes_on_and_heals(session: Session, kind: str, path: str) -> None:
    file = session.project.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    STRANGE[kind](file)
    session.wait_for(1)
    session.settle()
    assert codes(session) == [("not-a-file", path)]
    assert session.get(ROUTE)[0] == 200
    count = len(session.changes)
    session.project.write(ENTRY, entry("Written meanwhile."))
    session.wait_for(count + 1)
    file.unlink()
    session.wait_for(count + 2)
    session.settle()
    assert codes(session) == []
    assert "Written meanwhile." in session.text(ROUTE)


def led_away(folder: Path, place: Path) -> None:
    """A link to the same file of another folder in its place."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.svg").write_text(SECRET)
    os.rename(place, folder / "away")
    place.symlink_to(elsewhere if (folder / "away").is_dir() else elsewhere / "a.svg")


def replaced(make: Callable[[Path], None]) -> Callable[[Path, Path], None]:
    def replace(_: Path, place: Path) -> None:
        place.unlink()
        make(place)

    return replace


REPLACED = {
    "the file by a link": ("assets/a.svg", led_away),
    "its folder by a link": ("assets", led_away),
    "content by a link": ("", led_away),
    **{f"the file by a {kind}": ("assets/a.svg", replaced(make)) for kind, make in STRANGE.items()},
    "the file by a folder": ("assets/a.svg", replaced(os.mkdir)),
    "the file by nothing": ("assets/a.svg", replaced(lambda _: None)),
}


@pytest.mark.parametrize("name", REPLACED)
def test_what_takes_the_place_of_a_picture_after_the_look_is_not_shown(tmp_path: Path, name: str) -> None:
    site(tmp_path / "site")
    preview = Preview(tmp_path / "site", lambda _: DAY, drafts=True)
    try:
        assert preview.serve("assets/a.svg")[1].data == SVG.encode()
        path, replace = REPLACED[name]
        replace(tmp_path, tmp_path / "site/content" / path)
        if path == "":
            (tmp_path / "elsewhere/assets").mkdir()
            (tmp_path / "elsewhere/a.svg").rename(tmp_path / "elsewhere/assets/a.svg")
        assert preview.serve("assets/a.svg")[1] is None
    finally:
        preview.close()


@pytest.mark.parametrize("named", ["content/assets/a.svg", "content/assets", "content"])
@pytest.mark.parametrize("link", ["content/assets/a.svg", "content/assets", "content"])
def test_a_look_at_one_path_follows_no_link_on_the_way(tmp_path: Path, named: str, link: str) -> None:
    site(tmp_path / "site")
    planner = Planner(tmp_path / "site", lambda _: DAY, drafts=True)
    planner.again(planner.scan(None))
    os.rename(tmp_path / "site" / link, tmp_path / "away")
    (tmp_path / "site" / link).symlink_to(tmp_path / "away")
    snapshot = planner.scan(frozenset([named])).snapshot
    if named.startswith(link):
        assert snapshot.links == (link,)
    assert not [path for path in snapshot.files if f"{path}/".startswith(f"{named}/") and f"{path}/".startswith(link)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself follows all folders")
@pytest.mark.parametrize("is_first", [True, False])
def test_a_tower_of_folders_does_not_blind_the_preview(tmp_path: Path, is_first: bool) -> None:
    project = served_project(tmp_path / "site")
    (tmp_path / "site/content/assets").mkdir()
    tower(tmp_path, 1_500)
    if is_first:
        (tmp_path / "d").rename(tmp_path / "site/content/assets/d")
    try:
        with running(tmp_path / "site") as serve:
            serve.line(ADDRESS)
            if not is_first:
                (tmp_path / "d").rename(tmp_path / "site/content/assets/d")
                serve.line("This folder lies inside 32 others")
            project.write(ENTRY, entry("Written under the tower."))
            serve.line(r"an-entry\.md changed|2 files changed")
            assert not [line for line in serve.seen if "Traceback" in line or "Exception" in line]
    finally:
        clear_tower(tmp_path / "site/content/assets", 1_500)
