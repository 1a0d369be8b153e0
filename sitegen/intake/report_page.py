"""What an import found, as a page to be read in a browser and kept from everybody else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from sitegen.intake.findings import WAYS, topicless
from sitegen.privacy.covering import masked
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.intake.importing import Outcome
    from sitegen.intake.paper import SetAside

_STATES = {"new": "made", "changed": "brought up to date", "same": "there already", "left": "left as it is"}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Import report</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h2 { border-top: 1px solid; padding-top: 1.5rem; margin-top: 2.5rem; }
li { margin: .3rem 0; }
.eye { border-left: .3rem solid; padding-left: 1rem; }
summary { cursor: pointer; }
blockquote { margin: .5rem 0 .5rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>Import report</h1>
<p>For you alone: it holds words that were deleted, hidden or set aside.</p>
{% for one in files %}
<section>
<h2>{{ one.name }}</h2>
{% if one.marked %}<p><strong>It is marked “{{ one.marked }}”.</strong></p>{% endif %}
<p>{{ one.found|masked }}</p>
{% for name, count in one.other_ways %}
<p>Another way gives {{ count }}: <code>--split {{ name }}</code></p>
{% endfor %}
{% if one.eyes %}
<div class="eye">
<h3>Needs your eye</h3>
<ul>
{% for eye in one.eyes %}
<li>{% if eye.path %}<a href="../{{ eye.path|urlencode }}">{{ eye.path }}</a
>{% if eye.line %}, line {{ eye.line }}{% endif %}: {% endif %}{{ eye.says|masked }}</li>
{% endfor %}
</ul>
</div>
{% endif %}
{% if one.candidates %}
<h3>Likely questions</h3>
<p>Choose by number, and import again: <code>--take 1,2</code></p>
<ul>
{% for number, time, words, why in one.candidates %}
<li>{{ number }}. {{ time }} {{ words|masked }} ({{ why }})</li>
{% endfor %}
</ul>
{% endif %}
{% if one.steps %}
<h3>Drafts</h3>
<ul>
{% for path, state, question, suggestions in one.steps %}
<li><a href="../{{ path|urlencode }}">{{ question|masked }}</a>
({{ state }}{% if suggestions %}; {{ suggestions }} to decide{% endif %})</li>
{% endfor %}
</ul>
{% endif %}
{% if one.topicless %}<p>{{ one.topicless }}</p>{% endif %}
{% if one.asked_before %}
<h3>Asked before?</h3>
<ul>
{% for path, key, title, day in one.asked_before %}
<li><a href="../{{ path|urlencode }}">{{ path }}</a>: on {{ day }}, “{{ title|masked }}”. If so, add
<code>follows: [{{ key }}]</code> to the draft, or its wording to <code>also_asked</code> of the other.</li>
{% endfor %}
</ul>
{% endif %}
{% if one.aside %}
<h3>Set aside, in no draft</h3>
{% for reason, count, texts in one.aside %}
<details><summary>{{ reason }}: {{ count }}</summary>
{% for text in texts %}<blockquote>{{ text|masked }}</blockquote>{% endfor %}
</details>
{% endfor %}
{% endif %}
<p>{{ "Every word is accounted for." if one.even else "NOT every word is accounted for; see above." }}</p>
</section>
{% endfor %}
</main>
</body>
</html>
"""


def as_page(outcomes: Sequence[Outcome]) -> str:
    """The page for some files, to stand in a folder beside `content/`."""
    environment = Environment(autoescape=True)
    environment.filters["masked"] = masked
    return environment.from_string(_PAGE).render(files=[_file(one) for one in outcomes])


def _file(outcome: Outcome) -> dict[str, Any]:
    if outcome.candidates:
        found = f"A {outcome.kind}. Nothing becomes a draft before you choose."
    elif outcome.steps:
        found = f"{outcome.kind}, {plural(len(outcome.steps), 'question')} found {WAYS[outcome.way]}."
    else:
        found = f"{outcome.kind}, no questions found. {outcome.looks_like}"
    by_reason = sorted(outcome.set_aside, key=lambda one: one.reason)
    return {
        "name": outcome.name,
        "marked": outcome.marked,
        "found": found[:1].upper() + found[1:],
        "other_ways": outcome.other_ways,
        "eyes": outcome.eyes,
        "candidates": outcome.candidates,
        "steps": [(s.path, _STATES[s.kind], s.draft.words, s.draft.suggestions) for s in outcome.steps],
        "topicless": topicless(outcome),
        "asked_before": outcome.asked_before,
        "aside": [_aside(reason, list(group)) for reason, group in groupby(by_reason, key=lambda one: one.reason)],
        "even": outcome.account.is_even,
    }


def _aside(reason: str, group: list[SetAside]) -> tuple[str, str, list[str]]:
    words = sum(len(one.text.split()) for one in group)
    return reason, plural(words, "word"), [one.text for one in group if not one.private]
