/* The state of the search page, which its address says whole. */

import { pageNumber } from "../shared/address.js";
import { FACETS, SORTS } from "./facets.js";

/** @import { Filters } from "./facets.js" */
/** @typedef {{ q: string, filters: Filters, sort: string, pages: number }} SearchState ``pages`` of results are shown. */

const LONGEST_QUERY = 200; // characters, as many as the field and the command line take

/** @type {Record<string, string>} */
const UNKNOWN = { year: "undated" }; // an empty value in addresses; of all other facets "-"

/**
 * A value of a facet as addresses write it.
 * @param {string} facet
 * @param {string} id
 */
export const toAddress = (facet, id) => id || UNKNOWN[facet] || "-";

/**
 * @param {string} facet
 * @param {string} text
 */
const fromAddress = (facet, text) => (text === toAddress(facet, "") ? "" : text);

/**
 * @param {string} search The part of an address from its "?".
 * @returns {SearchState}
 */
export function readState(search) {
  const query = new URLSearchParams(search);
  /** @type {Filters} */
  const filters = {};
  for (const name of FACETS) {
    const values = query.getAll(name).map((value) => fromAddress(name, value));
    if (values.length) filters[name] = Array.from(new Set(values));
  }
  const sort = SORTS.find((one) => one === query.get("sort")) || SORTS[0];
  const q = Array.from((query.get("q") || "").trim()).slice(0, LONGEST_QUERY).join("");
  return { q, filters, sort, pages: pageNumber(query, "pages") };
}

/** @param {SearchState} state */
export function writeState(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of FACETS) for (const value of state.filters[name] || []) query.append(name, toAddress(name, value));
  if (state.sort !== SORTS[0]) query.set("sort", state.sort);
  if (state.pages > 1) query.set("pages", String(state.pages));
  return query.toString() ? "?" + query : "";
}
