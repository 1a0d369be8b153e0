"""What a real project brings along when it is published: what it says, what it took back, and what it saw last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from project import DIGEST, Project, minimal_project, page
from publishing import back, folder_place, look, release_of

from sitegen.api.ledgers import compare_records, last_seen, ledger_for, remember
from sitegen.engine.planning import Ready, make_plan
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.refused import Refused
from sitegen.publish.chronicle import read_history
from sitegen.publish.protocol import publish, rollback
from sitegen.record.known import known_file, read_known

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.publish.ledger import Ledger
    from sitegen.publish.outcome import PublishTarget, Result

NAME = "Ursula Canarybird"


def entry(answer: str, **fields: object) -> str:
    return page({"question": "Why?", "title": answer[:9], "topics": ["general"], **fields}, answer)


def project_at(folder: Path, **answers: str) -> Project:
    project = minimal_project(folder).write("sitegen.yaml", "title: Test\nid: 0123456789abcdef\n")
    for name, text in answers.items():
        project.write(f"{DIGEST}/{name}.md", entry(text))
    return project


def ledger(project: Project) -> Ledger:
    plan = make_plan(read_project(project.folder), open_store(project.folder), lambda _: date(2026, 11, 28))
    assert isinstance(plan, Ready), plan.problems
    return ledger_for(project.folder, "intranet", plan)


def send(project: Project, place: PublishTarget) -> Result:
    """Publish what stands for the pages, since publishing knows nothing of them: the files themselves."""
    files = {f"answers/{path.stem}.html": path.read_bytes() for path in (project.folder / DIGEST).glob("*.md")} | {
        "index.html": b"home"
    }
    result = publish(place, release_of(files), files.__getitem__, ledger=ledger(project))
    remember(project.folder, "intranet", result)
    return result


def test_a_rollback_does_not_bring_a_withdrawn_name_back(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    project = project_at(tmp_path / "mine", a="Leave is as it was.")
    first = send(project, place)
    project.write(f"{DIGEST}/b.md", entry(f"{NAME} said so."))
    send(project, place)
    withdrawn = {"withdrawn": {"date": "2026-11-28", "why": "It named a colleague"}}
    project.write(f"{DIGEST}/b.md", page({"question": "Why?", "topics": ["general"], **withdrawn}, ""))
    send(project, place)
    result = rollback(place)
    remember(project.folder, "intranet", result)
    assert result.release.id == first.release.id
    assert len(result.skipped) == 1
    assert len(look(place).releases) == 2
    assert (seen := last_seen(project.folder, "intranet"))
    assert seen.release == first.release.id
    assert seen.record == first.record


def test_words_that_a_correction_took_out_are_gone_back_to_by_nothing(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    project = project_at(tmp_path / "mine", a=f"{NAME} said so.")
    send(project, place)
    project.write(f"{DIGEST}/b.md", entry("Pay is due."))
    send(project, place)
    removed = {"corrections": [{"date": "2026-11-28", "removed": True, "why": "It named a colleague"}]}
    project.write(f"{DIGEST}/a.md", entry("A colleague said so.", **removed))
    send(project, place)
    assert len(look(place).releases) == 1
    with pytest.raises(Refused, match="There is no earlier release to go back to"):
        back(place)
    project.write(f"{DIGEST}/a.md", entry(f"{NAME} said so."))
    with pytest.raises(Refused, match="would bring back what was withdrawn here"):
        send(project, place)


def test_a_colleagues_older_copy_takes_no_live_answer_away(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site")
    mine = project_at(tmp_path / "mine", a="Leave.", b="Pay is due.")
    theirs = project_at(tmp_path / "theirs", a="Leave.", b="Pay is due.")
    send(mine, place)
    for name in ("c", "d", "e"):
        mine.write(f"{DIGEST}/{name}.md", entry(f"Answer {name}."))
    send(mine, place)
    with pytest.raises(Refused, match=r"lacks: “Answer c.”, “Answer d.”, “Answer e.”"):
        send(theirs, place)


def test_the_history_names_what_changed_and_how(tmp_path: Path) -> None:
    place = folder_place(tmp_path / "site", keep=9)
    project = project_at(tmp_path / "mine", a="Leave is granted within three weeks of asking.")
    send(project, place)
    project.write(f"{DIGEST}/a.md", entry("Leave is granted within five weeks of asking."))
    project.write(f"{DIGEST}/b.md", entry("Pay is due."))
    send(project, place)
    later, first = read_history(place, compare_records)
    assert [(change.how, change.title) for change in first.changes or ()] == [("new", "Leave is")]
    assert {(change.how, change.title) for change in later.changes or ()} == {
        ("changed", "Leave is"),
        ("new", "Pay is du"),
    }
    assert any("five" in detail for change in later.changes or () for detail in change.details)


@pytest.mark.parametrize("data", [b"", b"x", b"0123456789abcdeg", b"0123456789abcdef\n", b"\xff" * 16])
def test_what_is_no_release_was_never_seen(tmp_path: Path, data: bytes) -> None:
    place = folder_place(tmp_path / "site")
    project = project_at(tmp_path / "mine", a="Leave.")
    assert last_seen(project.folder, "intranet") is None
    send(project, place)
    assert last_seen(project.folder, "intranet")
    assert read_known(project.folder, "intranet")
    known_file(project.folder, "intranet.release").write_bytes(data)
    assert last_seen(project.folder, "intranet") is None


@pytest.mark.parametrize("aliases", [["a"], ["b"], ["a", "b"]])
def test_words_taken_out_are_known_in_an_older_record_by_any_id_that_the_answer_had(
    tmp_path: Path, aliases: list[str]
) -> None:
    project = project_at(tmp_path, other="Said of nobody.")
    addresses = {name: f"digests/{DIGEST.rpartition('/')[2]}/{name}.html" for name in "ab"}
    project.write(f"{DIGEST}/b.md", entry(f"{NAME} said so.", aliases=[addresses["a"]]))
    older = ledger(project).record
    removed = {"date": "2026-11-28", "removed": True, "why": "It named a colleague"}
    led = [addresses[name] for name in aliases]
    project.remove(f"{DIGEST}/b.md").write(f"{DIGEST}/c.md", entry("So it is.", aliases=led, corrections=[removed]))
    now = ledger(project)
    found = now.texts(older) or {}
    assert [text.title for text in found.values() if not now.withdrawn.isdisjoint(text.tokens)] == [
        f"{NAME} said so."[:9]
    ]
