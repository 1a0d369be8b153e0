#!/usr/bin/env bash
# ics (Python) writes CALSCALE:GEORGIAN into calendars that it read.
#
# Expected: RFC 5545, section 3.7.1: the scale is GREGORIAN, and GREGORIAN is also what a
#   missing CALSCALE means. The guess was: the property stays away, or GREGORIAN is written.
#
# Versions: ics 0.7.3
#
# Seen: A calendar read without CALSCALE comes back with the value GEORGIAN; a calendar made
#   afresh has none.
#
# For this field: RFC 5545 knows no such scale, and a client that checks the value may not show
#   the calendar. Calendars should be written once, by the tool that makes them, not passed
#   through another.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'ics==0.7.3'

venv/bin/python - <<'PY'
import ics

text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:1@intranet.example",
    "DTSTAMP:20260312T090000Z", "DTSTART;VALUE=DATE:20260331", "SUMMARY:Meeting", "END:VEVENT", "END:VCALENDAR", ""])
written = [line for line in ics.Calendar(text).serialize().splitlines() if line.startswith("CALSCALE")]
print(written)
if not (written == ["CALSCALE:GEORGIAN"]):
    raise SystemExit("This has changed: it is no longer so that the scale is written as GEORGIAN.")
print("Still so: the scale is written as GEORGIAN.")
PY
