"""The desk's first page says what is to do, in its order, and what readers have."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from desking import DAY, INDEX, ONE, THREE, TWO, OpenDesk, desk_of, desk_project, question
from project import DIGEST

from sitegen.api.project_folder import Project as Opened
from sitegen.api.publishing import publish
from sitegen.desk.file_ids import file_id

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = {"text": "Buy a van", "quote": "we will buy a van", "strength": "commitment", "due": "2026-11-30"}


def tasks(desk: OpenDesk) -> dict[str, list[tuple[str, str]]]:
    """Each kind of thing to do, in order -> words and address of each."""
    text = desk.text("_desk/")
    parts = re.findall(r'<section aria-labelledby="(\w+)" class="tasks.*?>(.*?)</section>', text, re.DOTALL)
    return {
        name: [(html.unescape(words), href) for href, words in re.findall(r'<li><a href="([^"]+)">(.*?)</a>', part)]
        for name, part in parts
    }


def at(path: str) -> str:
    return f"/_desk/{'digest' if path == INDEX else 'question'}/{file_id(path)}"


def test_with_nothing_to_do_it_says_so(desk: OpenDesk) -> None:
    assert tasks(desk) == {}
    assert "Nothing to do" in desk.text("_desk/")


def test_everything_there_is_to_do_stands_in_its_order_and_leads_to_its_place(desk: OpenDesk) -> None:
    desk.write(ONE, question("A van", "Yes, we will buy a van.", commitments=[PROMISE]))
    desk.write(TWO, question("A rota", "", answer_due="2026-11-01"))
    desk.write(THREE, question("Pay", draft=True))
    found = tasks(desk)
    assert list(found) == ["drafts", "waiting", "promises"]
    assert [href for _, href in found["drafts"]] == [at(INDEX)]
    assert found["waiting"] == [("A rota", at(TWO))]
    assert found["promises"] == [("Buy a van", at(ONE))]
    assert "was due on 1 November 2026" in desk.text("_desk/")


def test_mistakes_come_first_each_file_once(desk: OpenDesk) -> None:
    desk.write(THREE, question("Pay", draft=True))
    desk.write(ONE, question("A van", topics=["genral"], asked="yesterday"))
    found = tasks(desk)
    assert list(found) == ["mistakes", "drafts"]
    assert [href for _, href in found["mistakes"]] == [at(ONE)]
    assert "And 1 thing more." in desk.text("_desk/")


def test_approvals_and_reviews_stand_on_it(desk: OpenDesk) -> None:
    settings = desk.project.read("sitegen.yaml")
    desk.write("sitegen.yaml", f"{settings}approval: required\n")
    desk.write(ONE, question("A van", answered="2024-01-15", review={"every": "6 months"}))
    found = tasks(desk)
    assert [href for _, href in found["approvals"]] == [at(INDEX)]


def test_what_readers_have_and_what_publishing_would_change(desk: OpenDesk) -> None:
    assert "no place to publish to is named" in desk.text("_desk/published")
    folder = desk.project.folder
    settings = desk.project.read("sitegen.yaml")
    desk.write("sitegen.yaml", f"{settings}publish:\n  intranet:\n    to: {folder.parent}/live\n")
    assert "nothing was published to" in desk.text("_desk/published")
    assert publish(Opened(folder, day=DAY), "intranet").ok
    assert "<strong>intranet</strong> has 3 answers, as of 24 November 2026." in desk.text("_desk/published")
    assert "change no answer" in desk.text("_desk/published")
    desk.write(THREE, question("Pay", "There are 4 bands."))
    desk.write(f"{DIGEST}/d-new.md", question("Something new"))
    desk.write(TWO, question("A rota", draft=True))
    shown = desk.text("_desk/published")
    found = re.findall(r'<span class="kicker">(.+?)</span>.*?(Pay|Something new|A rota)', shown)
    assert found == [("No longer there", "A rota"), ("Changed", "Pay"), ("New", "Something new")]
    assert "change 3" in shown


def test_a_desk_that_opens_on_mistakes_lists_all_else_there_is_to_do(tmp_path: Path) -> None:
    project = desk_project(tmp_path).write(ONE, question("A van", topics=["genral"]))
    project.write(TWO, question("A rota", draft=True)).write(THREE, question("Pay", "", answer_due="2026-11-01"))
    with desk_of(project) as desk:
        found = tasks(desk)
        assert list(found) == ["mistakes", "drafts", "waiting"]
        assert found["mistakes"] == [("A van", at(ONE))]
        assert "Short title" in desk.text(at(ONE).lstrip("/"))


def test_the_list_follows_the_files_while_nothing_is_typed(desk: OpenDesk, tab: Any) -> None:
    desk.open(tab)
    tab.get_by_role("heading", name="Nothing to do").wait_for()
    desk.project.write(THREE, question("Pay", draft=True))
    tab.get_by_role("heading", name="Drafts, which readers do not see yet").wait_for()
    desk.open(tab, at(INDEX).lstrip("/"))
    tab.get_by_role("button", name="Show: Pay").focus()
    desk.project.write(TWO, question("A newer rota"))
    tab.get_by_role("link", name="A newer rota").wait_for()
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Show: Pay"
    tab.get_by_text("New question").click()
    tab.get_by_label("What was asked?").fill("Half a que")
    desk.write(TWO, question("The newest rota"))
    tab.wait_for_timeout(500)
    assert tab.get_by_label("What was asked?").input_value() == "Half a que"
    assert tab.complaints == []
