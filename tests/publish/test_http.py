"""Web servers that are slow, endless, or lead elsewhere: told in words, in time, and at little cost."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from answering import answering, ok
from publishing import NEW, OLD, folder_place, put, served

from sitegen.memory.refused import Refused
from sitegen.publish import http
from sitegen.publish import served as looking
from sitegen.publish.guards import check_address
from sitegen.publish.http import address_of, fetch, proxy_of
from sitegen.publish.release import MARKER

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    Send = Callable[[bytes], None]

MOST = 100_000_000  # bytes of memory


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_DEADLINE", 1.0)
    monkeypatch.setattr(looking, "PATIENCE", 0.0)


def drip(*parts: bytes) -> Callable[[str, Send, threading.Event], None]:
    """Sends the first at once, and then the last of them again and again, slowly enough never to end."""

    def answer(_: str, send: Send, ended: threading.Event) -> None:
        send(b"".join(parts[:-1]))
        while not ended.wait(0.1):
            send(parts[-1])

    return answer


def flood(*parts: bytes) -> Callable[[str, Send, threading.Event], None]:
    """Sends the first, and then 1.5 GB of the last."""

    def answer(_: str, send: Send, ended: threading.Event) -> None:
        send(b"".join(parts[:-1]))
        block = parts[-1] * (1_000_000 // len(parts[-1]))
        for _ in range(1500):
            send(block)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        drip(b""),
        drip(b"", b"H"),
        drip(HEAD, b"X: y\r\n"),
        drip(HEAD, b"x"),
        drip(ok(b"", "Content-Length: 1000"), b"x"),
        drip(ok(b"", "Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(ok(b"", "Location: /", status="302 Found"), b"x"),
    ],
)
def test_an_answer_that_does_not_end_is_waited_for_no_longer_than_we_said(
    answer: Callable[[str, Send, threading.Event], None],
) -> None:
    with answering(answer) as url:
        found = fetch(url, MARKER, 1_000_000)
    assert found.body == b""
    assert found.status != 200
    assert found.why == "it did not answer whole within 1 second" or found.status == 302


@pytest.mark.parametrize(
    "answer",
    [
        flood(ok(b""), b"x"),
        flood(ok(b"", "Content-Length: 1500000000"), b"x"),
        flood(ok(b"", "Transfer-Encoding: chunked"), b"100000\r\n" + b"x" * 0x100000 + b"\r\n"),
        flood(ok(b"", status="404 Not Found"), b"x"),
        flood(ok(b"", "Location: /a", status="302 Found"), b"x"),
        flood(HEAD, b"X: y\r\n"),
        flood(HEAD + b"X: ", b"y"),
        flood(b"", b"x"),
        flood(ok(b"", "Content-Encoding: gzip") + gzip.compress(b"\0" * 100_000_000), b"\0"),
    ],
)
def test_an_answer_of_any_size_costs_little(answer: Callable[[str, Send, threading.Event], None]) -> None:
    with answering(answer) as url:
        tracemalloc.start()
        try:
            found = fetch(url, MARKER, 200)
            assert tracemalloc.get_traced_memory()[1] < MOST
        finally:
            tracemalloc.stop()
    assert len(found.body) <= 201


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://login.example/?back=1", "it leads on to login.example"),
        ("//login.example/", "it leads on to login.example"),
        ("http://user:secret@login.example/", "it leads on to login.example"),
        ("ftp://127.0.0.1/", "it leads on to 127.0.0.1"),
        ("file:///etc/hostname", ""),
        ("javascript:0", ""),
        ("http://[", ""),
        ("/round/and/round", "it leads on and on"),
    ],
)
def test_an_address_that_leads_elsewhere_is_not_followed_and_said(target: str, words: str) -> None:
    moved = ok(b"", f"Location: {target}", status="302 Found")
    with answering(lambda _, send, __: send(moved)) as url, pytest.raises(Refused, match="was published") as refusal:
        check_address(url, "token", "/srv/questions")
    assert words in refusal.value.message
    assert "secret" not in refusal.value.message


def test_a_redirect_on_the_same_host_is_followed() -> None:
    def answer(path: str, send: Send, _: threading.Event) -> None:
        moved = ok(b"", "Location: /other/" + MARKER, status="301 Moved Permanently")
        send(ok(b"0123456789abcdef token\n") if path.startswith("/other/") else moved)

    with answering(answer) as url:
        check_address(url, "token", "/srv/questions")


def test_a_site_that_is_served_without_end_ends_in_words(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    put(place, OLD)

    def answer(path: str, send: Send, ended: threading.Event) -> None:
        route = path.lstrip("/")
        file = tmp_path / "site/current" / route
        if route == MARKER or not file.is_file():
            send(ok(file.read_bytes()) if file.is_file() else ok(b"", status="404 Not Found"))
        else:
            drip(ok(b""), b"x")(path, send, ended)

    with answering(answer) as url:
        result = put(folder_place(tmp_path / "site", url=url), NEW)
    assert served(tmp_path / "site") == NEW
    assert result.served == ("wrong", "index.html cannot be fetched: it did not answer whole within 1 second")


@pytest.mark.parametrize(
    ("url", "route", "address"),
    [
        ("https://h.example/qa/", "a b.html", "https://h.example/qa/a%20b.html"),
        ("https://h.example/qa", "x", "https://h.example/qa/x"),
        ("https://h.example/fragen-für-alle/", "x", "https://h.example/fragen-f%C3%BCr-alle/x"),
        ("https://h.example/a%20b/", "x", "https://h.example/a%20b/x"),
        ("https://h.example/qa/", "../qa.sitegen/site.json", "https://h.example/qa.sitegen/site.json"),
        ("https://h.example/in/qa/", "../../x", "https://h.example/x"),
        ("https://h.example/", "../x", ""),
    ],
)
def test_the_address_of_a_route(url: str, route: str, address: str) -> None:
    assert address_of(url, route) == address


def test_an_address_that_wants_a_login_says_what_to_do_without() -> None:
    told = pytest.raises(Refused, match="lets nobody look without signing in")
    with answering(lambda _, send, __: send(ok(b"", status="401 Unauthorized"))) as url, told as refusal:
        check_address(url, "token", "/srv/site")
    assert "leave “url:” out of sitegen.yaml" in refusal.value.hint
    assert "proxy" not in refusal.value.hint


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://anna:secret@127.0.0.1:9/", "127.0.0.1:9"])
def test_a_proxy_that_was_asked_is_named_without_who_signs_in_there(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("no_proxy", "other.example")
    with pytest.raises(Refused, match="does not answer") as refusal:
        check_address("http://intranet.example/questions/", "token", "/srv/site")
    assert "through the proxy 127.0.0.1:9;" in refusal.value.hint
    assert "no_proxy=intranet.example" in refusal.value.hint
    assert "secret" not in f"{refusal.value.message} {refusal.value.hint}"
    monkeypatch.setenv("no_proxy", "intranet.example")
    assert proxy_of("http://intranet.example/questions/") == ""
