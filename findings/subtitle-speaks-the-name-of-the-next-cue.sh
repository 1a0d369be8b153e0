#!/usr/bin/env bash
# subtitle (JavaScript) adds the identifier of a WebVTT cue to the words of the cue before it.
#
# Expected: A WebVTT cue may have an identifier, any line of text without an arrow, above its
#   times (W3C WebVTT, 'WebVTT cue block'); a blank line ends a cue. The guess was: identifiers
#   are dropped, or given beside the text.
#
# Versions: subtitle 4.2.2, node-webvtt 1.9.4
#
# Seen: 'Will we be paid?' is followed by a blank line and the word 'answer', the name of the
#   next cue; a name on the first cue is an error ('expected timestamp'). A number as the name is
#   dropped, as in SubRip files.
#
# For this field: A transcript made from such captions holds words that no one said. Take names
#   off the cues first, or use another reader.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" subtitle@4.2.2 node-webvtt@1.9.4

cat > find.mjs <<'JS'
import { parseSync } from "subtitle";
import webvtt from "node-webvtt";

const cues = "00:00:01.000 --> 00:00:02.000\nWill we be paid?\n\nanswer\n00:00:03.000 --> 00:00:04.000\nYes.\n";
const text = `WEBVTT\n\n${cues}`, named = `WEBVTT\n\nquestion\n${cues}`;
const seen = parseSync(text).filter((node) => node.type === "cue").map((node) => node.data.text);
const other = webvtt.parse(named).cues.map((cue) => cue.text);
let refused = "";
try { parseSync(named); } catch (error) { refused = error.message; }
console.log(seen, other, refused);
if (!(JSON.stringify(seen) === JSON.stringify(["Will we be paid?\n\nanswer", "Yes."]) && JSON.stringify(other) === JSON.stringify(["Will we be paid?", "Yes."]) &&
      refused.includes("expected timestamp"))) {
  console.error("This has changed: it is no longer so that the word answer is spoken in the first cue, a name on the first cue is an error, and node-webvtt reads both.");
  process.exit(1);
}
console.log("Still so: the word answer is spoken in the first cue, a name on the first cue is an error, and node-webvtt reads both.");
JS
node find.mjs
