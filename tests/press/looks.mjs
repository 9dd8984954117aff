// Looks and legend of charts given as JSON on standard input.
import { legendLooks, looks } from "../../publish/web/charts/looks.mjs";

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk;
process.stdout.write(JSON.stringify(JSON.parse(text).map((chart) => ({ looks: looks(chart), legend: legendLooks(chart) }))));
