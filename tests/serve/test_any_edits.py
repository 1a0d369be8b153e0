"""After any edits the preview shows what a build from nothing makes, and has not grown.

A few seconds long by default; ten minutes with SITEGEN_SWEEP=1.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import threading
import time
from typing import TYPE_CHECKING

from project import Project, page
from serving import DAY, DIGEST, PATIENCE, Session, entry, served_project, serving

from sitegen.api.verifying import clean_site
from sitegen.engine.planning import Plan, Ready, make_plan
from sitegen.engine.searching import make_shards
from sitegen.engine.workspace import read_project
from sitegen.memory.store import Store
from sitegen.memory.workers import Workers
from sitegen.problems.problem import ERROR, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 600 if os.environ.get("SITEGEN_SWEEP") else 6
SEED = 4
NAMES = [f"{DIGEST}/{name}.md" for name in ("one", "two", "three", "four", "five")]
TITLES = ["Annual leave", "Annual leave on nights", "Night shifts", "Vehicle washing", "Washing on night shifts"]
BODIES = ["Because.", "See [two](two.md).", "It is [gone](nowhere.md).", "Words.\n\nMore [words](#x).", "", "- a\n- b"]
TEMPLATE = '{% extends "base.html" %}{% block main %}<p>WORDS</p>{{ page.answer }}{% endblock %}'


def write_entry(project: Project, chance: random.Random) -> None:
    fields: dict[str, object] = {"title": chance.choice(TITLES)}
    if chance.random() < 0.2:
        fields["draft"] = True
    if chance.random() < 0.2:
        fields["topics"] = [chance.choice(["general", "pay", "nonsense"])]
    if chance.random() < 0.2:
        fields["commitments"] = [{"text": "Do it", "quote": "Because", "strength": "offer"}]
    project.write(chance.choice(NAMES), entry(chance.choice(BODIES), **fields))


def new_words(project: Project, chance: random.Random) -> None:
    """More words in a body, nothing else: the edit that the plan outlives."""
    file = project.folder / chance.choice(NAMES)
    if file.exists():
        file.write_bytes(file.read_bytes() + f"\nSentence {chance.random()}.\n".encode())


def new_title(project: Project, chance: random.Random) -> None:
    """Another title and nothing else: lists and related answers change, and the plan outlives it."""
    file = project.folder / chance.choice(NAMES)
    if file.exists():
        lines = file.read_bytes().split(b"\n")
        titles = [number for number, line in enumerate(lines) if line.startswith(b"title: ")]
        for number in titles:
            lines[number] = f'title: "{chance.choice(TITLES)}"'.encode()
        file.write_bytes(b"\n".join(lines))


def remove_entry(project: Project, chance: random.Random) -> None:
    (project.folder / chance.choice(NAMES)).unlink(missing_ok=True)


def broken_file(project: Project, chance: random.Random) -> None:
    project.write(chance.choice(NAMES), chance.choice([b"---\nquestion: [\n---\n", b"\xff\xfe\x00", b"", b"no fields"]))


def template(project: Project, chance: random.Random) -> None:
    words = chance.choice(["plain", "{{ page.nothing }}", "{% if %}", '{% include "no.html" %}', "{{ page.route }}"])
    project.write("templates/entry.html", TEMPLATE.replace("WORDS", words))


def no_template(project: Project, chance: random.Random) -> None:
    (project.folder / "templates/entry.html").unlink(missing_ok=True)


def topic(project: Project, chance: random.Random) -> None:
    project.write("content/topics/pay.md", page({"title": chance.choice(["Pay", "Money"])}, chance.choice(BODIES)))


def digest(project: Project, chance: random.Random) -> None:
    write_digest(project, chance.choice(BODIES))


def write_digest(project: Project, body: str) -> None:
    fields = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"]}
    project.write(f"{DIGEST}/index.md", page(fields, body))


def storm(project: Project, chance: random.Random) -> None:
    for _ in range(10):
        write_entry(project, chance)


EDITS: list[Callable[[Project, random.Random], None]] = [
    write_entry, write_entry, new_words, new_words, new_words, new_title, new_title, remove_entry, broken_file, template, no_template,
    topic, digest, storm,
]  # read as a table  # fmt: skip


def mend(project: Project) -> None:
    """Everything that may be wrong."""
    no_template(project, random.Random(0))
    for number, path in enumerate(NAMES):
        project.write(path, entry(f"Number {number}.", title=f"Title {number}"))
    project.write("content/topics/pay.md", page({"title": "Pay"}))
    write_digest(project, "")


def mend_mistakes(project: Project) -> None:
    """Take away what is wrong, and leave the rest of the history as it is."""
    no_template(project, random.Random(0))
    for _ in range(10):
        plan = plan_of(project.folder)
        wrong = {problem.path for problem in plan.problems if problem.severity == ERROR}
        for path in wrong:
            if path.endswith("index.md"):
                write_digest(project, "")
            else:
                (project.folder / path).unlink(missing_ok=True)
        if not wrong:
            return


def plan_of(folder: Path) -> Plan:
    return make_plan(read_project(folder), Store(None, ""), lambda _: DAY, Workers(1), drafts=True)


def clean(folder: Path) -> dict[str, bytes]:
    """The site from nothing, drafts shown."""
    plan = plan_of(folder)
    assert isinstance(plan, Ready)
    return clean_site(plan)


def served(session: Session) -> dict[str, bytes]:
    found = {}
    plan = session.preview.showing.plan
    shards = make_shards(plan) if isinstance(plan, Ready) else ()
    for route in (*session.preview.showing.routes, *shards):
        _, at = session.preview.serve(route)
        if at is not None:  # else it has just gone
            found[route] = at.data
    return found


def assert_clean(session: Session) -> None:
    """What is served is the clean build, at the latest when the preview has caught up."""
    with session.preview._lock.now():  # prepared templates are shared, and not for two threads at once
        expected = clean(session.project.folder)
    end = time.monotonic() + PATIENCE
    while (has_errors(session.preview.showing.problems) or served(session) != expected) and time.monotonic() < end:
        session.settle(0.1)
    assert served(session) == expected
    assert not has_errors(session.preview.showing.problems)


def megabytes() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_after_any_edits_what_is_served_is_the_clean_build(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    project = served_project(tmp_path)
    template(project, chance)  # the folder has a watch of its own as soon as it is there
    mend(project)
    with serving(project) as session:
        served(session)
        threads, memory, compared = threading.active_count(), 0.0, 0
        start = time.monotonic()
        while time.monotonic() < start + SECONDS:
            for _ in range(chance.randint(1, 4)):
                chance.choice(EDITS)(project, chance)
            session.settle(chance.choice([0.02, 0.3]))
            session.text(f"digests/2024-01-15-briefing/{chance.choice(['one', 'two', 'index'])}.html")
            if chance.random() < 0.3:
                mend_mistakes(project)
                assert_clean(session)
                compared += 1
            if not memory and time.monotonic() > start + SECONDS / 3:
                gc.collect()
                memory = megabytes()
        mend(project)
        assert_clean(session)
        assert session.text("_problems/").count("To mend") == 0
        gc.collect()
        settled = time.monotonic() + 5
        while threading.active_count() > threads and time.monotonic() < settled:
            time.sleep(0.05)  # connections that are just ending
        assert threading.active_count() <= threads
        if SECONDS > 60:
            assert compared > 20
            assert megabytes() < memory * 1.15, f"{memory:.0f} MB became {megabytes():.0f} MB"
            print(f"{len(session.changes)} rebuilds, {compared} comparisons, {memory:.0f} -> {megabytes():.0f} MB")
    shutil.rmtree(project.folder)
