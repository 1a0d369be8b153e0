"""`sitegen init`: a folder with a sample that builds at once, and an editor that knows its way about."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

import click

from sitegen.cli.saying import say
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.problems.whole import quoted

_GITIGNORE = "output/\n.sitegen/\nproofs/\n"
_SCHEMA_LINE = "# yaml-language-server: $schema=.vscode/sitegen.schema.json\n"


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a new site in FOLDER, with a sample that builds at once."""
    try:
        if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"{folder} is there already and not empty.", "Choose a new name:  sitegen init my-site")
        _write(folder)
    except OSError as error:
        raise refuse_os_error(error, f"{folder} cannot be made") from error
    say(f"Made {folder} with a sample of two digests.")
    say(f"Next:  sitegen -C {quoted(str(folder))} build")
    say("Then put your own texts in the place of the sample's: content/ holds them, sitegen.yaml names the site.")


def _write(folder: Path) -> None:
    import sitegen

    sample = sitegen.sample_folder()
    for file in sorted((sample / "content").rglob("*")):
        if file.is_file():
            _put(folder / file.relative_to(sample), file.read_bytes())
    settings = (sample / "sitegen.yaml").read_text(encoding="utf-8")
    name = f"\n# Tells this site from every other when it is published. Never change it.\nid: {secrets.token_hex(8)}\n"
    _put(folder / "sitegen.yaml", (_SCHEMA_LINE + settings.rstrip("\n") + "\n" + name).encode())
    _put(folder / ".gitignore", _GITIGNORE.encode())
    for path, value in _editor_files().items():
        _put(folder / ".vscode" / path, (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _editor_files() -> dict[str, Any]:
    """What Visual Studio Code needs: a schema, snippets, a task whose problems show in the text."""
    from sitegen.cli.schema import schema_of

    return {
        "sitegen.schema.json": schema_of("settings"),
        "sitegen.code-snippets": _snippets(),
        "tasks.json": _tasks(),
        "extensions.json": {
            "recommendations": ["redhat.vscode-yaml", "streetsidesoftware.code-spell-checker-british-english"]
        },
        "settings.json": {
            "files.encoding": "utf8",
            "files.eol": "\n",
            "[markdown]": {
                "editor.wordWrap": "on",
                "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
            },
        },
    }


def _snippets() -> dict[str, Any]:
    return {
        "Question and answer": {
            "scope": "markdown",
            "prefix": "qa",
            "body": [
                "---",
                "question: >",
                "  ${1:What was asked, in the asker's words?}",
                "title: ${2:Short, the main words first}",
                "topics: [${3:a-topic}]",
                "---",
                "$0",
            ],
            "description": "A whole entry",
        },
        "Promise": {
            "scope": "markdown",
            "prefix": "promise",
            "body": [
                "commitments:",
                "  - text: ${1:What will be done}",
                "    quote: ${2:the exact words of the answer}",
                "    strength: ${3|commitment,intention,offer|}",
            ],
            "description": "What was said would be done",
        },
        "Correction": {
            "scope": "markdown",
            "prefix": "correction",
            "body": [
                "corrections:",
                "  - date: ${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}",
                "    was: >",
                "      ${1:the old words}",
                "    now: >",
                "      ${2:the new words, as they stand in the answer}",
                "    why: ${3:why it was changed}",
            ],
            "description": "What was changed in an answer",
        },
    }


def _tasks() -> dict[str, Any]:
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "Check the texts",
                "type": "shell",
                "command": "sitegen check --format line",
                "group": {"kind": "build", "isDefault": True},
                "presentation": {"reveal": "silent"},
                "problemMatcher": {
                    "owner": "sitegen",
                    "fileLocation": ["relative", "${workspaceFolder}"],
                    "pattern": {
                        "regexp": r"^(.+?):(\d+):(\d+): (error|notice): (.*) \[([a-z-]+)\]$",
                        "file": 1,
                        "line": 2,
                        "column": 3,
                        "severity": 4,
                        "message": 5,
                        "code": 6,
                    },
                    "severity": "info",
                },
            }
        ],
    }
