/* English words for one and for many (section 5 of FORMAT.md): policy and policies are the same word. */

/** @type {[RegExp, number, string][]} Ends of words, what is cut off and what is put there; the first that fits. */
const FORMS = [["ies", 3, "y"], ["(?<![aeiou])y", 1, "ies"], ["(?:ss|x|ch|sh)es", 2, ""], ["(?<![siu])s", 1, ""]]
  .map(([end, cut, more]) => [new RegExp(`(?<![0-9a-z])([a-z]+${end})$`), Number(cut), String(more)]);
const SHORTEST_FORM = 4;

/**
 * A folded word with the other form of the English one that it ends in; nothing where there is no other.
 * @param {string} word
 */
export function otherForm(word) {
  for (const [end, cut, more] of FORMS) {
    const match = end.exec(word);
    if (match && match[1].length >= SHORTEST_FORM) return word.slice(0, -cut) + more;
  }
  return "";
}
