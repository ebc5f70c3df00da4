/* What payloads of the index say (section 6 of FORMAT.md). */

import { MOST } from "./plan.js";

/** The letters of a file's name. */
export const NAME = 10;

/** @typedef {Uint8Array<ArrayBuffer>} Payload */
/**
 * @typedef {object} Entry A term of a term file.
 * @property {string} term
 * @property {number} documents How many hold it.
 * @property {number} length Bytes of the list of its documents.
 * @property {number} at Where that list begins.
 * @property {number} place Which of the terms with positions it is; -1 for one without.
 * @property {[before: string, after: string]} beside What always stands before it and after it, as far as the index says.
 */
/** @typedef {{ payload: Payload, files: { name: string, count: number }[], entries: Entry[] }} TermFile */
/** @typedef {{ file: TermFile, entry: Entry, documents: Int32Array, weights: Uint8Array }} TermList */
/** @typedef {[anchor: string, labels: string, text: string, page: string]} Cell */
/** @typedef {[url: string, title: string, body: string, form: string, money: string, period: string]} CardFields */
/** @typedef {[anchor: string, text: string, shared: number, ...labels: number[]]} StoredCell */
/** @typedef {{ card: CardFields, labels: string[], pages?: [cell: number, page: string][], cells: StoredCell[] }} StoredDocument */

/** @param {Uint8Array} bytes */
const textOf = (bytes) => new TextDecoder().decode(bytes);

/**
 * @param {Uint8Array} bytes
 * @returns {unknown}
 */
export const jsonOf = (bytes) => JSON.parse(textOf(bytes));

/** Numbers of a payload, one after the other; they can pass 2^32. */
class Bytes {
  /**
   * @param {Uint8Array} bytes
   * @param {number} [at]
   */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** @param {string} term */
const hasPositions = (term) => term[0] !== "＝" && Array.from(term.replace(/^＃/, "")).length >= MOST;

/** @param {string} term */
const isThree = (term) => !/^[＝＃]/.test(term) && Array.from(term).length === MOST;

/**
 * @param {Payload} payload
 * @param {number} [least] Of so many documents on, what stands beside a term is stated.
 * @returns {TermFile}
 */
export function readTerms(payload, least = Infinity) {
  const bytes = new Bytes(payload);
  const count = bytes.number();
  const files = Array.from({ length: bytes.number() }, () => ({ name: textOf(bytes.take(NAME)), count: bytes.number() }));
  const text = () => textOf(bytes.take(bytes.number()));
  /** @type {Entry[]} */
  const entries = [];
  let term = "";
  let placed = 0;
  for (let n = 0; n < count; n++) {
    term = term.slice(0, bytes.number()) + text();
    const [documents, length] = [bytes.number(), bytes.number()];
    const [before, after] = documents >= least && isThree(term) ? [text(), text()] : ["", ""];
    entries.push({ term, documents, length, at: 0, place: hasPositions(term) ? placed++ : -1, beside: [before, after] });
  }
  for (const entry of entries) {
    entry.at = bytes.at;
    bytes.at += entry.length + entry.documents;
  }
  return { payload, files, entries };
}

/**
 * The documents of a term and its weights in them.
 * @param {TermFile} file
 * @param {Entry} entry
 * @returns {TermList}
 */
export function readList(file, entry) {
  const bytes = new Bytes(file.payload, entry.at);
  const documents = new Int32Array(entry.documents);
  let last = 0;
  for (let n = 0; n < documents.length; n++) documents[n] = last += bytes.number();
  return { file, entry, documents, weights: bytes.take(entry.documents) };
}

/**
 * The positions of the terms of one position file: how many in each document, the gaps between what
 * is above their lowest bytes, and those.
 * @param {Payload} payload
 * @param {Entry[]} entries
 */
export function readPositions(payload, entries) {
  const bytes = new Bytes(payload);
  let total = 0;
  const terms = entries.map(function (entry) {
    const counts = Array.from({ length: entry.documents }, () => bytes.number());
    const start = total;
    total += counts.reduce((sum, count) => sum + count, 0);
    return { counts, start };
  });
  const positions = new Float64Array(total);
  const low = payload.length - total;
  let at = 0;
  for (const count of terms.flatMap((term) => term.counts)) {
    let high = 0;
    for (const end = at + count; at < end; at++) {
      high += bytes.number();
      positions[at] = high * 256 + payload[low + at];
    }
  }
  return { terms, positions };
}

/**
 * The card of a document, and what gives its cells.
 * @param {Payload} payload
 * @returns {{ card: CardFields, cells: () => Cell[] }}
 */
export function readDocument(payload) {
  const stored = /** @type {StoredDocument} */ (jsonOf(payload));
  /** @type {Cell[] | undefined} */
  let cells;
  return { card: stored.card, cells: () => (cells ??= readCells(stored)) };
}

/**
 * The cells of a document: anchor, labels and text of each, and its page where it isn't the document's own.
 * @param {StoredDocument} stored
 * @returns {Cell[]}
 */
function readCells({ labels: table, pages = [], cells }) {
  const paged = new Map(pages);
  let page = "";
  let record = "";
  /** @type {string[]} */
  let labels = [];
  return cells.map(function ([stored, text, shared, ...others], n) {
    const anchor = !stored || stored[0] === ":" ? record + stored : stored;
    record = anchor.split(":")[0];
    /** @type {(one: number) => string} */
    const label = (one) => (one < 0 ? cells[n + one][1].trim().split(/\s+/).join(" ") : table[one]);
    labels = [...labels.slice(0, shared), ...others.map(label)];
    page = paged.get(n) ?? page;
    return /** @type {Cell} */ ([anchor, labels.join(" › "), text, page]);
  });
}

/**
 * A column: what its head says of its values, and by document the place of a value.
 * @param {Payload} payload
 */
export function readColumn(payload) {
  const bytes = new Bytes(payload);
  const head = jsonOf(bytes.take(bytes.number()));
  const values = [];
  while (bytes.at < payload.length) values.push(bytes.number());
  return { head, values };
}
