"""No hostile request changes a file by way of the desk: not by any address, header, name or body, from anywhere."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from desking import INDEX, ONE, OpenDesk

from sitegen.desk.file_ids import file_id
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.serve.request import LARGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: dict[str, str | None] = {
    "Host": "127.0.0.1:{port}",
    "Origin": "http://127.0.0.1:{port}",
    "Sec-Fetch-Site": "same-origin",
    "Cookie": "{cookie}",
    "Content-Type": "application/json",
    "X-Sitegen-Token": "{token}",
}
HOLD = json.dumps({"file": file_id(ONE)})
Headers = dict[str, str | None]
WHO: dict[str, tuple[Headers, int]] = {
    # headers where they are others than our page's (None for none), and the answer
    "without the cookie": ({"Cookie": None}, 403),
    "with the cookie of another run": ({"Cookie": "sitegen-{port}=AAAA"}, 403),
    "with the cookie of another port": ({"Cookie": "sitegen-1={secret}"}, 403),
    "with the key in a header": ({"Cookie": None, "Authorization": "Bearer {secret}"}, 403),
    "without a token": ({"X-Sitegen-Token": None}, 403),
    "with an empty token": ({"X-Sitegen-Token": ""}, 403),
    "with the token of another run": ({"X-Sitegen-Token": "A" * 43}, 403),
    "with half a token": ({"X-Sitegen-Token": "{half}"}, 403),
    "with a token in capitals": ({"X-Sitegen-Token": "{capitals}"}, 403),
    "with two tokens": ({"X-Sitegen-Token": "{token}\r\nX-Sitegen-Token: {token}"}, 403),
    "with the key for a token": ({"X-Sitegen-Token": "{secret}"}, 403),
    "with letters that are none": ({"X-Sitegen-Token": "\xff\xfe"}, 403),
    "without an origin": ({"Origin": None}, 403),
    "from another site": ({"Origin": "https://evil.example"}, 403),
    "from a site whose name begins as ours": ({"Origin": "http://127.0.0.1:{port}.evil.example"}, 403),
    "from another port": ({"Origin": "http://127.0.0.1:1"}, 403),
    "from a file or a sandbox": ({"Origin": "null"}, 403),
    "from our address by another scheme": ({"Origin": "https://127.0.0.1:{port}"}, 403),
    "from another of our names": ({"Origin": "http://localhost:{port}"}, 403),
    "from two origins": ({"Origin": "http://127.0.0.1:{port}\r\nOrigin: https://evil.example"}, 403),
    "that a browser calls cross-site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "that a browser calls same-site": ({"Sec-Fetch-Site": "same-site"}, 403),
    "that nobody has asked for": ({"Sec-Fetch-Site": "none"}, 403),
    "of a browser that does not say": ({"Sec-Fetch-Site": None}, 403),
    "of a browser that says two things": ({"Sec-Fetch-Site": "same-origin\r\nSec-Fetch-Site: cross-site"}, 403),
    "to a name that leads here": ({"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, 421),
    "to a name that begins as ours": ({"Host": "127.0.0.1.evil.example:{port}"}, 421),
    "to another port": ({"Host": "127.0.0.1:1"}, 421),
    "to two names": ({"Host": "127.0.0.1:{port}\r\nHost: evil.example"}, 421),
    "to no name": ({"Host": None}, 421),
    "as a form": ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    "as plain text": ({"Content-Type": "text/plain"}, 415),
    "as parts": ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    "of no type": ({"Content-Type": None}, 415),
    "of a type that begins so": ({"Content-Type": "application/jsonp"}, 415),
    "of no length": ({"Content-Length": None}, 411),
    "of two lengths": ({"Content-Length": "2\r\nContent-Length: 31"}, 411),
    "of a length that is none": ({"Content-Length": "-1"}, 411),
    "of a length in other figures": ({"Content-Length": "+31"}, 411),
    "in chunks": ({"Transfer-Encoding": "chunked"}, 411),
    "that says it is huge": ({"Content-Length": str(LARGEST_BODY + 1)}, 413),
    "that says it is huger than any": ({"Content-Length": "9" * 12}, 413),
    "that is shorter than it says": ({"Content-Length": "5000"}, 400),
}  # read as a table  # fmt: skip
CHANGES = (
    *("hold", "show", "show-all", "move", "save", "wait", "new-question", "new-digest", "import", "look", "paste"),
    *("plan", "publish", "undo", "history", "approve", "proof"),
)
P, G = "POST /_desk/do/hold HTTP/1.1", "GET /_desk/do/hold?file={file} HTTP/1.1"
WHERE: dict[str, tuple[str, int]] = {
    "by following a link": (G, 404),
    "by asking for the headers": (G.replace("GET", "HEAD"), 404),
    "by another method": (P.replace("POST", "PUT"), 405),
    "by deleting": (P.replace("POST", "DELETE"), 405),
    "by asking what is allowed": (P.replace("POST", "OPTIONS"), 405),
    "with words in the address": (P.replace("hold", "hold?file={file}"), 400),
    "with the token in the address": (P.replace("hold", "hold?token={token}"), 400),
    "with the key in the address": (P.replace("hold", "hold?key={secret}"), 403),
    "to a page of the desk": (P.replace("do/hold", "question/{file}"), 405),
    "to the desk itself": (P.replace("do/hold", ""), 405),
    "to the readers' page": (P.replace("_desk/do/hold", "digests/2024-01-15-briefing/a-van.html"), 405),
    "to what the desk does not do": (P.replace("hold", "delete"), 404),
    "to a way out": (P.replace("hold", "../do/hold"), 404),
    "to a way out in other letters": (P.replace("hold", "%2e%2e/hold"), 404),
    "to a name in capitals": (P.replace("hold", "HOLD"), 404),
    "to a name with an end": (P.replace("hold", "hold/"), 404),
    "to a whole address": (P.replace("/_desk", "http://127.0.0.1:{port}/_desk"), 400),
    "by an old browser": (P.replace("1.1", "0.9"), 400),
}  # read as a table  # fmt: skip
BODIES: dict[str, tuple[str, int]] = {
    "nothing": ("", 400),
    "no JSON": ("file=x", 400),
    "half of it": (HOLD[:-1], 400),
    "a list": ("[1]", 400),
    "a word": ('"hold"', 400),
    "nobody's file": ('{"file": ""}', 400),
    "no file": ("{}", 400),
    "a number for a file": ('{"file": 7}', 400),
    "a list of files": ('{"file": ["' + file_id(ONE) + '"]}', 400),
    "a path for a file": (json.dumps({"file": ONE}), 400),
    "a way out for a file": ('{"file": "../../../../etc/passwd"}', 400),
    "a way out in other letters": ('{"file": "..%2f..%2fetc%2fpasswd"}', 400),
    "a full path": ('{"file": "/etc/passwd"}', 400),
    "a share": ('{"file": "\\\\\\\\evil\\\\x"}', 400),
    "a name with an end in it": ('{"file": "a\\u0000b"}', 400),
    "half a letter": ('{"file": "\\ud800"}', 400),
    "the settings": (json.dumps({"file": file_id("sitegen.yaml")}), 400),
    "what is remembered": (json.dumps({"file": file_id(".sitegen/published/intranet")}), 400),
    "a topic, which is not held so": (json.dumps({"file": file_id("content/topics/general.md")}), 400),
    "an id cut short": (json.dumps({"file": file_id(ONE)[:-1]}), 400),
    "an id with more": (json.dumps({"file": file_id(ONE) + "0"}), 400),
    "an id in capitals": (json.dumps({"file": file_id(ONE).upper() + "A"}), 400),
    "depth without end": ("[" * 100_000, 400),
    "letters that are none": ("\xff\xfe\x00", 400),
}  # read as a table  # fmt: skip


def sent(desk: OpenDesk, line: str, others: Headers, body: str) -> tuple[int, bytes]:
    """What comes back, and whether it was understood."""
    data = body.encode("latin-1")
    headers = {**OURS, "Content-Length": str(len(data)), **others}
    text = "\r\n".join([line, *(f"{key}: {value}" for key, value in headers.items() if value is not None), "", ""])
    secret, token = desk.cookie.partition("=")[2], desk.token
    known = {"port": str(desk.port), "cookie": desk.cookie, "secret": secret, "token": token, "file": file_id(ONE)}
    known |= {"half": token[: len(token) // 2], "capitals": token.swapcase()}
    for key, value in known.items():
        text = text.replace(f"{{{key}}}", value)
    answer = desk.raw(text.encode("latin-1") + data)
    return (int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else 0), answer


def check(desk: OpenDesk, line: str, others: Headers, body: str, status: int) -> None:
    before = desk.files()
    found, answer = sent(desk, line, others, body)
    assert found == status, answer
    assert desk.files() == before
    assert b"access-control" not in answer.lower()
    assert str(desk.project.folder).encode() not in answer
    assert desk.token.encode() not in answer or line.startswith("GET ")  # which is a page of its own, for who is let in


def test_our_own_page_is_heard(desk: OpenDesk) -> None:
    assert sent(desk, P, {}, HOLD)[0] == 200
    assert "draft: true" in desk.project.read(ONE)


@pytest.mark.parametrize("name", WHO)
def test_nobody_else_is_heard(standing: OpenDesk, name: str) -> None:
    others, status = WHO[name]
    check(standing, P, others, HOLD, status)


@pytest.mark.parametrize("name", WHERE)
def test_no_other_address_or_method_changes_anything(standing: OpenDesk, name: str) -> None:
    line, status = WHERE[name]
    others: Headers = (
        {"Content-Length": "0"} if line.split(" ", 1)[0] in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS") else {}
    )
    body = "" if others or status == 405 else HOLD
    check(standing, line, {**others, **({"Content-Length": "0"} if not body else {})}, body, status)


@pytest.mark.parametrize(
    "what",
    ["hold", "show", "show-all", "move", "save", "wait", "new-question", "new-digest", "import", "look", "paste"],
)
@pytest.mark.parametrize("name", BODIES)
def test_nothing_that_is_said_leads_to_another_file(standing: OpenDesk, name: str, what: str) -> None:
    body, status = BODIES[name]
    check(standing, P.replace("hold", what), {}, body, status)


def test_a_body_of_many_megabytes_is_refused_before_it_is_read(standing: OpenDesk) -> None:
    before = standing.files()
    found, _ = sent(standing, P, {}, " " * (LARGEST_BODY + 1))
    assert found in (0, 413)  # who goes on sending may not hear the answer
    assert standing.files() == before


@pytest.mark.parametrize(
    "path", ["_desk/", f"_desk/digest/{file_id(INDEX)}", f"_desk/question/{file_id(ONE)}", "_desk/desk.js"]
)
def test_pages_of_the_desk_are_shown_to_nobody_else(standing: OpenDesk, path: str) -> None:
    port = standing.port
    for headers in ("", "Cookie: sitegen-1=x\r\n", f"Cookie: {standing.cookie}\r\nOrigin: https://evil.example\r\n"):
        answer = standing.raw(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 403 ")
        assert b"desk-token" not in answer
    _, found, _ = standing.get(path)
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert found["cross-origin-resource-policy"] == "same-origin"
    assert found["cache-control"] == "no-store"
    assert "script-src 'unsafe" not in found["content-security-policy"]


def test_the_plain_preview_takes_no_word_of_the_desk(tmp_path: Any) -> None:
    from desking import desk_project

    from sitegen.api.project_folder import Project
    from sitegen.api.serving import serve

    project = desk_project(tmp_path)
    with serve(Project(project.folder)) as serving:
        desk = OpenDesk.__new__(OpenDesk)
        desk.serving, desk.project = serving, project
        answer = desk.raw(
            f"POST /_desk/do/hold HTTP/1.1\r\nHost: 127.0.0.1:{serving.port}\r\nOrigin: http://127.0.0.1:{serving.port}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: {desk.cookie}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(HOLD)}\r\n\r\n{HOLD}".encode()
        )
        assert answer.startswith(b"HTTP/1.1 405 ")
        assert desk.get("_desk/")[0] == 404


class _Evil(BaseHTTPRequestHandler):
    """A page of another origin."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Evil</title><body></body>")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def evil() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


ATTACKS = """async ([desk, file, token, seen]) => {
    const about = JSON.stringify({file: file, seen: seen, fields: {title: 'Evil'}}), told = [], tries = [];
    const ask = (what, mode, headers) => fetch(desk + '_desk/do/' + what, {
        method: 'POST', mode: mode, credentials: 'include', body: about, headers: headers});
    for (const what of ['hold', 'save', 'move', 'show-all', 'new-digest'])
        tries.push(ask(what, 'cors', {'Content-Type': 'application/json', 'X-Sitegen-Token': token}),
            ask(what, 'cors', {'Content-Type': 'text/plain'}), ask(what, 'no-cors', {'Content-Type': 'text/plain'}));
    tries.push(fetch(desk + '_desk/', {credentials: 'include'}).then(answer => answer.text()));
    for (const one of await Promise.allSettled(tries))
        told.push(one.status === 'fulfilled' ? String(one.value.type || one.value).slice(0, 20) : '');
    navigator.sendBeacon(desk + '_desk/do/hold', new Blob([about], {type: 'text/plain'}));
    const form = document.createElement('form'), field = document.createElement('input');
    const frame = document.createElement('iframe'), shown = document.createElement('iframe');
    frame.name = 'there'; form.target = 'there'; form.method = 'post'; form.enctype = 'text/plain';
    form.action = desk + '_desk/do/hold'; field.name = about.slice(0, -1) + ',"a":"'; field.value = '"}';
    form.append(field); document.body.append(frame, form); form.submit();
    shown.src = desk + '_desk/'; document.body.append(shown);
    await new Promise(done => { shown.onload = done; setTimeout(done, 1500); });
    try { told.push(shown.contentDocument ? shown.contentDocument.body.innerText : ''); } catch { told.push(''); }
    return told;
}"""


def test_a_page_of_another_origin_in_a_real_browser_changes_and_reads_nothing(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab)
    token, before = desk.token, desk.files()
    seen = fingerprint_bytes((desk.project.folder / ONE).read_bytes())
    with evil() as address:
        tab.goto(address)
        told = tab.evaluate(ATTACKS, [desk.home, file_id(ONE), token, seen])
    assert set(told) <= {"", "opaque"}
    assert desk.files() == before
    assert desk.do("hold", path=ONE)[0] == 200  # who is at home still is
