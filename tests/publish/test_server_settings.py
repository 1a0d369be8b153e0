"""What `--server-config` prints, read by the servers themselves: odd names, drawings, and what stays closed."""

from __future__ import annotations

import http.client
import os
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

import pytest
from absent import leave_out
from daemons import Missing, free_port, program, start, stop

from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made
from sitegen.publish.servers import server_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODULES = "/usr/lib/apache2/modules"
FILES = {
    "index.html": b"home",
    "404.html": b"nothing here",
    "assets/a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "assets/B.SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "f\u00fcr-alle.html": b"withdrawn on 3 May",
    "alt/f\u00fcr.html": b'<meta http-equiv="refresh" content="0; url=../index.html">',
    "old $x; {1} \"y\" 'z'.html": b'<meta http-equiv="refresh" content="0; url=index.html?a=$1;{R:1}">',
}
KINDS = {"f\u00fcr-alle.html": "tombstone", "alt/f\u00fcr.html": "redirect", "old $x; {1} \"y\" 'z'.html": "redirect"}
TREE = {route: Made("", 0, KINDS.get(route, "plain"), "", ()) for route in FILES}
FOLDERS = ["plain", "a--b", "a b", "a;b", "a'b", 'a"b', "a\\b", "a{b}", "a#b", "f\u00fcr", "a&b<c>", "~a", "a%20b"]
BASES = ["/", "/qa/", "/q%20a/", "/q--a;b/", "/f%C3%BCr/", "/q.a+b(c)/", "/a%22b/"]


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: bytes


def settings(server: str, root: Path | str, base: str = "/qa/") -> str:
    return server_config(server, str(root), f"http://x{base}", TREE, FILES.__getitem__)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that the workers of servers can enter; pytest closes its own to all others."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture
def apache(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts an Apache with these settings in its virtual host; gives its address."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        server = program("apache2", "apache2-bin")
    except Missing as error:
        leave_out(str(error))

    def serve(text: str) -> str:
        folder, port = tmp_path / f"apache{len(running)}", free_port()
        folder.mkdir()
        names = ("alias", "authz_core", "dir", "headers", "mime", "mpm_event", "rewrite")
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names)
        (folder / "conf").write_text(
            f"ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/error\n"
            f"{modules}\nUser nobody\nTypesConfig /etc/mime.types\nAddType image/svg+xml .svg\n"
            f"<Directory />\nRequire all denied\n</Directory>\n"
            f'<VirtualHost *:{port}>\nDocumentRoot "{tmp_path}/www"\n'
            f'<Directory "{tmp_path}/www">\nRequire all granted\n</Directory>\n{text}</VirtualHost>\n'
        )
        running.append(start([server, "-X", "-f", str(folder / "conf")], port, folder / "log"))
        return f"http://127.0.0.1:{port}/"

    yield serve
    for process in running:
        stop(process)


@pytest.fixture
def caddy(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts a Caddy with these settings in a block, and the folder above behind them; gives its address."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        server = program("caddy", "caddy")
    except Missing as error:
        leave_out(str(error))

    def serve(text: str) -> str:
        folder, port = tmp_path / f"caddy{len(running)}", free_port()
        folder.mkdir()
        (folder / "conf").write_text(
            f"{{\nadmin off\nauto_https off\nstorage file_system {folder}\n}}\n"
            f"http://:{port} {{\nbind 127.0.0.1\nroot * {tmp_path}/www\nfile_server\n{text}}}\n"
        )
        command = [server, "run", "--config", str(folder / "conf"), "--adapter", "caddyfile"]
        running.append(start(command, port, folder / "log"))
        return f"http://127.0.0.1:{port}/"

    yield serve
    for process in running:
        stop(process)


@pytest.fixture(params=["nginx", "apache", "caddy"])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Path, str], str]:
    """Serves a folder at a base, by the settings that are printed for it, in a web root that holds it."""
    (tmp_path / "www").mkdir()

    def serve(root: Path, base: str) -> str:
        try:
            text = settings(request.param, root, base)
        except Refused:  # which is told, and tried below
            assert request.param == "caddy"
            pytest.skip(f"{request.param} cannot name that folder")
        if request.param in ("apache", "caddy"):
            url: str = request.getfixturevalue(request.param)(text)
        else:
            others = "" if base == "/" else f"location / {{ root {tmp_path}/www; }}\n"
            url = request.getfixturevalue("nginx")(root, location=f"{others}{text}")
        return url.rstrip("/")

    return serve


def write(root: Path) -> None:
    for route, data in FILES.items():
        (root / route).parent.mkdir(parents=True, exist_ok=True)
        (root / route).write_bytes(data)


def get(url: str, path: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return found


@pytest.mark.parametrize(("folder", "base"), [*((name, "/qa/") for name in FOLDERS), *(("plain", b) for b in BASES)])
def test_every_folder_and_every_address_is_served(
    tmp_path: Path, serve: Callable[[Path, str], str], folder: str, base: str
) -> None:
    root = tmp_path / "www" / folder
    write(root)
    url = serve(root, base)
    assert get(url, base).text == b"home"
    if base != "/":
        bare = get(url, base[:-1])
        assert (bare.status, unquote(urlsplit(bare.headers["Location"]).path)) == (301, unquote(base))
    assert get(url, base + "index.html").headers["X-Content-Type-Options"] == "nosniff"
    assert get(url, base + "none.html")[::2] == (404, b"nothing here")
    assert get(url, base + quote("f\u00fcr-alle.html"))[::2] == (410, b"withdrawn on 3 May")
    moved = get(url, base + quote("alt/f\u00fcr.html"))
    assert (moved.status, unquote(urlsplit(moved.headers["Location"]).path)) == (301, unquote(base + "index.html"))
    odd = get(url, base + quote("old $x; {1} \"y\" 'z'.html"))
    assert odd.status == 301
    assert odd.headers["Location"].endswith("index.html?a=%241;%7BR:1%7D")


def test_a_moved_page_leads_to_the_address_that_readers_know(
    tmp_path: Path, serve: Callable[[Path, str], str], request: pytest.FixtureRequest
) -> None:
    write(tmp_path / "www" / "plain")
    moved = get(serve(tmp_path / "www" / "plain", "/qa/"), "/qa/" + quote("alt/f\u00fcr.html"))
    relative = "apache" not in request.node.name
    assert moved.headers["Location"] == ("/qa/index.html" if relative else "http://x/qa/index.html")


@pytest.mark.parametrize("base", ["/", "/qa/"])
def test_a_drawing_is_sent_with_a_policy_that_lets_it_do_nothing(
    tmp_path: Path, serve: Callable[[Path, str], str], base: str
) -> None:
    root = tmp_path / "www" / "site"
    write(root)
    url = serve(root, base)
    for route in ("assets/a.svg", "assets/B.SVG"):
        answer = get(url, base + route)
        assert (answer.status, answer.text) == (200, FILES[route])
        [policy] = answer.headers.get_all("Content-Security-Policy")
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert "sandbox" in rules
        assert "script-src" not in rules
        assert rules["frame-ancestors"] == "'self'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "image/svg+xml"
    [policy] = get(url, base + "index.html").headers.get_all("Content-Security-Policy")
    assert policy == "frame-ancestors 'self'"


def test_the_release_that_a_link_leads_to_now_is_served(tmp_path: Path, serve: Callable[[Path, str], str]) -> None:
    site = tmp_path / "www" / "site"
    for name in ("one", "two"):
        write(site / name)
        (site / name / "topics").mkdir()
        for page in ("index.html", "topics/index.html"):
            (site / name / page).write_text(name)
    os.symlink("one", site / "current")
    url = serve(site / "current", "/qa/")
    assert get(url, "/qa/").text == b"one"
    os.symlink("two", site / "next")
    os.replace(site / "next", site / "current")
    assert get(url, "/qa/").text == b"two"
    assert get(url, "/qa/topics/").text == b"two"
    bare = get(url, "/qa/topics")
    assert (bare.status // 100, urlsplit(bare.headers["Location"]).path) == (3, "/qa/topics/")


RECORDS = [
    "questions.sitegen/history.ndjson",
    "questions.sitegen/o/xx/0123",
    "Questions.SITEGEN/site.json",
    "questions/.sitegen/holder",
    ".sitegen/m/0123456789abcdef.gz",
    "questions/releases/0123456789abcdef/withdrawn.html",
    "questions/releases/0123456789abcdef/assets/a.svg",
]


def test_the_records_and_earlier_releases_are_closed_where_the_folder_above_is_served(
    tmp_path: Path, serve: Callable[[Path, str], str]
) -> None:
    write(tmp_path / "www" / "questions")
    for path in [*RECORDS, "other/releases/index.html", "x.sitegen.html"]:
        (tmp_path / "www" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "www" / path).write_text("kept")
    url = serve(tmp_path / "www" / "questions", "/qa/")
    assert {path: get(url, f"/{path}").status in (403, 404) for path in RECORDS} == dict.fromkeys(RECORDS, True)
    assert get(url, "/questions%2Esitegen/site.json").status in (403, 404)
    assert get(url, "/other/releases/index.html").text == b"kept"
    assert get(url, "/x.sitegen.html").text == b"kept"
    assert get(url, "/qa/").text == b"home"


@pytest.mark.parametrize("folder", [*FOLDERS, "a$b", "a$1", "${a}", "a[b]", "a*b"])
@pytest.mark.parametrize("base", BASES)
def test_the_settings_for_iis_are_xml_whatever_the_names(folder: str, base: str) -> None:
    text = settings("iis", f"/srv/{folder}", base)
    found = ET.fromstring(text.encode())
    rules = found.findall("system.webServer/rewrite/rules/rule")
    assert [rule.get("name") for rule in rules] == [
        *sorted(r for r in KINDS if KINDS[r] == "redirect"),
        "f\u00fcr-alle.html",
    ]
    drawings = {at.get("path"): at.find(".//customHeaders/add").get("value") for at in found.findall("location")}
    assert set(drawings) == {"assets/a.svg", "assets/B.SVG"}
    assert all("sandbox" in policy for policy in drawings.values())
    hidden = found.findall("system.webServer/security/requestFiltering/hiddenSegments/add")
    assert [segment.get("segment") for segment in hidden] == [".sitegen"]
    closed = text.partition("too:\n")[2].removesuffix(" -->\n")
    assert ET.fromstring(closed).find(".//verbs").get("allowUnlisted") == "false"


@pytest.mark.parametrize(
    ("server", "folder"),
    [
        *(("nginx", "a$b"), ("apache", "a*b"), ("apache", "a[b]"), ("apache", "${a}"), ("iis", "a\nb")),
        *(("caddy", f"a{mark}b") for mark in "`{}*?[\\"),
    ],
)
def test_a_name_that_a_server_cannot_be_told_is_said(server: str, folder: str) -> None:
    with pytest.raises(Refused, match="cannot name a folder"):
        settings(server, f"/srv/{folder}")
