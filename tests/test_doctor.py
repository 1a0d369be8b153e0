"""The doctor says what is as it should be, and of all else what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from project import minimal_project

from sitegen.cli.main import main
from sitegen.doctor.clock import verdict_on_clocks
from sitegen.doctor.project_place import synced_by, verdict_on_length, verdict_on_room
from sitegen.doctor.verdict import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MEND, GOOD = Level.MEND, Level.GOOD


def ask(folder: Path, code: int = 0) -> list[str]:
    """The lines that it says."""
    result = CliRunner().invoke(main, ["-C", str(folder), "doctor"])
    assert result.exit_code == code, result.output
    return result.output.splitlines()


def lines_with(word: str, lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(f"{word}  ")]


def settled(folder: Path, publish: str = "") -> Path:
    """A project that says where it is published to."""
    project = minimal_project(folder)
    project.write("sitegen.yaml", f"title: Test\ntimezone: Asia/Tokyo\nid: 0123abcd\n{publish}")
    return project.folder


@pytest.fixture
def late() -> Iterator[str]:
    """The address of a server whose clock is twelve minutes late, and which has nothing."""

    class Late(BaseHTTPRequestHandler):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(datetime.now(UTC) - timedelta(minutes=12), usegmt=True)

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Late)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_where_nothing_is_wrong_nothing_is_to_be_mended(tmp_path: Path) -> None:
    lines = ask(settled(tmp_path / "site", "publish:\n  here: {to: ../served}\n"))
    assert lines_with("mend", lines) == []
    assert any(line.startswith("good  In Asia/Tokyo, where the site's days begin") for line in lines)
    assert any("../served can be reached" in line for line in lines_with("good", lines))
    assert any("“here” has no “url:”" in line for line in lines_with("mind", lines))
    assert lines[-1] == "Nothing is in the way."


def test_without_a_site_the_computer_alone_is_looked_at(tmp_path: Path) -> None:
    lines = ask(tmp_path, code=2)
    assert any(line.startswith("good  sitegen ") for line in lines)
    assert len(lines_with("mend", lines)) == 1
    assert "sitegen.yaml" in lines_with("mend", lines)[0]


def test_a_host_that_cannot_be_reached_is_told_and_the_next_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lines = ask(settled(tmp_path / "site", "publish:\n  one: {to: ../file/x}\n  two: {to: ../served}\n"), code=2)
    assert len(lines_with("mend", lines)) == 1
    assert any("../served can be reached" in line for line in lines_with("good", lines))
    assert lines[-1] == "1 thing to mend."


def test_a_clock_that_the_host_contradicts_is_told(tmp_path: Path, late: str) -> None:
    lines = ask(settled(tmp_path / "site", f"publish:\n  one: {{to: ../served, url: '{late}'}}\n"), code=2)
    assert f"mend  This computer's clock is 12 minutes ahead of that of {late}." in lines


@pytest.mark.parametrize(
    ("apart", "says"),
    [(299, "agree"), (-299, "agree"), (300, "5 minutes ahead of"), (-300, "5 minutes behind"), (-86400, "1,440 min")],
)
def test_five_minutes_are_too_much_for_a_clock(apart: int, says: str) -> None:
    date = format_datetime(NOW - timedelta(seconds=apart), usegmt=True)
    (verdict,) = verdict_on_clocks("https://x.example/", date, NOW)
    assert says in verdict.says


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Mar 2026 12:00:00 GMT"])
def test_a_host_that_tells_no_time_is_asked_for_none(date: str) -> None:
    assert list(verdict_on_clocks("https://x.example/", date, NOW)) == []


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/Users/Sam/OneDrive/site", "OneDrive"),
        ("/Users/Sam/OneDrive - North Trust/site", "OneDrive"),
        ("/home/sam/Dropbox/site", "Dropbox"),
        ("/home/sam/Library/Mobile Documents/site", "Mobile Documents"),
        ("/home/sam/onedrives/site", ""),
        ("/home/sam/Boxes/site", ""),
        ("/home/sam/Documents/site", ""),
    ],
)
def test_a_folder_that_a_program_copies_elsewhere_is_known_by_its_name(path: str, program: str) -> None:
    assert synced_by(PurePosixPath(path)) == program


@pytest.mark.parametrize(("letters", "level"), [(259, GOOD), (260, MEND)])
def test_windows_takes_so_many_letters_and_no_more(letters: int, level: Level) -> None:
    assert verdict_on_length(letters).level is level


@pytest.mark.parametrize(
    ("free", "size", "level"),
    [
        (200_000_000, 0, GOOD),
        (199_999_999, 0, MEND),
        (800_000_000, 400_000_000, GOOD),
        (799_999_999, 400_000_000, MEND),
    ],
)
def test_a_build_needs_room_for_two_sites(free: int, size: int, level: Level) -> None:
    verdict: Verdict = verdict_on_room(free, size)
    assert verdict.level is level


def test_where_nothing_can_be_kept_that_is_to_be_mended(tmp_path: Path) -> None:
    folder = settled(tmp_path / "site")
    (folder / ".sitegen").write_text("in the way")
    assert any(str(folder) in line for line in lines_with("mend", ask(folder, code=2)))


def test_letters_that_the_disk_does_not_tell_apart_are_told(tmp_path: Path) -> None:
    folder = settled(tmp_path / "site")
    assert not any("Capitals" in line for line in ask(folder))
    (folder / "SITEGEN.YAML").symlink_to("sitegen.yaml")
    assert any("Capitals and small letters are the same" in line for line in ask(folder))
