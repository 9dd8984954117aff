// Asks the built search index as the page does, without a browser: node search.mjs FOLDER LANGUAGE QUERY
import { readFile } from "node:fs/promises";

const [folder, lang, query] = process.argv.slice(2);
const page = { getAttribute: () => lang };
globalThis.document = { querySelector: () => page, documentElement: page, currentScript: null };
globalThis.location = new URL("https://site.example/");
globalThis.fetch = async (address) => {
  const name = decodeURIComponent(String(address)).replace(/^.*pagefind\//, "").replace(/\?.*$/, "");
  return new Response(await readFile(`${folder}/${name}`));
};
const engine = await import(`${folder}/pagefind.js`);
await engine.options({ basePath: "/pagefind/", noWorker: true });
const answer = await engine.search(query);
const found = await Promise.all(answer.results.map((hit) => hit.data()));
process.stdout.write(JSON.stringify(found.map((each) => [each.url, each.meta.title])));
