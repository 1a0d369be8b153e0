"""Full addresses of the site itself, pasted into a text, are checked as paths to its files are."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import DIGEST, Project, minimal_project, page

SITE = "https://intranet.example/qa/"
E = f"{DIGEST}/an-entry.md"
ROUTE = E[len("content/") : -len(".md")] + ".html"


def project_of(folder: Path, body: str, settings: str = f"title: Test\nurl: {SITE}\n") -> Project:
    project = minimal_project(folder).write("sitegen.yaml", settings)
    for name, fields in (
        ("shown", {"aliases": ["old/shown.html"]}),
        ("draft", {"draft": "true", "aliases": ["old/draft.html"]}),
        ("later", {"publish_from": "2027-01-01"}),
        ("over", {"publish_until": "2025-01-01"}),
        ("gone", {"withdrawn": {"date": "2024-02-01", "why": "x"}}),
    ):
        text = page({"question": f"A {name} question?", "topics": ["general"], **fields}, "## Some costs\n\nText.")
        project.write(f"{DIGEST}/{name}.md", text)
    project.write("content/assets/list.csv", "a\n")
    return project.write(E, page({"question": "Why?", "topics": ["general"]}, body))


def told(project: Project) -> list[str]:
    found = project.check().report["problems"]
    return [problem["code"] for problem in found if problem["path"] == E]


AT = f"{SITE}digests/2024-01-15-briefing"


LEADING = (
    SITE,
    SITE.rstrip("/"),
    SITE + "index.html",
    SITE + "search.html?q=vans",
    SITE + "feed.xml",
    SITE + "topics/",
    SITE + "topics/general.xml",
    SITE + "commitments/register.ics",
    SITE + "data/entries.json",
    f"{AT}/print.html",
    f"{AT}/shown.html#some-costs",
    f"{AT}/shown.html#_question",
    f"{AT}/shown.html#:~:text=Text",
    f"{AT.replace('https', 'http')}/shown.html",
    SITE + "old/shown.html",
    SITE + "assets/list.csv",
    "https://intranet.example/qaboard/x.html",
    "https://other.example/qa/x.html",
    "mailto:qa@intranet.example",
)
LOST = (
    (SITE + "topics/generall.html", "own-link-broken"),
    (SITE.upper() + "x.html", "own-link-broken"),
    (f"{AT}/shown.html#some-cost", "broken-anchor"),
    (f"{AT}/draft.html", "link-left-out"),
    (f"{AT}/later.html#x", "link-left-out"),
    (f"{AT}/over.html?a=b&c=d", "link-left-out"),
    (f"{AT}/gone.html", "link-left-out"),
    (f"{SITE}old/draft.html", "link-left-out"),
)


def test_an_address_that_leads_somewhere_is_not_told(tmp_path: Path) -> None:
    project = project_of(tmp_path, "\n\n".join(f"[there]({address})" for address in LEADING))
    assert told(project) == []
    assert "assets/list.csv" in project.build().files()


@pytest.mark.parametrize("around", ["[there]({})", "- *see* [there]({})", "[there][{n}]\n\n[{n}]: {}"])
def test_one_that_does_not_is_told(around: str, tmp_path: Path) -> None:
    texts = [around.replace("{}", address).replace("{n}", str(n)) for n, (address, _) in enumerate(LOST)]
    project = project_of(tmp_path, "\n\n".join(texts))
    assert sorted(told(project)) == sorted(code for _, code in LOST)
    body = "\n\n".join(text for text, (_, code) in zip(texts, LOST, strict=True) if code == "link-left-out")
    shown = project_of(tmp_path, body).build().page(ROUTE)
    assert shown.count("there") >= body.count("[there]")
    assert not any(address.partition("?")[0] in shown for address, code in LOST if code == "link-left-out")


AROUND = ("See {} there", "<{}>", "[{}]({})", "| a |\n|---|\n| {} |", "x[^1]\n\n[^1]: {}")


@pytest.mark.parametrize("name", ["draft", "later"])
def test_the_address_of_what_is_not_to_be_seen_yet_is_never_shown(name: str, tmp_path: Path) -> None:
    project = project_of(tmp_path, "\n\n".join(text.replace("{}", f"{AT}/{name}.html") for text in AROUND))
    assert told(project) == ["held-address-shown"] * len(AROUND)
    assert project.build().exit_code == 1


def test_what_was_shown_once_stops_nothing(tmp_path: Path) -> None:
    project = project_of(tmp_path, f"See {AT}/over.html and {AT}/gone.html there")
    assert told(project) == ["link-left-out", "link-left-out"]
    assert project.build().exit_code == 0


def test_a_site_without_an_address_has_none(tmp_path: Path) -> None:
    assert told(project_of(tmp_path, f"{AT}/draft.html", "title: Test\n")) == []
