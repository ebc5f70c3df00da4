/* Asks the scripts of the search page in Node: node files.mjs SCRIPTS SITE reads queries as JSON, and writes for each what
   a first one fetches of the index and finds. SCRIPTS is a copy of the package's scripts that Node takes for modules. */

import { existsSync, readFileSync } from "node:fs";
import { Duplex } from "node:stream";
import { pathToFileURL } from "node:url";
import { createInflate, createInflateRaw } from "node:zlib";

const [scripts, site] = process.argv.slice(2);
const HOME = "http://localhost/";
const SHOWN = 10;

// Node 18 knows no "deflate-raw" in its streams.
globalThis.DecompressionStream = function (format) {
  return Duplex.toWeb(format === "deflate-raw" ? createInflateRaw() : createInflate());
};
let sizes = new Map();
globalThis.fetch = async function (url) {
  const path = `${site}/${url.slice(HOME.length)}`;
  if (!existsSync(path)) return { ok: false, status: 404 };
  const bytes = Uint8Array.from(readFileSync(path));
  sizes.set(path, bytes.length);
  return { ok: true, status: 200, arrayBuffer: async () => bytes.buffer };
};

const load = (name) => import(pathToFileURL(`${scripts}/search/${name}.js`));
const { indexOf } = await load("index");
const { search } = await load("query");
const { hitOf } = await load("results");

const found = [];
for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
  sizes = new Map();
  const index = await indexOf(HOME, true);
  const { numbers, relaxed } = await search(index, query).then(async function (answer) {
    await Promise.all(answer.numbers.slice(0, SHOWN).map((number) => hitOf(index, number, answer)));
    return answer;
  });
  found.push({ sizes: Array.from(sizes.values()), numbers, relaxed });
}
process.stdout.write(JSON.stringify(found));
