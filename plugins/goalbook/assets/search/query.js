/* What a query finds, best first (sections 5 and 8 of FORMAT.md). Filters come afterwards. */

import { isAround, leastAsked } from "./cover.js";
import { readPositions } from "./payloads.js";
import { alternativeIn, planQuery } from "./plan.js";

/** @import { Asked } from "./cover.js" */
/** @import { Index } from "./index.js" */
/** @import { TermList } from "./payloads.js" */
/** @import { Alternative, Word } from "./plan.js" */
/** @typedef {Asked & { scores: Int32Array }} WeighedPiece */
/** @typedef {{ text: Alternative, pieces: WeighedPiece[], scores: Int32Array }} WeighedText A score is -1 where it isn't. */
/**
 * @typedef {object} Answer
 * @property {Word[]} words
 * @property {boolean} relaxed Whether no document holds every word, and those that come near stand for them.
 * @property {Int32Array} scores By document.
 * @property {number[]} numbers The documents that were found, best first.
 * @property {string[]} hints The parts of the words that a relaxed answer goes by.
 */

/** So many documents are looked into, rather than fetching positions. */
export const limits = { few: 20 };

/**
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Answer>}
 */
export async function search(index, query) {
  index.primer().catch(() => {}); // wanted for what is found
  const words = planQuery(query, index.folding);
  /** @type {Answer} */
  const answer = { words, relaxed: false, scores: new Int32Array(index.size), numbers: [], hints: [] };
  if (!words.length) {
    answer.numbers = Array.from(answer.scores.keys()).sort((a, b) => index.later(a, b));
    return answer;
  }
  const weighed = await Promise.all(words.map((word) => Promise.all(word.alternatives.map((one) => weigh(index, one)))));
  const found = await holdingSurely(index, weighed);
  if (!found.length) return relax(index, answer, weighed.flatMap(([first]) => first.pieces));
  for (const number of found) {
    for (const texts of weighed) answer.scores[number] += Math.max(...texts.map((one) => one.scores[number]));
  }
  answer.numbers = found.sort((a, b) => answer.scores[b] - answer.scores[a] || index.later(a, b));
  return answer;
}

/**
 * A text with its score in every document that holds all its pieces.
 * @param {Index} index
 * @param {Alternative} text
 * @returns {Promise<WeighedText>}
 */
async function weigh(index, text) {
  const pieces = await Promise.all(text.pieces.map(async function (piece) {
    const lists = await index.lists(piece);
    return { piece, lists, scores: pieceScores(lists, index.size) };
  }));
  return { text, pieces, scores: textScores(pieces, index.size) };
}

/**
 * The score of a piece in every document, -1 where it isn't.
 * @param {TermList[]} lists
 * @param {number} size
 */
function pieceScores(lists, size) {
  const out = new Int32Array(size).fill(-1);
  for (const { documents, weights } of lists) {
    const held = documents.length;
    const idf = Math.floor(32 * Math.log(1 + (size - held + 0.5) / (held + 0.5)) + 0.5);
    for (let n = 0; n < held; n++) out[documents[n]] = Math.max(out[documents[n]], idf * weights[n]);
  }
  return out;
}

/**
 * @param {WeighedPiece[]} pieces
 * @param {number} size
 */
function textScores(pieces, size) {
  if (pieces.length === 1) return pieces[0].scores.slice();
  const out = new Int32Array(size);
  for (let number = 0; number < size; number++) {
    let sum = 0;
    for (const { scores } of pieces) {
      if (scores[number] < 0) {
        sum = -1;
        break;
      }
      sum += scores[number];
    }
    out[number] = sum < 0 ? -1 : Math.floor(sum / pieces.length);
  }
  return out;
}

/**
 * The documents that hold every word, by a text of it, as far as the scores tell.
 * @param {WeighedText[][]} weighed
 * @param {number} size
 */
function holding(weighed, size) {
  const found = [];
  for (let number = 0; number < size; number++) {
    if (weighed.every((texts) => texts.some((one) => one.scores[number] >= 0))) found.push(number);
  }
  return found;
}

/**
 * The documents that hold every word, looked into where a text has several pieces.
 * @param {Index} index
 * @param {WeighedText[][]} weighed
 */
async function holdingSurely(index, weighed) {
  const found = holding(weighed, index.size);
  const unsure = weighed.flat().filter((one) => one.pieces.length > 1 && !isAround(one.text, one.pieces));
  if (!unsure.length || !found.length) return found;
  if (found.length <= limits.few) await lookInto(index, unsure, found);
  else await Promise.all(unsure.map((one) => verify(index, one, found)));
  return holding(weighed, index.size);
}

/**
 * Strikes out the documents whose cells don't hold a text.
 * @param {Index} index
 * @param {WeighedText[]} unsure
 * @param {number[]} candidates
 */
async function lookInto(index, unsure, candidates) {
  const cells = await Promise.all(candidates.map((number) => index.cells(number)));
  candidates.forEach(function (number, n) {
    const folded = cells[n].map((cell) => index.folding.fold(cell[2]));
    for (const one of unsure) {
      if (!folded.some((text) => alternativeIn(one.text, text))) one.scores[number] = -1;
    }
  });
}

/**
 * Strikes out the documents that have all pieces of a text but not in a row (section 5, number 4).
 * @param {Index} index
 * @param {WeighedText} text
 * @param {number[]} candidates
 */
async function verify(index, { text, pieces, scores }, candidates) {
  const unsure = candidates.filter((number) => scores[number] >= 0);
  if (!unsure.length) return;
  const asked = await leastAsked(index, text, pieces);
  const holds = asked.length === 1 ? heldBy(asked[0]) : await inARow(index, asked, new Set(unsure));
  for (const number of unsure) if (!holds(number)) scores[number] = -1;
}

/**
 * @param {Asked} asked
 * @returns {(number: number) => boolean} Whether a document has it.
 */
function heldBy({ lists }) {
  const numbers = new Set(lists.flatMap((list) => Array.from(list.documents)));
  return (number) => numbers.has(number);
}

/**
 * @param {Index} index
 * @param {Asked[]} asked
 * @param {Set<number>} wanted
 * @returns {Promise<(number: number) => boolean>} Whether one of the documents has them at their offsets from one place.
 */
async function inARow(index, asked, wanted) {
  const all = await Promise.all(asked.map((one) => startsOf(index, one, wanted)));
  return function (number) {
    const [first, ...others] = all.map((starts) => starts.get(number) || new Set());
    return Array.from(first).some((start) => others.every((one) => one.has(start)));
  };
}

/**
 * Where the text of a piece would begin in some documents: by document the places of the piece, each less its offset.
 * @param {Index} index
 * @param {Asked} asked
 * @param {Set<number>} wanted
 */
async function startsOf(index, { piece, lists }, wanted) {
  /** @type {Map<number, Set<number>>} */
  const out = new Map();
  await Promise.all(lists.map(async function (list) {
    const { counts, start, positions } = await positionsOf(index, list);
    let at = start;
    list.documents.forEach(function (number, n) {
      const end = at + counts[n];
      if (wanted.has(number)) {
        const kept = out.get(number) || new Set();
        for (; at < end; at++) kept.add(positions[at] - piece.offset);
        out.set(number, kept);
      }
      at = end;
    });
  }));
  return out;
}

/**
 * The positions of a term: those of its file, where its own begin, and how many are in each document.
 * @param {Index} index
 * @param {TermList} list
 */
async function positionsOf(index, { file, entry }) {
  let first = 0;
  let held = 0;
  while (entry.place >= first + file.files[held].count) first += file.files[held++].count;
  const { name, count } = file.files[held];
  const placed = file.entries.filter((one) => one.place >= first && one.place < first + count);
  const { terms, positions } = await index.file(name, (payload) => readPositions(payload, placed));
  return { ...terms[entry.place - first], positions };
}

/**
 * The answer with the documents that hold most of the pieces.
 * @param {Index} index
 * @param {Answer} answer
 * @param {WeighedPiece[]} pieces
 */
function relax(index, answer, pieces) {
  const kept = new Map(pieces.map((one) => [`${one.piece.prefix} ${one.piece.text}`, one]));
  const counts = new Int32Array(index.size);
  const { scores: sums } = answer;
  for (const { scores } of kept.values()) {
    scores.forEach(function (score, number) {
      if (score < 0) return;
      counts[number] += 1;
      sums[number] += score;
    });
  }
  const best = counts.reduce((most, count) => Math.max(most, count), 0);
  const least = Math.ceil(0.75 * best);
  answer.relaxed = true;
  answer.hints = Array.from(kept.values(), (one) => one.piece.text);
  for (let number = 0; best && number < index.size; number++) if (counts[number] >= least) answer.numbers.push(number);
  answer.numbers.sort((a, b) => counts[b] - counts[a] || sums[b] - sums[a] || index.later(a, b));
  return answer;
}
