"""A canary of each kind in each place: told masked, kept from readers, kept nowhere but in the answer."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from canaries import FILES, PICTURES, PLACES, TEXTS, Canary, canaries, name_with
from click.testing import CliRunner
from photos import personal
from project import DIGEST, TODAY, Project, minimal_project, page

from sitegen.cli import main
from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.file_texts import Sight, find_in_file
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.masked_finding import SEVERITIES, WARN
from sitegen.problems.looks_private import called
from sitegen.serve.live import answer
from sitegen.serve.preview import Preview
from sitegen.withdrawal.legible import read_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from daemons import Sshd

SETTINGS = "title: Test\nid: 0123abcd\nurl: https://intranet.example/qa/\npublish:\n  intranet:\n    to: {}\n"
SERVED_AS_THEY_ARE = [name for name, place in FILES.items() if "{}" not in place.path]
MAY_HOLD = {
    "project/content/*": "what somebody has written",
    "project/templates/*": "the same",
    "project/output/[!.]*": "what was built of it",
    "project/output/.sitegen/manifest.json": "the titles of the pages",
    "project/.sitegen/blobs-?": "parts of pages, so that they need not be made again",
    "project/.sitegen/published/intranet": "what readers were told, to which the next publish is compared",
    "project/.sitegen/published/intranet.sources": "the texts that it was made of, for taking an answer back",
    "project/proofs/*": "what somebody gets to say yes to",
    "host/releases/*": "what readers get",
    "host/.sitegen/m/*.gz": "the titles of the pages",
    "host/.sitegen/m/*.record": "what readers were told",
}
"""Files that have an answer's own words, and why: nothing but the answer has put them there."""


class Course(NamedTuple):
    """A project that was checked, kept back, mended, and published."""

    project: Project
    checked: str
    kept_back: str
    nothing_sent: bool
    asked: str
    published: str


def plant(project: Project, names: Collection[str] = tuple(PLACES), kinds: Collection[str] = tuple(SEVERITIES)) -> None:
    """Write the files of these places, with the canaries of these kinds."""
    for name in names:
        place, birds = PLACES[name], [bird for bird in canaries(name) if bird.kind in kinds]
        for path in {path_of(name, bird) for bird in birds}:
            project.write(path, place.write([bird.said for bird in birds]))


def path_of(name: str, bird: Canary) -> str:
    return PLACES[name].path.format(name_with(bird.said))


def run(project: Project, *words: str, code: int) -> str:
    result = CliRunner().invoke(main, ["-C", str(project.folder), *words])
    assert result.exit_code == code, result.output
    return result.output


def let_stand(project: Project, checked: str) -> None:
    """Waive what texts say, and leave of what stands elsewhere that alone about which publishing asks."""
    offered: dict[str, list[dict[str, str]]] = {}
    for one in json.loads(checked)["problems"]:
        if one["code"] in ("private", "maybe-private"):
            kind, key = re.findall(r"- kind: (.*)\n *fingerprint: (.*)\n", one["hint"])[0]
            waiver = {"kind": kind, "fingerprint": key, "reason": "She asked", "by": "Ann Lee", "until": "2027-01-01"}
            offered.setdefault(one["path"], []).append(waiver)
    for path, waivers in offered.items():
        project.write(path, project.read(path).replace("---\n", f"---\nprivacy_ok: {json.dumps(waivers)}\n", 1))
    for bird in canaries("name of a file"):
        project.remove(path_of("name of a file", bird))
    plant(project, [*SERVED_AS_THEY_ARE, "frame"], [kind for kind, how in SEVERITIES.items() if how == WARN])


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = tmp_path_factory.mktemp("canaries")
    project = minimal_project(folder / "project").write("sitegen.yaml", SETTINGS.format("../host"))
    plant(project)
    for bird in canaries("name"):
        project.write(f"content/assets/{name_with(bird.said)}", "Nothing.")
    used = [PLACES[name].path.removeprefix("content/") for name in (*SERVED_AS_THEY_ARE, *PICTURES)]
    links = "\n\n".join(f"[x](../../{path})" for path in used if path.startswith("assets"))
    fields = {"question": "Why not?", "title": "All files", "topics": ["general"]}
    project.write(f"{DIGEST}/z.md", page(fields, links))
    (folder / "temporary").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "temporary"))
        patch.setattr(tempfile, "tempdir", None)
        checked = run(project, "check", "--date", TODAY, "--format", "json", code=0)
        kept_back = run(project, "publish", "--date", TODAY, code=1)
        nothing_sent = not (folder / "host").exists()
        let_stand(project, checked)
        asked = run(project, "publish", "--date", TODAY, code=2)
        count = re.findall(r"--accept-warnings (\d+)", asked)[0]
        published = run(project, "publish", "--date", TODAY, "--accept-warnings", count, code=0)
        published += run(project, "build", "--date", TODAY, code=0)
        published += run(project, "proof", DIGEST.rpartition("/")[2], "--mail", "--date", TODAY, code=0)
        look_at_all(project)
        yield Course(project, checked, kept_back, nothing_sent, asked, published)


def look_at_all(project: Project) -> None:
    """Every page in the preview, and what is to be mended, once more after an edit."""
    preview = Preview(project.folder, lambda _: date.fromisoformat(TODAY), drafts=True)
    try:
        for _ in range(2):
            for route in ("_problems/", *(page.route for page in preview.showing.plan.pages)):
                answer(preview, route)
            project.write("content/topics/other.md", page({"title": "Other"}))
            preview.look_again(None)
    finally:
        preview.close()
        preview._planner._store.close()


def untold(told: Collection[tuple[str, str]], names: Collection[str]) -> list[tuple[str, str]]:
    """The canaries in these places that are not in the pairs of a file and what is said of it."""
    return [
        (name, bird.kind)
        for name in names
        for bird in canaries(name)
        if not any(path == where_told(name, bird) and what_is_told(name, bird) in said for path, said in told)
    ]


def where_told(name: str, bird: Canary) -> str:
    return f"output/{DIGEST.removeprefix('content/')}/a.html" if name == "frame" else path_of(name, bird)


def what_is_told(name: str, bird: Canary) -> str:
    what, where = called(bird.kind), PLACES[name].where
    if where:
        return f"Readers would get {what}, {bird.masked}: it stands in {where}"
    return f"This looks like {what}: {bird.masked}."


def test_check_tells_each_masked_where_it_stands(course: Course) -> None:
    told = {(one["path"], one["message"]) for one in json.loads(course.checked)["problems"]}
    assert untold(told, (*TEXTS, *FILES)) == []


def test_publish_tells_each_masked_and_sends_nothing(course: Course) -> None:
    blocks = re.findall(r"(?m)^(\S+)(?:, line \d+)?(?:  \(notice\))?\n((?:  .*\n)+)", course.kept_back)
    told = {(path, " ".join(said.split())) for path, said in blocks}
    assert untold(told, (*TEXTS, *FILES, "frame")) == []
    assert course.nothing_sent


def test_each_that_is_asked_about_is_named_before_somebody_says_yes(course: Course) -> None:
    birds = [(name, bird) for name in (*SERVED_AS_THEY_ARE, "frame") for bird in canaries(name)]
    birds = [(name, bird) for name, bird in birds if SEVERITIES[bird.kind] == WARN]
    said = run(course.project, "check", "--date", TODAY, "--format", "json", code=0)
    assert "This looks like" not in said
    for name, bird in birds:
        assert f"ask       {where_told(name, bird)}: {what_is_told(name, bird)}" in course.asked
    assert f"There are {len(birds)} warnings" in course.asked


def test_no_command_prints_the_words_themselves(course: Course) -> None:
    said = " ".join((course.checked + course.kept_back).split())
    assert [bird.words for name in PLACES for bird in canaries(name) if bird.words in said] == []
    said = course.asked + course.published  # where what was waived may be shown, as it will be to readers
    assert [bird.words for name in (*FILES, *PICTURES, "frame") for bird in canaries(name) if bird.words in said] == []


def test_the_words_are_kept_where_the_answer_is_and_nowhere_else(course: Course) -> None:
    gone = {bird.words for name in FILES for bird in canaries(name) if SEVERITIES[bird.kind] != WARN}
    names = ("name", "name of a file")  # which every list of files has
    words = {bird.words for name in PLACES if name not in names for bird in canaries(name)}
    top, held = course.project.folder.parent, {}
    for file in (path for path in top.rglob("*") if path.is_file() and not path.is_symlink()):
        data = file.read_bytes()
        text = "\n".join([data.decode("utf-8", "replace"), *read_texts(file.name, data).texts])
        if here := {one for one in words if one in text or one.replace(" ", "") in text}:
            held[file.relative_to(top).as_posix()] = here
    assert [path for path in held if not any(fnmatch(path, pattern) for pattern in MAY_HOLD)] == []
    assert [pattern for pattern in MAY_HOLD if not any(fnmatch(path, pattern) for path in held)] == []
    assert {path: here & gone for path, here in held.items() if here & gone} == {}


def test_what_pictures_carry_is_seen_and_is_not_served(course: Course) -> None:
    sight = Sight(NOTHING_ALLOWED, "")
    for name, place in PICTURES.items():
        before = (course.project.folder / place.path).read_bytes()
        after = (course.project.folder.parent / "host/current" / place.path.removeprefix("content/")).read_bytes()
        assert {one.kind for one in find_in_file(place.path, before, sight, CleanStretches())} >= {*place.kinds}
        assert find_in_file(place.path, after, sight, CleanStretches()) == ()
        assert [bird.kind for bird in canaries(name) if bird.words.encode() in after] == []


def test_exiftool_finds_nothing_personal_in_the_pictures_that_readers_get(course: Course) -> None:
    folder = course.project.folder.parent
    assert len(personal(folder / "project/content/assets")) == len(PICTURES)
    assert personal(folder / "host/current/assets") == {}


def test_over_ssh_as_well_nothing_leaves_until_somebody_has_answered(sshd: Sshd, tmp_path: Path) -> None:
    host = tmp_path / "host/site"
    host.parent.mkdir()
    project = minimal_project(tmp_path / "project").write("sitegen.yaml", SETTINGS.format(sshd.url(host)))
    mobile, landline = (
        next(bird for bird in canaries("frame") if bird.kind == kind) for kind in ("mobile", "landline")
    )
    fields = {"question": "Why so?", "title": "About rotas", "topics": ["general"]}
    project.write(f"{DIGEST}/a.md", page(fields, f"Ring {mobile.said}."))
    assert mobile.masked in run(project, "publish", "--date", TODAY, code=1)
    project.write(f"{DIGEST}/a.md", page(fields, f"Ring {landline.said}."))
    assert landline.masked in run(project, "publish", "--date", TODAY, code=2)
    assert "not 2" in run(project, "publish", "--date", TODAY, "--accept-warnings", "2", code=2)
    assert [*host.parent.iterdir()] == []
    run(project, "publish", "--date", TODAY, "--accept-warnings", "1", code=0)
    assert landline.words in (host / "current" / DIGEST.removeprefix("content/") / "a.html").read_text()
    assert "1 warning accepted." in run(project, "publish", "--history", code=0)
