"""No payload, in whatever place of the content it stands, becomes something that a browser runs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from crawler import Site, parse, parse_as_browser, strict_json, text_of
from photos import pixel
from project import Project, minimal_project, page

pytestmark = pytest.mark.timeout(600)

SCHEMES = ("http", "https", "mailto", "tel")
ADDRESSES = (
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "cite",
    "ping",
    "xlink:href",
)
FORBIDDEN = (
    "applet",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "iframe",
    "object",
    "style",
    "animate",
    "set",
)
ROUTE = re.compile(r"(?:\.\./)*(?:_theme|_search)/[\w./-]+(?:\?v=[0-9a-f]{8})?")


# --- what a page must not hold ------------------------------------------------------------------------------------


def why_dangerous(elements: Iterable[Any], own: str = "\0") -> Iterator[str]:
    """What could run, load or restyle in these elements of a parsed page, whose addresses may begin with `own`."""
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        attributes = {
            str(name).rpartition("}")[2].lower(): (value or "").removeprefix(own)
            for name, value in element.attrib.items()
        }
        if tag in FORBIDDEN:
            yield f"<{tag}>"
        if tag == "script" and attributes.get("type") == "application/ld+json":
            strict_json(element.text or "")
        elif tag == "script" and not (ROUTE.fullmatch(attributes.get("src", "")) and not (element.text or "").strip()):
            yield f"<script {attributes}>{element.text}"
        if tag == "link" and "stylesheet" in attributes.get("rel", "") and not ROUTE.fullmatch(attributes["href"]):
            yield f"a style sheet at {attributes['href']}"
        if (
            tag == "meta"
            and attributes.get("http-equiv", "content-security-policy").lower() != "content-security-policy"
        ):
            yield f"<meta {attributes}>"
        for name, value in attributes.items():
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or (
                    name.rpartition(":")[2] in ADDRESSES
                    and not is_harmless(value, loaded=name in ("src", "srcset", "poster"))
                )
            ):
                yield f"<{tag} {name}={value!r}>"


def is_harmless(address: str, *, loaded: bool) -> bool:
    """Whether an address is relative or of a scheme that runs nothing, as a browser reads it."""
    read = re.sub(r"[\t\n\r]", "", re.sub(r"^[\x00-\x20]+", "", address))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", read)
    outside = bool(scheme) or read.replace("\\", "/").startswith("//")
    return not outside if loaded else not scheme or scheme[1].lower() in SCHEMES


def why_unguarded(text: str) -> Iterator[str]:
    """What is wrong with the policy of a page: it must come before all that could be loaded."""
    for element in parse(text).iter("meta", "script", "link", "img"):
        if element.tag == "meta" and element.get("http-equiv", "").lower() == "content-security-policy":
            policy = element.get("content", "")
            if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy or "data:" in policy:
                yield f"the policy is {policy}"
            return
        if element.tag != "meta":
            yield f"<{element.tag}> comes before the policy"
    yield "no policy"


def dangers(site: Site) -> list[str]:
    """Everything in a site that could run or load something, and every file that is not well formed."""
    found = []
    for route in site.pages:  # a page not found may be shown at any address, so its own are whole
        own = site.url if route == "404.html" else "\0"
        carries = {"<style>"} if route == "404.html" else set()  # the theme's, which its policy knows by its hash
        found += [f"{route}: {why}" for why in page_dangers(site.text(route), own) if why not in carries]
    for route in site.routes:
        if route.endswith(".xml"):
            for element in ElementTree.fromstring(site.text(route)).iter():
                if element.get("type") == "html":
                    inside = html5lib.parseFragment(
                        (element.text or "").replace(site.url, ""), namespaceHTMLElements=False
                    )
                    found += [f"{route}: {why}" for why in why_dangerous(inside.iter())]
                elif element.get("href") and not is_harmless(element.get("href", ""), loaded=False):
                    found.append(f"{route}: {element.get('href')}")
        elif route.endswith(".svg"):
            found += [f"{route}: {why}" for why in why_dangerous(ElementTree.fromstring(site.text(route)).iter())]
    return found + site.mistakes()


def page_dangers(text: str, own: str = "\0") -> list[str]:
    """What two parsers, one of them reading as browsers do, find dangerous in a page."""
    trees = (parse_as_browser(text), parse(text))
    return list(
        dict.fromkeys([*(why for tree in trees for why in why_dangerous(tree.iter(), own)), *why_unguarded(text)])
    )


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<script src='https://evil.example/x.js'></script>",
        "<script src='assets/x.js'></script>",
        "<p onclick='alert(1)'>",
        "<svg/onload=alert(1)>",
        "<p style='color: red'>",
        "<style>p {}</style>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' \x01java\tscript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<form action='javascript:alert(1)'></form>",
        "<img src='//evil.example/x.png'>",
        "<img src='https://evil.example/x.png'>",
        "<iframe src='x'></iframe>",
        "<base href='x'>",
        "<meta http-equiv='refresh' content='0; url=x'>",
        "<link rel='stylesheet' href='https://evil.example/x.css'>",
        "<object data='x'></object>",
    ],
)
def test_the_guard_sees_what_is_dangerous(evil: str) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    calm = f"<!doctype html><html><head>{policy}<title>x</title></head><body><a href='x.html'>x</a>"
    assert page_dangers(calm) == []
    assert page_dangers(calm + evil) != []
    assert page_dangers(calm.replace(policy, "")) != []


# --- payloads in every place --------------------------------------------------------------------------------------

# A place is a line with a mark: in «…» the payload goes in quoted, in ‹…› as it is, in ⟦…⟧ as Markdown that shows it.
# Where the payload is refused, the words inside the mark stand instead. № is the number of the payload.
MARK = re.compile("«(?P<quoted>.*?)»|‹(?P<raw>.*?)›|⟦(?P<escaped>.*?)⟧")
BODY = """\
‹Harmless›

Inside ‹harmless› a line, _‹harmless›_, **‹harmless›**, ~~‹harmless›~~ and `‹harmless›`

[link](‹https://example.org/›)

[link](<‹https://example.org/›>)

[link](https://example.org/‹harmless›)

[link](https://example.org/ "‹harmless›")

[‹harmless›](https://example.org/)

[‹harmless›][ref] and [ref]

[ref]: ‹https://example.org/›

![‹harmless›](UPassets/dot.png)

![picture](‹UPassets/dot.png›)

![picture](UPassets/dot.png "‹harmless›")

<‹https://example.org/›>

> ‹harmless›

- ‹harmless›
- [ ] ‹harmless›

## ‹Harmless›

| a | ‹harmless› |
| - | - |
| b | ‹harmless› |

A word to explain
: ‹harmless›

A note.[^1]

[^1]: ‹harmless›

<div class="‹harmless›">

‹harmless›

</div>

<!-- ‹harmless› -->

    ‹harmless›

~~~ ‹harmless›
code
~~~

~~~
‹harmless›
~~~
"""
ENTRY = """\
---
question: «Harmless?»
title: «Harmless»
in_short: «Harmless»
topics: [t-№]
answered: 2024-01-20
answered_by: [p-№]
outstanding:
  - «harmless»
also_asked:
  - «Harmless?»
asked_by: «A paramedic»
recording:
  url: «https://video.example/x»
  start: "1:00"
commitments:
  - text: «Harmless»
    quote: «We will do it»
    strength: commitment
    due: 2027-01-31
    updates:
      - date: 2024-02-01
        status: in-progress
        note: «harmless»
        evidence: «https://example.org/»
    extended:
      - date: 2024-02-02
        to: 2027-02-28
        why: «harmless»
  - text: «Harmless»
    quote: Anyone may come
    strength: offer
corrections:
  - date: 2024-02-01
    was: «harmless»
    now: «We will do it»
    why: «harmless»
updates:
  - date: 2024-02-02
    text: «harmless»
extra:
  key: «harmless»
---
We will do it. Anyone may come.

⟦Harmless⟧

"""
DIGEST = """\
---
title: «Harmless №»
date: 2024-01-15
host: «harmless»
place: «harmless»
answered_by: [p-№]
recording:
  url: «https://video.example/x»
counts:
  received: 10
  withheld:
    «harmless»: 6
---
"""
DECLINED = """\
---
question: «Harmless?»
topics: [t-№]
declined: «harmless»
---
Not here.
"""
WITHDRAWN = """\
---
question: «Harmless?»
topics: [t-№]
withdrawn:
  date: 2024-02-01
  why: «harmless»
---
Gone.
"""
WAITING = """\
---
question: «Harmless?»
topics: [t-№]
asked: 2024-01-10
answer_due: 2024-05-05
---
"""
TOPIC = """\
---
title: «Harmless №»
synonyms:
  - «harmless synonym №»
summary: «harmless»
position:
  text: «harmless»
  as_of: 2024-01-01
guidance: «https://policy.example/»
---
"""
PERSON = """\
---
name: «Harmless №»
roles:
  - title: «harmless»
    from: 2019-01-01
team: «harmless»
contact: «x@example.org»
contact_public: true
---
"""
PAGE = """\
---
title: «Harmless №»
---
"""
FILES = {
    "content/digests/d-№/harmless.md": ENTRY + BODY.replace("UP", "../../"),
    "content/digests/d-№/declined.md": DECLINED,
    "content/digests/d-№/withdrawn.md": WITHDRAWN,
    "content/digests/d-№/waiting.md": WAITING,
    "content/digests/d-№/index.md": DIGEST + BODY.replace("UP", "../../"),
    "content/topics/t-№.md": TOPIC + BODY.replace("UP", "../"),
    "content/people/p-№.md": PERSON,
    "content/pages/a-№.md": PAGE + BODY.replace("UP", "../"),
}
SETTINGS = """\
title: «Harmless»
organisation: «Harmless»
description: «Harmless»
url: https://intranet.example/qa/
ask:
  - label: «Harmless»
    to: https://example.org/
asked_by: «Harmless»
theme:
  logo: content/assets/dot.png
  logo_alt: «Harmless»
accessibility:
  tested_by: «Harmless»
  tested_on: 2024-01-01
  known_problems: «Harmless»
extra:
  key: «Harmless»
"""
SETTINGS_ADDRESSES = """\
title: Harmless
url: «https://intranet.example/qa/»
ask:
  - label: Harmless
    to: «https://example.org/»
"""
MORE = [  # what the lists have not: addresses that start well, decoding twice, templates, lines of other formats
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'onmouseover='alert(1)",
    "https://example.org/#</script><script>alert(1)</script>",
    'mailto:x@example.org?subject="><script>alert(1)</script>',
    "https:javascript:alert(1)",
    "//evil.example/x.js",
    "\\\\evil.example\\x.js",
    "data:text/html,<script>alert(1)</script>",
    "feed:javascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "</title></textarea></style></script><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "{{ 7 * 7 }}{% include 'base.html' %}{# x #}",
    "x\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "\u2028<script>alert(1)</script>\u2029",
]
TOGETHER = 1 if "SITEGEN_SWEEP" in os.environ else 3
"""Payloads in one set of files, whose places take them in turn; of one alone each place takes each."""
Refused = dict[str, set[int]]  # path -> the lines of its template whose payload was refused


def in_ways(payload: str) -> dict[str, str]:
    """A payload as each mark takes it."""
    return {
        "quoted": json.dumps(payload, ensure_ascii=False),
        "raw": payload,
        "escaped": re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", payload),
    }


def fill(template: str, payloads: Sequence[str], number: int, refused: set[int]) -> list[tuple[int, str]]:
    """The lines of a file with the payloads in its places, each beside the number of its line in the template."""
    ways = [in_ways(payload) for payload in payloads]

    def replacement(match: re.Match[str], place: int) -> str:
        way = str(match.lastgroup)
        if place not in refused:
            return ways[place % len(ways)][way]
        return json.dumps(match[way]) if way == "quoted" else match[way]

    lines = []
    for place, line in enumerate(template.replace("№", str(number)).splitlines()):
        filled = MARK.sub(lambda match, place=place: replacement(match, place), line)
        lines += [(place, part) for part in filled.split("\n")]
    return lines


def nearest_payload(template: str, place: int, refused: set[int]) -> int:
    """The line of the template that still has its payload and is nearest to a problem's."""
    marked = [number for number, text in enumerate(template.splitlines()) if MARK.search(text)]
    left = [number for number in marked if number not in refused]
    assert left, f"a problem in line {place + 1} of a harmless file:\n{template}"
    return min(left, key=lambda number: (abs(number - place), -number))


def settle(project: Project, files: dict[str, tuple[str, Sequence[str], int]]) -> Refused:
    """Write the files (path -> template, payloads, number), dropping payloads until there are no errors."""
    refused: Refused = {path: set() for path in files}
    stale = set(files)
    while stale:
        written = {path: fill(*files[path], refused[path]) for path in stale}
        for path, lines in written.items():
            project.write(path, "\n".join(text for _, text in lines) + "\n")
        places: dict[str, set[int]] = {}
        for problem in project.build().errors:  # which remembers what it has read, as a check does not
            path, line = problem["path"], problem["line"]
            assert path in files, problem
            assert line is not None, problem
            lines = fill(*files[path], refused[path])
            places.setdefault(path, set()).add(lines[min(line, len(lines)) - 1][0])
        for path, found in places.items():
            refused[path] |= {nearest_payload(files[path][0], place, refused[path]) for place in found}
        stale = set(places)
    return refused


def payloads(corpora: Path) -> list[str]:
    """Every line of the lists, and every case and every line of a case of the Markdown fixtures."""
    folder = corpora / "nasty-markdown"
    found = [line for path in sorted((folder / "xss").glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    for case in re.split(r"^\.\n", (folder / "markdown-it-py/xss.md").read_text("utf-8"), flags=re.MULTILINE)[1::3]:
        found += [case.rstrip("\n"), *case.splitlines()]
    return list(dict.fromkeys(payload for payload in [*found, *MORE] if payload.strip()))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_places_are_well_formed(tmp_path: Path) -> None:
    project = start(tmp_path)
    for path, template in {**FILES, "sitegen.yaml": SETTINGS}.items():  # with all the harmless words
        everything = set(range(len(template.splitlines())))
        lines = fill(template, [""], 1, everything)
        project.write(path.replace("№", "1"), "\n".join(text for _, text in lines) + "\n")
    outcome = project.build()
    assert outcome.errors == []
    site = Site(outcome.output)
    assert dangers(site) == []
    assert site.broken_links() == []


def start(folder: Path) -> Project:
    return minimal_project(folder).write("content/assets/dot.png", pixel())


def test_no_payload_in_the_content_can_run(corpora: Path, tmp_path: Path) -> None:
    project = start(tmp_path)
    every = payloads(corpora)
    assert len(every) > 80
    numbered = {first: every[first : first + TOGETHER] for first in range(0, len(every), TOGETHER)}
    files = {
        path.replace("№", str(number)): (template, some, number)
        for number, some in numbered.items()
        for path, template in FILES.items()
    }
    refused = settle(project, files)
    outcome = project.build()
    assert outcome.errors == []
    site = Site(outcome.output)
    assert dangers(site) == []
    assert site.broken_links() == []
    question = next(place for place, line in enumerate(ENTRY.splitlines()) if line.startswith("question:"))
    for number, some in numbered.items():  # what was not refused is shown as it is
        if question not in refused[f"content/digests/d-{number}/harmless.md"]:
            shown = text_of(parse(outcome.page(f"digests/d-{number}/harmless.html")))
            assert one_line(some[question % len(some)]) in one_line(shown)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with one entry, for what must be built often."""
    fields = {"question": "Harmless?", "topics": ["general"], "answered_by": ["chief"]}
    return start(tmp_path).write("content/digests/2024-01-15-briefing/first.md", page(fields, "Harmless."))


def test_settings_are_shown_as_they_are_now(small: Project) -> None:
    for name in ("Northern", "Southern"):  # or else the sweep below would look at old words
        settings = f"title: Test\nurl: https://intranet.example/qa/\norganisation: {name}\n"
        settings += f"ask: [{{label: Ask {name}, to: 'https://example.org/'}}]\n"
        outcome = small.write("sitegen.yaml", settings).build()
        shown = {route: one_line(text_of(root)) for route, root in Site(outcome.output).pages.items()}
        assert [route for route, text in shown.items() if f"Ask {name}" not in text or text.count(name) < 2] == []


def test_no_payload_in_the_settings_can_run(corpora: Path, small: Project) -> None:
    every = payloads(corpora)
    for some in (every[first : first + 10] for first in range(0, len(every), 10)):
        settle(small, {"sitegen.yaml": (SETTINGS, [" ".join(some)], 0)})
        outcome = small.build()
        assert outcome.errors == []
        assert (some, dangers(Site(outcome.output))) == (some, [])


def test_no_payload_as_an_address_of_the_site_can_run(corpora: Path, small: Project) -> None:
    places = {line.partition(":")[0].strip(): place for place, line in enumerate(SETTINGS_ADDRESSES.splitlines())}
    for payload in payloads(corpora):
        refused = settle(small, {"sitegen.yaml": (SETTINGS_ADDRESSES, [payload], 0)})["sitegen.yaml"]
        if not {places["url"], places["to"]} <= refused:
            outcome = small.build()
            assert outcome.errors == []
            address = "https://intranet.example/qa/" if places["url"] in refused else payload.rstrip("/") + "/"
            assert (payload, dangers(Site(outcome.output, address))) == (payload, [])


# --- pictures that are programs -----------------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
HOSTILE_SVG = {
    "a script": SVG.format("<script>alert(1)</script>"),
    "a script in another name space": SVG.format('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
    "a handler": SVG.format('<rect onload="alert(1)"/>'),
    "a handler in capitals": SVG.format('<rect ONCLICK="alert(1)"/>'),
    "HTML": SVG.format("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
    "a link that runs": SVG.format('<a xlink:href="javascript:alert(1)"><text>x</text></a>'),
    "a link that runs, in pieces": SVG.format('<a href="java&#9;script:alert(1)"><text>x</text></a>'),
    "a link set later": SVG.format('<a><set attributeName="href" to="javascript:alert(1)"/><text>x</text></a>'),
    "a picture from outside": SVG.format('<image href="https://evil.example/x.png"/>'),
    "a part from outside": SVG.format('<use xlink:href="https://evil.example/x.svg#a"/>'),
    "a style from outside": SVG.format("<style>@import url(https://evil.example/x.css);</style>"),
    "a fill from outside": SVG.format('<rect fill="url(https://evil.example/x.svg#a)"/>'),
    "an entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>"),
    "a style sheet": '<?xml-stylesheet href="https://evil.example/x.css"?>' + SVG.format(""),
    "no SVG": "<html><script>alert(1)</script></html>",
    "no XML": SVG.format("<rect>"),
    "UTF-7": '<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
}


@pytest.mark.parametrize("name", HOSTILE_SVG)
def test_a_picture_that_is_a_program_is_refused(tmp_path: Path, name: str) -> None:
    project = minimal_project(tmp_path).write("content/assets/picture.svg", HOSTILE_SVG[name])
    outcome = project.write("content/pages/a.md", page({"title": "A"}, "![x](../assets/picture.svg)")).build()
    assert outcome.exit_code == 1
    assert {problem["path"] for problem in outcome.errors} <= {"content/assets/picture.svg", "content/pages/a.md"}


def test_a_calm_picture_is_shown(tmp_path: Path) -> None:
    drawing = SVG.format('<defs><path id="a" d="M0 0h9"/></defs><use href="#a"/><use xlink:href="#a"/>')
    project = minimal_project(tmp_path).write("content/assets/picture.svg", drawing)
    outcome = project.write("content/pages/a.md", page({"title": "A"}, "![x](../assets/picture.svg)")).build()
    assert outcome.errors == []
    assert "assets/picture.svg" in outcome.files()
