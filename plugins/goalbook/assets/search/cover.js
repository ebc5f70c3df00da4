/* Which terms tell whether a text stands in a document, beside those that it is looked up by (section 5 of FORMAT.md, number 4): with
   what the index says stands beside them they account for each of its characters, and they have the fewest places to fetch. */

import { MOST } from "./plan.js";

/** @import { Index } from "./index.js" */
/** @import { TermList } from "./payloads.js" */
/** @import { Alternative, Piece } from "./plan.js" */
/** @typedef {{ piece: Piece, lists: TermList[] }} Asked A piece with the lists of its terms. */
/** @typedef {Asked & { from: number, to: number, cost: number }} Link Characters that stand wherever its term does, and documents. */

/** Where so many documents hold the pieces of a text, added up, other terms of it are looked up, unless it is longer than that. */
export const coverLimits = { many: 16384, long: 12 };

/**
 * Whether one of the pieces stands nowhere without all of the text around it.
 * @param {Alternative} text
 * @param {Asked[]} pieces
 */
export function isAround(text, pieces) {
  const { length } = Array.from(text.text);
  return pieces.some((one) => spans(linkOf(text, one), length));
}

/**
 * The terms of which to ask in which places they stand. Where it is one alone, the documents that hold it hold the text.
 * @param {Index} index
 * @param {Alternative} text
 * @param {Asked[]} pieces
 * @returns {Promise<Asked[]>}
 */
export async function leastAsked(index, text, pieces) {
  const characters = Array.from(text.text);
  const isCheap = pieces.reduce((sum, one) => sum + costOf(one), 0) < coverLimits.many;
  if (isCheap || text.mark || characters.length > coverLimits.long || pieces.some(({ piece }) => piece.prefix)) return pieces;
  const links = await Promise.all(characters.slice(MOST - 1).map(async function (_, offset) {
    const piece = { offset, text: characters.slice(offset, offset + MOST).join(""), prefix: false };
    return linkOf(text, { piece, lists: await index.lists(piece) });
  }));
  // A text with a term that no document holds stands nowhere.
  const alone = links.find((link) => !link.lists.length || spans(link, characters.length));
  return alone ? [alone] : cheapest(links, characters.length);
}

/**
 * @param {Link} link
 * @param {number} length
 */
function spans({ from, to }, length) {
  return from === 0 && to === length;
}

/** @param {Asked} asked */
function costOf({ lists }) {
  return lists.reduce((sum, list) => sum + list.documents.length, 0);
}

/**
 * @param {Alternative} text
 * @param {Asked} asked
 * @returns {Link}
 */
function linkOf(text, asked) {
  const { piece, lists: [list] } = asked;
  let from = piece.offset;
  let to = from + MOST;
  // Nothing is said of what stands beside marked terms and the ends of runs.
  if (list && !text.mark && !piece.prefix) {
    const whole = Array.from(text.text);
    const [before, after] = list.entry.beside.map((one) => Array.from(one));
    while (from > 0 && before.pop() === whole[from - 1]) from -= 1;
    while (to < whole.length && after.shift() === whole[to]) to += 1;
  }
  return { ...asked, from, to, cost: costOf(asked) };
}

/**
 * The links with the fewest documents that account for all characters of a text.
 * @param {Link[]} links
 * @param {number} length
 */
function cheapest(links, length) {
  /** @type {{ cost: number, links: Link[] }[]} */
  const best = [{ cost: 0, links: [] }]; // for the first 0, 1, 2 … characters
  for (let end = 1; end <= length; end++) {
    const ways = links.filter((link) => link.from < end && end <= link.to)
      .map((link) => ({ cost: best[link.from].cost + link.cost, links: [...best[link.from].links, link] }));
    best.push(ways.reduce((least, way) => (way.cost < least.cost ? way : least)));
  }
  return best[length].links;
}
