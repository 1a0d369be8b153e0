#!/usr/bin/env bash
# vobject makes up UIDs that tell the name of the computer.
#
# Expected: RFC 7986, section 5.3: a UID must not include anything that might identify a user,
#   host or domain; a random UUID is advised. The guess was: a UUID.
#
# Versions: vobject 0.9.9
#
# Seen: A to-do that is written without a UID gets the time, a random number and the host's
#   name, and with them blanks.
#
# For this field: A published calendar tells everyone the name of the communications officer's
#   laptop, often a person's name. A generator should set the UID of each item from what the
#   item is.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'vobject==0.9.9'

venv/bin/python - <<'PY'
import socket
import vobject

socket.gethostname = lambda: "laptop-of-a-writer"
calendar = vobject.iCalendar()
calendar.add("vtodo").add("summary").value = "Answer"
uid = [line for line in calendar.serialize().splitlines() if line.startswith("UID")][0]
print(uid)
if not (uid.endswith("@laptop-of-a-writer") and " " in uid):
    raise SystemExit("This has changed: it is no longer so that the UID ends in the host's name.")
print("Still so: the UID ends in the host's name.")
PY
