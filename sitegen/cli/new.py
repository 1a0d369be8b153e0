"""`sitegen new`: a draft, or a template, in the right place with the right name, and what to do next."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.project_folder import Project
from sitegen.cli.file_names import SMALL_WORDS, free_name, name_of, without_speaker
from sitegen.cli.project import date_option, folder_option, project_of
from sitegen.cli.saying import say
from sitegen.engine.workspace import read_theme
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.privacy.covering import without_private
from sitegen.problems.guessing import nearest
from sitegen.problems.whole import MOST_NAMED, PLACEHOLDER

if TYPE_CHECKING:
    from sitegen.model.catalog import Catalog

_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")


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
    answerers = [ref.name for ref in catalog.digests[-1].answered_by] if catalog and catalog.digests else []
    kind = catalog.digests[-1].kind if catalog and catalog.digests else "spoken"
    fields = [*_folded("title", called), f"date: {when.isoformat()}", f"kind: {kind}"]
    fields += [f"answered_by: [{', '.join(answerers)}]"] if answerers else []
    name = f"{when.isoformat()}-{name_of(_DATE.sub(' ', called))}"
    _write(root, f"content/digests/{name}/index.md", [*fields, "draft: true"], "")
    if not answerers:
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
    topics = [_topic(name, catalog) for name in named] or _likely_topics(asked, catalog)
    fields = [*_folded("question", asked), *(_folded("title", title) if title else [])]
    fields += [f"topics: [{', '.join(topics) or PLACEHOLDER}]", "draft: true"]
    words = without_private(title or without_speaker(asked))  # nobody's number belongs into an address
    name = free_name(root / "content" / "digests" / target, words)
    _write(root, f"content/digests/{target}/{name}.md", fields, "")
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
    _write(root, f"content/topics/{name_of(called, all_words=True)}.md", [*_folded("title", shown), "draft: true"], "")
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
    _write(root, f"content/people/{name_of(called, all_words=True)}.md", [*_folded("name", shown), "draft: true"], "")
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
    _create(root, f"templates/{name}", theme[name])
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


def _topic(name: str, catalog: Catalog | None) -> str:
    """The id of the topic that the name means; raises Refused."""
    topics = catalog.topics if catalog else {}
    wanted = name.casefold()
    for topic in topics.values():
        if wanted in (topic.id, topic.title.casefold(), *(ref.name.casefold() for ref in topic.synonyms)):
            return topic.id
    near = nearest(name, topics)
    hint = f"Did you mean:  --topic {near}" if near else "There are: " + ", ".join([*topics][:MOST_NAMED])
    raise Refused(f"There is no topic “{name}”.", hint if topics else "Make it first:  sitegen new topic")


def _likely_topics(question: str, catalog: Catalog | None) -> list[str]:
    """Ids of topics whose title or synonym stands in the question."""
    text = _spaced(question)
    found = []
    for topic in catalog.topics.values() if catalog else ():
        names = [topic.title, *(ref.name for ref in topic.synonyms)]
        if any(_spaced(name) in text for name in names):
            found.append(topic.id)
    return found[:5]


def _capitalised(text: str) -> str:
    """The text with its main words capitalised: Director of People."""
    return " ".join(word if word in SMALL_WORDS else word.capitalize() for word in text.split())


def _spaced(text: str) -> str:
    """The words of a text with a space round each, so that whole words are found."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _folded(field: str, text: str) -> list[str]:
    """A field in the form in which a colon, a hash or a quotation mark can do no harm."""
    lines = textwrap.wrap(" ".join(text.split()), 96, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{field}: >", *(f"  {line}" for line in lines)]


def _write(root: Path, path: str, fields: list[str], body: str) -> None:
    _create(root, path, "\n".join(["---", *fields, "---", body, ""]).encode())
    say(f"Made {path}, a draft.")


def _create(root: Path, path: str, data: bytes) -> None:
    file = root / path
    if file.exists():
        raise Refused(f"{path} is there already.", "Open it, or choose another name.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise refuse_os_error(error, f"{path} cannot be made") from error
