#!/usr/bin/env bash
# dateparser finds a Wednesday in every sentence that says we.
#
# Expected: dateparser.search.search_dates finds the dates in a text; with the language fixed to
#   English one expects date words. The guess was: 'may' and 'March' are risky, little pronouns
#   are not.
#
# Versions: dateparser 1.5.0
#
# Seen: 'We will reply by 12 March.' holds two dates: Wednesday ('We') and 12 March; 'we moved
#   the depot' holds one.
#
# For this field: Answers by an executive say 'we' in every sentence, so a promise finder built
#   on this invents due dates. Due dates belong in a field of their own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'dateparser==1.5.0'

venv/bin/python - <<'PY'
import datetime
from dateparser.search import search_dates

settings = {"RELATIVE_BASE": datetime.datetime(2026, 3, 10, 12)}
for sentence in ("We will reply by 12 March.", "Last year we moved the depot.", "They moved the depot."):
    found = search_dates(sentence, languages=["en"], settings=settings)
    print(sentence, found)
first = search_dates("We will reply by 12 March.", languages=["en"], settings=settings)[0]
if not (first[0] == "We" and first[1].strftime("%A") == "Wednesday"):
    raise SystemExit("This has changed: it is no longer so that We is read as a Wednesday.")
print("Still so: We is read as a Wednesday.")
PY
