#!/usr/bin/env bash
# text-readability leaves short sentences out of its count and so calls short answers hard.
#
# Expected: Flesch's formula rests on words per sentence; 'Why?', 'Yes.' and 'We will.' are
#   sentences. The guess was: each counts as one, as the name sentenceCount says.
#
# Versions: text-readability 1.1.1
#
# Seen: 'Will we be paid? Yes. We will.' has one sentence, the same as 'Will we be paid yes we
#   will'; so the plainest answer gets the score of a run-on sentence.
#
# For this field: A readability gate would make writers join short sentences. Scores are no
#   check for questions and answers.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" text-readability@1.1.1

cat > find.mjs <<'JS'
import readability from "text-readability";

const short = readability.sentenceCount("Will we be paid? Yes. We will.");
const joined = readability.sentenceCount("Will we be paid yes we will");
const long = readability.sentenceCount("Will we be paid? Yes we will. We start in May.");
console.log({ short, joined, long });
if (!(short === 1 && joined === 1 && long === 3)) {
  console.error("This has changed: it is no longer so that sentences of one or two words do not count.");
  process.exit(1);
}
console.log("Still so: sentences of one or two words do not count.");
JS
node find.mjs
