#!/usr/bin/env bash
# ics (Python) turns a to-do that is due on a day into one that is due at midnight UTC.
#
# Expected: RFC 5545, section 3.8.2.3: DUE may be a DATE, and then it is a day in no time zone.
#   ics keeps that for an event (all-day Event). The guess was: it keeps it for a to-do as well.
#
# Versions: ics 0.7.3
#
# Seen: Read and written back, the value type is gone and the due day is 20260331T000000Z, an
#   instant: the very start of that day in London's winter, and west of Greenwich the day
#   before.
#
# For this field: 'Answer due on 31 March' is overdue before anyone comes to work on the 31st. A
#   tool that merges calendars with ics changes every such due date.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'ics==0.7.3'

venv/bin/python - <<'PY'
import ics

text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VTODO", "UID:1@intranet.example",
    "DTSTAMP:20260312T090000Z", "DUE;VALUE=DATE:20260331", "SUMMARY:Answer", "END:VTODO", "END:VCALENDAR", ""])
written = [line for line in ics.Calendar(text).serialize().splitlines() if line.startswith("DUE")]
print(written)
if not (written == ["DUE:20260331T000000Z"]):
    raise SystemExit("This has changed: it is no longer so that an all-day due date is written back as midnight UTC.")
print("Still so: an all-day due date is written back as midnight UTC.")
PY
