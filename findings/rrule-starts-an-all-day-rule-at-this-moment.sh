#!/usr/bin/env bash
# rrule does not read a DTSTART that is a day and starts the rule now instead.
#
# Expected: RFC 5545, section 3.8.2.4: an all-day start is written DTSTART;VALUE=DATE:20200320,
#   and the value type may be named for a time too. For EXDATE and RDATE rrule knows VALUE=DATE.
#   The guess was: that day, or an error.
#
# Versions: rrule 2.8.1
#
# Seen: With the parameter VALUE the first date is the moment of the call, with no error; the
#   same value without the parameter, which the standard does not allow for a day, is read.
#
# For this field: A list of the days on which questions are due moves with every build of the
#   site. Give rrule the start as a Date.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" rrule@2.8.1

cat > find.mjs <<'JS'
import rrule from "rrule";

const first = (start) => rrule.rrulestr(`${start}\nRRULE:FREQ=WEEKLY;COUNT=3`).all()[0].toISOString();
const before = new Date(Date.now() - 2000).toISOString();
const day = first("DTSTART;VALUE=DATE:20200320");
const time = first("DTSTART;VALUE=DATE-TIME:20200320T090000Z");
const bare = first("DTSTART:20200320");
console.log({ day, time, bare });
if (!(day >= before && time >= before && bare === "2020-03-20T00:00:00.000Z")) {
  console.error("This has changed: it is no longer so that a start with VALUE=DATE is this moment, and without it is the day.");
  process.exit(1);
}
console.log("Still so: a start with VALUE=DATE is this moment, and without it is the day.");
JS
node find.mjs
