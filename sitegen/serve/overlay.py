"""What the preview adds to a page: a bar, the mistakes of this page above it, and the list of all.

The words are those of `sitegen check`. It is plain HTML that arrives with the page and goes with the next one.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.engine.planning import route_of
from sitegen.memory.lines import line_reader
from sitegen.problems.at_gate import ASKED_ABOUT, KEPT_BACK
from sitegen.problems.problem import ERROR, NOTICE, plural
from sitegen.problems.report import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.problems.problem import Problem
    from sitegen.serve.preview import Preview, Showing

PROBLEMS = "/_problems/"
_DUE = ("review-due", "answer-overdue", "commitment-overdue", "report-back-due")
_STYLES = ("place", "error", "notice", "mark", "mend", "faint")
_MOST = 200  # of one kind in the list of all


def render_bar(preview: Preview, showing: Showing, route: str, at_gate: Sequence[Problem] = ()) -> str:
    """The bar below a page: is this a draft, what is held back, what is due, what is to be mended.

    `at_gate` is what looks private in the page, and in no source.
    """
    problems = showing.problems
    errors = sum(problem.severity == ERROR for problem in problems)
    parts = []
    if route in showing.plan.drafts:
        parts.append("<strong>Draft: not published</strong>")
    if errors:
        stands = "" if showing.is_current else "; pages stand as they were before"
        parts.append(f'<a class=_serve-error href="{PROBLEMS}">{plural(errors, "thing")} to mend{stands}</a>')
    parts += _mendable(preview, showing, route)
    parts += _undone(preview, showing)
    due = sum(problem.code in _DUE for problem in problems)
    if due:
        parts.append(f'<a href="{PROBLEMS}#due">{due:,} due</a>')
    parts += _at_gate(showing, route, at_gate)
    parts += _held(showing)
    notices = sum(problem.severity == NOTICE and problem.code not in _DUE for problem in problems)
    if notices:
        parts.append(f'<a href="{PROBLEMS}#notices">{plural(notices, "notice")}</a>')
    inner = "".join(f"<li>{part}</li>" for part in parts) or "<li>Nothing to mend, nothing held back</li>"
    return f'<aside id=_serve-bar data-serve aria-label="Preview"><ul>{inner}</ul></aside>'


def _mendable(preview: Preview, showing: Showing, route: str) -> list[str]:
    """What of this page can be mended at a click, and is no mistake: those are shown above the bar."""
    own = [
        problem
        for problem in showing.problems
        if problem.severity == NOTICE and _concerns(problem, route) and preview.mender.token(problem, showing.seen)
    ]
    if not own:
        return []
    count = plural(len(own), "thing", "things")
    shown = _rendered(own, preview, showing)
    return [f"<details id=_serve-mendable><summary>{count} you can mend here</summary>{shown}</details>"]


def _undone(preview: Preview, showing: Showing) -> list[str]:
    """What was mended at a click and can be undone."""
    return [
        f"Mended: line {undo.line} of {escape(undo.path.rpartition('/')[2])} "
        + _button(undo.token, "Undo", f"line {undo.line} of {undo.path}", "undo")
        for undo in preview.mender.undos(showing.seen)
    ]


def _button(token: str, words: str, of: str, kind: str) -> str:
    """A button that the script of the page shows, since without that it could do nothing."""
    label = escape(f"{words}: {of}")
    return f'<button type=button hidden class=_serve-{kind} data-mend={token} aria-label="{label}">{words}</button>'


def _at_gate(showing: Showing, route: str, more: Sequence[Problem]) -> list[str]:
    """What of this page is to be looked at before it is published."""
    counted = (*KEPT_BACK, *ASKED_ABOUT)
    own = [problem for problem in showing.problems if problem.code in counted and _concerns(problem, route)]
    own += more
    if not own:
        return []
    rows = "".join(
        f"<li>{f'Line {problem.line}: ' if problem.line else ''}{escape(problem.message)}</li>" for problem in own
    )
    return [f"<details><summary>{len(own):,} to look at before publishing</summary><ul>{rows}</ul></details>"]


def _held(showing: Showing) -> list[str]:
    """What readers will not see: drafts, which are shown here, and what is held back here too."""
    found = []
    drafts = sorted(showing.plan.drafts)
    if drafts:
        links = "".join(f'<li><a data-draft href="/{quote(route)}">{escape(route)}</a></li>' for route in drafts)
        found.append(f"<details><summary>{plural(len(drafts), 'draft')} shown</summary><ul>{links}</ul></details>")
    held = showing.report.held_back
    if held:
        rows = "".join(
            f"<li>{escape(path)}: {escape(reason)}{f' until {until.day} {until:%B %Y}' if until else ''}</li>"
            for path, reason, until in held
        )
        found.append(f"<details><summary>{plural(len(held), 'file')} held back</summary><ul>{rows}</ul></details>")
    return found


def render_overlay(preview: Preview, showing: Showing, route: str) -> str:
    """The mistakes that concern the page at the route; empty where there are none."""
    own = [problem for problem in showing.problems if problem.severity == ERROR and _concerns(problem, route)]
    if not own:
        return ""
    return (
        '<section id=_serve-overlay data-serve role=alert tabindex=-1 aria-label="Mistakes on this page">'
        f"<h2>{plural(len(own), 'thing')} to mend</h2>{_rendered(own, preview, showing)}"
        f"<p>This goes by itself when it is mended. Escape puts it away. "
        f'<a href="{PROBLEMS}">Everything there is to mend</a></p></section>'
    )


def render_problems(preview: Preview, showing: Showing) -> str:
    """The body of the page that lists all problems."""
    problems = showing.problems
    due = [problem for problem in problems if problem.code in _DUE]
    groups = (
        ("errors", "To mend", [problem for problem in problems if problem.severity == ERROR]),
        ("due", "Due", due),
        ("notices", "Worth knowing", [p for p in problems if p.severity == NOTICE and p not in due]),
    )
    shown = "".join(
        f"<section id={name}><h2>{title}</h2>{_rendered(rows, preview, showing)}</section>"
        for name, title, rows in groups
        if rows
    )
    return f"<main><h1>Problems</h1>{shown or '<p>Nothing to mend.</p>'}<p><a href=/>To the site</a></p></main>"


def _concerns(problem: Problem, route: str) -> bool:
    """Whether a problem shows on the page: one of its own file, or of settings and templates, which all pages have."""
    return not problem.path.startswith("content/") or route_of(problem.path) == route


def _rendered(problems: Sequence[Problem], preview: Preview, showing: Showing) -> str:
    line_of = line_reader(preview.root)
    shown = "".join(
        f"<article>{_link(problem, preview.root)}<pre>{_words(problem, line_of)}</pre>"
        f"{_mend(problem, preview, showing)}</article>"
        for problem in problems[:_MOST]
    )
    more = len(problems) - _MOST
    return shown + (f"<p>… and {more:,} more, which <code>sitegen check</code> lists.</p>" if more > 0 else "")


def _mend(problem: Problem, preview: Preview, showing: Showing) -> str:
    token = preview.mender.token(problem, showing.seen)
    return f"<p>{_button(token, 'Mend it', f'line {problem.line} of {problem.path}', 'now')}</p>" if token else ""


def _words(problem: Problem, line_of: Callable[[str, int], str]) -> str:
    """The problem as `check` prints it, its colours turned into classes."""
    text = as_text([problem], line_of, lambda words, style: f"\x01{style}\x03{words}\x02")
    text = escape(text.replace("\x00", ""))
    for style in _STYLES:
        text = text.replace(f"\x01{style}\x03", f"<span class=_serve-{style}>")
    return text.replace("\x02", "</span>")


def _link(problem: Problem, root: Path) -> str:
    where = problem.path + (f", line {problem.line}" if problem.line else "")
    href = editor_link(root, problem.path, problem.line or 1, problem.column or 1)
    return f'<a class=_serve-open href="{href}">Open {escape(where)}</a>'


def editor_link(root: Path, path: str, line: int = 1, column: int = 1) -> str:
    """The address that opens the place in Visual Studio Code."""
    file = (Path(os.path.realpath(root)) / path).as_posix()
    return f"vscode://file{quote(file if file.startswith('/') else '/' + file)}:{line}:{column}"
