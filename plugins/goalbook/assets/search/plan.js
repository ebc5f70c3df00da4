/* The plan of a query (section 5 of FORMAT.md): its words, the texts that each may be, and the terms to look up for them. */

import { otherForm } from "./forms.js";
import { RUN, even, evenNumber, evenText, hasNumber, isNumber, runsOf } from "./numbers.js";

/** @import { Folding } from "./fold.js" */

/**
 * @typedef {object} Piece A term of a text, or the beginning of terms.
 * @property {number} offset Characters of the text before it.
 * @property {string} text
 * @property {boolean} prefix Whether every term that begins with it counts.
 */
/** @typedef {"" | "＝" | "＃"} Mark Before terms of even numbers, and of even texts; "" before those of texts as they stand. */
/**
 * @typedef {object} Alternative A text that a word may be.
 * @property {string} text
 * @property {Mark} mark
 * @property {Piece[]} pieces
 */
/**
 * @typedef {object} Word
 * @property {string} folded
 * @property {boolean} quoted Whether it must stand as it was typed.
 * @property {Alternative[]} alternatives
 */

const LONGEST = 32; // characters of a term that is a run
const SHORTEST = 4; // and of the shortest of them
/** The most characters of a term that is no run. */
export const MOST = 3;
const WORD = /["“]([^\n]*?)["”](?!\S)|(\S+)/g;

/**
 * The words of a query, each once.
 * @param {string} query
 * @param {Folding} folding
 * @returns {Word[]}
 */
export function planQuery(query, folding) {
  /** @type {Map<string, Word>} */
  const words = new Map();
  for (const match of query.matchAll(WORD)) {
    const quoted = match[1] !== undefined;
    const folded = folding.fold(quoted ? match[1] : match[2]);
    const key = (quoted ? "“" : " ") + folded;
    if (folded && !words.has(key)) words.set(key, { folded, quoted, alternatives: alternativesOf(folded, quoted) });
  }
  return Array.from(words.values());
}

/**
 * @param {string} folded
 * @param {boolean} quoted
 * @returns {Alternative[]}
 */
function alternativesOf(folded, quoted) {
  /** @type {Alternative[]} */
  const found = [{ text: folded, mark: "", pieces: piecesOf(folded, "") }];
  if (quoted) return found;
  if (!hasNumber(folded)) {
    const text = otherForm(folded);
    if (text) found.push({ text, mark: "", pieces: piecesOf(text, "") });
    return found;
  }
  if (isNumber(folded)) {
    const text = evenNumber(folded);
    found.push({ text, mark: "＝", pieces: [{ offset: 0, text: "＝" + text, prefix: false }] });
    return found;
  }
  const text = even(folded);
  found.push({ text, mark: "＃", pieces: piecesOf(text, "＃") });
  if (text !== folded) found.push({ text, mark: "", pieces: piecesOf(text, "") });
  return found;
}

/**
 * The pieces that together cover a text: its longer runs, and characters by threes between them.
 * @param {string} text
 * @param {Mark} mark
 */
function piecesOf(text, mark) {
  const characters = Array.from(text);
  /** @type {Piece[]} */
  const made = [];
  /** @type {(offset: number, end: number, prefix: boolean) => void} */
  const add = (offset, end, prefix) => {
    made.push({ offset, text: mark + characters.slice(offset, end).join(""), prefix });
  };
  if (characters.length <= MOST) {
    add(0, MOST, false);
    return made;
  }
  // One unit for each character, so that places are counted in characters.
  const flat = characters.map((one) => (one.length > 1 ? "\uFFFF" : one)).join("");
  let at = 0;
  for (const match of flat.matchAll(RUN)) {
    const [run, start] = [match[0], match.index];
    if (run.length < SHORTEST) continue;
    for (const [from, to] of threes(at, start)) add(from, to, false);
    for (const [from, to] of cuts(run)) add(start + from, start + to, true);
    at = start + run.length;
  }
  for (const [from, to] of threes(at, characters.length)) add(from, to, false);
  return made;
}

/**
 * Ranges of three characters that cover a range; the last may reach back before it, and a short text on after it.
 * @param {number} first
 * @param {number} end
 */
function threes(first, end) {
  const found = [];
  let at = first;
  for (; at + MOST <= end; at += MOST) found.push([at, at + MOST]);
  const last = Math.max(end - MOST, 0);
  if (at < end) found.push([last, last + MOST]);
  return found;
}

/**
 * Ranges that cover a run, none longer or shorter than a term, none beginning with a point or comma.
 * @param {string} run
 */
function cuts(run) {
  const found = [];
  for (let from = 0; from < run.length; from += LONGEST) {
    while (run.length - from < SHORTEST || run[from] === "." || run[from] === ",") from -= 1;
    found.push([from, Math.min(from + LONGEST, run.length)]);
  }
  return found;
}

/**
 * Whether a word stands in a folded text (section 7).
 * @param {Word} word
 * @param {string} folded
 */
export function standsIn(word, folded) {
  if (folded.includes(word.folded)) return true;
  return !word.quoted && word.alternatives.some((one) => alternativeIn(one, folded));
}

/**
 * @param {Alternative} one
 * @param {string} folded
 */
export function alternativeIn(one, folded) {
  if (one.mark === "＝") return runsOf(folded).some((run) => isNumber(run) && evenNumber(run) === one.text);
  return (one.mark ? evenText(folded) : folded).includes(one.text);
}
