#!/usr/bin/env bash
# node-ical gives every VTODO an end that the file does not state.
#
# Expected: RFC 5545, section 3.6.2: a to-do has DUE (or DURATION) and no DTEND; the rule that a
#   missing end means one day is for events. The guess was: due is set and end is not.
#
# Versions: node-ical 0.26.1
#
# Seen: A to-do that starts on 1 March and is due on 31 March has end 2 March; one with a due
#   time and no start has an end that is an Invalid Date.
#
# For this field: A dashboard that sorts calendar items by their end shows an answer as overdue
#   four weeks early, or throws on the invalid date. Due dates must be taken from due.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" node-ical@0.26.1

cat > find.mjs <<'JS'
import ical from "node-ical";

const todo = (...lines) => Object.values(ical.sync.parseICS(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VTODO",
  "UID:1@intranet.example", "DTSTAMP:20260312T090000Z", "SUMMARY:Answer", ...lines, "END:VTODO", "END:VCALENDAR", ""].join("\r\n")))
  .find((item) => item.type === "VTODO");
const day = todo("DTSTART;VALUE=DATE:20260301", "DUE;VALUE=DATE:20260331");
const time = todo("DUE:20260331T160000Z");
console.log("due", day.due, "end", day.end);
console.log("due", time.due, "end", time.end);
if (!((day.end - day.start) === 864e5 && time.end instanceof Date && Number.isNaN(time.end.getTime()))) {
  console.error("This has changed: it is no longer so that a to-do's end is a day after its start, or no date.");
  process.exit(1);
}
console.log("Still so: a to-do's end is a day after its start, or no date.");
JS
node find.mjs
