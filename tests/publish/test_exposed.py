"""What publishing keeps beside the site is not for readers: with it, all that was ever withdrawn."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from answering import answering, ok
from project import DIGEST, Project, minimal_project, page
from publishing import NEW, OLD, back, folder_place, place_of, put, served
from test_command import run

from sitegen.memory.mount import Mount
from sitegen.memory.refused import Refused
from sitegen.publish.release import MARKER
from sitegen.publish.remotes import folder as folders
from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.folder import open_folder
from sitegen.publish.remotes.inplace import InPlaceFolder
from sitegen.publish.remotes.state import way_to
from sitegen.publish.servers import server_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.publish.outcome import PublishTarget

READABLE = "Readers can fetch .*, and with it every answer that was ever withdrawn"


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that nginx's workers can enter; pytest closes its own to all others."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def www(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that a plain web server serves, with all that is in it."""
    root = tmp_path / "www"
    root.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield root, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def readable(root: Path) -> list[bytes]:
    """Every file below what is served, unpacked where it is packed."""
    files = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    return files + [gzip.decompress(data) for data in files if data[:2] == b"\x1f\x8b"]


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_where_the_folder_above_is_served_nothing_is_published(www: tuple[Path, str], mode: str) -> None:
    root, url = www
    site = root / "questions"
    url += "questions/current/" if mode == "flip" else "questions/"
    with pytest.raises(Refused, match=READABLE) as refusal:
        put(folder_place(site, mode, url), OLD)
    assert "records:" in refusal.value.hint
    assert served(site, mode) == {}
    assert not [data for data in readable(root) if b"answer" in data]


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_it_is_found_on_a_place_of_old_whatever_is_done_there(www: tuple[Path, str], mode: str) -> None:
    root, url = www
    site = root / "questions"
    url += "questions/current/" if mode == "flip" else "questions/"
    for files in (OLD, NEW):
        put(folder_place(site, mode), files)
    for doing in (partial(put, files=NEW), partial(put, files=OLD), back):
        with pytest.raises(Refused, match=READABLE):
            doing(folder_place(site, mode, url))
    assert served(site, mode) == NEW


@pytest.mark.parametrize("name", ["site.json", "head", "m"])
def test_each_of_the_records_alone_is_enough(tmp_path: Path, name: str) -> None:
    site = tmp_path / "questions"
    put(folder_place(site, "in place"), OLD)

    def answer(path: str, send: Callable[[bytes], None], _: threading.Event) -> None:
        file = tmp_path / path.lstrip("/")
        shown = path.endswith(MARKER) or f"questions.sitegen/{name}" in path
        send(ok(file.read_bytes()) if shown else ok(b"", status="404 Not Found"))

    with answering(answer) as url, pytest.raises(Refused, match=READABLE):
        put(folder_place(site, "in place", url + "questions/"), NEW)


def test_a_server_that_answers_200_to_everything_is_not_taken_for_one_that_shows_them(tmp_path: Path) -> None:
    site = tmp_path / "questions"

    def answer(path: str, send: Callable[[bytes], None], _: threading.Event) -> None:
        file = site / path.removeprefix("/questions/")
        send(ok(file.read_bytes() if ".sitegen" not in path and file.is_file() else b"Nothing here, but 200."))

    with answering(answer) as url:
        assert put(folder_place(site, "in place", url + "questions/"), OLD).switched
    assert served(site, "in place") == OLD


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_with_the_printed_settings_nginx_serves_the_site_and_nothing_else(
    tmp_path: Path, nginx: Callable[..., str], mode: str
) -> None:
    root = tmp_path / "www"
    root.mkdir()
    below = "questions/current/" if mode == "flip" else "questions/"
    printed = server_config("nginx", str(root / below), f"https://intranet.example/{below}", {}, lambda _: b"")
    url = nginx(root, location=f"{printed} location / {{ root {root}; }}")
    place = folder_place(root / "questions", mode, url + below)
    for files in (OLD, NEW):
        assert put(place, files).served == ("served", "")


def aside(tmp_path: Path, site: Path, url: str = "") -> PublishTarget:
    return place_of(lambda: InPlaceFolder(LocalDisk(), site, tmp_path / "kept"), url, 3, str(site))


def test_records_that_are_kept_elsewhere_are_not_served_and_all_else_is_as_ever(
    tmp_path: Path, www: tuple[Path, str]
) -> None:
    root, url = www
    place = aside(tmp_path, root / "questions", url + "questions/")
    for files in (OLD, NEW):
        assert put(place, files).served == ("served", "")
    assert os.listdir(root) == ["questions"]
    assert not [data for data in readable(root) if b"answer b" in data]
    assert back(place).served == ("served", "")
    shutil.move(root / "questions", tmp_path / "elsewhere")
    with pytest.raises(Refused, match="does not serve"):
        put(place, NEW)


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder is taken for one of a share, in which links cannot be trusted."""
    monkeypatch.setattr(folders, "mount_of", lambda _: Mount("//srv/x", "/", "cifs"))


def entry(title: str, **fields: object) -> str:
    return page({"question": "Why?", "title": title, "topics": ["general"], **fields}, f"Because of {title}.")


def project_in(tmp_path: Path, *lines: str) -> Project:
    project = minimal_project(tmp_path / "project")
    settings = ["title: Test", "id: 0123abcd", "publish:", "  intranet:", *(f"    {line}" for line in lines)]
    project.write("sitegen.yaml", "\n".join([*settings, ""]))
    return project.write(f"{DIGEST}/a.md", entry("Leave")).write(f"{DIGEST}/b.md", entry("Wages"))


def test_the_words_of_a_withdrawn_answer_cannot_be_fetched(tmp_path: Path, www: tuple[Path, str], share: None) -> None:
    root, url = www
    project = project_in(tmp_path, "to: ../www/questions", f"url: {url}questions/")
    assert "with it every answer that was ever withdrawn" in run(project, code=2)
    project = project_in(tmp_path, "to: ../www/other", f"url: {url}other/", "records: ../kept")
    run(project)
    assert [data for data in readable(root) if b"Wages" in data]
    (project.folder / f"{DIGEST}/b.md").unlink()
    run(project, "--removals", "1")
    assert not [data for data in readable(root) if b"Wages" in data]
    assert [data for data in readable(tmp_path / "kept") if b"Wages" in data], "so that one can go back"
    assert "serves it" in run(project, "--check-target")
    assert "Went back" in run(project, "--rollback")
    assert "is served" in run(project, "--history")
    shutil.move(tmp_path / "kept", root / "other.sitegen")
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace("    records: ../kept\n", ""))
    assert "with it every answer that was ever withdrawn" in run(project, "--check-target", code=2)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["to: ../host", "records: ../host/kept"], "lies in"),
        (["to: ../host", "records: ../host"], "lies in"),
        (["to: ../host/site", "records: ../host"], "lies in"),
        (["to: ../host", "records: content/kept"], "cannot hold records: other files live there"),
        (["to: ../host", "records: sitegen.yaml"], "sitegen.yaml is a file, not a folder"),
        (["to: ../host", "records: ../no/such/kept"], "There is no folder"),
        (["to: ../host", "records: ../full"], "holds files that sitegen did not put there, such as full"),
        (["to: ssh://h.example/srv", "records: ../kept"], "Over ssh:// the records are in .sitegen"),
        (["to: ../host", "records: [a, b]"], "There are mistakes in sitegen.yaml"),
        (["to: ../host", "records:"], "There are mistakes in sitegen.yaml"),
    ],
)
def test_a_folder_that_cannot_keep_records_is_refused_with_one_sentence(
    tmp_path: Path, share: None, lines: list[str], words: str
) -> None:
    (tmp_path / "host").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs.txt").write_text("theirs")
    project = project_in(tmp_path, *lines)
    assert words in run(project, "--check-target", code=2)
    assert sorted(os.listdir(tmp_path)) == ["full", "host", "project"]


def test_two_places_do_not_share_their_records(tmp_path: Path) -> None:
    project = project_in(tmp_path, "to: ../host", "records: ../kept", "")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "  other:\n    to: ../host2\n    records: ../kept\n")
    assert "is that of another place too" in run(project, "other", "--check-target", code=2)


def test_records_elsewhere_do_for_a_switch_in_one_step_too(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    place = place_of(lambda: open_folder(tmp_path / "site", tmp_path / "project", tmp_path / "kept"))
    for files in (OLD, NEW):
        put(place, files)
    assert served(tmp_path / "site") == NEW
    assert back(place).switched
    assert sorted(os.listdir(tmp_path / "site")) == ["current", "releases"]


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_the_folder_of_our_records_tells_apache_and_iis_to_show_nothing(tmp_path: Path, mode: str) -> None:
    site = tmp_path / "questions"
    put(folder_place(site, mode), OLD)
    ours = site / ".sitegen" if mode == "flip" else tmp_path / "questions.sitegen"
    assert "Require all denied" in (ours / ".htaccess").read_text()
    assert '<verbs allowUnlisted="false">' in (ours / "web.config").read_text()
    (ours / "web.config").write_text("<!-- as our administrator wants it -->")
    (ours / ".htaccess").unlink()
    put(folder_place(site, mode), NEW)
    assert (ours / "web.config").read_text() == "<!-- as our administrator wants it -->"
    assert (ours / ".htaccess").is_file(), "a place of old gets it too"


def test_who_comes_through_a_web_server_does_not_lock_himself_out(tmp_path: Path) -> None:
    place = place_of(lambda: InPlaceFolder(LocalDisk(), tmp_path / "questions", later="davfs2"))
    put(place, OLD)
    assert not {".htaccess", "web.config"} & {*os.listdir(tmp_path / "questions.sitegen")}


def test_a_first_publish_that_died_after_them_is_no_foreign_folder(tmp_path: Path) -> None:
    site = tmp_path / "questions"
    remote = InPlaceFolder(LocalDisk(), site)
    remote.lock("anna on pc7")
    remote.close()
    assert put(folder_place(site, "in place"), OLD).switched


@pytest.mark.parametrize(
    ("records", "root", "way"),
    [
        ("/srv/questions.sitegen", "/srv/questions", "../questions.sitegen"),
        ("/srv/site/.sitegen", "/srv/site/current", "../.sitegen"),
        ("/srv/kept/a", "/srv/www/in/site", "../../../kept/a"),
        ("/srv/site/kept", "/srv/site", "kept"),
    ],
)
def test_the_way_from_what_is_served_to_the_records(records: str, root: str, way: str) -> None:
    assert way_to(Path(records), Path(root)) == way
