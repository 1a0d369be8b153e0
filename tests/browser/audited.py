"""The site that is looked at in a browser: every kind of page and every state that a reader can meet."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from project import Project, page

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://intranet.example/questions/"
ROOT = Path(__file__).parents[2]
SPRING, AUTUMN = "content/digests/2026-03-05-road-show", "content/digests/2026-09-17-written-answers"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_ADDRESS = "https://intranet.example/rota/" + "a-very-long-address-without-a-place-to-break" * 4

_SETTINGS = f"""\
title: Ask the board
organisation: Saltings Ambulance Service
description: What staff asked, and what they were told.
url: {URL}
ask:
  - label: Ask without giving your name
    to: https://forms.example/ask
  - label: Ask by e-mail
    to: mailto:ask@saltings.example
theme:
  brand: "#7a1f5c"
  logo: content/assets/logo.svg
  logo_alt: Saltings Ambulance Service
accessibility:
  tested_by: The web team
  tested_on: 2026-05-20
  known_problems: [Two recordings have no captions.]
markdown:
  plugins: [subscript, superscript, admon, field_list]
"""
_LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40">\
<rect width="120" height="40" fill="#7a1f5c"/><path d="M10 20h20M20 10v20" stroke="#fff" stroke-width="6"/></svg>
"""
_CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300" width="900" height="300">\
<rect width="900" height="300" fill="#fff"/><path d="M20 280h860M80 280v-200h80v200M260 280v-120h80v120" \
fill="#7a1f5c" stroke="#333"/></svg>
"""
_EVERYTHING = f"""\
The short of it is **yes**, with *some* patience, and ~~next week~~ next month. The press office calls it
`plan 7`, at H~2~O speed and 10^3^ litres. Somebody wrote {LONG_WORD} on the form. See <{LONG_ADDRESS}>.

## What you do

1. Tell the nurse in charge.
2. Tell the control room:
   - by radio, or
   - by telephone, if the radio is down.

   Both are heard by the same person.
3. Write down the time.

### Where it is written

- [x] In the [agreement](https://intranet.example/agreement)
- [ ] On the [poster](../../assets/figures.csv)

> It was said in one breath, and it is quoted in one.
>
> > And this is what was said before it.

## The figures

| Station | January | February | March | April | May | June | What was done about it since |
|:--------|--------:|--------:|------:|:-----:|----:|-----:|------------------------------|
| Saltings North | 58 | 55 | 52 | 44 | 38 | 31 | A second bay, and a person at the door |
| Ousel Bridge and the Marshes | 41 | 39 | 40 | 37 | 34 | 33 | Nothing yet |

![Two bars: January stands at 58 minutes, June at 31.](../../assets/chart.svg)

    a line of a log that is longer than the page is wide: 2026-03-05T12:00:00 north-7 arrived door 3 waited 00:31:12

Handover
: When the hospital has taken the patient over.

Clear
: When the crew can be sent again.

!!! note
    The board has not decided this.

:Owner: the duty manager
:Since: spring

* * *

That is all[^one], and it is meant[^two].

[^one]: A footnote of its own.
[^two]: With a [link](../../topics/hospitals.md), and `code`.
"""


def _entries() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Path, fields and answer of every entry."""
    yield (
        f"{SPRING}/waiting-outside.md",
        {
            "question": "How long may a crew wait outside the hospital, and who may say that it is enough?",
            "title": "Waiting outside the hospital",
            "in_short": "Ninety minutes, and then the duty manager comes.",
            "topics": ["hospitals"],
            "commitments": [
                {
                    "text": "Ask the hospital for a second bay",
                    "quote": "we will ask for a second bay",
                    "strength": "commitment",
                    "due": "2026-05-31",
                    "status": "dropped",
                    "updates": [{"date": "2026-05-20", "status": "dropped", "note": "The hospital builds it itself."}],
                }
            ],
        },
        "Ninety minutes. Then the duty manager comes, and we will ask for a second bay.",
    )
    yield (
        f"{SPRING}/meal-breaks.md",
        {
            "question": "How many of us miss a meal break?",
            "topics": ["shifts", "wellbeing"],
            "corrections": [
                {"date": "2026-03-20", "was": "one shift in four", "now": "one shift in five", "why": "Short shifts."},
                {"date": "2026-03-25", "removed": True, "why": "A colleague could be recognised."},
            ],
            "updates": [{"date": "2026-04-01", "text": "The figures come out every month.\n\nThey are on the wall."}],
            "aliases": ["old/meal-breaks.html"],
        },
        "About one shift in five goes without.",
    )
    yield (
        f"{SPRING}/who-was-on-duty.md",
        {
            "question": "Who was on duty that night?",
            "topics": ["shifts"],
            "withdrawn": {"date": "2026-03-09", "why": "The question named a colleague."},
        },
        "",
    )
    yield (
        f"{SPRING}/pay-of-one-person.md",
        {
            "question": "What does the new director earn?",
            "topics": ["leadership"],
            "declined": "What one person earns stays between them and us. The bands are in the policy.",
        },
        "",
    )
    yield (
        f"{AUTUMN}/waiting-at-the-door.md",
        {
            "question": "In spring you said ninety minutes. What is it now, and does anybody keep to it?",
            "title": "Waiting at the hospital's door: 45 minutes",
            "in_short": "45 minutes, and in September the median was 31.",
            "topics": ["hospitals", "bays"],
            "supersedes": "waiting-outside",
            "asked_by": "A paramedic",
            "also_asked": ["May I leave after 45 minutes?", "Has anything got better?"],
            "edited": True,
            "recording": {"url": "https://intranet.example/video/7", "start": "12:30", "end": "14:00"},
            "review": {"every": "6 months", "by": "chief", "last": "2026-09-17"},
            "related": ["later-starts"],
            "commitments": [
                {
                    "text": "Send a duty manager whenever three crews wait",
                    "quote": "we will send a duty manager",
                    "strength": "commitment",
                    "due": "2026-10-31",
                    "updates": [
                        {"date": "2026-10-01", "status": "in-progress", "note": "Begun in the north."},
                        {"date": "2026-10-30", "status": "partly-done", "note": "By day only."},
                    ],
                    "extended": [{"date": "2026-10-30", "to": "2027-01-31", "why": "Two people start in January."}],
                },
                {
                    "text": "Put a kettle into both hospitals",
                    "quote": "a room with a kettle",
                    "strength": "intention",
                    "owner": "medic",
                    "due": "2027-03",
                    "due_source": "agreed",
                },
                {
                    "text": "Ride along for a shift",
                    "quote": "come with us for a day",
                    "strength": "offer",
                },
            ],
        },
        "The limit is 45 minutes: we will send a duty manager, we want a room with a kettle, and you can come with us "
        "for a day.\n\n" + _EVERYTHING,
    )
    yield (
        f"{AUTUMN}/does-it-hold-at-night.md",
        {
            "question": "Does it hold at night?",
            "topics": ["hospitals"],
            "follows": "waiting-at-the-door",
            "outstanding": ["Who comes between midnight and six", "Whether the coast is different"],
            "commitments": [
                {
                    "text": "Count the nights",
                    "quote": "we will count the nights",
                    "strength": "commitment",
                    "due": "2026-10-01",
                    "status": "in-progress",
                },
                {
                    "text": "Publish the counts",
                    "quote": "publish what we find",
                    "strength": "commitment",
                    "updates": [
                        {
                            "date": "2026-10-02",
                            "status": "done",
                            "note": "It is on the wall.",
                            "evidence": "https://intranet.example/counts",
                        }
                    ],
                },
                {
                    "text": "Visit another trust",
                    "quote": "see how others do it",
                    "strength": "intention",
                    "updates": [{"date": "2026-10-03", "status": "changed", "note": "They came to us instead."}],
                },
            ],
        },
        "By and large. In winter we will count the nights, publish what we find, and see how others do it.",
    )
    yield (
        f"{AUTUMN}/later-starts.md",
        {
            "question": "Could the day shift begin later? " * 12,
            "title": f"Later starts, {LONG_WORD} and a title that goes on for longer than anybody would like to read "
            "on a telephone between two jobs",
            "topics": ["shifts"],
            "answer_due": "2027-02-26",
            "in_short": "We are asking the stations.",
        },
        "We are asking the stations, and we'll say more.",
    )
    yield (
        f"{AUTUMN}/electric-cars.md",
        {"question": "When do we get electric cars?", "topics": ["wellbeing"], "answer_due": "2026-10-15"},
        "",
    )
    yield (
        f"{AUTUMN}/one-outstanding.md",
        {
            "question": "Do we talk to others, and to whom?",
            "topics": ["leadership"],
            "outstanding": "To whom",
            "answered_by": ["medic", "chief"],
            "answered": "2026-10-05",
            "review": {"every": "1 month", "last": "2026-10-05"},
        },
        "We do.",
    )


def full_project(folder: Path) -> Project:
    """A project that is published at `URL`, with something on every page."""
    project = Project(folder).write("sitegen.yaml", _SETTINGS).write("content/assets/logo.svg", _LOGO)
    project.write("content/assets/chart.svg", _CHART).write("content/assets/figures.csv", "a,b\n1,2\n")
    counts = {"received": 21, "merged": 6, "withheld": {"About one person's pay": 8, "Named a colleague": 3}}
    spring = {
        "title": "Road show in spring",
        "date": "2026-03-05",
        "kind": "spoken",
        "host": "Communications team",
        "place": "Saltings North and by video",
        "answered_by": ["chief"],
        "recording": {"url": "https://intranet.example/video/6"},
        "counts": counts,
    }
    project.write(f"{SPRING}/index.md", page(spring, "About ninety of us came.\n\n- It was cold.\n- It was loud."))
    autumn = {"title": "Written answers in autumn", "date": "2026-09-17", "answered_by": ["chief", "medic"]}
    project.write(f"{AUTUMN}/index.md", page(autumn))
    project.write(
        "content/digests/2026-11-20-not-yet/index.md", page({**autumn, "date": "2026-11-20", "title": "Soon"})
    )
    for path, fields, answer in _entries():
        project.write(path, page(fields, answer))
    position = {"text": "45 minutes.\n\nThen the duty manager comes.", "as_of": "2024-05-01"}
    topics: dict[str, dict[str, Any]] = {
        "hospitals": {
            "title": "At the hospital",
            "summary": "Arriving, waiting, handing over.",
            "synonyms": ["handover", "queues"],
            "owner": "chief",
            "guidance": "https://intranet.example/policy",
            "position": position,
        },
        "bays": {"title": "Bays", "parent": "hospitals"},
        "shifts": {"title": "Shifts"},
        "wellbeing": {"title": "Wellbeing"},
        "leadership": {"title": "Leadership"},
        "uniform": {"title": "Uniform"},
        "rotas": {"title": "Rotas", "merged_into": "shifts"},
    }
    for name, fields in topics.items():
        body = "It begins at the [door](bays.md).\n\n## Words\n\nAnd more." if name == "hospitals" else ""
        project.write(f"content/topics/{name}.md", page(fields, body))
    chief = {
        "name": "Alex Moss",
        "roles": [
            {"title": "Director of Operations", "from": "2015-01-01", "to": "2019-09-30"},
            {"title": "Chief Executive", "from": "2019-10-01"},
        ],
        "team": "The board",
        "contact": "chief@saltings.example",
        "contact_public": True,
    }
    project.write("content/people/chief.md", page(chief, "Came to us in 2015."))
    medic = {"name": "Sam Reed", "roles": [{"title": "Medical Director", "to": "2026-11-01"}], "left": "2026-11-01"}
    project.write("content/people/medic.md", page(medic))
    project.write("content/people/nobody-yet.md", page({"name": "Robin Hale", "roles": [{"title": "Chair"}]}))
    project.write("content/pages/how-we-answer.md", page({"title": "How we answer", "nav": True}, "With *care*."))
    return project


def empty_project(folder: Path) -> Project:
    """A project on its first day: no address, no answers, no way to ask."""
    project = Project(folder).write("sitegen.yaml", "title: Ask the board\n")
    return project.write("content/pages/soon.md", page({"title": "Soon", "draft": True}, "Not yet."))


def sample_project(folder: Path) -> Project:
    """The sample that comes with the program."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "sitegen.yaml", folder)
    return Project(folder)
