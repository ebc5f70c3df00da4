/* Facets: filters, counts and orders of what was found (section 10 of FORMAT.md). */

/** @import { Index } from "./index.js" */
/** @import { Answer } from "./query.js" */
/** @typedef {Record<string, string[]>} Filters The chosen values of facets. */
/** @typedef {{ id: string, name: string }} Value */
/** @typedef {{ values: Value[], of: (number: number) => number[] }} Facet Its values, and the places of those that a document has. */
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
    return { values, of: (number) => [index.yearPlace[number]] };
  }
  if (name === "category" || name === "kind") return pairFacet(index, name, filters);
  const { head, values } = await index.column(name);
  const named = /** @type {(string | string[])[]} */ (head)
    .map((one) => (Array.isArray(one) ? { id: one[0], name: one[1] } : { id: one, name: one }));
  return { values: named, of: (number) => [values[number]] };
}

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
  const sets = pairs.sets.map((set) => Array.from(new Set(set.filter(goes).map((pair) => pair[own]))));
  return { values: texts[own].map((one) => ({ id: one, name: one })), of: (number) => sets[values[number]] };
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
    const { values, of } = await facetOf(index, name, { ...filters, [except]: [] });
    const wanted = values.map((value) => chosen.includes(value.id));
    tests.push((number) => of(number).some((place) => wanted[place]));
  }
  /** @type {(number: number) => boolean} */
  return (number) => tests.every((test) => test(number));
}

/**
 * The documents of an answer that the filters keep, in its order.
 * @param {Index} index
 * @param {Answer} answer
 * @param {Filters} filters
 */
export async function filtered(index, answer, filters) {
  return answer.numbers.filter(await keeping(index, filters, ""));
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
  const facet = await facetOf(index, name, filters);
  const counts = new Int32Array(facet.values.length);
  for (const number of answer.numbers.filter(await keeping(index, filters, name))) {
    for (const place of facet.of(number)) counts[place] += 1;
  }
  return facet.values.map((value, n) => ({ ...value, count: counts[n] }));
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
