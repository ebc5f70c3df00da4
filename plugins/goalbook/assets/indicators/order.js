/* Puts many rows in order without holding up the page. */

import { breath } from "../shared/batch.js";

/** @import { Row, TextColumn } from "./rows.js" */
/** @typedef {() => Promise<boolean>} Turn Gives way to the page from time to time; false once the work is no longer wanted. */
/**
 * @template T
 * @typedef {(a: T, b: T) => number} Compare
 */

const SLICE = 12; // milliseconds of work before the page may answer again
const RUN_LENGTH = 256; // rows that are put in order at once
const MERGED = 512; // rows that are merged at once
export const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
/** @type {WeakMap<Row[], Map<TextColumn, Map<string, number>>>} */
const ranked = new WeakMap(); // the ranks of texts, by rows and column

/**
 * @param {() => boolean} wanted
 * @returns {Turn}
 */
export function turns(wanted) {
  let since = performance.now();
  return async function () {
    if (performance.now() - since > SLICE) {
      await breath();
      since = performance.now();
    }
    return wanted();
  };
}

/**
 * A list in order, or null where it is no longer wanted.
 * @template T
 * @param {T[]} list
 * @param {Compare<T>} compare
 * @param {Turn} turn
 */
async function sorted(list, compare, turn) {
  /** @type {T[][]} */
  let runs = [];
  for (let at = 0; at < list.length; at += RUN_LENGTH) {
    runs.push(list.slice(at, at + RUN_LENGTH).sort(compare));
    if (!(await turn())) return null;
  }
  while (runs.length > 1) {
    const longer = [];
    for (let at = 0; at < runs.length; at += 2) {
      const merged = at + 1 < runs.length ? await merge(runs[at], runs[at + 1], compare, turn) : runs[at];
      if (!merged) return null;
      longer.push(merged);
    }
    runs = longer;
  }
  return runs[0] || [];
}

/**
 * @template T
 * @param {T[]} left
 * @param {T[]} right
 * @param {Compare<T>} compare
 * @param {Turn} turn
 */
async function merge(left, right, compare, turn) {
  const out = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    out.push(compare(right[r], left[l]) < 0 ? right[r++] : left[l++]);
    if (out.length % MERGED === 0 && !(await turn())) return null;
  }
  return out.concat(left.slice(l), right.slice(r));
}

/**
 * The texts of a column in order, each with its rank: they are compared once, however often the rows are sorted.
 * @param {Row[]} rows
 * @param {TextColumn} key
 * @param {Turn} turn
 */
async function ranksOf(rows, key, turn) {
  const known = ranked.get(rows) || new Map();
  ranked.set(rows, known);
  if (!known.has(key)) {
    const texts = await sorted(Array.from(new Set(rows.map((row) => row[key]))), collator.compare, turn);
    if (!texts) return null;
    known.set(key, new Map(texts.map((text, n) => [text, n])));
  }
  return known.get(key);
}

/**
 * What a column puts a row in order by, NaN where it has no value: its number, or the rank of its text.
 * @param {Row[]} rows
 * @param {"number" | TextColumn} key
 * @param {Turn} turn
 * @returns {Promise<((row: Row) => number) | null>}
 */
async function sizesOf(rows, key, turn) {
  if (key === "number") return (row) => row.value;
  const ranks = await ranksOf(rows, key, turn);
  return ranks && ((row) => (row[key] ? ranks.get(row[key]) : NaN));
}

/**
 * Some of the rows by a column, or null where that is no longer wanted. Whatever has no value comes last, in either
 * direction; equal ones stay in the order of the list.
 * @param {Row[]} kept
 * @param {Row[]} rows
 * @param {{ key: "number" | TextColumn, down: boolean }} by
 * @param {Turn} turn
 */
export async function sortedBy(kept, rows, by, turn) {
  const size = await sizesOf(rows, by.key, turn);
  if (!size) return null;
  const sign = by.down ? -1 : 1;
  const keyed = kept.map((row) => ({ row, size: size(row) }));
  /** @type {Compare<{ size: number }>} */
  const compare = (a, b) => Number(Number.isNaN(a.size)) - Number(Number.isNaN(b.size)) || sign * (a.size - b.size) || 0;
  const done = await sorted(keyed, compare, turn);
  return done && done.map((one) => one.row);
}
