/* Tables of files (section 6 of FORMAT.md): from the manifest down to the names of the few files that are needed. */

import { NAME, jsonOf } from "./payloads.js";

/** @import { Payload } from "./payloads.js" */
/** @import { Piece } from "./plan.js" */
/** @typedef {{ firsts: string[], names: string }} Table First terms of files, or none where they are found by number. */
/** @typedef {{ file: (name: string, read: (payload: Payload) => Table) => Promise<Table>, manifest: { levels: { names: number } } }} Tables */

/** @type {(payload: Payload) => Table} */
const readTable = (payload) => /** @type {Table} */ (jsonOf(payload));

/**
 * @param {Table} table
 * @param {number} place
 */
const nameIn = (table, place) => table.names.slice(place * NAME, (place + 1) * NAME);

/**
 * The names of the files that may hold a piece, ``level`` tables below a table.
 * @param {Tables} index
 * @param {Table} table
 * @param {number} level
 * @param {Piece} piece
 * @returns {Promise<string[]>}
 */
export async function namesOf(index, table, level, piece) {
  const { firsts } = table;
  let next = 0;
  for (let high = firsts.length; next < high; ) {
    const middle = (next + high) >> 1;
    if (firsts[middle] <= piece.text) next = middle + 1;
    else high = middle;
  }
  const names = next ? [nameIn(table, next - 1)] : [];
  if (piece.prefix) while (next < firsts.length && firsts[next].startsWith(piece.text)) names.push(nameIn(table, next++));
  if (!level) return names;
  const tables = await Promise.all(names.map((name) => index.file(name, readTable)));
  return (await Promise.all(tables.map((one) => namesOf(index, one, level - 1, piece)))).flat();
}

/**
 * The name of the file at a place, ``level`` tables below a table.
 * @param {Tables} index
 * @param {Table} table
 * @param {number} level
 * @param {number} place
 * @returns {Promise<string>}
 */
export async function nameAt(index, table, level, place) {
  const below = index.manifest.levels.names ** level;
  const name = nameIn(table, Math.floor(place / below));
  return level ? nameAt(index, await index.file(name, readTable), level - 1, place % below) : name;
}
