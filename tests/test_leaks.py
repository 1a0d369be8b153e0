"""What is held back leaves no word behind: a canary stands in every place of it and is looked for in every byte."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from crawler import parse, text_of
from photos import pixel
from project import DIGEST, Outcome, Project, minimal_project, page

WORD = b"zqxcanary"  # every canary begins with it, so a stemmed one is found too
STATES: dict[str, dict[str, Any]] = {
    "draft": {"draft": True},
    "embargoed": {"publish_from": "2026-11-25"},
    "expired": {"publish_until": "2026-11-23"},
    "withdrawn": {"withdrawn": {"date": "2026-11-01", "why": "It named a member of staff."}},
}
PICTURE = pixel()


def canary(place: str) -> str:
    return WORD.decode() + place


def body(up: str) -> str:
    """A body with a canary in every kind of place, from a file that is `up` below content/."""
    return (
        f"Words of {canary('body')} and [{canary('linktext')}]({up}assets/{canary('asset')}.txt).\n\n"
        f"## A heading of {canary('heading')}\n\n![{canary('alt')}]({up}assets/{canary('picture')}.png)\n\n"
        f"| a |\n| - |\n| {canary('cell')} |\n\nA note.[^1]\n\n[^1]: {canary('footnote')}\n\n"
        f"    {canary('code')}\n\nNow {canary('now')}. We will {canary('quote')}. "
        f"[out](https://example.org/{canary('address')})\n"
    )


BODY_PLACES = {
    *[
        "body",
        "linktext",
        "asset",
        "heading",
        "alt",
        "picture",
        "cell",
        "footnote",
        "code",
        "now",
        "quote",
        "address",
        "assetbytes",
    ]
}


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be held back: its file, and the places where canaries of it are seen while it lives."""

    path: str
    fields: dict[str, Any]
    body: str
    places: frozenset[str]


ENTRY = Kind(
    f"{DIGEST}/{canary('file')}.md",
    {
        "question": f"Who asked about {canary('question')}?",
        "title": canary("title"),
        "in_short": canary("inshort"),
        "topics": ["general"],
        "answered": "2024-01-16",
        "outstanding": [canary("outstanding")],
        "also_asked": [canary("alsoasked")],
        "asked_by": canary("askedby"),
        "recording": {"url": f"https://video.example/{canary('recording')}", "start": "1:00", "end": "2:00"},
        "commitments": [
            {
                "text": canary("commitment"),
                "quote": f"We will {canary('quote')}",
                "strength": "commitment",
                "due": "2027-01-31",
                "updates": [{"date": "2024-02-01", "status": "in-progress", "note": canary("note")}],
            }
        ],
        "corrections": [
            {"date": "2024-03-01", "was": canary("was"), "now": f"Now {canary('now')}", "why": canary("why")}
        ],
        "updates": [{"date": "2024-04-01", "text": canary("update")}],
        "aliases": [f"old/{canary('alias')}.html"],
        "extra": {"note": canary("extra")},
    },
    body("../../"),
    frozenset(
        BODY_PLACES
        | {
            *[
                "file",
                "question",
                "title",
                "inshort",
                "outstanding",
                "alsoasked",
                "askedby",
                "recording",
                "commitment",
                "note",
                "was",
                "why",
            ]
        }
        | {"update", "alias"}
    ),
)
TOPIC = Kind(
    f"content/topics/{canary('file')}.md",
    {
        "title": canary("title"),
        "synonyms": [canary("synonym")],
        "summary": canary("summary"),
        "position": {"text": canary("position"), "as_of": "2024-01-01"},
        "guidance": f"https://policy.example/{canary('guidance')}",
        "aliases": [f"old/{canary('alias')}.html"],
        "extra": {"note": canary("extra")},
    },
    body("../"),
    frozenset(BODY_PLACES | {"file", "title", "synonym", "summary", "position", "guidance", "alias"}),
)
PERSON = Kind(
    f"content/people/{canary('file')}.md",
    {
        "name": canary("name"),
        "roles": [{"title": canary("role"), "from": "2020-01-01"}],
        "team": canary("team"),
        "contact": f"{canary('contact')}@example.org",
        "contact_public": True,
        "aliases": [f"old/{canary('alias')}.html"],
        "extra": {"note": canary("extra")},
    },
    "",
    frozenset({"file", "name", "role", "team", "contact", "alias"}),
)
PAGE = Kind(
    f"content/pages/{canary('file')}.md",
    {"title": canary("title"), "nav": True, "aliases": [f"old/{canary('alias')}.html"]},
    body("../"),
    frozenset(BODY_PLACES | {"file", "title", "alias"}),
)
DIGEST_KIND = Kind(
    f"content/digests/2024-03-01-{canary('file')}/index.md",
    {
        "title": canary("title"),
        "date": "2024-03-01",
        "host": canary("host"),
        "place": canary("place"),
        "answered_by": ["chief"],
        "recording": {"url": f"https://video.example/{canary('recording')}"},
        "counts": {"received": 9, "withheld": {canary("reason"): 8}},
        "aliases": [f"old/{canary('alias')}.html"],
        "extra": {"note": canary("extra")},
    },
    body("../../"),
    frozenset(BODY_PLACES | {"title", "host", "place", "recording", "reason", "alias", "inner", "file"}),
)
ASSET_KIND = Kind(
    "content/pages/with-assets.md",
    {"title": "A page with a file and a picture"},
    f"[A file](../assets/{canary('asset')}.txt)\n\n![a dot](../assets/{canary('picture')}.png)\n",
    frozenset({"asset", "assetbytes", "picture"}),
)
KINDS = {"asset": ASSET_KIND, "entry": ENTRY, "digest": DIGEST_KIND, "topic": TOPIC, "person": PERSON, "page": PAGE}
CASES = [(state, kind) for state in STATES for kind in KINDS if state != "withdrawn" or kind == "entry"]
IN_CASES = pytest.mark.parametrize(("state", "kind"), CASES)


def thing_of(kind: str, state: str = "") -> Kind:
    """The thing in this state. A withdrawn one keeps its address and aliases, so there they are no canaries."""
    thing = KINDS[kind]
    fields = thing.fields | STATES.get(state, {})
    if state == "withdrawn":
        return replace(thing, path=f"{DIGEST}/gone.md", fields=fields | {"aliases": ["old/gone.html"]})
    return replace(thing, fields=fields)


def put(project: Project, thing: Kind) -> Project:
    """Write the thing, the assets it uses, and its own entry if it is a digest."""
    project.write(f"content/assets/{canary('asset')}.txt", canary("assetbytes"))
    project.write(f"content/assets/{canary('picture')}.png", PICTURE)
    if thing.path.endswith("index.md"):
        inner = {"question": f"{canary('inner')}?", "topics": ["general"], "answered": "2024-03-01"}
        project.write(thing.path.replace("index.md", f"{canary('inner')}.md"), page(inner, canary("inner")))
    return project.write(thing.path, page(thing.fields, thing.body))


def surround(project: Project, kind: str, thing: Kind) -> Project:
    """Live pages that refer to the thing in every way its kind allows, in words of their own."""
    inside = thing.path.removeprefix("content/")
    name = inside.rpartition("/")[2].removesuffix(".md")
    entry: dict[str, Any] = {"question": "What lives?", "topics": ["general"], "answered_by": ["chief"]}
    promise = {"text": "Do it", "quote": "We will do it", "strength": "commitment"}
    topic: dict[str, Any] = {"title": "Below"}
    if kind == "entry":
        entry |= {"related": [name], "follows": [name], "supersedes": [name]}
        digest = {"title": "Staff briefing", "date": "2024-01-15", "answered_by": ["chief"], "order": [name, "live"]}
        project.write(f"{DIGEST}/index.md", page(digest))
    elif kind == "digest":
        entry["related"] = [f"{inside.split('/')[1]}/{canary('inner')}"]
    elif kind == "topic":
        entry["topics"] = ["general", name]
        topic["parent"] = name
    elif kind == "person":
        entry["answered_by"] = ["chief", name]
        entry["review"] = {"every": "6 months", "by": name}
        topic["owner"] = promise["owner"] = name
    entry["commitments"] = [promise]
    places = [inside, f"{inside}#a-heading-of-{canary('heading')}"] if "heading" in thing.places else [inside]
    for path, fields, up in (
        (f"{DIGEST}/live.md", entry, "../../"),
        ("content/topics/below.md", topic, "../"),
        ("content/pages/live.md", {"title": "Live", "nav": True}, "../"),
    ):
        project.write(path, page(fields, "We will do it. " + " ".join(f"See [that]({up}{place})." for place in places)))
    return project


def files(outcome: Outcome) -> dict[str, bytes]:
    """Every file in the output folder, our own records too, with the lines of a calendar unfolded."""
    paths = sorted(path for path in outcome.output.rglob("*") if path.is_file())
    return {path.relative_to(outcome.output).as_posix(): path.read_bytes().replace(b"\r\n ", b"") for path in paths}


def with_canaries(outcome: Outcome) -> list[str]:
    """The files with a canary in their name or their bytes."""
    return [name for name, data in files(outcome).items() if WORD in name.lower().encode() + b"\n" + data.lower()]


@pytest.mark.parametrize("kind", KINDS)
def test_what_lives_is_found_in_every_place(tmp_path: Path, kind: str) -> None:
    thing = thing_of(kind)
    outcome = surround(put(minimal_project(tmp_path), thing), kind, thing).build()
    assert outcome.errors == []
    everything = b"\n".join(name.encode() + b"\n" + data for name, data in files(outcome).items())
    assert {place for place in thing.places if canary(place).encode() not in everything} == set()


@IN_CASES
def test_what_is_held_back_is_nowhere_in_the_output(tmp_path: Path, state: str, kind: str) -> None:
    thing = thing_of(kind, state)
    outcome = surround(put(minimal_project(tmp_path), thing), kind, thing).build()
    assert outcome.errors == []
    assert with_canaries(outcome) == []
    held_back = {held["path"]: held["until"] for held in outcome.report["held_back"] if held["reason"]}
    if state == "withdrawn":
        assert "digests/2024-01-15-briefing/gone.html" in outcome.files()
        assert "old/gone.html" in outcome.files()
    else:
        assert thing.path in held_back
        assert held_back[thing.path] == ("2026-11-25" if state == "embargoed" else None)


@IN_CASES
def test_what_is_taken_back_leaves_the_output(tmp_path: Path, state: str, kind: str) -> None:
    thing = thing_of(kind, state)
    living = replace(thing, fields={name: value for name, value in thing.fields.items() if name not in STATES[state]})
    project = surround(put(minimal_project(tmp_path), living), kind, living)
    before = project.build()
    assert with_canaries(before) != []
    if kind == "page":  # it stands in the menu of every page
        assert {route for route in before.files() if route.endswith(".html")} <= set(with_canaries(before))
    outcome = put(project, thing).build()
    assert outcome.errors == []
    assert with_canaries(outcome) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_embargo_ends_with_its_day(tmp_path: Path, kind: str) -> None:
    thing = thing_of(kind, "embargoed")
    project = surround(put(minimal_project(tmp_path), thing), kind, thing)
    assert with_canaries(project.build(date="2026-11-24")) == []
    assert with_canaries(project.build(date="2026-11-25")) != []


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_day_is_still_shown(tmp_path: Path, kind: str) -> None:
    thing = thing_of(kind, "expired")
    project = surround(put(minimal_project(tmp_path), thing), kind, thing)
    assert with_canaries(project.build(date="2026-11-23")) != []
    assert with_canaries(project.build(date="2026-11-24")) == []


@pytest.mark.parametrize(("state", "kind"), [case for case in CASES if case[0] != "withdrawn"])
def test_the_site_is_as_if_what_is_held_back_did_not_exist(tmp_path: Path, state: str, kind: str) -> None:
    without = minimal_project(tmp_path / "without")
    without.write(f"{DIGEST}/live.md", page({"question": "What lives?", "topics": ["general"]}, "This."))
    held = minimal_project(tmp_path / "held")
    held.write(f"{DIGEST}/live.md", page({"question": "What lives?", "topics": ["general"]}, "This."))
    put(held, thing_of(kind, state))
    assert site(held.build()) == site(without.build())


def site(outcome: Outcome) -> dict[str, bytes]:
    """The files of the site itself."""
    assert outcome.errors == []
    return {name: data for name, data in files(outcome).items() if not name.startswith(".sitegen/")}


@pytest.mark.parametrize("state", [*STATES, "live"])
def test_a_digest_is_silent_about_its_counts_while_any_of_it_is_held_back(tmp_path: Path, state: str) -> None:
    project = minimal_project(tmp_path)
    digest = {"title": "Briefing", "date": "2024-01-15", "answered_by": ["chief"]}
    project.write(f"{DIGEST}/index.md", page(digest | {"counts": {"received": 987, "merged": 985}}))
    project.write(f"{DIGEST}/one.md", page({"question": "What lives?", "topics": ["general"]}, "This."))
    fields = {"question": "What else?", "topics": ["general"]} | STATES.get(state, {})
    outcome = project.write(f"{DIGEST}/two.md", page(fields, "That.")).build()
    assert outcome.errors == []
    told = [route for route in outcome.files() if route.endswith(".html") and "987" in main_text(outcome, route)]
    assert ("digests/2024-01-15-briefing/index.html" in told) == (state in ("live", "withdrawn"))
    assert told == [] or state in ("live", "withdrawn")


def main_text(outcome: Outcome, route: str) -> str:
    """The words in the main part of a page."""
    return " ".join(text_of(part) for part in parse(outcome.page(route)).iter("main"))
