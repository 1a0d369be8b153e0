#!/usr/bin/env bash
# ics (Python) and node-ical (JavaScript) undo the escapes of iCalendar text in the wrong order.
#
# Expected: RFC 5545, section 3.3.11: a backslash in a text is written as two, a new line as
#   backslash-n. So C:\\new is the four characters C, colon, backslash, n and 'ew'. The guess
#   was: the path back, as icalendar and vobject give it.
#
# Versions: ics 0.7.3, vobject 0.9.9, node-ical 0.26.1
#
# Seen: Both give C:, a backslash, a line feed and 'ew': each undoes backslash-n first, also
#   where the backslash itself was the escaped one. ics also writes that line feed back to the
#   file.
#
# For this field: A to-do of a Windows workplace ('see G:\notes') shows broken in some calendars
#   though the file is right. Texts in a published calendar are safer with web addresses than
#   with drive paths.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'ics==0.7.3' 'vobject==0.9.9'
npm install --silent --no-audit --no-fund --prefix "$work" node-ical@0.26.1

cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import ical from "node-ical";

const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VTODO", "UID:1@intranet.example",
  "DTSTAMP:20260312T090000Z", String.raw`SUMMARY:Save it in C:\\new`, "END:VTODO", "END:VCALENDAR", ""];
const text = lines.join("\r\n");
writeFileSync("to-do.ics", text);
const python = (code) => JSON.parse(execFileSync("venv/bin/python", ["-c", `import json; text = open("to-do.ics", newline="").read()\n${code}`]));
const seen = {
  "node-ical": ical.sync.parseICS(text)["1@intranet.example"].summary,
  ics: python("import ics; print(json.dumps(list(ics.Calendar(text).todos)[0].name))"),
  vobject: python("import vobject; print(json.dumps(vobject.readOne(text).vtodo.summary.value))"),
};
console.log(seen);
if (!(seen.ics.includes("\\\new") && seen["node-ical"].includes("\\\new") && seen.vobject === String.raw`Save it in C:\new`)) {
  console.error("This has changed: it is no longer so that ics and node-ical make a new line of an escaped backslash and vobject does not.");
  process.exit(1);
}
console.log("Still so: ics and node-ical make a new line of an escaped backslash and vobject does not.");
JS
node find.mjs
