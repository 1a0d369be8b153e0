"""Whatever a file holds, it becomes an entry or a problem with its place, and never a traceback."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from crawler import Site, parse, text_of, words
from project import DIGEST, Outcome, minimal_project, page

pytestmark = pytest.mark.timeout(300)  # for hundreds of files; a single one that takes 10 s is a bug

FRONT_MATTER = page({"question": "What happens to this?", "topics": ["general"]}).encode()
# Problems of a whole file: there is no line to point at.
WHOLE_FILE = frozenset({"file-too-large", "front-matter-too-large", "unreadable-body"})


def insert_nul(data: bytes) -> bytes:
    return data[: len(data) * 3 // 4] + b"\0" + data[len(data) * 3 // 4 :]


def as_cp1252(data: bytes) -> bytes:
    return data.decode("utf-8", errors="replace").encode("cp1252", errors="replace") + b"\ncaf\xe9\n"


VARIATIONS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "with a BOM": lambda data: b"\xef\xbb\xbf" + data,
    "with CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "with CR": lambda data: data.replace(b"\n", b"\r"),
    "with a NUL": insert_nul,
    "in cp1252": as_cp1252,
    "without a final newline": lambda data: data.rstrip(b"\r\n"),
}
PLACES: dict[str, Callable[[bytes], bytes]] = {
    "as the whole file": lambda data: data,
    "as the body": lambda data: FRONT_MATTER + data,
    "as the front matter": lambda data: b"---\n" + data + b"\n---\nAn answer.\n",
}


def build_all(folder: Path, sources: dict[str, bytes]) -> tuple[dict[str, list[dict[str, Any]]], Outcome]:
    """The errors of each source, put in as an entry, and the build of all those which have none."""
    project = minimal_project(folder)
    paths = {f"{DIGEST}/{number:04}.md": name for number, name in enumerate(sources)}
    for path, name in paths.items():
        project.write(path, sources[name])
    errors: dict[str, list[dict[str, Any]]] = {}
    for problem in project.check().errors:
        assert problem["path"] in paths, problem
        errors.setdefault(paths[problem["path"]], []).append(problem)
    for path, name in paths.items():
        if name in errors:
            project.remove(path)
    outcome = project.build()
    assert outcome.errors == []  # every mistake was found in the first run
    for path, name in paths.items():
        if name not in errors:
            assert outcome.page(path.removeprefix("content/").replace(".md", ".html")), name
    assert outcome.report["entries"] == len(sources) - len(errors)
    return errors, outcome


def misplaced(errors: dict[str, list[dict[str, Any]]], sources: dict[str, bytes]) -> list[str]:
    """The problems that say nothing, or whose place is not in their file."""
    found = []
    for name, problems in errors.items():
        lines = len(re.split(rb"\r\n|\r|\n", sources[name]))
        for problem in problems:
            line, column = problem["line"], problem["column"]
            if not problem["message"]:
                found.append(f"{name}: no message: {problem}")
            elif line is None and problem["code"] not in WHOLE_FILE:
                found.append(f"{name}: no line: {problem}")
            elif line is not None and not (1 <= line <= lines and (column is None or column >= 1)):
                found.append(f"{name}: not one of its {lines} lines: {problem}")
    return found


def nasty_files(corpora: Path) -> dict[str, bytes]:
    paths = sorted(path for folder in ("nasty-frontmatter", "nasty-markdown") for path in (corpora / folder).rglob("*"))
    return {path.relative_to(corpora).as_posix(): path.read_bytes() for path in paths if path.is_file()}


IN_TURN = "each file in another way"  # in one of the places
VARIED = [*VARIATIONS] if "SITEGEN_SWEEP" in os.environ else ["as it is", IN_TURN]


@pytest.mark.parametrize("variation", VARIED)
@pytest.mark.parametrize("place", PLACES)
def test_every_file_is_an_entry_or_a_problem_with_its_place(
    corpora: Path, tmp_path: Path, place: str, variation: str
) -> None:
    varied = [*VARIATIONS.values()][1:]
    files, index = [*nasty_files(corpora).items()], [*PLACES].index(place)
    sources = {}
    for number, (name, data) in enumerate(files[index :: len(PLACES)] if variation == IN_TURN else files):
        vary = varied[number % len(varied)] if variation == IN_TURN else VARIATIONS[variation]
        sources[name] = vary(PLACES[place](data))
    errors, outcome = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []
    site = Site(outcome.output)
    assert site.mistakes() == []
    assert site.broken_links() == []


# --- files of many cases: each case by itself -------------------------------------------------------------------


def fixture_cases(text: str) -> Iterator[str]:
    """The sources of a fixture file: `.`, source, `.`, what should come out, `.`"""
    parts = re.split(r"^\.\n", text, flags=re.MULTILINE)
    yield from parts[1::3]


def cases(corpora: Path) -> dict[str, dict[str, str]]:
    """The cases of every file that consists of many: file -> name of the case -> source."""
    folder = corpora / "nasty-markdown"
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
        if path.suffix == ".json":
            values = json.loads(text)
            found[name] = [value["markdown"] if isinstance(value, dict) else value for value in values]
        elif path.parent.name == "markdown-it-py":
            found[name] = list(fixture_cases(text))
        elif path.name == "spec.txt":
            examples = re.findall(r"^`{32} example.*\n([\s\S]*?)^\.\n", text, re.MULTILINE)
            found[name] = [example.replace("→", "\t") for example in examples]
        elif path.parent.name == "xss":
            found[name] = text.splitlines()
    return {name: {f"{name} {n}": case for n, case in enumerate(all_, 1)} for name, all_ in found.items() if all_}


def yaml_cases(corpora: Path) -> dict[str, bytes]:
    """The documents inside the files of the YAML suite, with their visible signs for white space made real."""
    found: dict[str, bytes] = {}
    for path in sorted((corpora / "nasty-frontmatter").rglob("yaml-test-suite/*.yaml")):
        for number, block in enumerate(
            re.findall(r"^  yaml: \|\d?\n((?:    .*\n|\n)+)", path.read_text("utf-8"), re.MULTILINE)
        ):
            text = re.sub("^    ", "", block, flags=re.MULTILINE).replace("␣", " ").replace("↵", "").replace("∎\n", "")
            text = re.sub("—*»", "\t", text).replace("←", "\r").replace("⇔", "\ufeff")
            found[f"{path.name} {number}"] = text.encode()
    return found


def test_every_case_by_itself_is_an_entry_or_a_problem(corpora: Path, tmp_path: Path) -> None:
    found = {case: name for file in cases(corpora).values() for name, case in file.items()}  # many stand in two files
    sources = {name: FRONT_MATTER + case.encode() for case, name in found.items()}
    assert len(sources) > 1000
    errors, outcome = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []
    site = Site(outcome.output)
    assert site.mistakes() == []
    assert site.broken_links() == []


@pytest.mark.parametrize("place", ["alone", "beside the fields of an entry", "in extra"])
def test_every_yaml_document_as_front_matter_is_an_entry_or_a_problem(
    corpora: Path, tmp_path: Path, place: str
) -> None:
    valid = b"question: What happens to this?\ntopics: [general]\n"
    before = {"alone": b"", "beside the fields of an entry": valid, "in extra": valid + b"extra:\n"}[place]
    indent = b"  " if place == "in extra" else b""
    sources = {
        name: b"---\n" + before + re.sub(rb"^(?=.)", indent, data, flags=re.MULTILINE) + b"\n---\nAn answer.\n"
        for name, data in yaml_cases(corpora).items()
    }
    assert len(sources) > 300
    errors, _ = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []


def test_no_word_of_a_commonmark_example_is_lost(corpora: Path, tmp_path: Path) -> None:
    examples = json.loads((corpora / "nasty-markdown/markdown-it-py/commonmark.json").read_text(encoding="utf-8"))
    plain = {
        f"{example['example']}": example for example in examples if not re.search("<[a-zA-Z/!?]", example["markdown"])
    }
    errors, outcome = build_all(
        tmp_path, {name: FRONT_MATTER + example["markdown"].encode() for name, example in plain.items()}
    )
    lost = {}
    for number, (name, example) in enumerate(plain.items()):
        if name not in errors:
            root = parse(outcome.page(f"{DIGEST.removeprefix('content/')}/{number:04}.html"))
            shown = words(" ".join(text_of(answer) for answer in root.find_class("answer")))
            html = example["html"].replace("5<em>6</em>78", "5*6*78")  # a sum is read as one, on purpose
            wanted = words(text_of(parse(f"<div>{html}</div>")))
            lost[example["markdown"]] = [word for word in wanted if word not in shown]
    assert {source: missing for source, missing in lost.items() if missing} == {}


# --- what people and machines have been seen to do besides ---------------------------------------------------------

ENTRY = "question: What happens to this?\ntopics: [general]\n"
ODD_FRONT_MATTER = {
    "a lone surrogate": 'question: "\\ud83d"\ntopics: [general]\n',
    "a pair of surrogates": 'question: "\\ud83d\\ude00"\ntopics: [general]\n',
    "a NUL by its number": 'question: "What\\0?"\ntopics: [general]\n',
    "a bell by its number": 'question: "What\\a?"\ntopics: [general]\n',
    "an escape by its number": 'question: "What\\x1b[31m?"\ntopics: [general]\n',
    "not a character by its number": 'question: "What\\uffff?"\ntopics: [general]\n',
    "a new line by its number": 'question: "What\\nis\\r\\x85\\u2028this?"\ntopics: [general]\n',
    "a list": "- question\n- topics\n",
    "a text": "question\n",
    "a number as a key": ENTRY + "1: 2\n",
    "a list as a key": ENTRY + "? [a, b]\n: c\n",
    "a list as a key in extra": ENTRY + "extra:\n  ? [a, b]\n  : c\n",
    "a tag that makes an object": ENTRY + "extra: !!python/object/apply:os.system [echo]\n",
    "an anchor": ENTRY + "extra: {a: &x 1, b: *x}\n",
    "a billion laughs": "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghi")),
    "a circle": ENTRY + "extra: &x [*x]\n",
    "two documents": ENTRY + "--- \n" + ENTRY,
    "a key twice": ENTRY + "question: Again?\n",
    "a deep list": ENTRY + f"extra: {{a: {'[' * 5000}{']' * 5000}}}\n",
    "a deep mapping": ENTRY + "extra: " + "{a: " * 2000 + "b" + "}" * 2000 + "\n",
    "a very long text": f"question: {'word ' * 200000}\ntopics: [general]\n",
    "ten thousand topics": f"question: What?\ntopics: [{'general, ' * 10000}]\n",
    "a day that is none": ENTRY + "answered: 2021-02-30\n",
    "the year 0": ENTRY + "answered: 0000-01-01\n",
    "the year 10000": ENTRY + "answered: 10000-01-01\n",
    "the last day": ENTRY + "answered: 9999-12-31\nreview: {every: 12 months, by: chief}\n",
    "a promise on the last day": ENTRY
    + "answered: 9999-12-31\ncommitments: [{text: Answer, quote: An answer, strength: commitment}]\n",
    "the first day": ENTRY + "answered: 0001-01-01\nasked: 0001-01-01\n",
    "a due month without end": ENTRY
    + "commitments: [{text: Answer, quote: An answer, strength: commitment, due: December 9999}]\n",
    "an answer due on the last day": ENTRY + "answer_due: 9999-12-31\n",
    "an endless duration": ENTRY + f"review: {{every: {'9' * 400} months, by: chief}}\n",
    "a number of 5000 digits": ENTRY + f"answered: {'9' * 5000}\n",
    "every field a list": "question: [[]]\ntitle: [[]]\ntopics: [[]]\nanswered: [[]]\ncorrections: [[]]\nextra: [[]]\n",
    "every field empty": "question:\ntitle:\ntopics:\nanswered_by:\ncommitments:\ncorrections:\nupdates:\nreview:\n",
    "every field a mapping": "question: {a: b}\ntitle: {}\ntopics: {general: yes}\ncommitments: {text: x}\nextra: 1\n",
    "wrong kinds in a commitment": ENTRY + "commitments: [1, [], {}, {text: [x], quote: {}, due: [], updates: {}}]\n",
    "a directional override": 'question: "\u202egnorw\u202c?"\ntopics: [general]\n',
    "a tab": "question:\tWhat?\n\ttopics: [general]\n",
}
ODD_BODIES = {
    "deep quotations": ">" * 5000 + " deep\n",
    "deep lists": "".join(f"{'  ' * depth}- deep\n" for depth in range(500)),
    "deep emphasis": "*a **a " * 5000 + "\n",
    "open brackets": "[" * 20000 + "a\n",
    "open links": "[a](" * 20000 + "\n",
    "open pictures": "![" * 20000 + "\n",
    "nested links": "[" * 2000 + "a" + "](b.md)" * 2000 + "\n",
    "backticks of every length": " ".join("`" * length for length in range(1, 700)) + "\n",
    "open angle brackets": "<" * 50000 + "\n",
    "open comments": "<!--" * 20000 + "\n",
    "entities": "&" * 50000 + "&amp;" * 10000 + "\n",
    "a line without end": "x" * 1_000_000 + "\n",
    "a table of many columns": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n|" + "b|" * 2000 + "\n",
    "a table of one column and many rows": "|a|\n|-|\n" + "|b|\n" * 10000,
    "many reference definitions": "".join(f"[a{n}]: b\n" for n in range(10000)) + "\n[a1]\n",
    "many footnotes": "".join(f"x[^{n}]\n\n[^{n}]: note\n\n" for n in range(1000)),
    "a footnote in itself": "x[^a]\n\n[^a]: y[^a]\n",
    "a footnote with no mark": "[^a]: nobody asks\n",
    "many headings of one name": "## Again\n\n" * 5000,
    "headings from one to six": "".join(f"{'#' * level} Level {level}\n\n" for level in range(1, 7)),
    "entities of what is no letter": "&#0; &#7; &#27; &#127; &#133; &#xfffe; &#xffff; &#xd800; &#x110000;\n",
    "only white space": " \t\n\u00a0\n\u2003\n",
    "only a byte order mark": "\ufeff",
    "line separators": "one\u2028two\u2029three\u0085four\x0bfive\x0csix\n",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f\n",
    "not characters": "\ufffe \uffff \U0001fffe \ufdd0\n",
    "marks without end": "a" + "\u0301" * 20000 + "\n",
    "an address that is none": "<http://[::1> [a](http://[) [b](//[) [c](http://x:99999999/) [d](?#?#)\n",
    "addresses out of the site": "[a](../../../../../etc/passwd) [b](file:///x) [c](C:\\x) [d](%2e%2e/%2e%2e/x.md)\n",
    "an address that is no UTF-8": "[a](%ff.md) [b](%00.md) [c](%) [d](%2)\n",
    "a very long file name": f"[a]({'x' * 5000}.md)\n",
    "a link to itself": "[a](0000.md) [b](#) [c](.) [d](..) [e](./) [f](<>)\n",
}


def test_odd_front_matter_is_an_entry_or_a_problem(tmp_path: Path) -> None:
    sources = {name: f"---\n{text}---\nAn answer.\n".encode() for name, text in ODD_FRONT_MATTER.items()}
    sources["no end"] = b"---\nquestion: What?\ntopics: [general]\nAn answer.\n"
    errors, outcome = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []
    assert Site(outcome.output).mistakes() == []
    assert "a tag that makes an object" in errors
    assert "a billion laughs" in errors


@pytest.mark.timeout(60)  # alone, so that it can be told which one takes its time; 10 s would be too long already
@pytest.mark.parametrize("name", ODD_BODIES)
def test_an_odd_body_is_read_in_time(tmp_path: Path, name: str) -> None:
    sources = {name: FRONT_MATTER + ODD_BODIES[name].encode()}
    project = minimal_project(tmp_path).write(f"{DIGEST}/odd.md", sources[name])
    assert misplaced({name: project.check().errors}, sources) == []


@pytest.mark.timeout(120)
def test_an_odd_body_is_an_entry_or_a_problem(tmp_path: Path) -> None:
    sources = {name: FRONT_MATTER + text.encode() for name, text in ODD_BODIES.items()}
    errors, outcome = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []
    site = Site(outcome.output)
    assert site.mistakes() == []
    assert site.broken_links() == []


def test_bytes_that_are_no_text_are_a_problem_of_their_file(tmp_path: Path) -> None:
    sources = {
        "UTF-16": "\ufeff---\nquestion: What?\n---\n".encode("utf-16-le"),
        "UTF-32": "\ufeff---\nquestion: What?\n---\n".encode("utf-32-be"),
        "every byte": FRONT_MATTER + bytes(range(256)),
        "surrogates in UTF-8": FRONT_MATTER + b"\xed\xa0\x80\xed\xb0\x80\n",
        "overlong": FRONT_MATTER + b"\xc0\xaf\n",
        "a cut letter": FRONT_MATTER + b"caf\xc3",
        "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "nothing": b"",
        "a BOM alone": b"\xef\xbb\xbf",
        "two BOMs": b"\xef\xbb\xbf\xef\xbb\xbf" + FRONT_MATTER + b"An answer.\n",
        "a gigabyte's worth of nothing": b"\0" * 3_000_000,
    }
    errors, _ = build_all(tmp_path, sources)
    assert misplaced(errors, sources) == []
    assert set(errors) >= set(sources) - {"two BOMs"}


@pytest.mark.parametrize(
    "path", ["sitegen.yaml", f"{DIGEST}/index.md", "content/topics/general.md", "content/people/chief.md"]
)
@pytest.mark.parametrize("variation", VARIATIONS)
def test_an_odd_file_of_any_kind_is_read_or_a_problem(tmp_path: Path, path: str, variation: str) -> None:
    project = minimal_project(tmp_path)
    project.write(f"{DIGEST}/first.md", FRONT_MATTER + b"An answer.\n")
    data = VARIATIONS[variation](project.read(path).encode())
    outcome = project.write(path, data).build()
    readable = variation not in ("with a NUL", "in cp1252")
    assert outcome.exit_code == (0 if readable else 1), outcome.report["problems"]
    assert {problem["path"] for problem in outcome.errors} <= {path}
