"""What readers get: a real nginx, fetched without pause while the site is switched under it."""

from __future__ import annotations

import http.client
import os
import re
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from publishing import NEW, OLD, SWEEP, back, folder_place, place_of, put, served

from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made
from sitegen.publish import served as looking
from sitegen.publish.release import MARKER
from sitegen.publish.remotes.connect import connect
from sitegen.publish.servers import server_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from daemons import Sshd

FLIPS = 300 if SWEEP else 30


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that nginx's workers can enter; pytest closes its own to all others."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def body(url: str, route: str) -> bytes:
    with urlopen(url + route, timeout=10) as answer:
        data: bytes = answer.read()
        return data


@pytest.mark.parametrize("mode", ["flip", "in place"])
def test_what_is_served_is_what_was_built(tmp_path: Path, nginx: Callable[..., str], mode: str) -> None:
    folder = tmp_path / "site"
    url = nginx(folder / "current" if mode == "flip" else folder)
    place = folder_place(folder, mode, url)
    for files in (OLD, NEW):
        result = put(place, files)
        assert result.served
        assert result.served.verdict == "served", result.served
        assert {route: body(url, route) for route in files} == files
    assert back(place).served == ("served", "")


def test_over_ssh_too(tmp_path: Path, nginx: Callable[..., str], sshd: Sshd) -> None:
    url = nginx(tmp_path / "site/current")
    place = place_of(lambda: connect(sshd.url(tmp_path / "site"), tmp_path), url)
    assert put(place, OLD).served == ("served", "")
    assert put(place, NEW).served == ("served", "")
    assert {route: body(url, route) for route in NEW} == NEW


def test_an_address_that_does_not_serve_the_folder_is_refused(tmp_path: Path, nginx: Callable[..., str]) -> None:
    put(folder_place(tmp_path / "twin"), OLD)  # the same pages, but in another folder
    url = nginx(tmp_path / "twin/current")
    with pytest.raises(Refused, match=r"serves another folder than .*site/current, so nothing was published"):
        put(folder_place(tmp_path / "site", url=url), OLD)
    assert served(tmp_path / "site") == {}
    url = nginx(tmp_path / "nothing")
    with pytest.raises(Refused, match="it answers 404"):
        put(folder_place(tmp_path / "site", url=url), OLD)


def test_a_web_server_that_remembers_is_told_apart_from_a_failure(
    tmp_path: Path, nginx: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PATIENCE", 0.5)
    url = nginx(tmp_path / "site/current", more="open_file_cache max=100; open_file_cache_valid 60s;")
    place = folder_place(tmp_path / "site", url=url)
    put(place, OLD)
    for _ in range(20):  # both workers have seen them
        for route in (MARKER, *OLD):
            body(url, route)
    result = put(place, NEW)
    assert result.served
    assert result.served.verdict == "old"
    assert served(tmp_path / "site") == NEW
    assert not put(place, NEW).switched


def test_what_is_not_served_as_built_is_said(
    tmp_path: Path, nginx: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PATIENCE", 0.0)
    location = f"location / {{ root {tmp_path}/site/current; }} location = /new/c.html {{ return 403; }}"
    url = nginx(tmp_path / "site/current", location=location)
    place = folder_place(tmp_path / "site", url=url)
    put(place, OLD)
    assert put(place, NEW).served == ("wrong", "new/c.html is answered with 403")


def test_a_change_of_equal_size_is_not_hidden_by_304(tmp_path: Path, nginx: Callable[..., str]) -> None:
    url = nginx(tmp_path / "site/current")
    place = folder_place(tmp_path / "site", url=url)
    tags, connection = set(), http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    for turn in range(4):
        put(place, {**OLD, "answers/a.html": f"turn {turn}".encode()})
        for tag in tags:
            connection.request("GET", "/answers/a.html", headers={"If-None-Match": tag})
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, f"turn {turn}".encode())
        connection.request("GET", "/answers/a.html")
        answer = connection.getresponse()
        answer.read()
        tags.add(answer.headers["ETag"])
    assert len(tags) == 4
    connection.close()


def test_a_closed_umask_gives_no_403(tmp_path: Path, nginx: Callable[..., str]) -> None:
    url = nginx(tmp_path / "site/current")
    old = os.umask(0o077)
    try:
        put(folder_place(tmp_path / "site"), OLD)
    finally:
        os.umask(old)
    assert {route: body(url, route) for route in OLD} == OLD


class Reader(threading.Thread):
    """Fetches without pause. Pages say their turn, so that one can tell which turns were served together."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.ended, self.answers, self.wrong = url, threading.Event(), 0, []

    def run(self) -> None:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        newest = 0
        while not self.ended.is_set():
            for route in ("index.html", "answers/a.html", "lists/all.html"):
                connection.request("GET", "/" + route)
                answer = connection.getresponse()
                text = answer.read().decode()
                self.answers += 1
                turn = re.search(r"turn (\d+) end$", text)
                if answer.status != 200 or not turn or int(turn[1]) < newest:
                    self.wrong.append((route, answer.status, text[-40:], newest))
                    continue
                newest = int(turn[1])
        connection.close()


def turned(turn: int) -> dict[str, bytes]:
    names = ("index.html", "answers/a.html", "lists/all.html")
    return {**OLD, **{name: OLD[name] + f"turn {turn} end".encode() for name in names}}


def test_no_reader_meets_an_error_or_an_older_page_after_a_newer(
    tmp_path: Path, nginx: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    url = nginx(tmp_path / "site/current")
    place = folder_place(tmp_path / "site", url="", keep=2)
    put(place, turned(0))
    readers = [Reader(url) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(1, FLIPS + 1):
        put(place, turned(turn))
    for reader in readers:
        reader.ended.set()
    for reader in readers:
        reader.join(20)
    assert [reader.wrong for reader in readers] == [[], [], []]
    answers = sum(reader.answers for reader in readers)
    assert answers > FLIPS
    with capsys.disabled():
        print(f"\n  {FLIPS} flips, {answers} answers, 0 errors, 0 mixed versions")


def test_the_settings_for_nginx_work(tmp_path: Path, nginx: Callable[..., str]) -> None:
    files = {
        "index.html": b"home",
        "404.html": b"nothing here",
        "gone.html": b"withdrawn on 3 May",
        "old/a.html": b'<meta http-equiv="refresh" content="0; url=../index.html">',
    }
    kinds = {"gone.html": "tombstone", "old/a.html": "redirect"}
    tree = {route: Made("", 0, kinds.get(route, "plain"), "", ()) for route in files}
    root = tmp_path / "site" / "current"
    for base in ("/qa/", "/"):
        location = server_config("nginx", str(root), f"http://x{base}", tree, files.__getitem__)
        url = nginx(root, location=location)
        put(folder_place(tmp_path / "site"), files)
        host = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        expected = {"": 200, "index.html": 200, "none.html": 404, "gone.html": 410, "old/a.html": 301}
        for route, status in expected.items():
            host.request("GET", base + route)
            answer = host.getresponse()
            text = answer.read()
            assert answer.status == status, (base, route)
            if status in (404, 410):
                assert text == files["404.html" if status == 404 else route]
            if status == 301:
                assert answer.headers["Location"] == f"{base}index.html"  # whatever a proxy in front is called
            assert answer.headers["X-Content-Type-Options"] == "nosniff", (base, route)
            assert answer.headers["Cache-Control"] == "no-cache", (base, route)
        host.close()


@pytest.mark.parametrize(
    "page",
    [
        '<meta http-equiv="refresh" content="0; url=../b.html?x=1&amp;y">',
        '<META content="0;URL=../b.html?x=1&amp;y" http-equiv=Refresh />',
        "<meta\nname=x content='0; url=\"../b.html?x=1&amp;y\"'\n http-equiv='refresh'>",
    ],
)
def test_a_moved_page_leads_on_however_its_template_writes_that(page: str) -> None:
    tree = {"old/a.html": Made("", 0, "redirect", "", ())}
    for server in ("nginx", "apache", "iis"):
        settings = server_config(server, "/srv/qa", "https://i.example/qa/", tree, lambda _: page.encode())
        assert "/qa/b.html?x=1&" in settings
