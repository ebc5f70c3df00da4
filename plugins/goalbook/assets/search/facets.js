/* Facets: filters, counts and orders of what was found (section 10 of FORMAT.md). */

/** @import { Index } from "./index.js" */
/** @import { Answer } from "./query.js" */
/** @typedef {Record<string, string[]>} Filters The chosen values of facets. */
/** @typedef {{ id: string, name: string }} Value */
/**
 * @typedef {object} Facet
 * @property {Value[]} values
 * @property {ArrayLike<number>} column By document, what it has; few documents differ in it.
 * @property {number[][]} places By what a document has, the places of its values.
 */
/** @typedef {[facet: string, count: number]} WayOut How many documents would be found without the filter of a facet. */
/** @typedef {{ categories: string[], kinds: string[], sets: [category: number, kind: number][][] }} Pairs */

export const FACETS = ["year", "body", "region", "form", "stage", "category", "kind", "band"];
export const SORTS = ["relevance", "year", "amount", "title"];

/**
 * One facet over all documents: the values it has and which of them a document has.
 * @param {Index} index
 * @param {string} name
 * @param {Filters} filters
 * @returns {Promise<Facet>}
 */
export async function facetOf(index, name, filters) {
  if (name === "year") {
    const values = index.manifest.years.map(([year]) => ({ id: year, name: year }));
    return { values, column: index.yearPlace, places: alone(values) };
  }
  if (name === "category" || name === "kind") return pairFacet(index, name, filters);
  const { head, values } = await index.column(name);
  const named = /** @type {(string | string[])[]} */ (head)
    .map((one) => (Array.isArray(one) ? { id: one[0], name: one[1] } : { id: one, name: one }));
  return { values: named, column: values, places: alone(named) };
}

/**
 * The places of values that documents have one of.
 * @param {Value[]} values
 */
const alone = (values) => values.map((_, place) => [place]);

/**
 * Category and kind are had together, by one indicator: the values of one that go with those chosen of the other.
 * @param {Index} index
 * @param {"category" | "kind"} name
 * @param {Filters} filters
 * @returns {Promise<Facet>}
 */
async function pairFacet(index, name, filters) {
  const { head, values } = await index.column("indicators");
  const pairs = /** @type {Pairs} */ (head);
  const [own, other] = name === "category" ? [0, 1] : [1, 0];
  const texts = [pairs.categories, pairs.kinds];
  const chosen = filters[name === "category" ? "kind" : "category"] || [];
  /** @type {(pair: [number, number]) => boolean} */
  const goes = (pair) => !chosen.length || chosen.includes(texts[other][pair[other]]);
  // The last kind, "", is of indicators that state no target, and no value to choose.
  const told = name === "kind" ? texts[own].filter(Boolean) : texts[own];
  /** @type {(place: number) => boolean} */
  const isTold = (place) => place < told.length;
  const sets = pairs.sets.map((set) => [...new Set(set.filter(goes).map((pair) => pair[own]))].filter(isTold));
  return { values: told.map((one) => ({ id: one, name: one })), column: values, places: sets };
}

/**
 * For each document whether the filters keep it, but for those of one facet.
 * @param {Index} index
 * @param {Filters} filters
 * @param {string} except
 */
async function keeping(index, filters, except) {
  /** @type {((number: number) => boolean)[]} */
  const tests = [];
  for (const name of FACETS) {
    const chosen = filters[name] || [];
    if (!chosen.length || name === except) continue;
    const { values, column, places } = await facetOf(index, name, { ...filters, [except]: [] });
    const wanted = values.map((value) => chosen.includes(value.id));
    const kept = places.map((some) => some.some((place) => wanted[place]));
    tests.push((number) => kept[column[number]]);
  }
  /** @type {(number: number) => boolean} */
  return (number) => tests.every((test) => test(number));
}

/**
 * The documents of an answer that the filters keep, but for those of one facet, in its order.
 * @param {Index} index
 * @param {Answer} answer
 * @param {Filters} filters
 * @param {string} [except]
 */
export async function filtered(index, answer, filters, except = "") {
  return answer.numbers.filter(await keeping(index, filters, except));
}

/**
 * What would be found without one of the filters, where that is anything.
 * @param {Index} index
 * @param {Answer} answer
 * @param {Filters} filters
 */
export async function waysOut(index, answer, filters) {
  /** @type {WayOut[]} */
  const ways = [];
  for (const facet of Object.keys(filters)) {
    const count = (await filtered(index, answer, { ...filters, [facet]: [] })).length;
    if (count) ways.push([facet, count]);
  }
  return ways;
}

/**
 * The values of a facet with the number of documents under the filters of all others; in the order of the column.
 * @param {Index} index
 * @param {string} name
 * @param {Answer} answer
 * @param {Filters} filters
 */
export async function countsOf(index, name, answer, filters) {
  const { values, column, places } = await facetOf(index, name, filters);
  const alike = new Int32Array(places.length);
  for (const number of await filtered(index, answer, filters, name)) alike[column[number]] += 1;
  const counts = new Int32Array(values.length);
  places.forEach((some, n) => some.forEach((place) => (counts[place] += alike[n])));
  return values.map((value, n) => ({ ...value, count: counts[n] }));
}

/**
 * Documents of an answer in an order; equal ones stay in that of the answer.
 * @param {Index} index
 * @param {number[]} numbers
 * @param {Answer} answer
 * @param {string} sort One of SORTS.
 */
export async function inOrder(index, numbers, answer, sort) {
  if (sort === "relevance") return numbers;
  const place = new Int32Array(index.size);
  answer.numbers.forEach((number, n) => (place[number] = n));
  const size = await sizes(index, sort);
  const sign = sort === "title" ? 1 : -1;
  /** @type {(a: number, b: number) => number} */
  const equal = answer.relaxed
    ? (a, b) => answer.scores[b] - answer.scores[a] || index.later(a, b)
    : (a, b) => place[a] - place[b];
  return numbers.slice().sort((a, b) => sign * (size(a) - size(b)) || equal(a, b));
}

/**
 * What an order goes by, for each document.
 * @param {Index} index
 * @param {string} sort
 * @returns {Promise<(number: number) => number>}
 */
async function sizes(index, sort) {
  if (sort === "year") return (number) => index.yearRank(number);
  const { values } = await index.column(sort);
  return (number) => values[number];
}
