#!/usr/bin/env bash
# vobject measures the length of a calendar line in characters.
#
# Expected: RFC 5545, section 3.1: lines should not be longer than 75 octets, not counting the
#   line break; a letter with an accent is two octets of UTF-8. icalendar, ical.js and
#   ical-generator all fold by octets. The guess was: vobject too.
#
# Versions: vobject 0.9.9
#
# Seen: A summary of sixty accented letters is written as one line of 128 octets; sixty-eight
#   plain letters also fit one line, as they may.
#
# For this field: Welsh or French titles make lines that strict readers may cut. A calendar of
#   due dates should be written with a library that counts octets.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'vobject==0.9.9'

venv/bin/python - <<'PY'
import vobject

calendar = vobject.iCalendar()
calendar.add("vtodo").add("summary").value = "\u00e9" * 60
longest = max(calendar.serialize().split("\r\n"), key=lambda line: len(line.encode()))
print(len(longest), "characters,", len(longest.encode()), "octets")
if not (len(longest) == 68 and len(longest.encode()) == 128):
    raise SystemExit("This has changed: it is no longer so that a line of 128 octets is not folded.")
print("Still so: a line of 128 octets is not folded.")
PY
