"""The preview answers this computer's own browser and nobody else, whatever the request looks like."""

from __future__ import annotations

import socket
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from serving import ENTRY, ROUTE, Session, entry, served_project, serving

from sitegen.serve.server import HOST, open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "the secret of another file"


def status_of(response: bytes) -> int:
    return int(response.split(b" ", 2)[1]) if response.startswith(b"HTTP/1.1 ") else 0


def asked(session: Session, text: str) -> bytes:
    """The request as who has the key makes it."""
    port = str(session.server.port)
    return text.replace("{port}", port).replace("\r\n", f"\r\nCookie: {session.cookie}\r\n", 1).encode("latin-1")


def request(target: str = "/", *headers: str, method: str = "GET", host: str = "127.0.0.1:{port}") -> str:
    return "\r\n".join([f"{method} {target} HTTP/1.1", f"Host: {host}", *headers, "", ""])


FOREIGN = {
    "another name (DNS rebinding)": (request(host="evil.example"), 421),
    "another name with our port": (request(host="evil.example:{port}"), 421),
    "our name at the front of another": (request(host="127.0.0.1.evil.example:{port}"), 421),
    "our name at the end of another": (request(host="evil-localhost:{port}"), 421),
    "a user before our name": (request(host="evil@127.0.0.1:{port}"), 421),
    "an address of the network": (request(host="192.168.0.1:{port}"), 421),
    "every address": (request(host="0.0.0.0:{port}"), 421),
    "our name without its port": (request(host="127.0.0.1"), 421),
    "another port": (request(host="127.0.0.1:1"), 421),
    "no name": ("GET / HTTP/1.1\r\n\r\n", 421),
    "an empty name": (request(host=""), 421),
    "two names": (request("/", "Host: evil.example"), 421),
    "the same name twice": (request("/", "Host: 127.0.0.1:{port}"), 421),
    "an old browser without a name": ("GET / HTTP/1.0\r\n\r\n", 421),
    "a whole address": (request("http://evil.example/"), 400),
    "a tunnel": (request("evil.example:443", method="CONNECT"), 400),
    "a foreign origin": (request("/", "Origin: https://evil.example"), 403),
    "an origin of another port": (request("/", "Origin: http://127.0.0.1:1"), 403),
    "a nameless origin": (request("/", "Origin: null"), 403),
    "our origin and a foreign one": (request("/", "Origin: http://127.0.0.1:{port}", "Origin: http://evil.example"), 403),
    "our origin by another scheme": (request("/", "Origin: https://127.0.0.1:{port}"), 403),
    "a fetch of another site": (request("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"), 403),
    "a fetch of another port": (request("/", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"), 403),
    "a script element of another site": (request("/_serve/live.js", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: script"), 403),
    "a frame of another site": (
        request("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
        403,
    ),
    "a site that says two things": (request("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: none"), 403),
    "a site of no known kind": (request("/", "Sec-Fetch-Site: whatever", "Sec-Fetch-Mode: navigate"), 403),
    "a stream for another site": (request("/_serve/events?epoch=x", "Origin: https://evil.example"), 403),
    "POST": (request(method="POST"), 405),
    "PUT": (request(method="PUT"), 405),
    "DELETE": (request(method="DELETE"), 405),
    "OPTIONS": (request("/", "Access-Control-Request-Method: GET", method="OPTIONS"), 405),
    "TRACE": (request(method="TRACE"), 405),
    "a method of no known kind": (request(method="PROPFIND"), 405),
    "a body": (request("/", "Content-Length: 5") + "hello", 400),
    "a body in chunks": (request("/", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
    "a length and chunks": (request("/", "Content-Length: 0", "Transfer-Encoding: chunked"), 400),
    "a header without a name": (request("/", ": x"), 400),
    "a header with a space in its name": (request("/", "Ho st: x"), 400),
    "a continued header": (request("/", "X: y", " folded"), 400),
    "a bare line feed": ("GET / HTTP/1.1\nHost: 127.0.0.1:{port}\n\n", 400),
    "a zero in a header": (request("/", "X: a\0b"), 400),
    "no version": ("GET /\r\n\r\n", 400),
    "another version": ("GET / HTTP/2.0\r\n\r\n", 400),
    "not HTTP": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "a header of a megabyte": (request("/", "X: " + "a" * 1_000_000), 431),
    "a thousand headers": (request("/", *(f"X-{n}: y" for n in range(1000))), 431),
    "an address of a megabyte": (request("/" + "a" * 1_000_000), 431),
}  # read as a table  # fmt: skip

CLIMBING = [
    "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/%252e%252e%252fsecret.txt",
    "/..%5csecret.txt", "/..%c0%afsecret.txt", "//secret.txt", "/./../secret.txt", "/theme/../../secret.txt",
    "/theme/..%2f..%2fsecret.txt", "/link.txt", "/content/digests/2024-01-15-briefing/an-entry.md", "/sitegen.yaml",
    "/.sitegen/records", "/.git/config", "/.env", "/output/index.html", "/digests", "/theme/",
    "/C:/Windows/win.ini", "/%5c%5cevil%5cshare%5cx", "/file:///etc/passwd", "/etc/passwd", "/index.html%00.txt",
    "/index.html/", "/INDEX.HTML", "/index.html.", "/index.html%20", "/index.html::$DATA", "/con", "/aux.html",
    "/_serve/../../secret.txt", "/_serve/%2e%2e/live.py", "/_serve/", "/_serve/vendored.json", "/_problems/x",
]  # read as a table  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("strangers")
    (folder / "secret.txt").write_text(SECRET)
    project = served_project(folder / "site")
    (folder / "site/link.txt").symlink_to(folder / "secret.txt")
    (folder / "site/.git").mkdir()
    (folder / "site/.git/config").write_text(SECRET)
    (folder / "site/.env").write_text(SECRET)
    with serving(project) as session:
        yield session


@pytest.mark.parametrize("has_key", [True, False])
@pytest.mark.parametrize("name", FOREIGN)
def test_a_stranger_is_refused(shared: Session, name: str, has_key: bool) -> None:
    text, status = FOREIGN[name]
    plain = text.replace("{port}", str(shared.server.port)).encode("latin-1")
    response = shared.raw(asked(shared, text) if has_key else plain)
    assert status_of(response) == status
    assert b"Why?" not in response
    assert b"access-control" not in response.lower()
    assert str(shared.project.folder).encode() not in response


@pytest.mark.parametrize("path", CLIMBING)
def test_no_address_leads_to_a_file(shared: Session, path: str) -> None:
    response = shared.raw(asked(shared, request(path)))
    assert status_of(response) in (400, 404)
    assert SECRET.encode() not in response
    assert b"title:" not in response
    assert str(shared.project.folder).encode() not in response


def test_a_link_on_another_page_may_lead_here(shared: Session) -> None:
    visit = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Connection: close")
    assert status_of(shared.raw(asked(shared, request("/", *visit)))) == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_the_preview_goes_by_its_own_names(shared: Session, host: str) -> None:
    text = request("/", "Connection: close", host=f"{host}:{shared.server.port}")
    assert status_of(shared.raw(asked(shared, text))) == 200


@pytest.mark.parametrize("path", ["", ROUTE, "feed.xml", "theme/site.css", "_serve/live.js", "_problems/", "nowhere"])
def test_every_answer_says_what_a_browser_may_do_with_it(shared: Session, path: str) -> None:
    _, headers, _ = shared.get(path)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["server"] == "sitegen"
    assert not [name for name in headers if name.startswith("access-control")]
    assert "set-cookie" not in headers


def test_types_are_told_by_us_and_never_by_the_system(shared: Session) -> None:
    assert shared.get("_serve/live.js")[1]["content-type"] == "text/javascript; charset=utf-8"
    assert shared.get("feed.xml")[1]["content-type"] == "application/xml"
    assert shared.get("data/entries.json")[1]["content-type"] == "application/json"


def test_a_head_is_the_page_without_its_body(shared: Session) -> None:
    status, headers, body = shared.get("", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(shared.get("")[2])


def test_a_range_is_ignored(shared: Session) -> None:
    ranges = "Range: bytes=" + ",".join(f"{n}-" for n in range(1000))
    assert status_of(shared.raw(asked(shared, request("/", ranges, "Connection: close")))) == 200


def test_only_this_computer_can_reach_the_port(shared: Session) -> None:
    assert shared.server.server_address[0] == HOST == "127.0.0.1"
    assert shared.server.socket.family == socket.AF_INET


def test_many_requests_on_one_connection_are_answered_without_delay_between_small_packets(shared: Session) -> None:
    """Without these two, a browser's 40 ms of delayed ACK stand between any two answers."""
    from sitegen.serve.server import _Handler

    assert _Handler.disable_nagle_algorithm
    assert _Handler.wbufsize == -1
    one = asked(shared, request(f"/{ROUTE}"))
    assert shared.raw(one * 50).count(b"HTTP/1.1 200 OK") == 50


def test_two_hundred_open_pages_are_told_and_no_more_than_256_are_taken(tmp_path: Path) -> None:
    with serving(served_project(tmp_path)) as session:
        address = (HOST, session.server.port)
        text = asked(session, request("/_serve/events?epoch=" + session.preview.showing.epoch))
        streams = [socket.create_connection(address, timeout=20) for _ in range(256)]
        for stream in streams:
            stream.sendall(text)
        for stream in streams:
            assert status_of(stream.recv(4096)) == 200
        assert status_of(session.raw(text)) == 503
        session.project.write(ENTRY, entry("Something new."))
        for stream in streams:
            assert stream.recv(4096).startswith(b"data: ")
        assert "Something new." in session.text(ROUTE)
        for stream in streams:
            stream.close()
        for number in range(2, 4):  # the dead ones are noticed when there is something to tell, at the latest
            session.project.write(ENTRY, entry(f"Number {number}."))
            session.wait_for(number)
        for _ in range(200):
            again = socket.create_connection(address, timeout=20)
            again.sendall(text)
            status = status_of(again.recv(4096))
            again.close()
            if status == 200:
                break
        assert status == 200


def test_a_taken_port_is_passed_over(shared: Session) -> None:
    other = open_server(shared.preview, shared.server.port)
    assert other.port > shared.server.port
    other.server_close()


class _Evil(BaseHTTPRequestHandler):
    """A page of another origin that tries to read the preview."""

    def do_GET(self) -> None:
        page = f"<!DOCTYPE html><title>evil</title><script>const target = 'http://127.0.0.1:{self.server.target}/';</script>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def evil(shared: Session) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    server.daemon_threads, server.block_on_close = True, False
    server.target = shared.server.port
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


ATTACKS = {
    "reading": "fetch(target).then(r => r.text())",
    "reading without a look": "fetch(target, {mode: 'no-cors'}).then(r => { if (r.type !== 'opaque') throw 1; return r.text() })",
    "reading with cookies": "fetch(target, {credentials: 'include'}).then(r => r.text())",
    "writing": "fetch(target, {method: 'POST', body: 'x'}).then(r => r.text())",
    "asking first": "fetch(target, {headers: {'X-Mine': '1'}}).then(r => r.text())",
    "an old request": "new Promise((yes, no) => { const x = new XMLHttpRequest(); x.onload = () => yes(x.responseText); x.onerror = no; x.open('GET', target); x.send() })",
    "a script": "new Promise((yes, no) => { const s = document.createElement('script'); s.src = target + '_serve/live.js'; s.onload = () => yes('loaded'); s.onerror = no; document.body.append(s) })",
    "a stylesheet": "new Promise((yes, no) => { const s = document.createElement('link'); s.rel = 'stylesheet'; s.href = target + 'theme/site.css'; s.onload = () => yes('loaded'); s.onerror = no; document.head.append(s) })",
    "a picture": "new Promise((yes, no) => { const s = new Image(); s.src = target; s.onload = () => yes('loaded'); s.onerror = no })",
    "a stream": "new Promise((yes, no) => { const s = new EventSource(target + '_serve/events?epoch=x'); s.onmessage = e => yes(e.data); s.onerror = no })",
    "a frame": "new Promise((yes, no) => { const s = document.createElement('iframe'); s.src = target; s.onload = () => { try { yes(s.contentDocument ? s.contentDocument.body.innerHTML : Promise.reject(1)) } catch (e) { no(e) } }; document.body.append(s) })",
    "a socket": "new Promise((yes, no) => { const s = new WebSocket(target.replace('http', 'ws')); s.onopen = () => yes('open'); s.onerror = no })",
}  # read as a table  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_page_of_another_origin_gets_nothing(shared: Session, tab: Any, evil: str, name: str) -> None:
    shared.let_in(tab)
    tab.goto(evil)
    attack = f"() => ({ATTACKS[name]}).then(text => text || '', () => '')"
    assert tab.evaluate(attack) == ""


def test_a_window_opened_by_another_origin_cannot_be_looked_into(shared: Session, tab: Any, evil: str) -> None:
    shared.let_in(tab)
    tab.goto(evil)
    with tab.context.expect_page() as opened:
        tab.evaluate("() => { window.other = window.open(target) }")
    opened.value.wait_for_selector("#_serve-bar", state="attached")
    look = "() => { try { return window.other.document.body.innerHTML } catch (e) { return '' } }"
    assert tab.evaluate(look) in ("", None)
