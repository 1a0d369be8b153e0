#!/usr/bin/env bash
# html-validate does not notice that a dl lacks its dd.
#
# Expected: HTML Standard, 4.4.9: a dl holds groups of one or more dt followed by one or more
#   dd. html-validate knows the rule for details without summary and for dl with a stray p. The
#   guess was: a group without dd is an error.
#
# Versions: html-validate 10.17.0
#
# Seen: A dl with only dt, only dd, or dd before dt has no message; a p in a dl has one.
#   axe-core reports a dl with a lone dt (definition-list).
#
# For this field: A question whose answer got lost in a template passes. Pages of questions want
#   a test of their own that counts answers.
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
for (const html of ["<dl><dt>Q</dt></dl>", "<dl><dd>A</dd></dl>", "<dl><dd>A</dd><dt>Q</dt></dl>", "<dl><p>x</p></dl>"]) seen[html] = await count(html);
console.log(seen);
if (!(Object.values(seen).slice(0, 3).every((messages) => messages === 0) && Object.values(seen)[3] > 0)) {
  console.error("This has changed: it is no longer so that groups without dt or dd pass and a stray p does not.");
  process.exit(1);
}
console.log("Still so: groups without dt or dd pass and a stray p does not.");
JS
node find.mjs
