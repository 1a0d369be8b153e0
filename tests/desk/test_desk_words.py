"""Whatever stands in a file is words on the desk's pages, and no state of a site keeps the desk from opening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desking import INDEX, ONE, OpenDesk, desk_of, desk_project
from project import page

from sitegen.desk.file_ids import file_id
from sitegen.memory.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "</textarea></title><script>document.title='Evil'</script><img src=x onerror=document.title='Evil'>\"'{{ 7*7 }}"
FORM = f"_desk/question/{file_id(ONE)}"
PAGES = ("_desk/", f"_desk/digest/{file_id(INDEX)}", FORM, f"{FORM}?whole")


def test_marks_in_a_file_are_words_on_every_page(desk: OpenDesk, tab: Any) -> None:
    desk.write(INDEX, page({"title": EVIL, "date": "2024-01-15", "answered_by": ["chief"]}))
    fields = {"question": EVIL, "topics": [EVIL], "also_asked": [EVIL], "asked_by": EVIL, "answer_due": "2026-11-01"}
    desk.write(ONE, page({"title": EVIL, **fields}, EVIL))
    for path in PAGES:
        desk.open(tab, path)
        tab.wait_for_timeout(100)
        assert "Evil" not in tab.title().partition("–")[2]
        assert tab.title() != "Evil"
        assert tab.locator("main img").count() == 0
        assert "49" not in tab.locator("main").inner_text()
        assert tab.complaints == []
    desk.open(tab, FORM)
    assert tab.get_by_label("Short title").input_value() == EVIL
    assert tab.get_by_label("Text", exact=True).input_value() == f"{EVIL}\n"
    before = desk.project.read(ONE)
    tab.get_by_role("button", name="Save").click()
    tab.get_by_text("Nothing was changed.").wait_for()
    assert desk.project.read(ONE) == before


@pytest.mark.parametrize(
    "files",
    [
        {"sitegen.yaml": "title: [\n"},
        {"sitegen.yaml": ""},
        {INDEX: "no fields"},
        {ONE: b"\xff\xfe\x00"},
        {ONE: b"---\ntitle: a\x00b\n---\n"},
        {ONE: b""},
        {"content/topics/general.md": "---\n---\n"},
        {"templates/entry.html": "{% if %}"},
    ],
)
def test_the_desk_opens_whatever_is_wrong(files: dict[str, Any], tmp_path: Path) -> None:
    project = desk_project(tmp_path)
    for path, content in files.items():
        project.write(path, content)
    with desk_of(project) as desk:
        for path in (*PAGES, "_desk/published", "_desk/publish", "_desk/import"):
            status, _, body = desk.get(path)
            assert status in (200, 404), path
            assert b"Traceback" not in body
        assert "Mistakes to mend" in desk.text("_desk/")
        assert desk.do("plan", target="intranet")[0] in (200, 409)


def test_a_sign_that_no_page_can_hold_is_not_written_as_another(desk: OpenDesk) -> None:
    typed = b"---\ntitle: a\x00b\n---\n"
    desk.write(ONE, typed)
    status, told = desk.do(
        "save", path=ONE, seen=fingerprint_bytes(typed), fields={"whole": "---\ntitle: a\ufffdb\n---\n"}
    )
    assert status == 409
    assert "invisible sign" in told["words"]
    assert (desk.project.folder / ONE).read_bytes() == typed
