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
  const value = kind === "integer" ? Math.round(raw) : Number(raw.toPrecision(SIGNIFICANT));
  return Math.min(high, Math.max(low, value));
}

/** @param {any} parameter @param {number} value @returns {number} 0..STEPS */
export function positionOf(parameter, value) {
  const { low, high, scale } = parameter;
  const share = scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}
