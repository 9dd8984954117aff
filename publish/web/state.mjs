// @ts-check
/** Permalinks: only what differs from the default, e.g. ?link-latency=v1,length_m:30. Python's strict parser reads them. */

const VERSION = "v1";

/** @param {any[]} spec @param {Record<string, any>} defaults @param {Record<string, any>} values @returns {string} "" for the default */
export function stateText(spec, defaults, values) {
  const differing = spec.filter(({ name }) => String(values[name]) !== String(defaults[name]));
  return differing.length ? [VERSION, ...differing.map(({ name }) => `${name}:${values[name]}`)].join(",") : "";
}

/** @param {string} id of the island @param {string} search @returns {string | null} */
export const stateIn = (id, search) => new URLSearchParams(search).get(id);

/** @param {string} address @param {string} id @param {string} state @returns {string} the address with that state */
export function addressWith(address, id, state) {
  const url = new URL(address);
  if (state) url.searchParams.set(id, state);
  else url.searchParams.delete(id);
  url.hash = id;
  // colon and comma are allowed in a query and keep the link readable
  return url.href.replaceAll("%3A", ":").replaceAll("%2C", ",");
}
