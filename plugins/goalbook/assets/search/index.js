/* The index of a site: its manifest, and the few files that are asked of it. The description is FORMAT.md beside its builder. */

import { FOLDER, Missing, readFile } from "./files.js";
import { Folding } from "./fold.js";
import { jsonOf, readColumn, readDocument, readList, readTerms } from "./payloads.js";
import { nameAt, namesOf } from "./tables.js";

/** @import { Payload, TermList } from "./payloads.js" */
/** @import { Piece } from "./plan.js" */
/**
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} documents
 * @property {string} date
 * @property {[string, string]} variants
 * @property {string} terms The names of the term files, or of tables of them.
 * @property {string[]} firsts The first term of each.
 * @property {string} groups The names of the groups of documents, or of tables of them.
 * @property {{ terms: number, groups: number, names: number }} levels Tables between these names and the files; names of a table.
 * @property {number} each Documents of a group.
 * @property {number} beside Of terms that so many documents hold it is stated what stands beside them.
 * @property {[year: string, first: number][]} years
 * @property {Record<string, string>} columns
 * @property {string} primer
 * @property {string[][]} [synonyms] Groups of words that mean the same.
 */
/**
 * @typedef {object} Card What a result says of its document.
 * @property {number} number
 * @property {string} url
 * @property {string} title
 * @property {string} body
 * @property {string} form
 * @property {string} money
 * @property {string} period As printed, where the year stands for one.
 * @property {string} year
 */

export class Index {
  /**
   * @param {string} base The address of the site's root.
   * @param {Manifest} manifest
   */
  constructor(base, manifest) {
    this.base = base;
    this.manifest = manifest;
    this.size = manifest.documents;
    this.date = manifest.date;
    this.folding = new Folding(manifest.variants);
    this.synonyms = manifest.synonyms || [];
    /** @type {Map<string, Promise<unknown>>} */
    this.files = new Map();
    this.yearPlace = new Int32Array(this.size);
    manifest.years.forEach(([, first], n) => this.yearPlace.fill(n, first));
  }

  /**
   * A named file as ``read`` gives it, fetched once; ``primer`` is awaited where there is one.
   * @template T
   * @param {string} name
   * @param {(payload: Payload) => T} read
   * @param {Promise<Payload> | null} [primer]
   * @returns {Promise<T>}
   */
  file(name, read, primer = null) {
    const known = this.files.get(name);
    if (known) return /** @type {Promise<T>} */ (known);
    const reading = readFile(`${this.base}${FOLDER}${name.slice(0, 2)}/${name}.bin`, { primer }).then(read);
    reading.catch(() => this.files.delete(name));
    this.files.set(name, reading);
    return reading;
  }

  /** @param {string} name */
  column(name) {
    return this.file(this.manifest.columns[name], readColumn);
  }

  /** @param {number} number */
  year(number) {
    return this.manifest.years[this.yearPlace[number]][0];
  }

  /**
   * The place of a document's year, those without one first.
   * @param {number} number
   */
  yearRank(number) {
    return this.year(number) ? this.yearPlace[number] : -1;
  }

  /**
   * Newest first, then the order of the documents.
   * @param {number} a
   * @param {number} b
   */
  later(a, b) {
    return this.yearRank(b) - this.yearRank(a) || a - b;
  }

  /**
   * The lists of the terms of a piece.
   * @param {Piece} piece
   * @returns {Promise<TermList[]>}
   */
  async lists(piece) {
    const { firsts, terms, levels } = this.manifest;
    const names = await namesOf(this, { firsts, names: terms }, levels.terms, piece);
    const files = await Promise.all(names.map((name) => this.file(name, (payload) => readTerms(payload, this.manifest.beside))));
    /** @type {(term: string) => boolean} */
    const fits = piece.prefix ? (term) => term.startsWith(piece.text) : (term) => term === piece.text;
    return files.flatMap((file) => file.entries.filter((one) => fits(one.term)).map((entry) => readList(file, entry)));
  }

  /** @param {number} number */
  async document(number) {
    const { each, groups, levels } = this.manifest;
    const group = await nameAt(this, { firsts: [], names: groups }, levels.groups, Math.floor(number / each));
    return this.file(`${group}-${number % each}`, readDocument, this.primer());
  }

  /**
   * @param {number} number
   * @returns {Promise<Card>}
   */
  async card(number) {
    const [url, title, body, form, money, period] = (await this.document(number)).card;
    return { number, url, title, body, form, money, period, year: this.year(number) };
  }

  /** @param {number} number */
  async cells(number) {
    return (await this.document(number)).cells();
  }

  primer() {
    return this.file(this.manifest.primer, (payload) => payload);
  }
}

/**
 * The index of the site at an address; ``fresh`` reads the manifest past the browser's cache.
 * @param {string} base
 * @param {boolean} [fresh]
 */
async function openIndex(base, fresh = false) {
  const manifest = /** @type {Manifest} */ (jsonOf(await readFile(`${base}${FOLDER}manifest.bin`, { fresh })));
  if (manifest.format !== 3) throw new Missing("format");
  return new Index(base, manifest);
}

/** @type {Map<string, Promise<Index>>} */
const opened = new Map(); // by the address of the site

/**
 * The index of a site, opened once; ``fresh`` where it was published anew.
 * @param {string} base
 * @param {boolean} fresh
 */
export function indexOf(base, fresh) {
  const known = opened.get(base);
  if (known && !fresh) return known;
  const opening = openIndex(base, fresh);
  opening.catch(() => opened.get(base) === opening && opened.delete(base));
  opened.set(base, opening);
  return opening;
}
