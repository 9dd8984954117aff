// @ts-check
/** Ask html-validate for every page of a folder. stdin: {folder, off}; prints [{page, line, rule, message, selector}]. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { HtmlValidate } from "html-validate";

/** @type {{ folder: string, off: string[] }} */
const { folder, off } = JSON.parse(readFileSync(0, "utf8"));
const rules = Object.fromEntries(off.map((rule) => /** @type {const} */ ([rule, "off"])));
const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"], rules });
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).sort();
const found = [];
for (const page of pages) {
  const report = await validator.validateFile(path.join(folder, page));
  for (const { line, ruleId, message, selector } of report.results.flatMap((result) => result.messages)) {
    found.push({ page, line, rule: ruleId, message, selector });
  }
}
console.log(JSON.stringify({ pages, found }));
