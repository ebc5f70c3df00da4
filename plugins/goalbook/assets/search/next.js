/* Queries that find something where one found nothing, and the lists whose names come near (section 11 of FORMAT.md). */

import { facetOf } from "./facets.js";
import { nearTexts } from "./near.js";
import { search } from "./query.js";

/** @import { Value } from "./facets.js" */
/** @import { Index } from "./index.js" */
/** @import { Word } from "./plan.js" */

const MOST_QUERIES = 5;
const LOOKED_INTO = 8; // documents whose texts are read for near words
const MOST_VALUES = 6;
const NAMED = ["body", "region", "form"];

/**
 * Up to five queries that find documents with all their words: those with a synonym first, then those with a near word.
 * @param {Index} index
 * @param {Word[]} words
 */
export async function nextQueries(index, words) {
  const wanted = new Set([...withSynonyms(index, words), ...(await withNearWords(index, words))]);
  const found = [];
  for (const query of wanted) {
    if (found.length === MOST_QUERIES) break;
    const answer = await search(index, query);
    if (answer.numbers.length && !answer.relaxed) found.push(query);
  }
  return found;
}

/**
 * @param {Index} index
 * @param {Word[]} words
 */
function withSynonyms(index, words) {
  return words.flatMap((word, n) => index.synonyms
    .filter((group) => group.some((one) => index.folding.fold(one) === word.folded))
    .flatMap((group) => group.filter((one) => index.folding.fold(one) !== word.folded))
    .map((other) => replaced(words, n, other)));
}

/**
 * @param {Index} index
 * @param {Word[]} words
 */
async function withNearWords(index, words) {
  const out = [];
  for (const [n, word] of words.entries()) {
    const alone = await search(index, quotedOf(word));
    if (alone.numbers.length && !alone.relaxed) continue;
    const numbers = await nearDocuments(index, word.folded);
    const cells = (await Promise.all(numbers.map((number) => index.cells(number)))).flat();
    const texts = cells.map(([, , text]) => index.folding.fold(text));
    out.push(...nearTexts(word.folded, texts).map((other) => replaced(words, n, other)));
  }
  return out;
}

/** @param {Word} word */
const quotedOf = (word) => (word.quoted ? `"${word.folded}"` : word.folded);

/**
 * @param {Word[]} words
 * @param {number} at
 * @param {string} other
 */
const replaced = (words, at, other) => words.map((word, n) => (n === at ? other : quotedOf(word))).join(" ");

/**
 * The documents with the most pairs of neighbours of a text, or where none has any, with the most of its signs.
 * @param {Index} index
 * @param {string} text
 */
async function nearDocuments(index, text) {
  const signs = Array.from(text);
  const pairs = signs.slice(1).map((sign, n) => signs[n] + sign);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const terms of [pairs, signs]) {
    for (const term of new Set(terms)) {
      for (const { documents } of await index.lists({ offset: 0, text: term, prefix: false })) {
        for (const number of documents) counts.set(number, (counts.get(number) || 0) + 1);
      }
    }
    if (counts.size) break;
  }
  return Array.from(counts).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LOOKED_INTO).map(([number]) => number);
}

/**
 * Up to six values of facets whose names hold a word or come near it, as facet and value.
 * @param {Index} index
 * @param {Word[]} words
 * @returns {Promise<[facet: string, value: Value][]>}
 */
export async function nearValues(index, words) {
  /** @type {[string, Value][]} */
  const found = [];
  for (const facet of NAMED) {
    const { values } = await facetOf(index, facet, {});
    for (const value of values) {
      const name = index.folding.fold(value.name);
      if (value.id && words.some(({ folded }) => name.includes(folded) || nearTexts(folded, [name]).length)) found.push([facet, value]);
    }
  }
  return found.slice(0, MOST_VALUES);
}
