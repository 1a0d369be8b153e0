#!/usr/bin/env bash
# gray-matter throws on bad YAML the first time and returns a page without data the second time.
#
# Expected: The same input should give the same outcome. gray-matter caches by the input text
#   when no options are given. The guess was: the cache holds good results only.
#
# Versions: gray-matter 4.0.3, js-yaml 3.14.1
#
# Seen: The first call throws; a second call with the same text returns data {} and the whole
#   file, front matter and all, as content. With an options object, even an empty one, each call
#   throws.
#
# For this field: A preview that tries again after an error publishes the front matter (a draft
#   mark, names of askers) as text and loses 'draft: true'. Always pass options.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" gray-matter@4.0.3 js-yaml@3.14.1

cat > find.mjs <<'JS'
import matter from "gray-matter";

const page = '---\ntitle: "Pay\ndraft: true\n---\nAnswer.\n';
const attempt = (...options) => {
  try {
    const { data, content } = matter(page, ...options);
    return JSON.stringify({ data, content });
  } catch {
    return "an error";
  }
};
const seen = [attempt(), attempt(), attempt({}), attempt({})];
console.log(seen);
if (!(seen[0] === "an error" && seen[1] === JSON.stringify({ data: {}, content: page }) && seen[2] === "an error" && seen[3] === "an error")) {
  console.error("This has changed: it is no longer so that the second reading of bad front matter gives no error.");
  process.exit(1);
}
console.log("Still so: the second reading of bad front matter gives no error.");
JS
node find.mjs
