"""Publishing from the desk: what would change is shown, that and nothing else goes out, and there is a way back."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest
from desking import ONE, THREE, TWO, OpenDesk, desk_of, desk_project, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def publishing(tmp_path: Path) -> Iterator[OpenDesk]:
    project = desk_project(tmp_path / "site")
    project.write("sitegen.yaml", project.read("sitegen.yaml") + f"publish:\n  intranet:\n    to: {tmp_path}/live\n")
    (tmp_path / "live").mkdir()
    with desk_of(project) as desk:
        yield desk


def plan(desk: OpenDesk, **more: Any) -> dict[str, str]:
    status, told = desk.do("plan", target="intranet", **more)
    assert status == 200, told
    return {**told, "html": html.unescape(told["html"])}


def publish(desk: OpenDesk, release: str, *agreed: str, removals: int | None = None) -> tuple[int, dict[str, Any]]:
    return desk.do("publish", target="intranet", release=release, agreed=list(agreed), removals=removals)


def live(desk: OpenDesk) -> str:
    file = desk.project.folder.parent / "live/current/digests/2024-01-15-briefing/c-pay.html"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_what_was_shown_is_published_and_taken_back(publishing: OpenDesk) -> None:
    first = plan(publishing)
    assert "3 new answers, 0 changed, 0 removed" in first["html"]
    status, told = publish(publishing, first["release"])
    assert (status, told["words"]) == (200, "Live.")
    assert "Because it is." in live(publishing)
    assert "Nothing to publish" in plan(publishing)["html"]
    publishing.write(THREE, question("Pay", "Because it was."))
    assert "1 thing to mend first." in plan(publishing)["html"]  # readers would not be told of it
    publishing.write(THREE, question("Pay", reworded=[{"date": "2026-11-24", "why": "clearer"}]) + "It is so.\n")
    second = plan(publishing)
    assert "It is so" in second["html"]
    assert publish(publishing, second["release"])[1]["words"] == "Live."
    assert "It is so." in live(publishing)
    status, told = publishing.do("undo", target="intranet")
    assert (status, told["words"]) == (200, "Undone: readers have what they had before.")
    assert "It is so." not in live(publishing)
    lines = publishing.do("history", target="intranet")[1]["lines"]
    assert any("new" in line for line in lines)


def test_what_was_changed_since_it_was_shown_is_not_published(publishing: OpenDesk) -> None:
    shown = plan(publishing)["release"]
    publishing.write(THREE, question("Pay", "Something that nobody has looked at."))
    status, told = publish(publishing, shown)
    assert status == 409
    assert "Something was changed since you looked, so nothing was published." in told["words"]
    assert live(publishing) == ""


def test_mistakes_are_told_with_their_places_and_nothing_goes_out(publishing: OpenDesk) -> None:
    publishing.write(THREE, question("Pay", topics=["genral"]))
    told = plan(publishing)
    assert "1 thing to mend first." in told["html"]
    assert "c-pay.md, line 4" in told["html"]
    assert 'data-publish="publish"' not in told["html"]
    assert publish(publishing, told["release"])[0] == 409
    assert live(publishing) == ""


def test_an_answer_goes_with_a_yes_alone(publishing: OpenDesk) -> None:
    publish(publishing, plan(publishing)["release"])
    publishing.project.remove(TWO)
    told = plan(publishing)
    (asked,) = re.findall(r'<input type="checkbox" value="(.*?)">', told["html"])
    assert "A rota" in asked
    there = publishing.project.folder.parent / "live/current/digests/2024-01-15-briefing/b-rota.html"
    status, refused = publish(publishing, told["release"])
    assert status == 409
    assert "The site has not changed" in refused["words"]
    assert there.exists()
    assert publish(publishing, told["release"], asked)[1]["words"] == "Live."
    assert not there.exists()


def test_what_looks_unfinished_needs_a_yes(publishing: OpenDesk) -> None:
    publishing.write(ONE, question("A van", "Because it is [XX], to be confirmed."))
    told = plan(publishing)
    assert "To look at before" in told["html"]
    (asked,) = re.findall(r'<input type="checkbox" value="(.*?)">', told["html"])
    assert publish(publishing, told["release"])[0] == 409
    assert publish(publishing, told["release"], "another question")[0] == 409
    assert live(publishing) == ""
    assert publish(publishing, told["release"], asked)[1]["words"] == "Live."


@pytest.mark.parametrize(
    "about",
    [
        {"target": 7}, {"target": None}, {"release": 7}, {"agreed": "yes"}, {"agreed": [1]}, {"agreed": None},
        {"removals": "1"}, {"removals": True}, {"removals": -1}, {"removals": 10**9},
    ],
)  # read as a table  # fmt: skip
def test_what_is_not_understood_publishes_nothing(standing: OpenDesk, about: dict[str, Any]) -> None:
    said = {"target": "intranet", "release": "x", "agreed": [], **about}
    assert standing.do("publish", **said)[0] == 400
    assert (
        standing.do("publish", **{**said, "target": "../x", "release": "x", "agreed": [], "removals": None})[0] == 409
    )


def test_a_site_without_a_place_says_what_to_write(standing: OpenDesk) -> None:
    assert "No place is named yet." in standing.text("_desk/publish")


def test_a_writer_publishes_and_undoes(publishing: OpenDesk, tab: Any) -> None:
    publishing.open(tab, "_desk/publish")
    tab.get_by_role("button", name="Look at what would change").click()
    tab.get_by_text("3 new answers, 0 changed, 0 removed").wait_for()
    tab.get_by_role("button", name="Publish to intranet").click()
    tab.locator(".plan strong", has_text="Live.").wait_for()
    assert "Because it is." in live(publishing)
    publishing.write(THREE, question("Pay", reworded=[{"date": "2026-11-24", "why": "clearer"}]) + "It is so.\n")
    tab.get_by_role("button", name="Look at what would change").click()
    tab.get_by_role("button", name="Publish to intranet").click()
    tab.locator(".plan strong", has_text="Live.").wait_for()
    assert "It is so." in live(publishing)
    tab.get_by_role("button", name="Undo").click()
    tab.locator(".plan strong", has_text="Undone").wait_for()
    assert "It is so." not in live(publishing)
    assert tab.complaints == []
