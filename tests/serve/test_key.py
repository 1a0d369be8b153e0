"""A preview is shown to who started it: whoever else is logged in to the computer sees one page, which says so."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from serving import DIGEST, PATIENCE, ROUTE, Session, entry, served_project, serving
from webkit import shown, webkit, why_missing

from sitegen.serve.browser import opened
from sitegen.serve.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFT, DRAFT_ROUTE = f"{DIGEST}/draft.md", "digests/2024-01-15-briefing/draft.html"
WORDS = "Nobody may read this yet"
CLOSED = "This preview belongs to whoever started it"
ADDRESSES = [
    "", ROUTE, DRAFT_ROUTE, "index.html", "search.html", "_search/manifest.json", "_search/0.json", "feed.xml",
    "data/entries.json", "_theme/site.css", "_serve/live.js", "_serve/live.css", "_serve/events", "_problems/",
    "favicon.ico", "nowhere",
]  # read as a table  # fmt: skip
VISIT = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
OWN = "{name}={key}"


class Way:
    """A request for the draft, as somebody may try it; `{key}` is the right one and `{name}` the right cookie."""

    def __init__(self, status: int, *headers: str, query: str = "", method: str = "GET") -> None:
        self.status, self.query, self.method, self.headers = status, query, method, headers


WAYS = {
    "nothing": Way(403),
    "the cookie": Way(200, f"Cookie: {OWN}"),
    "the cookie among others": Way(200, f"Cookie: a=b; {OWN}; c=d"),
    "the cookie without a space": Way(200, f"Cookie: a=b;{OWN}"),
    "the cookie in a second header": Way(200, "Cookie: a=b", f"Cookie: {OWN}"),
    "the cookie of another run before it": Way(200, "Cookie: {name}=" + "x" * 43 + f"; {OWN}"),
    "the cookie of another run behind it": Way(200, f"Cookie: {OWN}; " + "{name}=" + "x" * 43),
    "the cookie of another run": Way(403, "Cookie: {name}=" + "x" * 43),
    "the cookie of another port": Way(403, "Cookie: sitegen-1={key}"),
    "a cookie of no port": Way(403, "Cookie: sitegen={key}"),
    "a cookie without a name": Way(403, "Cookie: {key}"),
    "a cookie without a value": Way(403, "Cookie: {name}="),
    "a cookie with half of it": Way(403, "Cookie: {name}={half}"),
    "a cookie with more": Way(403, f"Cookie: {OWN}x"),
    "a cookie in quotation marks": Way(403, 'Cookie: {name}="{key}"'),
    "a cookie with the name in capitals": Way(403, "Cookie: {NAME}={key}"),
    "a cookie of other letters": Way(403, "Cookie: {name}=\xe9\xff"),
    "ten thousand cookies": Way(403, "Cookie: " + "a=b;" * 3500),
    "the key": Way(200, query="?key={key}"),
    "the key behind something": Way(200, query="?q=kettle&key={key}"),
    "the key before something": Way(200, query="?key={key}&q=kettle"),
    "the key to a visit from elsewhere": Way(200, *VISIT, query="?key={key}"),
    "the key and the cookie of another run": Way(200, "Cookie: {name}=" + "x" * 43, query="?key={key}"),
    "an old key and the cookie": Way(200, f"Cookie: {OWN}", query="?key=" + "x" * 43),
    "half of the key": Way(403, query="?key={half}"),
    "more than the key": Way(403, query="?key={key}x"),
    "no key": Way(403, query="?key="),
    "a key twice": Way(403, query="?key={key}&key={key}"),
    "a wrong key and the right one": Way(403, query="?key=x&key={key}"),
    "the key in capitals": Way(403, query="?KEY={key}"),
    "the key without its name": Way(403, query="?{key}"),
    "the key as another field": Way(403, query="?token={key}"),
    "the key in an Authorization header": Way(403, "Authorization: Bearer {key}"),
    "the key in a Referer": Way(403, "Referer: http://127.0.0.1:{port}/?key={key}"),
    "the key in a header of its own": Way(403, "Key: {key}"),
    "a visit from elsewhere": Way(403, *VISIT),
    "a visit from elsewhere with the cookie": Way(200, f"Cookie: {OWN}", *VISIT),
    "a head with the cookie": Way(200, f"Cookie: {OWN}", method="HEAD"),
    "a head": Way(403, method="HEAD"),
    "options with the cookie": Way(405, f"Cookie: {OWN}", method="OPTIONS"),
    "options with the key": Way(405, query="?key={key}", method="OPTIONS"),
    "a post with the key": Way(405, query="?key={key}", method="POST"),
    "another site with the cookie": Way(403, f"Cookie: {OWN}", "Origin: https://other.example"),
    "another port's script with the cookie": Way(403, f"Cookie: {OWN}", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"),
}  # read as a table  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    project = served_project(tmp_path_factory.mktemp("key"))
    with serving(project.write(DRAFT, entry(WORDS, title="A draft", draft=True))) as session:
        yield session


def ask(session: Session, way: Way, path: str = DRAFT_ROUTE) -> tuple[int, str]:
    key = session.server.key
    lines = [f"{way.method} /{path}{way.query} HTTP/1.1", "Host: 127.0.0.1:{port}", *way.headers, "Connection: close"]
    words = {"key": key.secret, "half": key.secret[:20], "name": key.cookie, "NAME": key.cookie.upper()}
    text = "\r\n".join([*lines, "", ""])
    for name, value in {**words, "port": str(session.server.port)}.items():
        text = text.replace(f"{{{name}}}", value)
    response = session.raw(text.encode("latin-1")).decode("utf-8")
    return int(response.split(" ", 2)[1]), response


@pytest.mark.parametrize("name", WAYS)
def test_only_who_has_the_key_sees_the_draft(shared: Session, name: str) -> None:
    way = WAYS[name]
    status, response = ask(shared, way)
    assert status == way.status
    is_looking = "Cookie" in str(way.headers) and not way.query and way.method == "GET"
    assert (WORDS in response) == (status == 200 and is_looking)
    assert ("Set-Cookie" in response) == (status == 200 and bool(way.query))
    if status != 200:
        assert shared.server.key.secret not in response


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_is_closed_and_says_why(shared: Session, path: str) -> None:
    status, response = ask(shared, Way(403), path)
    assert status == 403
    assert CLOSED in response
    assert "sitegen serve" in response
    assert "cache-control: no-store" in response.lower()
    assert str(shared.project.folder) not in response
    assert "refresh" not in response  # or it would go round for ever
    assert ask(shared, Way(200, f"Cookie: {OWN}"), path.replace("_serve/events", ""))[0] != 403


def test_the_cookie_is_the_browsers_alone_and_named_for_the_port(shared: Session) -> None:
    _, response = ask(shared, Way(200, query="?key={key}"))
    (cookie,) = re.findall(r"^Set-Cookie: (.*)\r$", response, re.MULTILINE)
    name, *fields = cookie.split("; ")
    assert name == f"sitegen-{shared.server.port}={shared.server.key.secret}"
    assert fields == ["HttpOnly", "SameSite=Strict", "Path=/"]


@pytest.mark.parametrize(
    ("path", "query", "clean"),
    [
        ("", "?key={key}", "/"),
        (ROUTE, "?key={key}", f"/{ROUTE}"),
        ("search.html", "?key={key}&q=tea%20time", "/search.html?q=tea%20time"),
        ("search.html", "?q=%22&key={key}&lang=en", "/search.html?q=%22&amp;lang=en"),
        ("search.html", '?q="><script>&key={key}', "/search.html?q=&quot;&gt;&lt;script&gt;"),
        ("/other.example/", "?key={key}", "/other.example/"),
        ("//other.example", "?key={key}", "/other.example"),
        ("%5cother.example", "?key={key}", "/%5Cother.example"),
        ("%c3%a9.html", "?key={key}", "/%C3%A9.html"),
    ],
)
def test_the_key_leads_on_to_the_same_address_without_it(shared: Session, path: str, query: str, clean: str) -> None:
    _, response = ask(shared, Way(200, query=query), path)
    assert f'content="0; url={clean}"' in response
    assert response.count(shared.server.key.secret) == 1  # in the cookie
    assert "referrer-policy: no-referrer" in response.lower()


def test_each_run_has_a_key_of_its_own_that_nobody_guesses() -> None:
    keys = {Key.new(8000).secret for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 43 and re.fullmatch(r"[\w-]+", key) for key in keys)


def test_another_account_on_the_computer_sees_no_draft(shared: Session) -> None:
    if os.name != "posix" or os.getuid() != 0 or not shutil.which("runuser"):
        leave_out("not root: nothing was asked as another account (runuser)")
    asks = f"GET /{DRAFT_ROUTE} HTTP/1.1\\r\\nHost: 127.0.0.1:{shared.server.port}\\r\\nConnection: close\\r\\n\\r\\n"
    talks = f"exec 3<>/dev/tcp/127.0.0.1/{shared.server.port}; printf '{asks}' >&3; cat <&3"
    words = ["runuser", "-u", "nobody", "--", "bash", "-c", talks]
    said = subprocess.run(words, capture_output=True, text=True, check=True, cwd="/").stdout
    assert said.startswith("HTTP/1.1 403 ")
    assert CLOSED in said


def printed_address_opens_the_page(session: Session, tab: Any, start: str) -> None:
    tab.goto("about:blank")
    tab.goto(start)
    tab.wait_for_selector("#_serve-bar")
    assert tab.url == session.home + DRAFT_ROUTE
    assert tab.evaluate("[document.referrer, document.cookie]") == ["", ""]
    tab.go_back()
    assert tab.url == "about:blank"  # the address with the key is in no history


def test_the_printed_address_opens_the_page_and_leaves_no_key_behind(shared: Session, tab: Any) -> None:
    printed_address_opens_the_page(shared, tab, shared.server.key.address(DRAFT_ROUTE))


@contextmanager
def leading_file(session: Session, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[str]:
    """The address of the file that `--open` opens, as the program that is asked to open it is told."""
    tools = opener(folder)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    with opened(session.server.key.address(DRAFT_ROUTE)) as is_asked:
        assert is_asked
        yield told(folder)


def opener(folder: Path) -> Path:
    """A folder with a program in the place of the one that opens browsers; it notes what it was told."""
    tools = folder / "tools"
    tools.mkdir()
    for name in ("xdg-open", "open"):
        (tools / name).write_text(
            f'#!/bin/sh\nfile="${{1#file://}}"\nprintf "%s\\n" "$1" >{folder}/asked\n'
            f'stat -c "%a" "$file" "${{file%/*}}" >>{folder}/asked\ncat "$file" >>{folder}/asked\n'
            f"mv {folder}/asked {folder}/told\n"
        )
        (tools / name).chmod(0o755)
    return tools


def told(folder: Path) -> str:
    """What the program was told, once it has been asked."""
    words = ["sh", "-c", f"until [ -e {folder}/told ]; do :; done; head -1 {folder}/told"]
    return subprocess.run(words, timeout=PATIENCE, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
def test_open_leads_the_browser_through_a_file_of_its_own(
    shared: Session, tab: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with leading_file(shared, monkeypatch, tmp_path) as start:
        assert start.startswith("file:///")
        printed_address_opens_the_page(shared, tab, start)


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
@pytest.mark.parametrize(
    ("ended_by", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=str,
)
def test_no_command_line_shows_the_key_and_nothing_is_left(tmp_path: Path, ended_by: int, status: int) -> None:
    project = served_project(tmp_path / "site")
    (project.folder / "xdg-open").write_text(f"#!/bin/sh\ntouch {tmp_path}/planted\n")
    (project.folder / "xdg-open").chmod(0o755)
    (tmp_path / "temporary").mkdir()
    tools = opener(tmp_path)
    path = os.pathsep.join([".", "", str(tools), os.environ["PATH"]])
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "--open"],
        cwd=project.folder,
        env={**os.environ, "PATH": path, "TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        key = next(found[1] for line in process.stdout if (found := re.search(r"\?key=([\w-]{43})$", line.rstrip())))
        address = told(tmp_path)
        assert key not in address
        asked = (tmp_path / "told").read_text()
        assert asked.splitlines()[1:3] == ["600", "700"]
        assert key in asked
        process.send_signal(ended_by)
        assert process.wait(PATIENCE) == status
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not (tmp_path / "planted").exists()


def test_a_computer_without_a_browser_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with opened("http://127.0.0.1:1/?key=x") as is_asked:
        assert not is_asked


def test_a_link_on_another_page_leads_who_was_let_in_to_the_page(shared: Session, tab: Any, tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text(f'<a href="{shared.home}{DRAFT_ROUTE}">Have a look</a>')
    tab.goto(shared.server.key.address())
    tab.wait_for_selector("#_serve-bar")
    tab.goto((tmp_path / "mail.html").as_uri())
    tab.click("a")
    tab.wait_for_selector("#_serve-bar:has-text('Draft: not published')")


def test_a_link_on_another_page_leads_a_stranger_to_the_explanation_and_no_further(
    shared: Session, tab: Any, tmp_path: Path
) -> None:
    (tmp_path / "mail.html").write_text(f'<a href="{shared.home}{DRAFT_ROUTE}">Have a look</a>')
    loads = []
    tab.on("response", lambda response: loads.append(response.status))
    tab.goto((tmp_path / "mail.html").as_uri())
    tab.click("a")
    tab.wait_for_function("() => performance.getEntriesByType('navigation')[0].type !== 'back_forward'")
    tab.wait_for_selector(f"h1:has-text('{CLOSED}')")
    tab.wait_for_load_state("networkidle")
    assert [status for status in loads if status == 403] in ([403, 403], [403, 403, 403])  # twice, and its icon
    assert WORDS not in tab.content()


def test_an_old_tab_explains_itself_after_a_restart(tmp_path: Path, tab: Any) -> None:
    project = served_project(tmp_path)
    with serving(project) as first:
        port = first.server.port
        tab.goto(first.server.key.address(ROUTE))
        tab.wait_for_selector("#_serve-bar")
    tab.wait_for_selector("#_serve-note:has-text('This preview has ended')")
    with serving(project, port=port) as second:
        tab.wait_for_selector("#_serve-note:has-text('has a new address')")
        tab.reload()
        tab.wait_for_selector(f"h1:has-text('{CLOSED}')")
        tab.goto(second.server.key.address(ROUTE))
        tab.wait_for_selector("#_serve-bar")
        assert tab.query_selector("#_serve-note") is None


@pytest.fixture(scope="module")
def safari() -> Iterator[Any]:
    """A window of WebKit. Missing, it is a failure where CI is set, else a skip that says so."""
    if missing := why_missing():
        leave_out(missing)
    with webkit((1000, 900)) as window:
        yield window


@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
def test_safari_is_let_in_by_the_printed_address_and_by_the_file(
    shared: Session, safari: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mail.html").write_text(f'<a href="{shared.home}{DRAFT_ROUTE}">Have a look</a>')
    safari.get(shared.home + DRAFT_ROUTE)
    assert shown(safari, "h1", CLOSED)
    with leading_file(shared, monkeypatch, tmp_path) as file:
        for start in (shared.server.key.address(DRAFT_ROUTE), file):
            safari.delete_all_cookies()
            safari.get("about:blank")
            before = safari.execute_script("return history.length")
            safari.get(start)
            assert shown(safari, "#_serve-bar", "Draft: not published")
            assert safari.current_url == shared.home + DRAFT_ROUTE
            seen = "return [history.length - arguments[0], document.referrer, document.cookie]"
            assert safari.execute_script(seen, before) == [1, "", ""]
            safari.get((tmp_path / "mail.html").as_uri())
            shown(safari, "a", "Have a look").click()
            assert shown(safari, "#_serve-bar", "Draft: not published")
            safari.get(shared.home)
