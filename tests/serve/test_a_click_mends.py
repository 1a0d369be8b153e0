"""“Mend it” writes what the report says into the writer's file, nothing else, for nobody else; “Undo” takes it back."""

from __future__ import annotations

import http.client
import os
import re
import stat
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from project import DIGEST
from serving import ENTRY, PATIENCE, ROUTE, Session, entry, served_project, serving

from sitegen.memory.exchange import exchange
from sitegen.memory.snapshot import Changed
from sitegen.serve.mender import CHANGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIST = "We have:\n\n•\tvans\n•\tbays\n\nThank you."
MENDED = "We have:\n\n- vans\n- bays\n\nThank you."


def tokens(session: Session, kind: str = "now", route: str = ROUTE) -> list[str]:
    """What stands for each button of a page."""
    return re.findall(rf"class=_serve-{kind} data-mend=(\w+)", session.text(route))


def click(session: Session, token: str, **headers: str) -> tuple[int, str]:
    """Status and words of the request that a page of ours makes."""
    own = {"Cookie": session.cookie, "Origin": session.home.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    connection = http.client.HTTPConnection("127.0.0.1", session.server.port, timeout=PATIENCE)
    try:
        connection.request("POST", f"/_serve/mend?it={token}", headers={**own, **headers})
        response = connection.getresponse()
        return response.status, response.read().decode().strip()
    finally:
        connection.close()


def files_of(session: Session) -> dict[str, tuple[bytes, int]]:
    """All that the project holds besides what is remembered of it."""
    return {
        file.relative_to(session.project.folder).as_posix(): (file.read_bytes(), file.stat().st_ino)
        for file in session.project.folder.rglob("*")
        if file.is_file() and ".sitegen" not in file.parts
    }


@pytest.fixture
def pasted(tmp_path: Path) -> Iterator[Session]:
    project = served_project(tmp_path).write(ENTRY, entry(LIST))
    with serving(project) as session:
        yield session


def test_a_click_mends_the_file_and_the_page_and_undo_takes_it_back(pasted: Session) -> None:
    before = (pasted.project.folder / ENTRY).read_bytes()
    (token,) = tokens(pasted)
    assert click(pasted, token)[0] == 200
    assert pasted.project.read(ENTRY) == entry(MENDED)
    pasted.wait_for(1)
    assert "<li>vans</li>" in pasted.text(ROUTE)
    assert tokens(pasted) == []
    (undo,) = tokens(pasted, "undo")
    assert click(pasted, undo)[0] == 200
    assert (pasted.project.folder / ENTRY).read_bytes() == before
    pasted.wait_for(2)
    assert len(tokens(pasted)) == 1
    assert tokens(pasted, "undo") == []


def test_mistakes_are_mended_too_and_the_list_of_all_has_the_buttons(pasted: Session) -> None:
    pasted.project.write(ENTRY, entry(topics=["genral"]))
    pasted.wait_for(1)
    (token,) = tokens(pasted)
    assert tokens(pasted, route="_problems/") == [token]
    assert click(pasted, token)[0] == 200
    assert pasted.project.read(ENTRY) == entry(topics=["general"]).replace('["general"]', "[general]")


def test_several_are_undone_one_by_one_the_last_first(pasted: Session) -> None:
    texts = [entry(f"{LIST}\n\n##Vans\n\nMore.")]
    pasted.project.write(ENTRY, texts[0])
    pasted.wait_for(1)
    for count in (2, 3):
        assert click(pasted, tokens(pasted)[0])[0] == 200
        texts.append(pasted.project.read(ENTRY))
        pasted.wait_for(count)
    assert tokens(pasted) == []
    for count in (4, 5):
        assert pasted.project.read(ENTRY) == texts.pop()
        (undo,) = tokens(pasted, "undo")
        assert click(pasted, undo)[0] == 200
        pasted.wait_for(count)
    assert pasted.project.read(ENTRY) == texts.pop()


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_all_other_bytes_stay(pasted: Session, mark: bytes, end: bytes) -> None:
    typed = mark + entry(f"Café — ça va.\n\n{LIST}\t ").encode().replace(b"\n", end)
    pasted.project.write(ENTRY, typed)
    os.chmod(pasted.project.folder / ENTRY, 0o640)
    pasted.settle()
    assert click(pasted, tokens(pasted)[0])[0] == 200
    file = pasted.project.folder / ENTRY
    assert file.read_bytes() == typed.replace("•\t".encode(), b"- ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    pasted.settle()
    assert click(pasted, tokens(pasted, "undo")[0])[0] == 200
    assert file.read_bytes() == typed


def test_a_file_that_was_edited_meanwhile_is_kept(pasted: Session) -> None:
    (token,) = tokens(pasted)
    pasted.project.write(ENTRY, entry(LIST + "\n\nA new word."))
    assert click(pasted, token) == (409, CHANGED)
    assert "A new word." in pasted.project.read(ENTRY)
    pasted.wait_for(1)
    assert click(pasted, token) == (409, CHANGED)  # that page is an old one now
    assert click(pasted, tokens(pasted)[0])[0] == 200
    pasted.wait_for(2)
    (undo,) = tokens(pasted, "undo")
    pasted.project.write(ENTRY, entry("Another answer."))
    assert click(pasted, undo) == (409, CHANGED)
    pasted.wait_for(3)
    assert tokens(pasted, "undo") == []
    assert pasted.project.read(ENTRY) == entry("Another answer.")


def test_a_file_that_has_gone_does_not_come_back(pasted: Session) -> None:
    (token,) = tokens(pasted)
    pasted.project.remove(ENTRY)
    assert click(pasted, token) == (409, CHANGED)
    assert not (pasted.project.folder / ENTRY).exists()


def test_two_clicks_at_once_are_one(pasted: Session) -> None:
    (token,) = tokens(pasted)
    assert [click(pasted, token)[0] for _ in range(2)] == [200, 409]
    assert pasted.project.read(ENTRY) == entry(MENDED)


def test_no_link_is_followed(pasted: Session, tmp_path: Path) -> None:
    (token,) = tokens(pasted)
    file, elsewhere = pasted.project.folder / ENTRY, tmp_path / "elsewhere.md"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert click(pasted, token)[0] == 409
    assert file.is_symlink()
    file.unlink()
    folder = tmp_path / "elsewhere"
    (pasted.project.folder / DIGEST).rename(folder)
    elsewhere.rename(folder / "an-entry.md")
    (pasted.project.folder / DIGEST).symlink_to(folder)
    assert click(pasted, token)[0] == 409
    assert (folder / "an-entry.md").read_text(encoding="utf-8") == entry(LIST)
    assert list(folder.glob(".*")) == []


def test_what_cannot_be_written_is_said(pasted: Session) -> None:
    (token,) = tokens(pasted)
    in_the_way = pasted.project.folder / DIGEST / ".sitegen-mended.tmp"
    in_the_way.mkdir()
    assert click(pasted, token) == (409, f"{ENTRY} was not written: a folder stands where a file should be.")
    assert pasted.project.read(ENTRY) == entry(LIST)
    in_the_way.rmdir()
    assert click(pasted, token)[0] == 200


def test_settings_and_templates_have_no_button(pasted: Session) -> None:
    pasted.project.write(ENTRY, entry())
    pasted.wait_for(1)
    pasted.project.write("sitegen.yaml", "title: Test\nurl: https://intranet.example/qa/\ntimezone: Europe/Lodon\n")
    pasted.wait_for(2)
    assert "Europe/London" in pasted.text("_problems/")
    assert [problem.is_mendable for problem in pasted.preview.showing.problems] == [True]
    assert tokens(pasted, route="_problems/") == []


def test_a_file_that_changes_at_the_last_moment_is_kept(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    file = tmp_path / "content/a.md"
    file.write_bytes(b"new")
    with pytest.raises(Changed):
        exchange(tmp_path, "content/a.md", b"old", b"mended")
    assert [one.name for one in (tmp_path / "content").iterdir()] == ["a.md"]
    (tmp_path / "content/.sitegen-mended.tmp").write_bytes(b"left by a program that was ended")
    exchange(tmp_path, "content/a.md", b"new", b"mended")
    assert [one.name for one in (tmp_path / "content").iterdir()] == ["a.md"]
    assert file.read_bytes() == b"mended"


P = "POST /_serve/mend?it={token} HTTP/1.1"
OURS = {
    "Host": "127.0.0.1:{port}",
    "Origin": "http://127.0.0.1:{port}",
    "Sec-Fetch-Site": "same-origin",
    "Cookie": "{cookie}",
}
HOSTILE: dict[str, tuple[str, dict[str, str | None], str, int]] = {
    # the request, its headers where they are others (None for none), what follows, the answer
    "without the cookie": (P, {"Cookie": None}, "", 403),
    "with another's cookie": (P, {"Cookie": "{name}=AAAA"}, "", 403),
    "with the cookie of another run": (P, {"Cookie": "sitegen-1={secret}"}, "", 403),
    "without the cookie, with the key": ("POST /_serve/mend?it={token}&key={secret} HTTP/1.1", {"Cookie": None}, "", 403),
    "without an origin": (P, {"Origin": None}, "", 403),
    "from another site": (P, {"Origin": "https://evil.example"}, "", 403),
    "from another port": (P, {"Origin": "http://127.0.0.1:1"}, "", 403),
    "from a file or a sandbox": (P, {"Origin": "null"}, "", 403),
    "from our address by another scheme": (P, {"Origin": "https://127.0.0.1:{port}"}, "", 403),
    "from another of our names": (P, {"Origin": "http://localhost:{port}"}, "", 403),
    "that a browser calls cross-site": (P, {"Sec-Fetch-Site": "cross-site"}, "", 403),
    "that a browser calls same-site": (P, {"Sec-Fetch-Site": "same-site"}, "", 403),
    "that nobody has asked for": (P, {"Sec-Fetch-Site": "none"}, "", 403),
    "to a name that leads here": (P, {"Host": "evil.example:{port}"}, "", 421),
    "to two names": (P, {"Host": "127.0.0.1:{port}\r\nHost: evil.example"}, "", 421),
    "by following a link": (P.replace("POST", "GET"), {"Origin": None}, "", 404),
    "by asking for the headers": (P.replace("POST", "HEAD"), {"Origin": None}, "", 404),
    "by another method": (P.replace("POST", "PUT"), {}, "", 405),
    "by asking what is allowed": (P.replace("POST", "OPTIONS"), {}, "", 405),
    "with a body": (P, {"Content-Length": "5"}, "hello", 405),
    "with a body in chunks": (P, {"Transfer-Encoding": "chunked"}, "0\r\n\r\n", 405),
    "to another address": (P.replace("_serve/mend", "_serve/mend/"), {}, "", 405),
    "to the page itself": (P.replace("_serve/mend", ROUTE), {}, "", 405),
    "with a token cut short": (P.replace("{token}", "{start}"), {}, "", 409),
    "with a token in capitals": (P.replace("{token}", "{capitals}"), {}, "", 409),
    "with no token": (P.replace("{token}", ""), {}, "", 409),
    "with a path for a token": (P.replace("{token}", "content/digests/x.md"), {}, "", 409),
    "with a way out for a token": (P.replace("{token}", "../../../../etc/passwd"), {}, "", 409),
    "with two tokens": (P.replace("{token}", "{token}&it={token}"), {}, "", 409),
    "with words to write": (P.replace("{token}", "{token}&replacement=x"), {}, "", 409),
}  # read as a table  # fmt: skip


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    project = served_project(tmp_path_factory.mktemp("standing")).write(ENTRY, entry(LIST))
    with serving(project) as session:
        yield session


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_changes_nothing(standing: Session, name: str) -> None:
    line, others, body, status = HOSTILE[name]
    (token,) = tokens(standing)
    known = {"token": token, "start": token[:-1], "capitals": token.upper(), "secret": standing.server.key.secret}
    known |= {"port": str(standing.server.port), "cookie": standing.cookie, "name": standing.server.key.cookie}
    headers = {"Content-Length": "0", **OURS, **others}
    text = "\r\n".join([line, *(f"{key}: {value}" for key, value in headers.items() if value is not None), "", body])
    for key, value in known.items():
        text = text.replace(f"{{{key}}}", value)
    before = files_of(standing)
    answer = standing.raw(text.replace(f"\r\n{body}", f"\r\n\r\n{body}").encode() if body else f"{text}\r\n".encode())
    assert int(answer.split(b" ")[1]) == status, answer
    assert files_of(standing) == before
    assert standing.project.read(ENTRY) == entry(LIST)


def look(tab: Any, session: Session, route: str = ROUTE) -> None:
    session.let_in(tab)
    tab.goto(session.home + route)
    tab.wait_for_function("() => document.querySelector('#_serve-bar')")


def test_a_writer_mends_a_list_by_keyboard_and_takes_it_back(pasted: Session, tab: Any) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    look(tab, pasted)
    summary = tab.locator("#_serve-mendable summary")
    assert summary.inner_text() == "1 thing you can mend here"
    summary.focus()
    tab.keyboard.press("Enter")
    button = tab.get_by_role("button", name=f"Mend it: line 8 of {ENTRY}")
    while not button.evaluate("node => node === document.activeElement"):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    box = button.bounding_box()
    assert box["height"] >= 24
    assert box["width"] >= 24
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => [...document.querySelectorAll('li')].some(li => li.textContent === 'vans')")
    assert tab.locator("#_serve-said[role=status]").inner_text() == "Line 8 of an-entry.md is mended."
    assert pasted.project.read(ENTRY) == entry(MENDED)
    tab.wait_for_function("() => document.activeElement.textContent === 'Undo'")
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => document.querySelector('main').textContent.includes('•')")
    assert pasted.project.read(ENTRY) == entry(LIST)
    tab.wait_for_function("() => document.activeElement.textContent === 'Mend it'")
    assert tab.complaints == []


def test_a_writer_is_told_that_the_file_has_changed(pasted: Session, tab: Any) -> None:
    look(tab, pasted)
    tab.locator("#_serve-mendable summary").click()
    button = tab.get_by_role("button", name="Mend it")
    token = button.get_attribute("data-mend")
    button.evaluate("(node, token) => node.setAttribute('data-mend', token)", token[::-1])
    button.click()
    tab.wait_for_function("words => document.querySelector('#_serve-said').textContent.trim() === words", arg=CHANGED)
    tab.complaints.clear()  # the browser notes the 409 itself
    tab.keyboard.press("Escape")
    assert tab.locator("#_serve-said").inner_text() == ""
    assert pasted.project.read(ENTRY) == entry(LIST)


def test_without_script_there_is_no_button(pasted: Session, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    look_without = pasted.cookie.partition("=")
    context.add_cookies([{"name": look_without[0], "value": look_without[2], "url": pasted.home, "sameSite": "Strict"}])
    tab.goto(pasted.home + ROUTE)
    tab.locator("#_serve-mendable summary").click()
    assert "- vans" in unescape(tab.locator("#_serve-mendable").inner_text())
    assert tab.locator("button[data-mend]:visible").count() == 0
    context.close()
