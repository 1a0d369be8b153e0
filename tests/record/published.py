"""A project whose state is published and then edited; and a writer who follows what a problem says to the letter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from project import DIGEST, Project, minimal_project, page
from recorded import PUBLISHED, TODAY

from sitegen.comparing.planned_record import make_record
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.problems.problem import Problem
from sitegen.record.changes import RecordChange, compare
from sitegen.record.record_bytes import dump_record, read_record
from sitegen.record.release_record import ReleaseRecord

ENTRY = f"{DIGEST}/an-entry.md"
ANSWER = (
    "We pay every crew within three weeks of the claim. So we will paint the mess room at Leeds.\n\n"
    "The rota comes out early, and we publish it on the notice board in the mess room."
)
PROMISE = {"text": "Paint it", "quote": "we will paint the mess room", "strength": "commitment", "due": "2027-03-31"}


def entry(answer: str = ANSWER, **fields: Any) -> str:
    """A file as people write it, its promises in block style."""
    head = {"question": "When are we paid?", "topics": ["general"], "in_short": "Soon after the claim.", **fields}
    promises = head.pop("commitments", [PROMISE])
    text = page({name: value for name, value in head.items() if value is not None}, answer)
    lines = "".join(
        f"  {'- ' if number == 0 else '  '}{name}: {value}\n"
        for promise in promises
        for number, (name, value) in enumerate(promise.items())
    )
    return text.replace("\n---\n", f"\ncommitments:\n{lines}---\n", 1) if promises else text


def project(folder: Path) -> Project:
    return minimal_project(folder).write(ENTRY, entry())


def recorded(site: Project, day: date = PUBLISHED) -> Any:
    """What readers of the project get, as bytes and back."""
    return read_record(dump_record(planned_record(site, day)))


def planned_record(site: Project, day: date = TODAY) -> ReleaseRecord:
    """What readers of the project would get."""
    plan = make_plan(read_project(site.folder), open_store(site.folder), lambda _: day)
    assert isinstance(plan, Ready), plan.problems
    return make_record(plan)


def compared(published: Any, site: Project, day: date = TODAY) -> tuple[tuple[RecordChange, ...], tuple[Problem, ...]]:
    return compare(published, planned_record(site, day), day)


def follow(site: Project, problem: Problem, number: int = 0) -> None:
    """Paste what the problem offers, the first way or a later one, and say what is to be said."""
    ways = re.split(r"^[Oo]r,? .*:$", problem.hint, flags=re.MULTILINE)
    told, *lines = [line for line in ways[number].splitlines() if line]
    path = problem.path
    text = site.read(path)
    pasted = []
    for line in lines:
        if line.startswith(("and say", "or ", "What", "A mistake")):
            break
        pasted.append(re.sub(r"(\b(?:why|text|note):)$", r"\1 As readers should know.", line))
    if due := re.search(r"Write “(due: [0-9-]+)” again", told):
        text = re.sub(r"due: [0-9-]+", due[1], text, count=1)
    if "this promise" in told:
        text = into_promise(text, pasted)
    elif problem.code == "published-address-gone":
        text = text.replace("\n---\n", "\n" + pasted[0] + "\n---\n", 1)
    else:
        text = into_fields(text, pasted)
    site.write(path, text)


def into_fields(text: str, pasted: list[str]) -> str:
    """Above the second `---`; where the field is there already, at the end of its list."""
    head, rest = text.split("\n---\n", 1)
    lines = head.split("\n")
    if pasted[0] not in lines:
        return "\n".join([*lines, *pasted]) + "\n---\n" + rest
    at = lines.index(pasted[0]) + 1
    while at < len(lines) and lines[at].startswith(" "):
        at += 1
    return "\n".join([*lines[:at], *pasted[1:], *lines[at:]]) + "\n---\n" + rest


def into_promise(text: str, pasted: list[str]) -> str:
    """At the end of the only promise."""
    return into_fields(text, ["commitments:", *pasted])
