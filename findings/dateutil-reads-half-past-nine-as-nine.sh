#!/usr/bin/env bash
# python-dateutil drops the minutes of a British 9.30am and makes a year of a bare hour.
#
# Expected: British house styles (also those of public bodies) write times with a full stop:
#   9.30am. dateutil documents a lenient parser that raises ParserError for what it can't read.
#   The guess was: 09:30, or an error.
#
# Versions: python-dateutil 4.0.0
#
# Seen: '9.30am on 12 March 2026' is 09:00 with no error; '17.30 on 12 March 2026' is 12 March
#   2017 at 20:26, and '12 March at 9' is in 2009.
#
# For this field: A meeting moves by half an hour, or an answer into another decade, without a
#   word. Times in a field should be checked against one written form.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-dateutil==4.0.0'

venv/bin/python - <<'PY'
import datetime
from dateutil import parser

default = datetime.datetime(2026, 3, 10)
seen = {text: str(parser.parse(text, dayfirst=True, default=default))
        for text in ("9.30am on 12 March 2026", "9:30am on 12 March 2026", "17.30 on 12 March 2026", "12 March at 9")}
for text, value in seen.items():
    print(f"{text:24} {value}")
if not (list(seen.values()) == ["2026-03-12 09:00:00", "2026-03-12 09:30:00", "2017-03-12 20:26:00", "2009-03-12 00:00:00"]):
    raise SystemExit("This has changed: it is no longer so that 9.30am is nine o'clock and a bare hour is a year.")
print("Still so: 9.30am is nine o'clock and a bare hour is a year.")
PY
