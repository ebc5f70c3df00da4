/* What the reader of the list asks for: filters, an order and a page of what is found. The address says it. */

import { pageNumber, showQuery } from "../shared/address.js";
import { foldCase } from "./rows.js";

/** @import { Row } from "./rows.js" */
/** @typedef {"q" | "body" | "year" | "category" | "kind"} Filter */
/** @typedef {Record<Filter | "sort" | "order", string> & { page: number }} ListState ``order`` is "desc", or "" for upwards. */

/** @type {Filter[]} */
export const FILTERS = ["q", "body", "year", "category", "kind"];
/** @type {(Filter | "sort" | "order")[]} */
const WRITTEN = [...FILTERS, "sort", "order"];
/** The year that is not stated, in addresses. */
export const UNDATED = "undated";
/** No filter, in the order of the list. */
export const NOTHING = { q: "", body: "", year: "", category: "", kind: "", sort: "", order: "" };

/**
 * @param {string[]} columns Those that the list can be sorted by.
 * @returns {ListState}
 */
export function readAddress(columns) {
  const query = new URLSearchParams(location.search);
  const state = { ...NOTHING, page: pageNumber(query, "page") };
  for (const name of WRITTEN) state[name] = query.get(name) || "";
  if (!columns.includes(state.sort)) state.sort = "";
  if (state.order !== "desc") state.order = "";
  return state;
}

/**
 * Writes a state into the address; what else stands there stays.
 * @param {ListState} state
 */
export function writeAddress(state) {
  const query = new URLSearchParams(location.search);
  for (const name of WRITTEN) {
    if (state[name]) query.set(name, state[name]);
    else query.delete(name);
  }
  if (state.page > 1) query.set("page", String(state.page));
  else query.delete("page");
  showQuery(query.toString() ? "?" + query : "", { hash: location.hash });
}

/**
 * Whether the list is asked for as it is printed.
 * @param {ListState} state
 */
export const isIdle = (state) => !state.sort && FILTERS.every((name) => !state[name].trim());

/**
 * A test of rows for the filters of a state.
 * @param {ListState} state
 * @returns {(row: Row) => boolean}
 */
export function matcher(state) {
  const words = foldCase(state.q).split(/\s+/).filter(Boolean);
  const body = foldCase(state.body.trim());
  const within = state.category + " › ";
  return (row) =>
    (!state.kind || row.kind === state.kind) &&
    (!state.year || (row.year || UNDATED) === state.year) &&
    (!state.category || row.category === state.category || row.category.startsWith(within)) &&
    (!body || row.body === body || foldCase(row.shown).includes(body)) &&
    (!words.length || words.every((word) => row.text.includes(word)));
}
