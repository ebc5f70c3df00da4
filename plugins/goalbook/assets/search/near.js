/* What a mistyped word may have meant, read from the texts of documents that come near (section 11 of FORMAT.md). */

const LEAST_SIGNS = 2;
const MOST_SIGNS = 32;
const MOST_SLIPS = 3;
const ALL_SIGNS = /^[\p{L}\p{N}]+$/u;

/**
 * Up to three parts of folded texts that a folded word is a slip of: those as long as it first, then those in the most
 * texts, then the first met.
 * @param {string} word
 * @param {string[]} texts
 */
export function nearTexts(word, texts) {
  const signs = Array.from(word);
  /** @type {Map<string, number>} */
  const counts = new Map();
  if (signs.length >= LEAST_SIGNS && signs.length <= MOST_SIGNS) {
    for (const text of texts) for (const part of slips(signs, Array.from(text))) counts.set(part, (counts.get(part) || 0) + 1);
  }
  /** @type {(part: string) => number} */
  const other = (part) => Number(Array.from(part).length !== signs.length);
  return Array.from(counts).sort((a, b) => other(a[0]) - other(b[0]) || b[1] - a[1]).slice(0, MOST_SLIPS).map(([part]) => part);
}

/**
 * @param {string[]} word
 * @param {string[]} text
 */
function slips(word, text) {
  const size = word.length;
  // Of a short word with one sign less or more nothing is left to know it by.
  const sizes = [size, ...(size > 2 ? [size + 1] : []), ...(size > 3 ? [size - 1] : [])];
  /** @type {Set<string>} */
  const found = new Set();
  for (let at = 0; at < text.length; at++) {
    for (const length of sizes) {
      if (at + length > text.length || !isSlip(word, text, at, length)) continue;
      const part = text.slice(at, at + length).join("");
      if (ALL_SIGNS.test(part)) found.add(part);
    }
  }
  return found;
}

/**
 * Whether a word is a part of a text with one sign changed (two in words of six and more), two neighbours swapped, one missing
 * or added.
 * @param {string[]} word
 * @param {string[]} text
 * @param {number} at
 * @param {number} length
 */
function isSlip(word, text, at, length) {
  if (length !== word.length) {
    const part = text.slice(at, at + length);
    const [short, long] = length < word.length ? [part, word] : [word, part];
    let same = 0;
    while (same < short.length && short[same] === long[same]) same++;
    while (same < short.length && short[same] === long[same + 1]) same++;
    return same === short.length;
  }
  /** @type {number[]} */
  const differ = [];
  for (let n = 0; n < length; n++) {
    if (word[n] === text[at + n]) continue;
    differ.push(n);
    if (differ.length > 2) return false;
  }
  if (!differ.length) return false;
  if (differ.length === 1 || length > 5) return true;
  const [first, second] = differ;
  return second === first + 1 && word[first] === text[at + second] && word[second] === text[at + first];
}
