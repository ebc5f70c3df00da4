/* Rows of the list of all indicators: those of the page's table, and all of them from files. */

import { breath, forEach } from "../shared/batch.js";

/**
 * @typedef {object} RowFields
 * @property {string} href
 * @property {string} name
 * @property {string} target
 * @property {string} number
 * @property {string} unit
 * @property {string} category
 * @property {string} trail
 * @property {string} kind
 * @property {string} year
 * @property {string} body
 * @property {string} shown The name of the body.
 * @property {string} document The title of the document.
 */
/** @typedef {RowFields & { place: number, value: number, text: string }} Row With its place, number and folded text. */
/** @typedef {"name" | "target" | "unit" | "category" | "trail" | "shown" | "year" | "document"} TextColumn */
/** @typedef {[url: string, year: string, body: string, shown: string, title: string]} ChunkDocument */
/** @typedef {[place: number, ...texts: string[]]} ChunkRow */
/** @typedef {{ documents: ChunkDocument[], rows: ChunkRow[] }} Chunk */
/** @typedef {(done: number, count: number) => void} Tell */

const AT_ONCE = 4;
const NUMBER = /-?\d+(\.\d+)?/;
/** @type {Map<string, Promise<Row[]>>} */
const fetchedRows = new Map(); // by where they came from: kept when the theme changes pages without loading

/** @param {string} text */
export const foldCase = (text) => text.normalize("NFKC").toLowerCase();

/** @param {string} text */
function numberOf(text) {
  const match = NUMBER.exec(text);
  return match ? Number(match[0]) : NaN;
}

/**
 * @param {RowFields} row
 * @param {number} place
 * @returns {Row}
 */
function finished(row, place) {
  const texts = [row.name, row.target, row.category, row.trail, row.shown, row.year, row.document];
  return Object.assign(row, { place, value: numberOf(row.number), text: foldCase(texts.join("\n")) });
}

/**
 * @param {HTMLTableSectionElement} body
 * @param {string} absent What the table prints for a year that is not stated.
 */
export function rowsOfTable(body, absent) {
  return Array.from(body.rows, function (tr, place) {
    const cells = Array.from(tr.cells, (cell) => cell.textContent || "");
    const [name, target, number, unit, category, trail, shown, year, title] = cells;
    const href = tr.querySelector("a")?.getAttribute("href") || "";
    const parts = href.split("#")[0].replace(/(\/|\/index\.html|\.html)$/, "").split("/");
    return finished({
      href, name, target, number, unit, category, trail, shown, document: title, year: year === absent ? "" : year,
      body: parts[parts.length - 2], kind: tr.dataset.kind || "number",
    }, place);
  });
}

/**
 * @param {Chunk} chunk
 * @param {string} base The address of the site's root.
 * @param {number} first The place of its first row in the list.
 */
function rowsOfChunk(chunk, base, first) {
  return chunk.rows.map(function (row, n) {
    const [place, anchor, name, target, number, unit, category, trail, kind] = row;
    const [url, year, body, shown, title] = chunk.documents[place];
    return finished({
      href: base + url + "#" + anchor, name, target, number, unit, category, trail, kind, year, body, shown,
      document: title,
    }, first + n);
  });
}

/**
 * Raises Error where there is no such file.
 * @param {string} url
 */
export async function fetchJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  return answer.json();
}

/**
 * Every row of the list, read once for each address of it; what went wrong can be tried again.
 * @param {string} base
 * @param {number} chunks
 * @param {Tell} tell
 */
export function allRows(base, chunks, tell) {
  const from = new URL(base + "indicators/", document.baseURI).href;
  const known = fetchedRows.get(from);
  if (known) return known;
  const reading = readChunks(from, new URL(base || "./", document.baseURI).href, chunks, tell);
  reading.catch(() => fetchedRows.delete(from));
  fetchedRows.set(from, reading);
  return reading;
}

/**
 * @param {string} from
 * @param {string} home
 * @param {number} chunks
 * @param {Tell} tell
 */
async function readChunks(from, home, chunks, tell) {
  const names = Array.from({ length: chunks }, (_, n) => `${from}rows-${n + 1}.json`);
  /** @type {Chunk[]} */
  const found = await forEach(names, fetchJson, { atOnce: AT_ONCE, tell });
  /** @type {Row[]} */
  const rows = [];
  for (const chunk of found) {
    for (const row of rowsOfChunk(chunk, home, rows.length)) rows.push(row);
    await breath();
  }
  return rows;
}
