/* The cells of a document that match (section 7 of FORMAT.md). */

import { standsIn } from "./plan.js";
import { rangesIn } from "./ranges.js";

/** @import { Range } from "./fold.js" */
/** @import { Index } from "./index.js" */
/** @import { Cell } from "./payloads.js" */
/** @import { Answer } from "./query.js" */
/** @import { Sought } from "./ranges.js" */
/** @typedef {{ anchor: string, record: string, labels: string, text: string, page: string }} FoundCell */
/** @typedef {FoundCell & { name: string, ranges: Range[] }} Match A cell with its record's name and the ranges that match. */

/**
 * The cells of a document that match, best first.
 * @param {Index} index
 * @param {number} number
 * @param {Answer} answer
 * @returns {Promise<Match[]>}
 */
export async function matchesOf(index, number, answer) {
  if (!answer.words.length) return [];
  const cells = await index.cells(number);
  /** @type {((folded: string) => boolean)[]} */
  const tests = answer.relaxed
    ? Array.from(new Set(answer.hints), (hint) => (folded) => folded.includes(hint))
    : answer.words.map((word) => (folded) => standsIn(word, folded));
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [anchor, , text] of cells) if (!anchor.includes(":")) names.set(anchor, text);
  const sought = soughtBy(answer);
  return matching(index, cells, tests).map((one) => ({
    ...one, name: names.get(one.record) || "", ranges: rangesIn(sought, one.text, index.folding),
  }));
}

/**
 * @param {Answer} answer
 * @returns {Sought[]}
 */
function soughtBy(answer) {
  if (!answer.relaxed) return answer.words.flatMap((word) => word.alternatives);
  return answer.hints.map((text) => ({ text, mark: "" }));
}

/**
 * The cells that pass a test: those of the records that pass most first, then those that pass most themselves.
 * @param {Index} index
 * @param {Cell[]} cells
 * @param {((folded: string) => boolean)[]} tests
 */
function matching(index, cells, tests) {
  /** @type {(FoundCell & { words: number, place: number })[]} */
  const found = [];
  /** @type {Map<string, Set<number>>} */
  const records = new Map();
  cells.forEach(function ([anchor, labels, text, page], place) {
    const folded = index.folding.fold(text);
    const words = tests.map((_, n) => n).filter((n) => tests[n](folded));
    if (!words.length) return;
    const record = anchor.split(":")[0];
    records.set(record, new Set([...(records.get(record) || []), ...words]));
    found.push({ anchor, record, labels, text, page, words: words.length, place });
  });
  /** @type {(one: FoundCell) => number} */
  const most = (one) => records.get(one.record)?.size ?? 0;
  return found.sort((a, b) => most(b) - most(a) || b.words - a.words || a.place - b.place);
}
