// @ts-check
/** Permalinks: only what differs from the default, e.g. ?link-latency=v1,length_m:30. Python's strict parser reads them. */
import { readable } from "./place.mjs";

const VERSION = "v1"; // alone it means the default

/** @typedef {{state: string | null, pin: string | null}} Said what an address says of an island: its inputs, and the inputs of
 *  the answer it is compared with; null where it says nothing */

/** @param {string} id of the island @returns {{state: string, pin: string}} names in the query */
const names = (id) => ({ state: id, pin: `${id}.pin` });

/** @param {any[]} spec @param {Record<string, any>} defaults @param {Record<string, any>} values @returns {string} */
export function stateText(spec, defaults, values) {
  const differing = spec.filter(({ name }) => String(values[name]) !== String(defaults[name]));
  return [VERSION, ...differing.map(({ name }) => `${name}:${values[name]}`)].join(",");
}

/** @param {string} id of the island @returns {Said} */
export function saidOf(id) {
  const query = new URLSearchParams(location.search), { state, pin } = names(id);
  return { state: query.get(state), pin: query.get(pin) };
}

/** @param {string} id of the island @param {Said} said @param {string} hash where the address leads @returns {string} */
export function addressSaying(id, { state, pin }, hash) {
  const url = new URL(location.href), name = names(id);
  if (state && state !== VERSION) url.searchParams.set(name.state, state);
  else url.searchParams.delete(name.state);
  if (pin) url.searchParams.set(name.pin, pin);
  else url.searchParams.delete(name.pin);
  url.hash = hash;
  return readable(url);
}
