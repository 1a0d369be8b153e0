"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).parents[1] / "sitegen"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST = 250
VIEWS = "site/views/"
TWINS = {  # what a file says, and the same as a template sees it
    "Accessibility": "model/settings.py",
    "Ask": "model/settings.py",
    "Commitment": "model/entry.py",
    "Correction": "model/entry.py",
    "Extension": "model/entry.py",
    "Position": "model/topic.py",
    "Progress": "model/entry.py",
    "Recording": "model/entry.py",
    "Rewording": "model/entry.py",
    "Role": "model/person.py",
    "Update": "model/entry.py",
}
PAIRS = {"addresses", "digest", "entry", "person", "settings", "topic"}
"""Files of `model/` whose fields are checked by the file of the same name in `model/schema/`."""


def source(name: str) -> str:
    return (PACKAGE / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(source(name))


@cache
def calls(name: str) -> set[str]:
    """The dotted names that a module calls."""
    return {ast.unparse(node.func) for node in ast.walk(tree(name)) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(tree(name))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_read_in_one_sitting(name: str) -> None:
    assert source(name).count("\n") <= LONGEST


def test_only_a_project_reads_the_clock() -> None:
    clocks = {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "time.time", "time.localtime"}
    judged = ["doctor/clock.py"]  # decides nothing by it, and says whether it is right
    assert [name for name in MODULES if clocks & calls(name)] == ["api/project_folder.py", *judged]


def test_only_problems_make_problems() -> None:
    makers = {"error", "notice"}
    elsewhere = [name for name in MODULES if not name.startswith("problems/") and makers & calls(name)]
    assert elsewhere == []


def test_nothing_is_pickled_to_disk_or_run_as_code() -> None:
    dangerous = {"pickle.load", "pickle.loads", "marshal.load", "marshal.loads", "eval", "exec", "yaml.load", "compile"}
    # The one that does takes it from where Python keeps its own compiled modules, which are run in the same way.
    assert [name for name in MODULES if dangerous & calls(name)] == ["rendering/template_cache.py"]


def test_nothing_but_the_command_line_prints() -> None:
    assert [name for name in MODULES if {"print", "click.echo"} & calls(name) and not name.startswith("cli/")] == []


def test_a_class_name_stands_for_one_thing() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for name in MODULES:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    twice = {word: where for word, where in homes.items() if len(where) > 1}
    twice = {word: [VIEWS if name.startswith(VIEWS) else name for name in where] for word, where in twice.items()}
    twins = {word: [home, VIEWS] for word, home in TWINS.items()}
    assert twice == twins, "call each for what only it is, in the field's word, so that a search finds one thing"


def test_a_file_name_stands_for_one_thing() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for name in MODULES:
        if not name.endswith(("__init__.py", "__main__.py")):
            homes[Path(name).stem].append(name)
    twice = {word: where for word, where in homes.items() if len(where) > 1}
    pairs = {word: sorted((f"model/{word}.py", f"model/schema/{word}.py")) for word in PAIRS}
    assert twice == pairs, "name each file for what only it holds: the tab of an editor shows nothing else"


def test_no_file_needs_one_that_needs_it() -> None:
    graph = grimp.build_graph("sitegen", exclude_type_checking_imports=True, cache_dir=None)
    needs = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        pytest.fail(f"move what both need to a file of its own: {' -> '.join(error.args[1])}")


def test_every_long_form_of_a_test_is_in_the_sweep() -> None:
    root = PACKAGE.parent
    rule = re.search(r"^sweep:.*?\n\n", (root / "Makefile").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    places = [root / word for word in rule[0].split() if word.startswith("tests/")] if rule else []
    others = (path for path in (root / "tests").rglob("test_*.py") if path != Path(__file__))
    has_one = [path for path in others if "SWEEP" in path.read_text(encoding="utf-8")]
    assert len(has_one) > 30
    assert [path for path in has_one if not any(path.is_relative_to(place) for place in places)] == []
