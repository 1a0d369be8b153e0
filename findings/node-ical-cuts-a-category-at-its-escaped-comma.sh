#!/usr/bin/env bash
# node-ical splits CATEGORIES at commas that are part of a name.
#
# Expected: RFC 5545, section 3.8.1.2: categories are a list of texts between commas; a comma
#   inside a text is escaped with a backslash (section 3.3.11). The guess was: two categories,
#   as icalendar and vobject give.
#
# Versions: node-ical 0.26.1
#
# Seen: Three: 'Rotas\', 'leave' and 'Pay'. The escape is not undone and does not protect.
#
# For this field: A topic whose name has a comma is filed under two wrong names in tools built
#   on it. Topic names that go to calendars should have none.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" node-ical@0.26.1

cat > find.mjs <<'JS'
import ical from "node-ical";

const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VTODO", "UID:1@intranet.example",
  "DTSTAMP:20260312T090000Z", "SUMMARY:Answer", String.raw`CATEGORIES:Rotas\, leave,Pay`, "END:VTODO", "END:VCALENDAR", ""].join("\r\n");
const { categories } = ical.sync.parseICS(text)["1@intranet.example"];
console.log(categories);
if (!(JSON.stringify(categories) === JSON.stringify(["Rotas\\", "leave", "Pay"]))) {
  console.error("This has changed: it is no longer so that an escaped comma cuts a category in two.");
  process.exit(1);
}
console.log("Still so: an escaped comma cuts a category in two.");
JS
node find.mjs
