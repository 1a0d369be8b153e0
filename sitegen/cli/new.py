"""`sitegen new`: a draft, or a template, in the right place with the right name, and what to do next."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api import new_files
from sitegen.api.file_names import SMALL_WORDS, name_of
from sitegen.api.new_files import NewFile, create_new, folded, likely_topics, new_digest
from sitegen.api.project_folder import Project
from sitegen.cli.project import date_option, folder_option, project_of
from sitegen.cli.saying import say
from sitegen.cli.topic_names import topic_id
from sitegen.engine.workspace import read_theme
from sitegen.memory.refused import Refused
from sitegen.problems.guessing import nearest
from sitegen.problems.whole import PLACEHOLDER

if TYPE_CHECKING:
    from sitegen.model.catalog import Catalog


@click.group("new")
def command() -> None:
    """Make a digest, question, topic or person, as a draft; or a template of your own."""


@command.command("digest")
@click.argument("title", nargs=-1)
@folder_option
@date_option("The day of the session; else today in the site's time zone.")
@click.pass_context
def digest(ctx: click.Context, title: tuple[str, ...], folder: Path | None, day: date | None) -> None:
    """Make a digest: one session, dated today or on --date."""
    root = project_of(ctx, folder)
    catalog = _catalog(root)
    called = _said(title, "What is the session called")
    when = Project(root, day=day).today(catalog.settings.timezone if catalog else "UTC")
    made, kind, is_known = new_digest(catalog, called, when)
    _write(root, made)
    if not is_known:
        say("Who answers? Make them with  sitegen new person  and add a line:  answered_by: [their-name]")
    say(f"Its answers count as {kind}; change the line  kind: {kind}  if they were not.")
    say("Next: write an introduction below the second ---, and add what was asked:  sitegen new question")
    say("When the session may be seen, delete the line  draft: true")


@command.command("question")
@click.argument("question", nargs=-1)
@click.option("--digest", "digest_name", metavar="FOLDER", help="The digest's folder; else the newest one.")
@click.option("--title", metavar="TEXT", help="A short title, the main words first; it gives the page its address.")
@click.option("--topic", "named", metavar="NAME", multiple=True, help="A topic, by name; may be given several times.")
@folder_option
@click.pass_context
def new_question(
    ctx: click.Context,
    question: tuple[str, ...],
    digest_name: str | None,
    title: str | None,
    named: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Make a question, in the newest digest or in --digest."""
    root = project_of(ctx, folder)
    target = _digest_folder(root, digest_name)
    asked = _said(question, "What was asked")
    catalog = _catalog(root)
    topics = [topic_id(name, catalog) for name in named] or likely_topics(asked, catalog)
    _write(root, new_files.new_question(root, target, asked, title or "", topics))
    if not topics:
        say(f"No topic's name stands in the question: put one in the place of  {PLACEHOLDER}")
    short = "" if title else ", and a short title:  title: The main words first"
    say(f"Next: write the answer below the second ---{short}")
    say("Then delete the line  draft: true  and run:  sitegen check")
    held = {path for path, _, _ in catalog.held_back} if catalog else set()
    if f"content/digests/{target}/index.md" in held:
        say("Its digest is held back too: nothing is shown before the digest is.")


@command.command("topic")
@click.argument("title", nargs=-1)
@folder_option
@click.pass_context
def topic(ctx: click.Context, title: tuple[str, ...], folder: Path | None) -> None:
    """Make a topic."""
    root = project_of(ctx, folder)
    called = _said(title, "What is the topic called")
    shown = called[:1].upper() + called[1:].replace("-", " ") if called == called.lower() else called
    path = f"content/topics/{name_of(called, all_words=True)}.md"
    _write(root, NewFile(path, (*folded("title", shown), "draft: true")))
    say("Next: add other names people use for it:  synonyms: [one, two]")
    say("When it may be seen, delete the line  draft: true")


@command.command("person")
@click.argument("name", nargs=-1)
@folder_option
@click.pass_context
def person(ctx: click.Context, name: tuple[str, ...], folder: Path | None) -> None:
    """Make a person who answers."""
    root = project_of(ctx, folder)
    called = _said(name, "Who answers (a role, such as Chief Executive, or a name)")
    shown = _capitalised(called.replace("-", " ")) if called == called.lower() else called
    path = f"content/people/{name_of(called, all_words=True)}.md"
    _write(root, NewFile(path, (*folded("name", shown), "draft: true")))
    say("Next: add the roles they hold:  roles: [{title: Chief Executive, from: 2021-02-18}]")
    say("When they may be seen, delete the line  draft: true")


@command.command("template")
@click.argument("name")
@folder_option
@click.pass_context
def template(ctx: click.Context, name: str, folder: Path | None) -> None:
    """Copy a file of the theme, such as entry.html or theme/site.css, into templates/ to change it there."""
    root = project_of(ctx, folder)
    theme = read_theme()
    if name not in theme:
        near = nearest(name, theme)
        hint = f"Did you mean:  sitegen new template {near}" if near else "There are: " + ", ".join(theme)
        raise Refused(f"The theme has no file “{name}”.", hint)
    create_new(root, f"templates/{name}", theme[name])
    say(f"Made templates/{name}, a copy of the theme's.")
    say("Next: change it, and see how it looks with  sitegen serve")


def _catalog(root: Path) -> Catalog | None:
    """What is there already, as far as it can be read."""
    from sitegen.engine.planning import make_plan
    from sitegen.engine.workspace import open_store, read_project

    with open_store(root) as store:
        return make_plan(read_project(root), store, Project(root).today).catalog


def _digest_folder(root: Path, name: str | None) -> str:
    folders = sorted(file.parent.name for file in (root / "content" / "digests").glob("*/index.md"))
    if name and name.strip("/").rpartition("/")[2] in folders:
        return name.strip("/").rpartition("/")[2]
    if name:
        raise Refused(
            f"There is no digest “{name}”.",
            "There are: " + ", ".join(folders) if folders else "Make one:  sitegen new digest",
        )
    if not folders:
        raise Refused("There is no digest yet that the question could be part of.", "Make one:  sitegen new digest")
    return folders[-1]


def _said(words: tuple[str, ...], asking: str) -> str:
    """What was typed behind the command, with or without quotation marks; asked for where nothing was."""
    text = " ".join(words) if words else str(click.prompt(asking))
    if not any(map(str.isalnum, text)):
        raise Refused("There are no words in that, so no file was made.", f"{asking}? Type it behind the command.")
    return text


def _capitalised(text: str) -> str:
    """The text with its main words capitalised: Director of People."""
    return " ".join(word if word in SMALL_WORDS else word.capitalize() for word in text.split())


def _write(root: Path, made: NewFile) -> None:
    create_new(root, made.path, made.data)
    say(f"Made {made.path}, a draft.")
