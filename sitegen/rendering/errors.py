"""Which template an error is about, as a problem that whoever made it can mend."""

from __future__ import annotations

import traceback
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import jinja2

from sitegen.privacy.covering import masked
from sitegen.problems import project_files as problems
from sitegen.problems.guessing import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.problems.problem import Problem

HALF_A_CHARACTER = "half of a character stands in it, as “\\ud83d” is; type the character itself"


class Template(NamedTuple):
    """A template's text and where it comes from."""

    path: str
    """For messages: `templates/entry.html`."""
    source: str
    is_own: bool = False
    """Whether the project has brought it."""


def explain(error: Exception, path: str, sources: Mapping[str, Template]) -> Problem | None:
    """What an error says about a template, by default the one at `path`; None where no template raised it."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return problems.template_error(error.filename or path, error.lineno, str(error.message))
    paths = {template.path: template.is_own for template in sources.values()}
    frames = traceback.walk_tb(error.__traceback__)  # Jinja has put its templates into it
    places = [(frame.f_code.co_filename, line) for frame, line in frames if frame.f_code.co_filename in paths]
    own = [place for place in places if paths[place[0]]]
    at, line = (own or places)[-1] if places else (path, None)
    if isinstance(error, jinja2.TemplateNotFound):
        return missing_template(at, line, str(error.name), sources)
    if isinstance(error, UnicodeEncodeError):
        return problems.template_error(at, line, HALF_A_CHARACTER)
    if not places:
        return None
    if isinstance(error, RecursionError):
        at = Counter(place[0] for place in own or places).most_common(1)[0][0]
        line = next(place[1] for place in reversed(places) if place[0] == at)
        return problems.template_error(at, line, "it includes or calls itself without end")
    told_in = "" if places[-1] == (at, line) else f", in line {places[-1][1]} of the default theme's {places[-1][0]}"
    return problems.template_error(at, line, f"{masked(str(error))}{told_in}")


def missing_template(path: str, line: int | None, missing: str, sources: Mapping[str, Template]) -> Problem:
    """A template names one that is not there."""
    return problems.missing_template(path, line, missing, nearest(missing, sources))
