#!/usr/bin/env bash
# Pagefind indexes elements that have the hidden attribute.
#
# Expected: hidden means that the element is not, or no longer, relevant to the page (HTML
#   Standard, 6.1); Pagefind leaves out nav, footer, script, form and svg by itself. The guess
#   was: it leaves out hidden elements as well.
#
# Versions: pagefind 1.6.0
#
# Seen: The text of <div hidden> is in the index and in the stored fragment; that of nav,
#   noscript and template is not.
#
# For this field: A note that a template hides appears in search results. What must not be read
#   must not be in the page; the rest needs data-pagefind-ignore.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" pagefind@1.6.0

cat > find.mjs <<'JS'
import { gunzipSync } from "node:zlib";
import * as pagefind from "pagefind";

const { index } = await pagefind.createIndex();
const body = "<main><p>Answer</p><div hidden>Internal note</div><nav>Menu</nav><template>Pattern</template></main>";
await index.addHTMLFile({ url: "/", content: `<!doctype html><html lang="en"><body>${body}</body></html>` });
const { files } = await index.getFiles();
const [file] = files.filter(({ path }) => path.endsWith(".pf_fragment"));
const text = gunzipSync(Buffer.from(file.content)).toString();
const { content } = JSON.parse(text.slice(text.indexOf("{")));
console.log(content);
await pagefind.close();
if (!(content.includes("Internal note") && !content.includes("Menu") && !content.includes("Pattern"))) {
  console.error("This has changed: it is no longer so that hidden text is indexed and nav is not.");
  process.exit(1);
}
console.log("Still so: hidden text is indexed and nav is not.");
JS
node find.mjs
