#!/usr/bin/env bash
# words-to-numbers reads 'a' as one and 'second' as two in common sentences.
#
# Expected: The README says that all instances of numbers in a text are replaced, and its
#   examples have 'a thousand one hundred'. The guess was: 'a' counts before hundred and thousand
#   only, and fractions, the time unit and 'no one' stay.
#
# Versions: words-to-numbers 1.5.1
#
# Seen: 'a second crew' becomes '1 2 crew', 'A third of us' '1 3 of us', 'No one was paid' 'No 1
#   was paid'.
#
# For this field: Folding number words so that 'ten minutes' is found by 10 changes what people
#   asked. Fold a copy for the search and never the words that are shown.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" words-to-numbers@1.5.1

cat > find.mjs <<'JS'
import words from "words-to-numbers";

const { wordsToNumbers } = words;
const texts = ["We waited a second.", "Why a second crew?", "A third of us asked.", "No one was paid.", "Only a day off?"];
const seen = texts.map((text) => wordsToNumbers(text));
console.log(seen);
if (!(JSON.stringify(seen) === JSON.stringify(["We waited 1 2.", "Why 1 2 crew?", "1 3 of us asked.", "No 1 was paid.", "Only 1 day off?"]))) {
  console.error("This has changed: it is no longer so that a second is 1 2, a third is 1 3 and no one is no 1.");
  process.exit(1);
}
console.log("Still so: a second is 1 2, a third is 1 3 and no one is no 1.");
JS
node find.mjs
