// Asks the built search index as the page does, without a browser: node search.mjs FOLDER LANGUAGE [--all], queries as JSON on stdin.
// With --all every page is a candidate, so that what the index names can be compared with what the pages say.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { find } from "../../publish/web/find.mjs";
import { countOf } from "../../publish/web/fold.mjs";
import { excerpt } from "../../publish/web/rank.mjs";

const [folder, lang, all] = process.argv.slice(2);
const page = { getAttribute: () => lang };
globalThis.document = { querySelector: () => page, documentElement: page, currentScript: null };
globalThis.location = new URL("https://site.example/");
globalThis.fetch = async (address) => {
  const name = decodeURIComponent(String(address)).replace(/^.*pagefind\//, "").replace(/\?.*$/, "");
  return new Response(await readFile(`${folder}/${name}`));
};
const engine = await import(`${folder}/pagefind.js`);
await engine.options({ basePath: "/pagefind/", noWorker: true });
const words = JSON.parse(await readFile(`${folder}/words.${lang}.json`, "utf8"));
const index = { search: (text) => engine.search(all ? null : text), words };
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  const { hits, found } = await find(query, index);
  answers.push(hits.map((hit) => ({
    url: hit.page.url, title: hit.page.title, anchor: hit.places[0].section.id,
    matched: found.filter((finder) => countOf(finder, hit.page.folded)).length,
    excerpt: excerpt(hit.places[0].section, found).map(({ text, found: isFound }) => (isFound ? `[${text}]` : text)).join(""),
  })));
}
process.stdout.write(JSON.stringify(answers));
