#!/usr/bin/env bash
# html-validate does not look at the dates of time elements.
#
# Expected: The HTML Standard (4.5.14) allows in datetime only valid dates, times and durations,
#   and without the attribute the text itself must be one; html-validate says that it checks
#   attribute values (attribute-allowed-values). The guess was: 30 February or 'soon' is an
#   error.
#
# Versions: html-validate 10.17.0
#
# Seen: With html-validate:recommended, '2026-02-30', '12 March' and a bare <time>soon</time>
#   have no message, and ol start='five' has none either; <p id='a b'> has.
#
# For this field: A green check does not mean that machine-readable dates can be read. A
#   generator has to make them from real dates.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" html-validate@10.17.0

cat > find.mjs <<'JS'
import { HtmlValidate } from "html-validate";

const validate = new HtmlValidate({ extends: ["html-validate:recommended"] });
const count = async (html) => (await validate.validateString(html)).results.flatMap((result) => result.messages).length;
const seen = {};
for (const html of ['<time datetime="2026-02-30">x</time>', '<time datetime="12 March">x</time>', "<time>soon</time>", '<ol start="five"><li>x</li></ol>', '<p id="a b">x</p>'])
  seen[html] = await count(html);
console.log(seen);
if (!(Object.values(seen).slice(0, 4).every((messages) => messages === 0) && Object.values(seen)[4] > 0)) {
  console.error("This has changed: it is no longer so that four values that HTML does not allow pass, and a bad id does not.");
  process.exit(1);
}
console.log("Still so: four values that HTML does not allow pass, and a bad id does not.");
JS
node find.mjs
