"""Nobody's words are orders to a terminal: every control character, on every way out."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.cli.saying import say, say_json
from sitegen.memory.refused import Refused
from sitegen.problems.problem import Place, error, notice
from sitegen.problems.report import as_github, as_lines, as_text
from sitegen.problems.visible import escaped, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable


OBEYED = [
    *(chr(code) for code in range(32) if chr(code) not in "\n\t"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
    "\ud800",
    "\udcff",
    "\udfff",
]
NAMED = pytest.mark.parametrize("letter", OBEYED, ids=[f"U+{ord(letter):04X}" for letter in OBEYED])
ORDERS = "".join(OBEYED)
CLI = Path(__file__).parents[2] / "sitegen" / "cli"


def holds_none(text: str) -> bool:
    return not set(OBEYED) & set(text)


@NAMED
def test_each_is_shown_as_one_that_is_seen(letter: str) -> None:
    for shown in (visible(f"a{letter}b"), one_line(f"a{letter}b")):
        assert len(shown) == 3
        assert holds_none(shown)
        shown.encode()


def test_line_ends_and_tabs_are_layout_in_a_text_and_none_in_a_name() -> None:
    assert visible("a\n\tb") == "a\n\tb"
    assert one_line("a\n\tb") == "a␊␉b"


@pytest.mark.parametrize("text", ["", "plain", "“straße”, 名前, Œuvre", "שלום", "👩‍👧 family", "e\u0301"])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == one_line(text) == text


@NAMED
def test_json_stays_the_same_json(letter: str) -> None:
    text = json.dumps({"a": f"x{letter}y"}, ensure_ascii=False)
    assert holds_none(escaped(text))
    assert json.loads(escaped(text)) == {"a": f"x{letter}y"}


def plainly(text: str, _: str) -> str:
    return text


@NAMED
@pytest.mark.parametrize(
    "write", [lambda found: as_text(found, lambda *_: found[0].message, plainly), as_lines, as_github]
)
def test_a_problem_is_written_out_without_them(letter: str, write: Callable[..., str]) -> None:
    words = f"x{letter}\ny"
    found = [
        error("bad-name", Place(f"content/{words}.md", 3, 2), f"It is {words}.", f"Write {words}", words),
        notice("bad-name", Place(words), words),
    ]
    assert holds_none(write(found))


def test_a_name_with_a_line_end_is_no_line_of_its_own() -> None:
    found = [error("bad-name", Place("content/a\n::error::b.md", 1, 1), "c\n::error::d")]
    for text in (as_lines(found), as_github(found)):
        assert text.count("\n") == 0
    assert as_github([error("x", Place("a,line=9:b.md"), "m")]).startswith("::error file=a%2Cline=9%3Ab.md,title=")


@NAMED
def test_what_is_said_holds_none_and_our_colours_stay(letter: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(f"a{letter}b", "red", err=True)
    say(f"a{letter}b")
    say_json({"a": f"a{letter}b"}, 1)
    out, err = capsys.readouterr()
    assert holds_none(out)
    assert holds_none(err)


def test_our_colours_reach_a_terminal() -> None:
    import click

    @click.command()
    def command() -> None:
        say("a\x1b[31mb", "red")

    assert CliRunner().invoke(command, color=True).output == "\x1b[31ma␛[31mb\x1b[0m\n"


def test_nothing_but_the_way_out_writes_to_a_terminal() -> None:
    ways = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    found = {
        file.name
        for file in CLI.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in ways
    }
    assert found == {"saying.py"}


@pytest.mark.parametrize("form", ["text", "line", "github", "json"])
def test_names_of_files_are_told_without_orders(tmp_path: Path, form: str) -> None:
    project = minimal_project(tmp_path)
    names = [letter for letter in OBEYED if letter not in "\0\ud800\udfff"]  # those are in no name of a file
    for letter in names:
        file = os.fsencode(project.folder / DIGEST) + b"/x" + os.fsencode(letter) + b".md"
        with open(file, "wb") as opened:
            opened.write(b"---\nquestion: Why?\ntopics: [general]\n---\nBecause.\n")
    said = run(project, "check", "--format", form)
    assert said.count("bad-name") >= len(names) - 1  # the one that is no UTF-8 has a problem of its own
    assert holds_none(said)
    if form == "json":
        json.loads(said)


def run(project: Project, *words: str) -> str:
    """What a command writes on a terminal that shows colours, ours taken out."""
    result = CliRunner().invoke(main, ["-C", str(project.folder), *words], color=True)
    text = result.output
    for code in ("0", "1", "2", "31", "32", "33", "31m\x1b[1"):
        text = text.replace(f"\x1b[{code}m", "")
    return text


def published(tmp_path: Path) -> Project:
    project = minimal_project(tmp_path / "project")
    project.write("sitegen.yaml", "title: Test\nid: 0123abcd\npublish:\n  intranet:\n    to: ../host\n")
    project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because."))
    assert "Published" in run(project, "publish", "--date", "2024-06-01")
    return project


def test_rows_of_the_history_and_the_holder_are_told_without_orders(tmp_path: Path) -> None:
    project = published(tmp_path)
    ours = tmp_path / "host" / ".sitegen"
    rows = [json.loads(line) for line in (ours / "history.ndjson").read_text().splitlines()]
    for letter in OBEYED:
        if "\ud800" <= letter <= "\udfff":
            continue
        words = {"who": f"anna{letter}", "summary": f"2 new{letter}\nforged"}
        lines = [json.dumps({**row, **words}) for row in rows]
        (ours / "history.ndjson").write_text("\n".join([*lines, ""]))
        said = run(project, "publish", "--history")
        assert "anna" in said
        assert holds_none(said)
        assert said.count("\n") == 2  # and the title of what was new
    (ours / "history.ndjson").write_text(json.dumps({**rows[0], "who": "\ud800"}) + "\n")
    assert "was not written by sitegen" in run(project, "publish", "--history")


@pytest.mark.parametrize("text", ["a\x1b]0;title\x07b", "a\x9b2Jb", "a\u202eb", "a\x7fb\r"])
def test_last_words_of_ssh_and_refusals_are_told_without_orders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    project = published(tmp_path)
    project.write("sitegen.yaml", project.read("sitegen.yaml").replace("../host", "ssh://h.example/srv"))
    (tmp_path / "bin").mkdir()
    (tmp_path / "said").write_text(text, newline="")
    fake = tmp_path / "bin" / "ssh"
    fake.write_text(f"#!/bin/sh\ncat {tmp_path}/said >&2\nexit 255\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    said = run(project, "publish", "--history")
    assert "cannot be reached: a" in said
    assert holds_none(said)


@pytest.mark.parametrize("text", ["anna\x1b]0;x\x07", "anna\x9b2J", "anna\u202e"])
def test_who_is_publishing_is_told_without_orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    from sitegen.publish.remotes.connect import connect
    from sitegen.publish.remotes.process import dump_holder, this_process

    project = published(tmp_path)
    remote = connect("../host", project.folder)
    remote.lock("anna")
    try:
        (tmp_path / "host/.sitegen/holder").write_text(dump_holder(this_process(), text))
        project.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "Because, …"))
        said = run(project, "publish", "--date", "2024-06-01")
    finally:
        remote.close()
    assert "anna" in said
    assert holds_none(said)


def test_a_refusal_with_orders_in_it_is_told_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused(f"No{ORDERS}.", f"Try{ORDERS}.")

    monkeypatch.setattr("sitegen.cli.check.project_of", refuse)
    said = run(minimal_project(tmp_path), "check")
    assert "No" in said
    assert "Try" in said
    assert holds_none(said)


@pytest.mark.parametrize(
    "words",
    [
        ["check", ORDERS],
        ["check", "--date", ORDERS],
        ["check", f"--{ORDERS}"],
        ["check", "--format", ORDERS],
        ["new", "digest", "q", "--date", ORDERS],
        ["schema", "entry", ORDERS],
        [ORDERS],
        [f"--{ORDERS}"],
        ["-C", ORDERS, "check"],
    ],
    ids=lambda words: " ".join(words).replace(ORDERS, "…"),
)
def test_what_was_typed_wrongly_is_told_without_orders(tmp_path: Path, words: list[str]) -> None:
    typed = [word.replace("\0", "").encode("utf-8", "replace").decode("utf-8") for word in words]
    result = CliRunner().invoke(main, ["-C", str(minimal_project(tmp_path).folder), *typed])
    assert result.exit_code == 2
    assert result.output
    assert holds_none(result.output)
