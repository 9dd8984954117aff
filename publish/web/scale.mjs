// @ts-check
/** Between a slider's even steps and a parameter's own scale. */

/** Few enough that every step changes the third digit: 4,000 times in 800 steps is 1.04 % each. */
export const STEPS = 800;
const SIGNIFICANT = 3;

/** @param {any} parameter @param {number} position 0..STEPS @returns {number} in the parameter's unit */
export function valueAt(parameter, position) {
  const { low, high, scale, kind } = parameter;
  if (position <= 0) return low;
  if (position >= STEPS) return high;
  const share = position / STEPS;
  const raw = scale === "log" ? low * (high / low) ** share : low + (high - low) * share;
  const value = kind === "integer" ? Math.round(raw) : beside(raw, parameter.stepped_over ?? []);
  return Math.min(high, Math.max(low, value));
}

/** Three digits, but none that would be taken for a rate on the wire: there the figure would jump under the hand.
 * @param {number} raw @param {number[]} steppedOver @returns {number} */
function beside(raw, steppedOver) {
  let value = Number(raw.toPrecision(SIGNIFICANT));
  const digit = 10 ** (Math.floor(Math.log10(raw)) + 1 - SIGNIFICANT) * (raw < value ? -1 : 1);
  while (steppedOver.includes(value)) value = Number((value + digit).toPrecision(SIGNIFICANT));
  return value;
}

/** @param {any} parameter @param {number} value @returns {number} 0..STEPS */
export function positionOf(parameter, value) {
  const { low, high, scale } = parameter;
  const share = scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}
