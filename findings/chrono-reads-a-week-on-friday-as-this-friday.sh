#!/usr/bin/env bash
# chrono-node's British English reads 'a week on Friday' as this Friday.
#
# Expected: chrono has a parser for British English (chrono.en.GB). In it 'a week on Friday' and
#   'Friday week' are the common words for the Friday after the coming one. The guess was: the
#   20th, or nothing found.
#
# Versions: chrono-node 2.10.3
#
# Seen: From Tuesday 10 March 2026 both are Friday 13 March; the words 'a week' are left outside
#   the match. 'Easter Monday' is likewise the Monday before, 9 March.
#
# For this field: A reminder made from an answer fires a week before the promise is due. Only
#   full dates should feed a due date.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" chrono-node@2.10.3

cat > find.mjs <<'JS'
import * as chrono from "chrono-node";

process.env.TZ = "UTC";
const tuesday = new Date("2026-03-10T12:00:00Z");
const day = (text) => chrono.en.GB.parse(text, tuesday).map((found) => `${found.text}: ${found.start.date().toISOString().slice(0, 10)}`).join();
for (const text of ["Friday", "a week on Friday", "Friday week", "Easter Monday"]) console.log(text.padEnd(18), day(text));
if (!(day("a week on Friday") === "on Friday: 2026-03-13" && day("Friday week") === "Friday: 2026-03-13")) {
  console.error("This has changed: it is no longer so that a week on Friday is this Friday.");
  process.exit(1);
}
console.log("Still so: a week on Friday is this Friday.");
JS
node find.mjs
