#!/usr/bin/env bash
# Two date parsers differ by a week about next Friday.
#
# Expected: Both read English dates against a given day. English itself is divided here, so one
#   tool may choose either; the guess was: the parsers of one field choose alike.
#
# Versions: dateparser 1.5.0, chrono-node 2.10.3
#
# Seen: From Tuesday 10 March 2026, dateparser says 13 March and chrono-node (en.GB) says 20
#   March. 'this Friday' is 13 March in chrono, so 'this' and 'next' are the same day in one of
#   the pair only.
#
# For this field: A server in Python and a page in JavaScript show two dates for one sentence.
#   An answer should carry the date, and the page should print it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'dateparser==1.5.0'
npm install --silent --no-audit --no-fund --prefix "$work" chrono-node@2.10.3

cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import * as chrono from "chrono-node";

process.env.TZ = "UTC";
const code = `import datetime, dateparser
print(dateparser.parse("next Friday", languages=["en"], settings={"RELATIVE_BASE": datetime.datetime(2026, 3, 10, 12)}).date())`;
const seen = {
  dateparser: execFileSync("venv/bin/python", ["-c", code]).toString().trim(),
  chrono: chrono.en.GB.parseDate("next Friday", new Date("2026-03-10T12:00:00Z")).toISOString().slice(0, 10),
};
console.log(seen);
if (!(seen.dateparser === "2026-03-13" && seen.chrono === "2026-03-20")) {
  console.error("This has changed: it is no longer so that the two differ by a week.");
  process.exit(1);
}
console.log("Still so: the two differ by a week.");
JS
node find.mjs
