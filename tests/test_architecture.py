"""The house rules that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "sitegen"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST = 250
LONGER = {  # and why
    "site/views.py": "all that templates see, in one place to read",
    "problems/fields.py": "one constructor for each problem, and nothing else",
    "problems/whole.py": "one constructor for each problem, and nothing else",
    "reading/markdown.py": "the walk over the tokens would not be clearer in two",
    "model/schema/entry.py": "the fields of an entry and the rules between them",
    "model/resolve.py": "every name that content can use, resolved the same way",
    "memory/output.py": "the swap is one protocol, read from top to bottom",
    "memory/store.py": "what is recalled, made, appended and rewritten shares one table",
}


def source(name: str) -> str:
    return (PACKAGE / name).read_text(encoding="utf-8")


def calls(name: str) -> set[str]:
    """The dotted names that a module calls."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source(name))) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(ast.parse(source(name)))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_read_in_one_sitting_or_says_why_not(name: str) -> None:
    assert (source(name).count("\n") > LONGEST) == (name in LONGER)


def test_only_a_project_reads_the_clock() -> None:
    clocks = {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "time.time", "time.localtime"}
    assert [name for name in MODULES if clocks & calls(name)] == ["api/project.py"]


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
