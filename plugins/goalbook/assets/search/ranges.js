/* Where words stand in a text as it is printed. */

import { RUN, evenNumber, isNumber } from "./numbers.js";

/** @import { Folding, Range } from "./fold.js" */
/** @import { Alternative } from "./plan.js" */
/** @typedef {Pick<Alternative, "text" | "mark">} Sought A text and how it is compared. */

/**
 * The ranges of a text that alternatives of a word cover, joined.
 * @param {Sought[]} alternatives
 * @param {string} text
 * @param {Folding} folding
 */
export function rangesIn(alternatives, text, folding) {
  const placed = folding.placed(text);
  return joined(alternatives.flatMap((one) => (one.mark ? evenRanges(one, placed) : plainRanges(one.text, placed))));
}

/**
 * The ranges that a part of a folded text came from.
 * @param {string} part
 * @param {{ folded: string, from: Range[] }} placed
 */
function plainRanges(part, { folded, from }) {
  /** @type {Range[]} */
  const found = [];
  for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + part.length)) {
    found.push([from[at][0], from[at + part.length - 1][1]]);
  }
  return found;
}

/**
 * The same for a text whose numbers are even: every unit of a number that was evened came from the whole of it.
 * @param {Sought} sought
 * @param {{ folded: string, from: Range[] }} placed
 */
function evenRanges(sought, { folded, from }) {
  /** @type {Range[]} */
  const numbers = [];
  /** @type {{ folded: string, from: Range[] }} */
  const evened = { folded: "", from: [] };
  /** @type {(start: number, end: number) => void} */
  const keep = (start, end) => {
    evened.folded += folded.slice(start, end);
    evened.from.push(...from.slice(start, end));
  };
  let last = 0;
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    const end = index + run.length;
    /** @type {Range} */
    const range = [from[index][0], from[end - 1][1]];
    const number = evenNumber(run);
    if (isNumber(run) && number === sought.text) numbers.push(range);
    if (number !== run) {
      keep(last, index);
      evened.folded += number;
      evened.from.push(...Array.from(number, () => range));
      last = end;
    }
  }
  keep(last, folded.length);
  return sought.mark === "＝" ? numbers : plainRanges(sought.text, evened);
}

/**
 * Ranges in order, those that meet as one.
 * @param {Range[]} ranges
 */
export function joined(ranges) {
  /** @type {Range[]} */
  const out = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out[out.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
