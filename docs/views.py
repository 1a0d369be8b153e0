"""Writes the tables of `docs/templates.md` from `sitegen/site/views/`, so that they are never out of date.

Run it to write them anew: python docs/views.py
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "templates.md"
FILES = (  # in the order to read them: what is inside many, pages that a file stands for, pages over all of these
    "site/views/safe_html",
    "site/views/label",
    "site/views/site_view",
    "site/views/entry_teaser",
    "site/views/entry_views",
    "site/views/commitment_views",
    "site/views/digest_views",
    "site/views/topic_views",
    "site/views/person_views",
    "site/views/plain_view",
    "site/views/home_view",
    "site/views/list_views",
    "site/views/register_views",
    "site/views/year_views",
    "site/views/chart_views",
    "site/views/search_views",
    "site/views/redirect_views",
    "proofs/proof_views",
)
START, END = "<!-- views: written by docs/views.py -->\n", "<!-- end of views -->\n"


def tables() -> str:
    """A heading and a table for every value that a template can see."""
    texts = [(ROOT / f"sitegen/{name}.py").read_text(encoding="utf-8") for name in FILES]
    return "\n".join(_table(node) for text in texts for node in ast.parse(text).body if isinstance(node, ast.ClassDef))


def _table(node: ast.ClassDef) -> str:
    rows = [f"### {node.name}", "", ast.get_docstring(node) or "", ""]
    fields = [(index, part) for index, part in enumerate(node.body) if isinstance(part, ast.AnnAssign)]
    if fields:
        rows += ["| name | is | |", "|---|---|---|"]
    for index, field in fields:
        following = node.body[index + 1] if index + 1 < len(node.body) else None
        text = ""
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            text = " ".join(str(following.value.value).split())
        kind = ast.unparse(field.annotation).replace("|", "or")
        rows.append(f"| `{ast.unparse(field.target)}` | {kind} | {text.replace('|', chr(92) + '|')} |")
    return "\n".join(rows) + "\n"


def write() -> str:
    """The page's text with fresh tables."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.index(START) + len(START), text.index(END)
    return f"{text[:before]}\n{tables()}\n{text[after:]}"


if __name__ == "__main__":
    PAGE.write_text(write(), encoding="utf-8")
