"""Addresses as they are typed: what a program could read in two ways is refused, and no password is ever printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import minimal_project, page

from sitegen.cli import main
from sitegen.model.schema.addresses import has_login, has_password, is_folder

if TYPE_CHECKING:
    from pathlib import Path

LOGINS = [
    "https://user:secret@intranet.example/qa/",
    "https://secret@intranet.example/qa/",
    "HTTP://user:secret@intranet.example",
    "https:/user:secret@intranet.example/",
    "https:\\\\user:secret@intranet.example/",
    "https://us er:secret@intranet.example/",
    "https://user:sec/ret@intranet.example/",
    "https://user:sec?ret@intranet.example/",
    "https://user:sec#ret@intranet.example/",
    "https://user:@intranet.example/secret",
    "user:secret@intranet.example/qa",
]


@pytest.mark.parametrize("text", LOGINS)
def test_a_login_in_an_address_is_one(text: str) -> None:
    assert has_login(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://intranet.example/@us/qa",
        "https://intranet.example/?mail=jo@trust.example",
        "https://intranet.example?mail=jo@trust.example",
        "https://intranet.example:8443/#jo@trust.example",
        "mailto:jo@trust.example",
        "jo@trust.example",
        "https://intranet.example/qa",
        "tel:+44 1",
        "",
    ],
)
def test_an_at_elsewhere_is_none(text: str) -> None:
    assert not has_login(text)


@pytest.mark.parametrize("form", ["text", "line", "github", "json"])
@pytest.mark.parametrize("text", LOGINS)
@pytest.mark.parametrize("field", ["url", "publish", "ask"])
def test_no_password_of_the_settings_is_printed(tmp_path: Path, field: str, text: str, form: str) -> None:
    quoted = "'" + text + "'"
    lines = {
        "url": f"url: {quoted}",
        "publish": f"publish: {{x: {{to: ../x, url: {quoted}}}}}",
        "ask": f"ask: [{{label: Ask, to: {quoted}}}]",
    }
    project = minimal_project(tmp_path).write("sitegen.yaml", f"title: Test\n{lines[field]}\n")
    for command in (["check", "--format", form], ["publish", "--history"]):
        result = CliRunner().invoke(main, ["-C", str(project.folder), *command])
        assert result.exit_code in (1, 2)
        assert "secret" not in result.output
        assert "ret@" not in result.output
    checked = CliRunner().invoke(main, ["-C", str(project.folder), "check", "--format", form])
    assert "login-in-address" in checked.output


def test_no_password_of_an_entry_is_printed_or_published(tmp_path: Path) -> None:
    project = minimal_project(tmp_path)
    fields = {"title": "General", "guidance": "https://user:secret@intranet.example/"}
    project.write("content/topics/general.md", page(fields))
    result = CliRunner().invoke(main, ["-C", str(project.folder), "check"])
    assert "“guidance” holds a user name or a password" in result.output
    assert "secret" not in result.output


@pytest.mark.parametrize("text", ["ssh://web:secret@h.example/srv", "sftp://web:sec@ret@h/srv", "ssh://:secret@h/x"])
def test_a_password_in_the_place_to_publish_to_is_refused_and_not_printed(tmp_path: Path, text: str) -> None:
    project = minimal_project(tmp_path).write(
        "sitegen.yaml", f"title: Test\nid: a1\npublish: {{x: {{to: '{text}'}}}}\n"
    )
    for command in (["check"], ["publish", "--history"], ["publish", "--date", "2024-06-01"]):
        result = CliRunner().invoke(main, ["-C", str(project.folder), *command])
        assert result.exit_code in (1, 2)
        assert "sec" not in result.output
    assert has_password(text)


@pytest.mark.parametrize(
    "text", ["ssh://web@h/srv", "ssh://web@h:22/a:b@c", "ssh://h:22/a@b", "//server/share", "C:\\a@b", "../x"]
)
def test_a_place_without_a_password_has_none(text: str) -> None:
    assert not has_password(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("https://intranet.example", True),
        ("https://intranet.example/", True),
        ("http://intranet:8080/qa/x", True),
        ("https://intranet.example/fragen-für-alle/", True),
        ("https://intranet.example/a%20b/", True),
        ("https://[::1]:8080/qa", True),
        ("https://127.0.0.1/", True),
        ("https://intranet.example/qa?x=1", False),
        ("https://intranet.example/qa#x", False),
        ("https://intranet.example/q a", False),
        ("https://intranet.example\\qa", False),
        ("https://intranet.example/q\\a", False),
        ("https://intranet.example/q\x7fa", False),
        ("https://intranet.example/q\x1ba", False),
        ("https://intranet.example/q\x85a", False),
        ("https://intranet.example:99999/", False),
        ("https://intranet.example:/", False),
        ("https://[::::]/", False),
        ("https:///qa", False),
        ("https://-x.example/", False),
        ("ftp://intranet.example/", False),
        ("intranet.example/qa", False),
        ("https://user@intranet.example/", False),
    ],
)
def test_the_address_of_a_folder(text: str, right: bool) -> None:
    assert is_folder(text) is right
