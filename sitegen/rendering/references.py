"""What a template names: for a build, which makes its pages anew after an edit, and to tell what is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

# What names other templates. Found by pattern, since parsing them all would cost more than a small build.
_STRING = r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')"""
_CODE = re.compile(
    rf"""\{{(?: \#.*?\#\}} | [{{%][-+]?\s* ((?:[^"'%}}]++|{_STRING}|[%}}](?!\}}))*+) [%}}]\}})""",
    re.DOTALL | re.VERBOSE,
)
# What is not plainly a fixed name counts as computed; so does what could hide one: raw text, the braces of a mapping.
_NAMING = re.compile(
    rf"""\A(?:extends|include|import|from)\s*(["'])(?P<named>[^"'\\]+)\1\s*(?=[-+]?\Z|(?:ignore|with|without|as|import)\b)
    | (?<!\.)\bpart\(\s*(["'])(?P<part>[^"'\\]+)\3\s*\)
    | (?P<computed>\A(?:extends|include|import|from|raw)\b | (?<!\.)\bpart\b | \{{)
    | {_STRING}""",
    re.DOTALL | re.VERBOSE,
)
_NAMING_TAGS = ("extends", "include", "import", "from", "raw")


def names_in(source: str) -> tuple[str, ...] | None:
    """The templates that a template names; None where it computes a name."""
    codes = (code for code in _CODE.findall(source) if "part" in code or "{" in code or code.startswith(_NAMING_TAGS))
    found = [match for code in codes for match in _NAMING.finditer(code)]
    if any(match["computed"] for match in found):
        return None
    return tuple(match["named"] or match["part"] for match in found if match["named"] or match["part"])


def find_required(tree: nodes.Template) -> Iterator[tuple[int, list[str]]]:
    """Where a template needs another: the line, and names of which one must be there."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Call)):
        names = _fixed_names(node)
        if names:
            yield node.lineno, names


def _fixed_names(node: nodes.Node) -> list[str]:
    """Names of which one must be there; none where they are computed, or where all may be missing."""
    match node:
        case nodes.Include(ignore_missing=True):
            return []
        case nodes.Extends() | nodes.Include() | nodes.Import() | nodes.FromImport():
            named = node.template
        case nodes.Call(node=nodes.Name(name="part"), args=[named]):
            pass
        case _:
            return []
    items = named.items if isinstance(named, nodes.List | nodes.Tuple) else [named]
    texts = [item.value for item in items if isinstance(item, nodes.Const) and isinstance(item.value, str)]
    return texts if len(texts) == len(items) else []
