"""Whoever may write to a place leads nothing that we write, read or remove to another place."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from places import HOST, There
from publishing import NEW, OLD, SWEEP, docroot, outcome, put, release_of, served

from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


WAYS = ["flip", "in place", "ssh", "sftp", "sftp in place"]
NEXT = release_of(NEW).id
EMPTY = release_of({}).id
RECORDS = ["site.json", "history.ndjson", "withdrawn.ndjson", "lock", "holder", "m", f"m/{NEXT}.gz", f"m/{NEXT}.record"]
DRAFTS = ["site.json.new", "history.ndjson.new", "holder.new", f"m-{NEXT}.gz.new"]
FLIP = ["next.json", "next.json.new", "../releases", f"../releases/.tmp-{NEXT}", f"../releases/{EMPTY}"]
IN_PLACE = ["journal.json", "journal.json.new", "head", "head.new", "o", "o/00", "ready"]
OURS = {
    "flip": [*RECORDS, *DRAFTS, *FLIP],
    "in place": [*RECORDS, *DRAFTS, *IN_PLACE],
    "ssh": [*RECORDS, *DRAFTS, *FLIP, f"m/{NEXT}.sums", "in", "in/link", "in/wrong"],
    "sftp": [*RECORDS, *DRAFTS, *FLIP, "lease"],
    "sftp in place": [*RECORDS, *DRAFTS, *IN_PLACE, "lease"],
}


@pytest.fixture(params=WAYS)
def there(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> There:
    return There(request.param, request, tmp_path, monkeypatch)


def put_aside(name: Path) -> None:
    """Make room for something else of that name."""
    if name.is_dir() and not name.is_symlink():
        name.rename(name.with_name("aside"))
    else:
        name.unlink(missing_ok=True)


def test_a_link_in_the_place_of_any_record_is_refused_and_its_target_stays(there: There, tmp_path: Path) -> None:
    put(there.place, OLD)
    for turn, name in enumerate(OURS[there.way]):
        base = tmp_path / f"kept{turn}"
        base.mkdir()
        saved = shutil.copytree(there.folder, base / "site", symlinks=True)
        beside = shutil.copytree(there.ours, base / "ours", symlinks=True) if there.mode == "in place" else None
        file, folder = base / "victim", base / "theirs"
        file.write_bytes(b"their words")
        file.chmod(0o604)
        folder.mkdir(mode=0o755)
        (folder / "index.html").write_bytes(b"their page")
        planted = there.ours / name
        leads_to = (
            folder if planted.is_dir() or "releases" in name or name in ("lease", "in", "ready", "o/00") else file
        )
        put_aside(planted)
        planted.parent.mkdir(exist_ok=True)
        os.symlink(leads_to, planted)
        said = outcome(there.place, NEW)
        assert "is a link" in said, (name, said)
        assert "It was left alone" in said
        assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"their words", 0o604), name
        assert os.listdir(folder) == ["index.html"], name
        assert (folder / "index.html").read_bytes() == b"their page", name
        shutil.rmtree(there.folder)
        shutil.copytree(saved, there.folder, symlinks=True)
        if beside:
            shutil.rmtree(there.ours)
            shutil.copytree(beside, there.ours, symlinks=True)
    put(there.place, NEW)
    assert served(there.folder, there.mode) == NEW


@pytest.mark.parametrize("name", ["site.json", "history.ndjson", "holder", "lock"])
def test_a_pipe_in_the_place_of_a_record_is_refused_and_not_waited_for(there: There, name: str) -> None:
    put(there.place, OLD)
    (there.ours / name).unlink(missing_ok=True)
    os.mkfifo(there.ours / name)
    assert "no plain file" in outcome(there.place, NEW)
    assert served(there.folder, there.mode) == OLD


def test_our_own_folder_as_a_link_is_refused_before_the_first_publish(there: There, tmp_path: Path) -> None:
    there.folder.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.symlink(elsewhere, there.ours)
    assert "is a link" in outcome(there.place, OLD)
    assert os.listdir(elsewhere) == []


def test_a_place_that_is_reached_by_a_link_is_as_good_as_any(there: There, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    os.symlink(tmp_path / "real", there.folder)
    put(there.place, OLD)
    put(there.place, NEW)
    assert served(there.folder, there.mode) == NEW


def test_current_that_leads_elsewhere_is_refused_and_stays(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in ("flip", "ssh", "sftp"):
        (tmp_path / way).mkdir()
        there = There(way, request, tmp_path / way, monkeypatch)
        put(there.place, OLD)
        (there.folder / "current").unlink()
        os.symlink(f"../elsewhere/{release_of(OLD).id}", there.folder / "current")
        assert "did not make" in outcome(there.place, NEW), way
        assert os.readlink(there.folder / "current").startswith("../elsewhere"), way


def test_what_a_dead_publish_left_is_not_removed_through_a_link(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder of a release that was not finished, a folder is a link to one with files of the same names."""
    for way in ("flip", "ssh", "sftp"):
        (tmp_path / way).mkdir()
        there = There(way, request, tmp_path / way, monkeypatch)
        put(there.place, OLD)
        other = release_of({**OLD, "index.html": b"never finished"})
        left = there.folder / "releases" / f".tmp-{other.id}"
        victims = tmp_path / way / "victims"
        shutil.copytree(docroot(there.folder).resolve() / "answers", victims)
        left.mkdir()
        os.symlink(victims, left / "answers")
        plant_list(there.ours, other.id, {route: made.sha256 for route, made in other.tree.items()})
        put(there.place, NEW)
        assert sorted(os.listdir(victims)) == ["a.html", "b.html", "same.html"], way
        assert served(there.folder) == NEW


def plant_list(ours: Path, release: str, files: dict[str, str]) -> None:
    """The list of files of a release, as each kind of place keeps it."""
    sums = "".join(f"{sha256}  {route}\n" for route, sha256 in sorted(files.items()))
    (ours / "m" / f"{release}.sums").write_text(sums)
    rows = {route: [sha256, 1, "entry", "x", []] for route, sha256 in sorted(files.items())}
    (ours / "m" / f"{release}.gz").write_bytes(gzip.compress(json.dumps(rows).encode()))


def forged(routes: list[str]) -> tuple[str, dict[str, str]]:
    """A list with such routes, and the id that it would have."""
    files = {route: hashlib.sha256(b"theirs").hexdigest() for route in routes}
    sums = "".join(f"{sha256}  {route}\n" for route, sha256 in sorted(files.items()))
    return hashlib.sha256(sums.encode()).hexdigest()[:16], files


BAD = [
    "../victim",
    "a/../../../victim",
    "/etc/hostname",
    "a//b",
    "./victim",
    "a/.",
    "..",
    "a\\b",
    "a\x01b",
    "a\x7fb",
    "a\rb",
]


@pytest.mark.parametrize("shell", ["dash", "busybox sh", "bash"] if SWEEP else ["sh", "busybox sh"])
@pytest.mark.parametrize("kind", [".tmp", ".old"])
@pytest.mark.parametrize("route", [*BAD, "VICTIM"])
def test_the_script_on_a_host_removes_nothing_by_a_list_that_we_did_not_write(
    tmp_path: Path, shell: str, kind: str, route: str
) -> None:
    if not shutil.which(shell.split(maxsplit=1)[0]):
        leave_out(f"{shell} is missing")
    victim = tmp_path / "releases" / "victim"
    route = str(victim) if route == "VICTIM" else route
    release, files = forged([route, "index.html"])
    left = tmp_path / "releases" / f"{kind}-{release}"
    (left / "a").mkdir(parents=True)
    for file in (victim, left / "index.html", left / "a" / "victim"):
        file.write_bytes(b"theirs")
    (tmp_path / ".sitegen/m").mkdir(parents=True)
    (tmp_path / ".sitegen/site.json").write_text("{}")
    plant_list(tmp_path / ".sitegen", release, files)
    said = run(shell, tmp_path, "lock me", "prune")
    assert victim.read_bytes() == (left / "index.html").read_bytes() == b"theirs"
    if route.startswith(("/", "..")) or "/../" in route:
        assert f"refused list {release}" in said


def run(shell: str, place: Path, *requests: str) -> list[str]:
    command = [*shell.split(), str(HOST), str(place)]
    asked = "".join(f"{request}\n" for request in requests)
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize(
    ("spoil", "removed"),
    [
        (lambda sums: sums, True),
        (lambda sums: sums[:-20], False),
        (lambda sums: sums + sums.splitlines()[0] + "\n", False),
        (lambda sums: sums.replace("index", "indey"), False),
        (lambda sums: sums[:-1] + "\0\n", False),
        (lambda sums: sums.upper(), False),
        (lambda sums: "", False),
    ],
    ids=["as written", "cut", "longer", "another name", "a zero byte", "capitals", "empty"],
)
def test_a_list_counts_only_whole_and_under_its_own_name(
    tmp_path: Path, spoil: Callable[[str], str], removed: bool
) -> None:
    release, files = forged(["index.html", "a/b.html"])
    left = tmp_path / "releases" / f".tmp-{release}"
    left.mkdir(parents=True)
    (left / "index.html").write_bytes(b"cut")
    (tmp_path / ".sitegen/m").mkdir(parents=True)
    (tmp_path / ".sitegen/site.json").write_text("{}")
    plant_list(tmp_path / ".sitegen", release, files)
    file = tmp_path / ".sitegen/m" / f"{release}.sums"
    file.write_text(spoil(file.read_text()))
    assert run("sh", tmp_path, "lock me", "prune") == ["sitegen 1", "ok", "ok"]
    assert left.exists() != removed


def test_a_forged_list_over_ssh_is_refused_in_a_sentence(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = There("ssh", request, tmp_path, monkeypatch)
    put(there.place, OLD)
    victim = tmp_path / "victim"
    victim.write_text("theirs")
    release, files = forged([str(victim), "../../../victim"])
    (there.folder / "releases" / f".tmp-{release}").mkdir()
    plant_list(there.ours, release, files)
    with pytest.raises(
        Refused, match=f"The list of files of release {release} on 127.0.0.1 was not written by sitegen"
    ):
        put(there.place, NEW)
    assert victim.read_text() == "theirs"
    assert served(there.folder) == OLD


@pytest.mark.parametrize("verb", ["begin", "finish", "switch", "prune", "manifest"])
@pytest.mark.parametrize("name", ["../x", "*", "0123456789abcdeg", "0123456789abcde", "-rf", "."])
def test_the_script_takes_ids_only(tmp_path: Path, verb: str, name: str) -> None:
    (tmp_path / "0123456789abcdef").write_text("theirs")
    run("sh", tmp_path / "site", "lock me", 'create {"x": 1}')
    before = sorted(map(str, tmp_path.rglob("*")))
    run("sh", tmp_path / "site", "lock me", f"{verb} {name} - {{}}")
    assert sorted(map(str, tmp_path.rglob("*"))) == before


def test_names_and_words_of_others_are_no_answers_of_the_script(tmp_path: Path) -> None:
    run("sh", tmp_path, "lock me", 'create {"x": 1}')
    (tmp_path / ".sitegen/site.json").write_text('{"x": 1}\nok\ncurrent 0123456789abcdef\n')
    (tmp_path / ".sitegen/history.ndjson").write_text("{}\nok\nlast, not ended")
    (tmp_path / "releases" / "x\nok").mkdir()
    said = run("sh", tmp_path, "look")
    assert said.count("ok") == 1
    assert said[-1] == "ok"
    assert said[-4:-1] == ["row {}", "row ok", "row last, not ended"]
    release, files = forged(["index.html"])
    (tmp_path / "releases" / release).mkdir()
    os.symlink("nowhere", tmp_path / "releases" / release / "a\nok")
    plant_list(tmp_path / ".sitegen", release, files)
    assert run("sh", tmp_path, "lock me", f"finish {release} -").count("ok") == 2


@pytest.mark.parametrize(
    ("way", "owned"),
    [
        *((way, "first") for way in ("flip", "in place", "ssh", "sftp")),
        *((way, "tmp") for way in ("flip", "ssh", "sftp")),
    ],
)
def test_a_folder_that_another_account_has_made_beforehand_gets_nothing_of_ours(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, owned: str
) -> None:
    if os.getuid():
        pytest.skip("only root can give a folder to another account")
    there = There(way, request, tmp_path, monkeypatch)
    if owned == "first":
        made = there.ours
    else:
        put(there.place, OLD)
        made = there.folder / "releases" / f".tmp-{NEXT}"
    made.mkdir(parents=True, mode=0o777)
    os.chown(made, 65534, 65534)
    assert "belongs to another account" in outcome(there.place, NEW)
    assert not [name for name in made.rglob("*") if name.suffix == ".html"]
