// What the page says of numbers. stdin: {cases: [{error, spec, words}], controls: [{spec, words}], sliders: [parameter]};
// prints the refusals, the limits beside each control, and every value of each slider.
import { readFileSync } from "node:fs";
import { exact } from "../../publish/web/format.mjs";
import { STEPS, valueAt } from "../../publish/web/scale.mjs";
import { errorText, optionText } from "../../publish/web/words.mjs";

const { cases, controls, sliders } = JSON.parse(readFileSync(0, "utf8"));

const limits = (parameter, words) => (parameter.options.length
  ? parameter.options.map((option) => optionText(option, parameter, words))
  : [parameter.low, parameter.high].map((number) => exact(number, parameter.unit, words.lang)));

console.log(JSON.stringify({
  refusals: cases.map(({ error, spec, words }) => errorText(error, spec, words)),
  limits: controls.map(({ spec, words }) => spec.map((parameter) => limits(parameter, words))),
  sliders: sliders.map((parameter) => Array.from({ length: STEPS + 1 }, (_, place) => valueAt(parameter, place))),
}));
