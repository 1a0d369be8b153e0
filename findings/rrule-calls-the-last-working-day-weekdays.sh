#!/usr/bin/env bash
# rrule says 'every month on weekdays' for the last working day of the month, and that this is the whole rule.
#
# Expected: RFC 5545, section 3.3.10, has this very rule as its example of BYSETPOS. rrule
#   documents isFullyConvertibleToText as a hint whether all options of a rule can be told in
#   words. The guess was: the last working day, or false.
#
# Versions: rrule 2.8.1
#
# Seen: toText leaves BYSETPOS out and isFullyConvertibleToText is true; read back, the words
#   are a rule for every weekday. The last day of each month is 'every month on the last'.
#
# For this field: 'When are we paid?' on the last working day is answered by 'on weekdays'.
#   Write such words by hand beside the rule.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" rrule@2.8.1

cat > find.mjs <<'JS'
import rrule from "rrule";

const { RRule } = rrule;
const rules = ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"].map((text) => RRule.fromString(text));
const seen = rules.map((rule) => [rule.toText(), rule.isFullyConvertibleToText(), RRule.fromText(rule.toText()).toString()]);
console.log(seen);
if (!(JSON.stringify(seen) === JSON.stringify([
  ["every month on weekdays", true, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR"], ["every month on the last", true, "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"]]))) {
  console.error("This has changed: it is no longer so that BYSETPOS is not told, the last day is 'the last', and both count as fully convertible.");
  process.exit(1);
}
console.log("Still so: BYSETPOS is not told, the last day is 'the last', and both count as fully convertible.");
JS
node find.mjs
