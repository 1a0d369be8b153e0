"""Built, published or in the preview: exiftool finds nothing personal, and a browser sees no difference."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from photos import KINDS, WHO, drawn, personal, photo, signed
from project import DIGEST, Project, minimal_project, page
from test_pictures_cut import film

import sitegen
from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.served_copy import served_copy
from sitegen.serve.preview import Preview

E = f"{DIGEST}/an-entry.md"
DAY = date(2026, 11, 24)
SCREEN = """async ([before, after]) => {
  const seen = async (address) => {
    const image = new Image(); image.src = address; await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const pen = canvas.getContext("2d", {colorSpace: "display-p3"}); pen.drawImage(image, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    return [canvas.width, canvas.height, ...data].join();
  };
  return await seen(before) === await seen(after);
}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site with a picture of each kind, in which every field that exiftool knows names somebody."""
    folder = tmp_path_factory.mktemp("pictures")
    project = minimal_project(folder / "project")
    project.write(
        "sitegen.yaml",
        f"title: Test\nurl: https://intranet.example/qa/\nid: 0123abcd\npublish:\n  intranet:\n    to: {folder}/site\n",
    )
    for kind in KINDS:
        project.write(f"content/assets/a.{kind}", photo(kind, 6))
        signed(project.folder / f"content/assets/a.{kind}")
    project.write("content/assets/a.jpg", (project.folder / "content/assets/a.jpg").read_bytes() + photo("jpg"))
    project.write("content/assets/film.mp4", film()).write("templates/theme/own.jpg", photo("jpg"))
    pictures = "\n\n".join(f"![A picture](../../assets/a.{kind})" for kind in KINDS)
    project.write(E, page({"question": "Why?", "topics": ["general"]}, f"{pictures}\n\n[Film](../../assets/film.mp4)"))
    outcome = project.build()
    assert outcome.errors == []
    sitegen.publish(sitegen.Project(project.folder, day=DAY), "intranet")
    return project


def test_exiftool_finds_names_and_positions_in_the_sources(project: Project) -> None:
    found = personal(project.folder / "content/assets")
    assert len(found) == len(KINDS) + 1
    assert all(WHO in str(row) for row in found.values())


def test_exiftool_finds_nothing_personal_in_what_is_built_and_published(project: Project) -> None:
    for folder in (project.folder / "output", project.folder.parent / "site/current"):
        found = personal(folder)
        films = {path for path in found if path.endswith(".mp4")}
        assert {path: row for path, row in found.items() if path not in films} == {}
        assert WHO not in str(found)
        assert "51.5" not in str(found)


def test_not_a_byte_of_a_name_is_anywhere_in_what_is_served_or_kept_for_serving(project: Project) -> None:
    for top in (project.folder / "output", project.folder.parent / "site"):
        files = [path for path in top.rglob("*") if path.is_file() and not path.is_symlink()]
        assert [path for path in files if WHO.encode() in path.read_bytes()] == []
    for kind in KINDS:
        assert WHO.encode() in (project.folder / f"content/assets/a.{kind}").read_bytes()


def test_the_preview_shows_what_will_be_served_also_while_a_picture_changes(project: Project) -> None:
    preview = Preview(project.folder, lambda _: DAY, drafts=True)
    try:
        for kind in KINDS:
            served = preview.serve(f"assets/a.{kind}")[1]
            assert served is not None
            assert served.data == (project.folder / f"output/assets/a.{kind}").read_bytes()
        assert WHO.encode() not in preview.serve("_theme/own.jpg")[1].data
        file = project.folder / "content/assets/a.webp"
        before, after = file.read_bytes(), photo("webp", 3)
        try:
            file.write_bytes(after)
            assert preview.serve("assets/a.webp")[1].data == served_copy("a.webp", after)
            file.write_bytes(after[:99])
            assert preview.serve("assets/a.webp")[1] is None
        finally:
            file.write_bytes(before)
    finally:
        preview.close()
        preview._planner._store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_that_exiftool_can_write_is_among_the_texts(project: Project, kind: str) -> None:
    data = (project.folder / f"content/assets/a.{kind}").read_bytes()
    texts = texts_of_picture(data)
    assert data.count(WHO.encode()) <= sum(text.count(WHO) for _, text in texts)
    assert any(place.startswith("GPS position") for place, _ in texts)
    assert not any(WHO in text for _, text in texts_of_picture(served_copy(f"a.{kind}", data)))


def test_a_picture_that_is_cut_off_stops_the_build_wherever_it_lies(tmp_path: Path) -> None:
    site = minimal_project(tmp_path).write(
        E, page({"question": "Why?", "topics": ["general"]}, "![A](../../assets/a.jpg)")
    )
    for path in ("content/assets/a.jpg", "templates/theme/own.png"):
        whole = photo(path[-3:])
        site.write("content/assets/a.jpg", photo("jpg")).write(path, whole[:-9])
        for outcome in (site.check(), site.build()):
            assert [(problem["code"], problem["path"]) for problem in outcome.errors] == [("asset-broken", path)]
        site.write(path, whole)
    assert site.build().errors == []


def test_nothing_is_cut_again_where_nothing_has_changed(tmp_path: Path) -> None:
    site = minimal_project(tmp_path).write("content/assets/a.jpg", photo("jpg"))
    site.write(E, page({"question": "Why?", "topics": ["general"]}, "![A](../../assets/a.jpg)"))
    site.build("--verify")
    file = tmp_path / "output/assets/a.jpg"
    before = file.stat()
    assert site.build("--verify").errors == []
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def address(kind: str, data: bytes) -> str:
    return f"data:image/{KINDS[kind].lower()};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_browser_shows_the_same_pixels(kind: str, tab: Any) -> None:
    tab.goto("about:blank")
    mode = {"save_all": True, "append_images": [drawn().rotate(90)]} if kind == "gif" else {}
    for turn in range(1, 9):
        before = photo(kind, turn, **mode)
        pair = [address(kind, data) for data in (before, served_copy(f"a.{kind}", before))]
        assert tab.evaluate(SCREEN, pair), (kind, turn)
