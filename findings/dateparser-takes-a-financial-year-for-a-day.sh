#!/usr/bin/env bash
# dateparser reads a financial year and a half-year as single days.
#
# Expected: A British financial year is written 2026/27, a half-year H2 2026. Neither is a day,
#   and dateparser gives None for most things that are not ('spring 2026', 'end of March'). The
#   guess was: None, with STRICT_PARSING off or on.
#
# Versions: dateparser 1.5.0
#
# Seen: With today at 10 March 2026, '2026/27' is 27 March 2026 and 'H2 2026' is 10 February
#   2026; 'FY 2026' is None. Only STRICT_PARSING refuses them.
#
# For this field: 'Funded in 2026/27' would be published as due this month. A field for a due
#   date should take full dates only.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'dateparser==1.5.0'

venv/bin/python - <<'PY'
import datetime
import dateparser

def parse(text, **more):
    return dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": datetime.datetime(2026, 3, 10, 12), **more})

for text in ("2026/27", "H2 2026", "FY 2026", "spring 2026"):
    print(f"{text:12} {parse(text)}   strict: {parse(text, STRICT_PARSING=True)}")
if not (str(parse("2026/27")).startswith("2026-03-27") and str(parse("H2 2026")).startswith("2026-02-10") and parse("FY 2026") is None):
    raise SystemExit("This has changed: it is no longer so that a financial year and a half-year are days.")
print("Still so: a financial year and a half-year are days.")
PY
