#!/usr/bin/env bash
# FlexSearch squeezes repeated digits, so 999 is 9 and 111 is 1.
#
# Expected: By default an Index looks up whole words (tokenize strict). Doubled letters may be
#   folded for spelling, as a search does with 'commitee'. The guess was: letters only; a number
#   is found by itself.
#
# Versions: flexsearch 0.8.212
#
# Seen: '999' finds the page 'Call 9', and '9' the page 'Call 999'; '1' finds 111, Ward 11 and
#   Ward 1. With an encoder of dedupe false '999' finds only itself.
#
# For this field: The numbers that people look for in an ambulance service are just those: 999,
#   111, form 22, ward 11. Turn dedupe off in a search over answers.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" flexsearch@0.8.212

cat > find.mjs <<'JS'
import FlexSearch from "flexsearch";

const pages = ["Call 999", "Call 9", "Call 111", "Ward 11", "Ward 1", "Ward 2"];
const search = (options, query) => {
  const index = new FlexSearch.Index(options);
  for (const page of pages) index.add(page, page);
  return index.search(query);
};
const exact = { encoder: new FlexSearch.Encoder({ dedupe: false }) };
const found = ["999", "9", "1", "2"].map((query) => search({}, query));
console.log(found, search(exact, "999"));
if (!(JSON.stringify(found) === JSON.stringify([["Call 999", "Call 9"], ["Call 999", "Call 9"], ["Call 111", "Ward 11", "Ward 1"], ["Ward 2"]]) &&
      JSON.stringify(search(exact, "999")) === JSON.stringify(["Call 999"]))) {
  console.error("This has changed: it is no longer so that 999 finds 9 and 1 finds 11 and 111, unless dedupe is off.");
  process.exit(1);
}
console.log("Still so: 999 finds 9 and 1 finds 11 and 111, unless dedupe is off.");
JS
node find.mjs
