#!/usr/bin/env bash
# Three converters from HTML to Markdown set no blank after a summary.
#
# Expected: HTML's rendering section shows a summary as a block of its own. The guess was: a
#   paragraph, or bold text and a line break.
#
# Versions: markdownify 1.2.3, html2text 2025.4.15, turndown 7.2.5
#
# Seen: All three give 'Why?Because.' in one run; the same with p elements gives two paragraphs.
#
# For this field: Old pages of folded questions, brought over by such a tool, have each question
#   grown into its answer. The summary has to become a heading first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markdownify==1.2.3' 'html2text==2025.4.15'
npm install --silent --no-audit --no-fund --prefix "$work" turndown@7.2.5

cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import TurndownService from "turndown";

const html = "<details><summary>Why?</summary>Because.</details>";
const python = (code) => execFileSync("venv/bin/python", ["-c", `import sys\n${code}`, html]).toString().trim();
const seen = {
  turndown: new TurndownService().turndown(html),
  markdownify: python("import markdownify; print(markdownify.markdownify(sys.argv[1]))"),
  html2text: python("import html2text; print(html2text.html2text(sys.argv[1]))"),
};
console.log(seen);
if (!(Object.values(seen).every((text) => text === "Why?Because."))) {
  console.error("This has changed: it is no longer so that all three join the summary to the answer.");
  process.exit(1);
}
console.log("Still so: all three join the summary to the answer.");
JS
node find.mjs
