#!/usr/bin/env bash
# linkify-it-py turns a missing space after a full stop into a link to somewhere abroad.
#
# Expected: With linkify on, markdown-it-py documents links for addresses with and without http;
#   bare names need a known ending. The guess was: 'com', 'uk' and the like, not English words.
#
# Versions: markdown-it-py 4.3.0, linkify-it-py 2.2.0
#
# Seen: Every two-letter country code counts, so 'asked.So', 'paid.No', 'rota.It', 'leave.My',
#   'depot.In', 'shift.To', 'staff.Is' and 'late.At' are links. fuzzy_link=False stops it.
#
# For this field: A typing slip in an answer becomes a live link to an unknown site on a staff
#   intranet. Links should need https:// or the writer's own brackets.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markdown-it-py==4.3.0' 'linkify-it-py==2.2.0'

venv/bin/python - <<'PY'
from markdown_it import MarkdownIt

words = ("asked.So", "paid.No", "rota.It", "leave.My", "depot.In", "shift.To", "staff.Is", "late.At", "rota.The")
fuzzy = MarkdownIt("js-default", {"linkify": True})
linked = [word for word in words if "<a href" in fuzzy.renderInline(f"We {word} do they.")]
fuzzy.linkify.set({"fuzzy_link": False})
strict = [word for word in words if "<a href" in fuzzy.renderInline(f"We {word} do they.")]
print("fuzzy:", linked)
print("strict:", strict)
if not (linked == list(words[:8]) and not strict):
    raise SystemExit("This has changed: it is no longer so that eight missing spaces are links, and none without fuzzy links.")
print("Still so: eight missing spaces are links, and none without fuzzy links.")
PY
