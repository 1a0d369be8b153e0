#!/usr/bin/env bash
# gray-matter reads 2026-02-30 as 2 March.
#
# Expected: YAML 1.1's timestamp is a date; PyYAML and ruamel.yaml refuse 30 February ('day is
#   out of range for month'). The guess was: an error, or the text as it is.
#
# Versions: gray-matter 4.0.3, js-yaml 3.14.1
#
# Seen: data.date is 2026-03-02T00:00:00.000Z, with no warning. (gray-matter keeps to js-yaml 3;
#   js-yaml 5 leaves dates as text.)
#
# For this field: A slip of the pen in the front matter is published as a right-looking wrong
#   date. A date field needs a check that goes back to the writer.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" gray-matter@4.0.3 js-yaml@3.14.1

cat > find.mjs <<'JS'
import matter from "gray-matter";

const date = matter("---\ndate: 2026-02-30\n---\nAnswer.\n").data.date;
console.log(date);
if (!(date instanceof Date && date.toISOString().startsWith("2026-03-02"))) {
  console.error("This has changed: it is no longer so that 30 February is 2 March.");
  process.exit(1);
}
console.log("Still so: 30 February is 2 March.");
JS
node find.mjs
