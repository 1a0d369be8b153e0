#!/usr/bin/env bash
# Babel can't read the medium date that it writes for en_GB, and neither can strptime or arrow.
#
# Expected: CLDR's short September is 'Sept' in en_GB (and 'Sep' in en_US). parse_date is
#   documented to parse a date by the locale's format and has a parameter for it, medium by
#   default. The guess was: what format_date wrote, parse_date of the same format reads.
#
# Versions: babel 2.19.0, arrow 1.4.0
#
# Seen: format_date gives '3 Sept 2026'; parse_date of it raises IndexError ('list index out of
#   range'), strptime with %b and arrow with MMM refuse it, since they know 'Sep' only.
#
# For this field: A register printed with such dates can't be read back, and only in September
#   if other tools do the reading. Keep the ISO date as data and print from it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'babel==2.19.0' 'arrow==1.4.0'

venv/bin/python - <<'PY'
import datetime
import arrow
from babel.dates import format_date, parse_date

def attempt(read, *arguments, **more):
    try:
        return str(read(*arguments, **more))
    except Exception as error:
        return type(error).__name__

text = format_date(datetime.date(2026, 9, 3), "medium", locale="en_GB")
seen = {"babel": attempt(parse_date, text, locale="en_GB", format="medium"), "strptime": attempt(datetime.datetime.strptime, text, "%d %b %Y"),
        "arrow": attempt(arrow.get, text, "D MMM YYYY")}
print(text, seen)
if not (text == "3 Sept 2026" and seen == {"babel": "IndexError", "strptime": "ValueError", "arrow": "ParserMatchError"}):
    raise SystemExit("This has changed: it is no longer so that nobody of the three reads the date back.")
print("Still so: nobody of the three reads the date back.")
PY
