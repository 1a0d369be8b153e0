"""The writer's pages keep up with the program: every problem, field and command stands in them, and examples work."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

import sitegen
from sitegen.cli import main
from sitegen.cli.main import _COMMANDS
from sitegen.model.schema.head import HeadFields
from sitegen.model.schema.indent import inner_schema
from sitegen.model.schema.parse import SCHEMAS
from sitegen.model.schema.settings import SettingsFields
from sitegen.reading.headings import slug

DOCS = Path(__file__).parent.parent / "docs"
PROBLEMS = Path(sitegen.__file__).parent / "problems"
DAY = "2021-06-01"  # when nothing of the examples is due yet
DIGEST = "content/digests/2021-02-18-staff-briefing"
EXAMPLES = {
    "entry": f"{DIGEST}/other-trusts.md",
    "digest": f"{DIGEST}/index.md",
    "topic": "content/topics/leadership.md",
    "person": "content/people/chief-executive.md",
    "page": "content/pages/how-we-answer.md",
    "settings": "sitegen.yaml",
}
# Which part of writing.md holds the tables of a kind; entries spread over three.
SECTIONS = {
    "entry": ("The fields of a question", "Promises", "Corrections and updates", "Who said yes"),
    "digest": ("The fields of a digest", "Who said yes"),
    "topic": ("The fields of a topic",),
    "person": ("The fields of a person",),
    "page": ("The fields of a page",),
    "settings": ("The settings: sitegen.yaml",),
    "every": ("Drafts and days: what is held back",),
}


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def constructors():
    """Function name, code, severity and firmness of every problem."""
    found = []
    for room in sorted(PROBLEMS.glob("*.py")):
        tree = ast.parse(room.read_text(encoding="utf-8"))
        for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                if isinstance(call.func, ast.Name) and call.func.id in ("error", "notice"):
                    firm = any(
                        word.arg == "firm" and getattr(word.value, "value", None) is True for word in call.keywords
                    )
                    found.append((function.name, call.args[0].value, call.func.id, firm))
    return found


def explained():
    """Code -> the text below its heading in problems.md; a list, so that a code twice is seen."""
    parts = re.split(r"^##(?:# (.+)| .+)\n", text_of("problems.md"), flags=re.MULTILINE)
    return [(code, text) for code, text in zip(parts[1::2], parts[2::2], strict=True) if code]


def field_names(schema, seen=()):
    """The names of a schema's own fields and of those nested in it, as a writer types them."""
    names = set()
    for name, field in schema.model_fields.items():
        if name in HeadFields.model_fields and issubclass(schema, HeadFields):
            continue
        names.add(field.alias or name)
        inner = inner_schema(field.annotation)
        if inner and inner not in seen:
            names |= field_names(inner, (*seen, inner))
    return names


def schema_fields():
    found = {kind: field_names(schema) for kind, schema in SCHEMAS.items()}
    return {**found, "settings": field_names(SettingsFields), "every": set(HeadFields.model_fields)}


def section(kind):
    parts = re.split(r"^## (.+)\n", text_of("writing.md"), flags=re.MULTILINE)
    by_title = dict(zip(parts[1::2], parts[2::2], strict=True))
    return "\n".join(by_title[title] for title in SECTIONS[kind])


def rows(kind):
    """The names in the first column of the tables of fields."""
    tables = re.findall(r"^\| [^|]*\| what it is for \|\n\|[-|]+\|\n((?:\|.*\n)+)", section(kind), re.MULTILINE)
    return [name for table in tables for name in re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)]


def examples(kind):
    found = re.findall(rf"<!-- example: {kind} -->\n```\w+\n(.*?)^```", text_of("writing.md"), re.MULTILINE | re.DOTALL)
    assert found, f"writing.md has no example of kind {kind}"
    return found


def write_example_site(folder, entry):
    for kind, path in EXAMPLES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(entry if kind == "entry" else examples(kind)[0], encoding="utf-8")


def run(folder, command):
    return CliRunner().invoke(main, ["-C", str(folder), command, "--date", DAY], catch_exceptions=False)


def typed_commands(name):
    """Every command line of a page, in a block or in the middle of a sentence, as words without `sitegen`."""
    text = text_of(name)
    blocks = re.findall(r"^```shell\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines += re.findall(r"`(sitegen [^`]+)`", text)
    return [shlex.split(line)[1:] for line in lines if line.startswith("sitegen ")]


def test_every_problem_has_one_heading_and_every_heading_a_problem():
    assert sorted(code for code, _ in explained()) == sorted({code for _, code, _, _ in constructors()})


def test_every_constructor_is_named_for_its_code():
    assert [(name, code) for name, code, _, _ in constructors() if name != code.replace("-", "_")] == []


def test_every_heading_says_how_bad_the_problem_is():
    said = {code: re.match(r"\s*\*(.+?)\.\*", text)[1] for code, text in explained()}
    kinds = {("error", True): "Error, in a draft too", ("error", False): "Error", ("notice", False): "Notice"}
    assert said == {code: kinds[severity, firm] for _, code, severity, firm in constructors()}


def test_every_problem_is_explained_in_words():
    assert [code for code, text in explained() if len(text.split()) < 10] == []


@pytest.mark.parametrize("kind", SECTIONS)
def test_every_field_stands_in_its_part_of_the_writing_page(kind):
    assert sorted(name for name in schema_fields()[kind] if f"`{name}`" not in section(kind)) == []


@pytest.mark.parametrize("kind", SECTIONS)
def test_the_tables_name_no_field_that_does_not_exist(kind):
    assert rows(kind)
    assert sorted(set(rows(kind)) - schema_fields()[kind]) == []


def test_nested_fields_are_found_by_the_tests_above():
    fields = schema_fields()
    assert {"evidence", "extended", "removed"} <= fields["entry"]
    assert "from" in fields["person"]
    assert {"keep", "tested_on"} <= fields["settings"]
    assert issubclass(SettingsFields, BaseModel)


def test_every_command_stands_in_the_writing_page():
    named = {word for words in typed_commands("writing.md") for word in words}
    assert sorted(set(_COMMANDS) - named) == []


@pytest.mark.parametrize("name", ["writing.md", "problems.md"])
def test_command_lines_name_only_commands_that_exist(name):
    found = [words[2:] if words[0] == "-C" else words for words in typed_commands(name)]
    assert found
    assert [words for words in found if words[0] not in _COMMANDS] == []
    made = importlib.import_module("sitegen.cli.new").command.commands
    assert [words for words in found if words[0] == "new" and words[1] not in made] == []


@pytest.mark.parametrize("number", range(6))
def test_the_examples_build_without_a_problem(number, tmp_path):
    entries = examples("entry")
    assert len(entries) == 6
    write_example_site(tmp_path, entries[number])
    result = run(tmp_path, "build")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Built 1 answer in 1 digest"), result.output
    page = (tmp_path / "output" / "digests/2021-02-18-staff-briefing/other-trusts.html").read_text(encoding="utf-8")
    assert ("withdrawn" in page) == ("withdrawn:" in entries[number])


@pytest.mark.parametrize("name", ["writing.md", "problems.md"])
def test_the_report_shown_is_the_report_given(name, tmp_path):
    ((line, shown),) = re.findall(
        r"<!-- message: (.+?) -->\n```text\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL
    )
    head, topics, rest = examples("entry")[0].partition("topics: leadership\n")
    write_example_site(tmp_path, head + topics + line + "\n" + rest)
    result = run(tmp_path, "check")
    assert result.exit_code == 1
    assert result.output == shown


@pytest.mark.parametrize("name", ["writing.md", "problems.md"])
def test_links_between_the_pages_lead_somewhere(name):
    broken = []
    text = re.sub(r"`[^`\n]*`", "", re.sub(r"^ *```.*?^ *```", "", text_of(name), flags=re.MULTILINE | re.DOTALL))
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        headings = re.findall(r"^#+ (.+)$", text_of(file or name), re.MULTILINE)
        if anchor and anchor not in [slug(heading) for heading in headings]:
            broken.append(target)
    assert broken == []


def test_the_writing_page_shows_only_pictures_that_are_made():
    assert set(re.findall(r"^!\[[^\]]+\]\(([^)]+)\)", text_of("writing.md"), re.MULTILINE)) <= {
        "pictures/home.png",
        "pictures/entry.png",
        "pictures/problem.png",
    }


def test_every_test_that_the_promises_name_is_there() -> None:
    text = (DOCS / "reliability.md").read_text(encoding="utf-8")
    section = text.partition("## Who may do what to whom")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    named = {name for row in rows for name in re.findall(r"`((?:\w+/)?test_\w+|browser/test_\w+)`", row)}
    assert named >= {"test_leaks", "serve/test_key", "publish/test_records"}
    assert [name for name in sorted(named) if not (DOCS.parent / "tests" / f"{name}.py").is_file()] == []
