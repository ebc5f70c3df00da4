/* The scripts of the search page are held against the golden vectors, which the index in Python is held against too. */

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createInflate, createInflateRaw } from "node:zlib";

const GOALBOOK = fileURLToPath(new URL("../../plugins/goalbook/", import.meta.url));
const vectors = JSON.parse(readFileSync(join(GOALBOOK, "search/vectors.json"), "utf-8"));

// Node takes files for modules where a package.json says so, and the product has none.
const copy = mkdtempSync(join(tmpdir(), "goalbook-"));
after(() => rmSync(copy, { recursive: true }));
writeFileSync(join(copy, "package.json"), '{"type": "module"}');
for (const folder of ["shared", "search"]) cpSync(join(GOALBOOK, "assets", folder), join(copy, folder), { recursive: true });
const load = (name) => import(pathToFileURL(join(copy, `search/${name}.js`)));

const { Folding } = await load("fold");
const { RUN, even, evenNumber, evenText, isNumber } = await load("numbers");
const { planQuery, standsIn } = await load("plan");
const { nearTexts } = await load("near");
const { inflated, unescaped } = await load("files");
const { nameAt, namesOf } = await load("tables");
const { figure } = await load("../shared/text");
const { readColumn, readDocument, readList, readPositions, readTerms } = await load("payloads");

const variants = readFileSync(join(GOALBOOK, "search/variants.txt"), "utf-8").split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .flatMap(([became, ...others]) => others.map((from) => [became, from]));
const folding = new Folding([0, 1].map((side) => variants.map((pair) => pair[side]).join("")));

// Node 18 knows no "deflate-raw" in its streams: its own inflaters stand in for them.
globalThis.DecompressionStream = function (format) {
  return Duplex.toWeb(format === "deflate-raw" ? createInflateRaw() : createInflate());
};

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (one) => parseInt(one, 16));
const hexOf = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const termFile = readTerms(bytesOf(vectors.term_file.payload));

test("texts are folded", function () {
  for (const [text, folded] of vectors.fold) assert.equal(folding.fold(text), folded);
});

test("runs and numbers are told", function () {
  for (const [text, runs] of vectors.runs) {
    const found = Array.from(text.matchAll(RUN), ({ 0: run, index }) =>
      [Array.from(text.slice(0, index)).length, run, isNumber(run), evenNumber(run)]);
    assert.deepEqual(found, runs);
  }
  for (const [text, evened, ownText] of vectors.even) assert.deepEqual([even(text), evenText(text)], [evened, ownText]);
});

test("queries become words and pieces", function () {
  for (const [query, words] of vectors.plan) {
    const found = planQuery(query, folding).map(({ folded, quoted, alternatives }) => ({
      folded, quoted, alternatives: alternatives.map((one) => one.pieces.map(({ offset, text, prefix }) => [offset, text, prefix])),
    }));
    assert.deepEqual(found, words);
  }
});

test("a word stands in a text", function () {
  for (const [word, quoted, text, stands] of vectors.contains) {
    const [planned] = planQuery(quoted ? `"${word}"` : word, folding);
    assert.equal(standsIn(planned, text), stands, `${word} in ${text}`);
  }
});

test("slips of a word are found in texts", function () {
  for (const [word, texts, found] of vectors.near) assert.deepEqual(nearTexts(word, texts), found, word);
});

test("envelopes are opened", async function () {
  for (const { file, primer, payload } of vectors.envelope) {
    const bytes = unescaped(bytesOf(file).slice('goalbookPart("'.length, -'")'.length));
    assert.equal(hexOf(await inflated(bytes, bytesOf(primer))), payload);
  }
});

test("term files and position files are read", function () {
  const terms = termFile.entries.map(function (entry) {
    const { documents, weights } = readList(termFile, entry);
    return [entry.term, Array.from(documents, (number, n) => [number, weights[n]])];
  });
  assert.deepEqual(terms, vectors.term_file.terms);
  const [payload] = Object.values(vectors.term_file.position_files);
  const placed = termFile.entries.filter((entry) => entry.place >= 0);
  const read = readPositions(bytesOf(payload), placed);
  const positions = placed.map(function (entry, n) {
    let { start } = read.terms[n];
    const { documents } = readList(termFile, entry);
    return [entry.term, read.terms[n].counts.map((count, place) =>
      [documents[place], Array.from(read.positions.subarray(start, (start += count)))])];
  });
  assert.deepEqual(positions, vectors.term_file.positions);
});

test("what always stands beside terms is read", function () {
  const { least, payload, terms } = vectors.beside;
  assert.deepEqual(readTerms(bytesOf(payload), least).entries.map((one) => [one.term, one.beside]), terms);
});

test("documents and columns are read", function () {
  const { payload, cells } = vectors.document_file;
  const read = readDocument(new TextEncoder().encode(JSON.stringify(payload)));
  assert.deepEqual(read.card, payload.card);
  assert.deepEqual(read.cells(), cells.map(([anchor, labels, ...others]) => [anchor, labels.join(" › "), ...others]));
  const { payload: column, head, values } = vectors.column;
  assert.deepEqual(readColumn(bytesOf(column)), { head, values });
});

test("names are found by way of tables", async function () {
  const { manifest, files, terms, groups } = vectors.tables;
  const file = async (name, read) => read(new TextEncoder().encode(JSON.stringify(files[name])));
  const index = { manifest, file };
  for (const [text, prefix, names] of terms) {
    const table = { firsts: manifest.firsts, names: manifest.terms };
    assert.deepEqual(await namesOf(index, table, manifest.levels.terms, { offset: 0, text, prefix }), names, text);
  }
  const table = { firsts: [], names: manifest.groups };
  const found = await Promise.all(groups.map((_, place) => nameAt(index, table, manifest.levels.groups, place)));
  assert.deepEqual(found, groups);
});

test("figures are those of the language's own formatter, without waking it", () => {
  for (const count of [0, 7, 999, 1000, 12345, 1234567, 0.1 + 0.2, 12.3456, 1234.5678, -1234.5, 123456789.25, 99999.9996]) {
    assert.equal(figure(count), count.toLocaleString("en-US"));
  }
});
