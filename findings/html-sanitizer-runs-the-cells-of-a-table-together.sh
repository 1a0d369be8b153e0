#!/usr/bin/env bash
# html-sanitizer removes the tags of tables, definition lists and divs and leaves no blank between their words.
#
# Expected: The README says that it leaves a small set of tags and makes clean, readable HTML of
#   what people paste. The guess was: a table it does not allow becomes paragraphs, or words
#   with blanks between.
#
# Versions: html-sanitizer 2.7.0
#
# Seen: Two rows of two cells give 'DayLateMon0700', a dl gives 'Pay?Yes.' and two divs
#   'DayLate'; only p keeps them apart.
#
# For this field: A pasted rota is unreadable and can't be searched by its words. Tables and dl
#   need a converter first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'html-sanitizer==2.7.0'

venv/bin/python - <<'PY'
from html_sanitizer import Sanitizer

clean = Sanitizer().sanitize
seen = [clean("<table><tr><td>Day</td><td>Late</td></tr><tr><td>Mon</td><td>0700</td></tr></table>"),
        clean("<dl><dt>Pay?</dt><dd>Yes.</dd></dl>"), clean("<div>Day</div><div>Late</div>"), clean("<p>Day</p><p>Late</p>")]
print(seen)
if not (seen[:3] == ["DayLateMon0700", "Pay?Yes.", "DayLate"] and "DayLate" not in seen[3]):
    raise SystemExit("This has changed: it is no longer so that cells, terms and divs run together and paragraphs do not.")
print("Still so: cells, terms and divs run together and paragraphs do not.")
PY
