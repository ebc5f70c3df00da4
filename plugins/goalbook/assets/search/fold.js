/* Folding (section 2 of FORMAT.md): texts that read alike become the same text. */

const DROPPED = /[\p{Cc}\p{Cf}\p{Z}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;

/** @typedef {[number, number]} Range Where a part of a text begins and ends, in UTF-16 units. */

/** Folds texts by a table of variant characters: those that stand for others and, place by place, those they stand for. */
export class Folding {
  /** @param {[string, string]} variants What characters become, and the characters. */
  constructor(variants) {
    const became = Array.from(variants[0]);
    this.same = new Map(Array.from(variants[1], (from, n) => [from, became[n]]));
    /** @type {Map<string, string>} */
    this.known = new Map();
  }

  /** @param {string} text */
  fold(text) {
    const folded = Array.from(text, (one) => this.character(one)).join("");
    return folded.replaceAll(">=", "≥").replaceAll("<=", "≤");
  }

  /**
   * One character, folded; a text of none or several where it is dropped or taken apart.
   * @param {string} character
   */
  character(character) {
    let folded = this.known.get(character);
    if (folded === undefined) {
      folded = "";
      for (const one of character.normalize("NFKC").toUpperCase().toLowerCase()) {
        if (!DROPPED.test(one)) folded += this.same.get(one) ?? one;
      }
      this.known.set(character, folded);
    }
    return folded;
  }

  /**
   * The folded text and, for each UTF-16 unit of it, the range of the text it came from.
   * @param {string} text
   */
  placed(text) {
    let folded = "";
    /** @type {Range[]} */
    const from = [];
    let at = 0;
    for (const character of text) {
      for (const unit of this.character(character).split("")) {
        if (unit === "=" && /[<>]$/.test(folded)) {
          folded = folded.slice(0, -1) + (folded.endsWith(">") ? "≥" : "≤");
          from[from.length - 1] = [from[from.length - 1][0], at + character.length];
        } else {
          folded += unit;
          from.push([at, at + character.length]);
        }
      }
      at += character.length;
    }
    return { folded, from };
  }
}
