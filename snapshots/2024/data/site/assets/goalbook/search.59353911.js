"use strict";
{
/* The page's address. */

const pageNumber = (query, name) => Math.max(1, Math.floor(Number(query.get(name))) || 1);

function showQuery(search, { hash = "", push = false } = {}) {
  if (search === location.search) return;
  const address = location.pathname + search + hash;
  try {
    if (push) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
  } catch {
    // A browser may keep the address of a page that was opened from a disk as it is.
  }
}

/* Much work, without holding up the page or the server. */

async function forEach(list, work, { atOnce, tell }) {
  const out = [];
  let next = 0;
  let done = 0;
  let failed = false;
  async function workOn() {
    while (next < list.length && !failed) {
      const n = next++;
      out[n] = await work(list[n]);
      if (!failed) tell(++done, list.length);
    }
  }
  const stop = (error) => {
    failed = true;
    throw error;
  };
  await Promise.all(Array.from({ length: atOnce }, () => workOn().catch(stop)));
  return out;
}

const breath = () => new Promise((resume) => setTimeout(resume));

/* Elements of the page. */

function made(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

function the(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} for ${selector}`);
  return found;
}

function all(root, selector, kind) {
  return Array.from(root.querySelectorAll(selector)).flatMap((one) => (one instanceof kind ? [one] : []));
}

function onPages(work) {
  if (typeof document$ !== "undefined") document$.subscribe(work);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
  else work();
}

function button(text, work) {
  const element = made("button", { type: "button", class: "gb-button" }, text);
  element.onclick = work;
  return element;
}

/* Files made in the page. */


const NO_NAME = /[\\/:*?"<>|\p{Cc}\uff1a]+/gu; // what names of files may not hold

function guarded(text) {
  const number = /^\d+$/.test(text.slice(1).replaceAll(",", "").replace(".", "").replace(/%+$/, ""));
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/.test(text) && !number ? "'" + text : text;
}

const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csv = (rows) => "\uFEFF" + rows.map((row) => row.map((text) => csvCell(guarded(text))).join(",") + "\r\n").join("");

function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  made("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

const fileName = (parts) => parts.filter(Boolean).join("_").replace(NO_NAME, "-").slice(0, 120);

/* Texts for readers. */

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const figure = (count) => count.toLocaleString("en-US");

/* Folding (section 2 of FORMAT.md): texts that read alike become the same text. */

const DROPPED = /[\p{Cc}\p{Cf}\p{Z}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;


class Folding {
  constructor(variants) {
    const became = Array.from(variants[0]);
    this.same = new Map(Array.from(variants[1], (from, n) => [from, became[n]]));
    this.known = new Map();
  }

  fold(text) {
    const folded = Array.from(text, (one) => this.character(one)).join("");
    return folded.replaceAll(">=", "\u2265").replaceAll("<=", "\u2264");
  }

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

  placed(text) {
    let folded = "";
    const from = [];
    let at = 0;
    for (const character of text) {
      for (const unit of this.character(character).split("")) {
        if (unit === "=" && /[<>]$/.test(folded)) {
          folded = folded.slice(0, -1) + (folded.endsWith(">") ? "\u2265" : "\u2264");
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

/* Runs and numbers (section 3 of FORMAT.md): 1,579.00 and 1579 are the same number. */

const RUN = /[0-9a-z](?:[0-9a-z]|[.,](?<=[0-9].)(?=[0-9]))*/g;
const NUMBER = /^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$/;

const runsOf = (text) => text.match(RUN) || [];

const isNumber = (run) => NUMBER.test(run);

const hasNumber = (text) => runsOf(text).some(isNumber);

function evenNumber(run) {
  const match = NUMBER.exec(run);
  if (!match) return run;
  const whole = match[1].replaceAll(",", "");
  return match[2] ? (whole + match[2]).replace(/0+$/, "").replace(/\.$/, "") : whole;
}

const even = (folded) => folded.replace(RUN, evenNumber);

function evenText(folded) {
  const evened = even(folded);
  return evened === folded || isNumber(folded) ? "" : evened;
}

/* English words for one and for many (section 5 of FORMAT.md): policy and policies are the same word. */

const FORMS = [["ies", 3, "y"], ["(?<![aeiou])y", 1, "ies"], ["(?:ss|x|ch|sh)es", 2, ""], ["(?<![siu])s", 1, ""]]
  .map(([end, cut, more]) => [new RegExp(`(?<![0-9a-z])([a-z]+${end})$`), Number(cut), String(more)]);
const SHORTEST_FORM = 4;

function otherForm(word) {
  for (const [end, cut, more] of FORMS) {
    const match = end.exec(word);
    if (match && match[1].length >= SHORTEST_FORM) return word.slice(0, -cut) + more;
  }
  return "";
}

/* The plan of a query (section 5 of FORMAT.md): its words, the texts that each may be, and the terms to look up for them. */




const LONGEST = 32; // characters of a term that is a run
const SHORTEST = 4; // and of the shortest of them
const MOST = 3;
const WORD = /["\u201c]([^\n]*?)["\u201d](?!\S)|(\S+)/g;

function planQuery(query, folding) {
  const words = new Map();
  for (const match of query.matchAll(WORD)) {
    const quoted = match[1] !== undefined;
    const folded = folding.fold(quoted ? match[1] : match[2]);
    const key = (quoted ? "\u201c" : " ") + folded;
    if (folded && !words.has(key)) words.set(key, { folded, quoted, alternatives: alternativesOf(folded, quoted) });
  }
  return Array.from(words.values());
}

function alternativesOf(folded, quoted) {
  const found = [{ text: folded, mark: "", pieces: piecesOf(folded, "") }];
  if (quoted) return found;
  if (!hasNumber(folded)) {
    const text = otherForm(folded);
    if (text) found.push({ text, mark: "", pieces: piecesOf(text, "") });
    return found;
  }
  if (isNumber(folded)) {
    const text = evenNumber(folded);
    found.push({ text, mark: "\uff1d", pieces: [{ offset: 0, text: "\uff1d" + text, prefix: false }] });
    return found;
  }
  const text = even(folded);
  found.push({ text, mark: "\uff03", pieces: piecesOf(text, "\uff03") });
  if (text !== folded) found.push({ text, mark: "", pieces: piecesOf(text, "") });
  return found;
}

function piecesOf(text, mark) {
  const characters = Array.from(text);
  const made = [];
  const add = (offset, end, prefix) => {
    made.push({ offset, text: mark + characters.slice(offset, end).join(""), prefix });
  };
  if (characters.length <= MOST) {
    add(0, MOST, false);
    return made;
  }
  // One unit for each character, so that places are counted in characters.
  const flat = characters.map((one) => (one.length > 1 ? "\uFFFF" : one)).join("");
  let at = 0;
  for (const match of flat.matchAll(RUN)) {
    const [run, start] = [match[0], match.index];
    if (run.length < SHORTEST) continue;
    for (const [from, to] of threes(at, start)) add(from, to, false);
    for (const [from, to] of cuts(run)) add(start + from, start + to, true);
    at = start + run.length;
  }
  for (const [from, to] of threes(at, characters.length)) add(from, to, false);
  return made;
}

function threes(first, end) {
  const found = [];
  let at = first;
  for (; at + MOST <= end; at += MOST) found.push([at, at + MOST]);
  const last = Math.max(end - MOST, 0);
  if (at < end) found.push([last, last + MOST]);
  return found;
}

function cuts(run) {
  const found = [];
  for (let from = 0; from < run.length; from += LONGEST) {
    while (run.length - from < SHORTEST || run[from] === "." || run[from] === ",") from -= 1;
    found.push([from, Math.min(from + LONGEST, run.length)]);
  }
  return found;
}

function standsIn(word, folded) {
  if (folded.includes(word.folded)) return true;
  return !word.quoted && word.alternatives.some((one) => alternativeIn(one, folded));
}

function alternativeIn(one, folded) {
  if (one.mark === "\uff1d") return runsOf(folded).some((run) => isNumber(run) && evenNumber(run) === one.text);
  return (one.mark ? evenText(folded) : folded).includes(one.text);
}

/* Where words stand in a text as it is printed. */



function rangesIn(alternatives, text, folding) {
  const placed = folding.placed(text);
  return joined(alternatives.flatMap((one) => (one.mark ? evenRanges(one, placed) : plainRanges(one.text, placed))));
}

function plainRanges(part, { folded, from }) {
  const found = [];
  for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + part.length)) {
    found.push([from[at][0], from[at + part.length - 1][1]]);
  }
  return found;
}

function evenRanges(sought, { folded, from }) {
  const numbers = [];
  const evened = { folded: "", from: [] };
  const keep = (start, end) => {
    evened.folded += folded.slice(start, end);
    evened.from.push(...from.slice(start, end));
  };
  let last = 0;
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    const end = index + run.length;
    const range = [from[index][0], from[end - 1][1]];
    const number = evenNumber(run);
    if (isNumber(run) && number === sought.text) numbers.push(range);
    if (number !== run) {
      keep(last, index);
      evened.folded += number;
      evened.from.push(...Array.from(number, () => range));
      last = end;
    }
  }
  keep(last, folded.length);
  return sought.mark === "\uff1d" ? numbers : plainRanges(sought.text, evened);
}

function joined(ranges) {
  const out = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out[out.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

/* Files of the index (section 6 of FORMAT.md): fetched, from a disk by script elements, and inflated. */

const FOLDER = "search/data/";
const HEAD = 'goalbookPart("';

class Missing extends Error {}

class Unreachable extends Error {}

function unescaped(bytes) {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at];
    if (byte === 92) {
      byte = bytes[++at];
      byte = byte === 110 ? 10 : byte === 114 ? 13 : byte;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

async function inflated(bytes, primer) {
  const size = primer ? primer.length : 0;
  const head = Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255);
  const parts = primer && size ? [head, primer, bytes] : [bytes];
  const { writable, readable } = new DecompressionStream(size ? "deflate-raw" : "deflate");
  const writer = writable.getWriter();
  // What goes wrong while it is written is also told by what is read. A stream of a blob would take a way of its own.
  for (const part of parts) writer.write(part).catch(() => {});
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer()).subarray(size);
}

async function fetched(url, fresh) {
  let bytes;
  try {
    const answer = await fetch(url, { cache: fresh ? "reload" : "default" });
    if (answer.status === 404 || answer.status === 410) throw new Missing(url);
    if (!answer.ok) throw new Unreachable(url);
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw error instanceof Missing ? error : new Unreachable(url);
  }
  // A server may answer with a page of its own where a file isn't.
  if (String.fromCharCode(...bytes.subarray(0, HEAD.length)) !== HEAD) throw new Missing(url);
  return unescaped(bytes.subarray(HEAD.length, bytes.length - 2));
}

const waiting = new Map();

globalThis.goalbookPart = function (text) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at) & 255;
  const resolve = waiting.get(document.currentScript);
  if (resolve) resolve(bytes);
};

function scripted(url, fresh) {
  const script = document.createElement("script");
  return new Promise(function (resolve, reject) {
    waiting.set(script, resolve);
    script.charset = "x-user-defined";
    script.src = fresh ? url + "?" + performance.now() : url;
    script.onload = script.onerror = () => reject(new Missing(url));
    document.head.append(script);
  }).finally(function () {
    waiting.delete(script);
    script.remove();
  });
}

async function readFile(url, { fresh = false, primer = null } = {}) {
  const bytes = await (new URL(url).protocol === "file:" ? scripted : fetched)(url, fresh);
  const first = await primer;
  try {
    return await inflated(bytes, first);
  } catch {
    throw new Missing(url);
  }
}

/* What payloads of the index say (section 6 of FORMAT.md). */


const NAME = 10;


const textOf = (bytes) => new TextDecoder().decode(bytes);

const jsonOf = (bytes) => JSON.parse(textOf(bytes));

class Bytes {
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

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

const hasPositions = (term) => term[0] !== "\uff1d" && Array.from(term.replace(/^\uff03/, "")).length >= MOST;

const isThree = (term) => !/^[\uff1d\uff03]/.test(term) && Array.from(term).length === MOST;

function readTerms(payload, least = Infinity) {
  const bytes = new Bytes(payload);
  const count = bytes.number();
  const files = Array.from({ length: bytes.number() }, () => ({ name: textOf(bytes.take(NAME)), count: bytes.number() }));
  const text = () => textOf(bytes.take(bytes.number()));
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

function readList(file, entry) {
  const bytes = new Bytes(file.payload, entry.at);
  const documents = new Int32Array(entry.documents);
  let last = 0;
  for (let n = 0; n < documents.length; n++) documents[n] = last += bytes.number();
  return { file, entry, documents, weights: bytes.take(entry.documents) };
}

function readPositions(payload, entries) {
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

function readDocument(payload) {
  const stored = /** @type {StoredDocument} */ (jsonOf(payload));
  let cells;
  return { card: stored.card, cells: () => (cells ??= readCells(stored)) };
}

function readCells({ labels: table, pages = [], cells }) {
  const paged = new Map(pages);
  let page = "";
  let record = "";
  let labels = [];
  return cells.map(function ([stored, text, shared, ...others], n) {
    const anchor = !stored || stored[0] === ":" ? record + stored : stored;
    record = anchor.split(":")[0];
    const label = (one) => (one < 0 ? cells[n + one][1].trim().split(/\s+/).join(" ") : table[one]);
    labels = [...labels.slice(0, shared), ...others.map(label)];
    page = paged.get(n) ?? page;
    return /** @type {Cell} */ ([anchor, labels.join(" \u203a "), text, page]);
  });
}

function readColumn(payload) {
  const bytes = new Bytes(payload);
  const head = jsonOf(bytes.take(bytes.number()));
  const values = [];
  while (bytes.at < payload.length) values.push(bytes.number());
  return { head, values };
}

/* Tables of files (section 6 of FORMAT.md): from the manifest down to the names of the few files that are needed. */



const readTable = (payload) => /** @type {Table} */ (jsonOf(payload));

const nameIn = (table, place) => table.names.slice(place * NAME, (place + 1) * NAME);

async function namesOf(index, table, level, piece) {
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

async function nameAt(index, table, level, place) {
  const below = index.manifest.levels.names ** level;
  const name = nameIn(table, Math.floor(place / below));
  return level ? nameAt(index, await index.file(name, readTable), level - 1, place % below) : name;
}

/* The index of a site: its manifest, and the few files that are asked of it. The description is FORMAT.md beside its builder. */



class Index {
  constructor(base, manifest) {
    this.base = base;
    this.manifest = manifest;
    this.size = manifest.documents;
    this.date = manifest.date;
    this.folding = new Folding(manifest.variants);
    this.synonyms = manifest.synonyms || [];
    this.files = new Map();
    this.yearPlace = new Int32Array(this.size);
    manifest.years.forEach(([, first], n) => this.yearPlace.fill(n, first));
  }

  file(name, read, primer = null) {
    const known = this.files.get(name);
    if (known) return /** @type {Promise<T>} */ (known);
    const reading = readFile(`${this.base}${FOLDER}${name.slice(0, 2)}/${name}.bin`, { primer }).then(read);
    reading.catch(() => this.files.delete(name));
    this.files.set(name, reading);
    return reading;
  }

  column(name) {
    return this.file(this.manifest.columns[name], readColumn);
  }

  year(number) {
    return this.manifest.years[this.yearPlace[number]][0];
  }

  yearRank(number) {
    return this.year(number) ? this.yearPlace[number] : -1;
  }

  later(a, b) {
    return this.yearRank(b) - this.yearRank(a) || a - b;
  }

  async lists(piece) {
    const { firsts, terms, levels } = this.manifest;
    const names = await namesOf(this, { firsts, names: terms }, levels.terms, piece);
    const files = await Promise.all(names.map((name) => this.file(name, (payload) => readTerms(payload, this.manifest.beside))));
    const fits = piece.prefix ? (term) => term.startsWith(piece.text) : (term) => term === piece.text;
    return files.flatMap((file) => file.entries.filter((one) => fits(one.term)).map((entry) => readList(file, entry)));
  }

  async document(number) {
    const { each, groups, levels } = this.manifest;
    const group = await nameAt(this, { firsts: [], names: groups }, levels.groups, Math.floor(number / each));
    return this.file(`${group}-${number % each}`, readDocument, this.primer());
  }

  async card(number) {
    const [url, title, body, form, money, period] = (await this.document(number)).card;
    return { number, url, title, body, form, money, period, year: this.year(number) };
  }

  async cells(number) {
    return (await this.document(number)).cells();
  }

  primer() {
    return this.file(this.manifest.primer, (payload) => payload);
  }
}

async function openIndex(base, fresh = false) {
  const manifest = /** @type {Manifest} */ (jsonOf(await readFile(`${base}${FOLDER}manifest.bin`, { fresh })));
  if (manifest.format !== 3) throw new Missing("format");
  return new Index(base, manifest);
}

const opened = new Map(); // by the address of the site

function indexOf(base, fresh) {
  const known = opened.get(base);
  if (known && !fresh) return known;
  const opening = openIndex(base, fresh);
  opening.catch(() => opened.get(base) === opening && opened.delete(base));
  opened.set(base, opening);
  return opening;
}

/* What a query finds, best first (sections 5 and 8 of FORMAT.md). Filters come afterwards. */



const limits = { few: 20 };

async function search(index, query) {
  index.primer().catch(() => {}); // wanted for what is found
  const words = planQuery(query, index.folding);
  const answer = { words, relaxed: false, scores: new Int32Array(index.size), numbers: [], hints: [] };
  if (!words.length) {
    answer.numbers = Array.from(answer.scores.keys()).sort((a, b) => index.later(a, b));
    return answer;
  }
  const weighed = await Promise.all(words.map((word) => Promise.all(word.alternatives.map((one) => weigh(index, one)))));
  const found = await holdingSurely(index, weighed);
  if (!found.length) return relax(index, answer, weighed.flatMap(([first]) => first.pieces));
  for (const number of found) {
    for (const texts of weighed) answer.scores[number] += Math.max(...texts.map((one) => one.scores[number]));
  }
  answer.numbers = found.sort((a, b) => answer.scores[b] - answer.scores[a] || index.later(a, b));
  return answer;
}

async function weigh(index, text) {
  const pieces = await Promise.all(text.pieces.map(async function (piece) {
    const lists = await index.lists(piece);
    return { piece, lists, scores: pieceScores(lists, index.size) };
  }));
  return { text, pieces, scores: textScores(pieces, index.size) };
}

function pieceScores(lists, size) {
  const out = new Int32Array(size).fill(-1);
  for (const { documents, weights } of lists) {
    const held = documents.length;
    const idf = Math.floor(32 * Math.log(1 + (size - held + 0.5) / (held + 0.5)) + 0.5);
    for (let n = 0; n < held; n++) out[documents[n]] = Math.max(out[documents[n]], idf * weights[n]);
  }
  return out;
}

function textScores(pieces, size) {
  if (pieces.length === 1) return pieces[0].scores.slice();
  const out = new Int32Array(size);
  for (let number = 0; number < size; number++) {
    let sum = 0;
    for (const { scores } of pieces) {
      if (scores[number] < 0) {
        sum = -1;
        break;
      }
      sum += scores[number];
    }
    out[number] = sum < 0 ? -1 : Math.floor(sum / pieces.length);
  }
  return out;
}

function holding(weighed, size) {
  const found = [];
  for (let number = 0; number < size; number++) {
    if (weighed.every((texts) => texts.some((one) => one.scores[number] >= 0))) found.push(number);
  }
  return found;
}

async function holdingSurely(index, weighed) {
  const found = holding(weighed, index.size);
  const unsure = weighed.flat().filter((one) => one.pieces.length > 1 && !isAround(one));
  if (!unsure.length || !found.length) return found;
  if (found.length <= limits.few) await lookInto(index, unsure, found);
  else await Promise.all(unsure.map((one) => verify(index, one, found)));
  return holding(weighed, index.size);
}

function isAround({ text, pieces }) {
  const whole = Array.from(text.text);
  return pieces.some(function ({ piece, lists: [list] }) {
    if (!list || piece.prefix || text.mark) return false;
    const [before, after] = list.entry.beside;
    const end = piece.offset + Array.from(piece.text).length;
    return before.endsWith(whole.slice(0, piece.offset).join("")) && after.startsWith(whole.slice(end).join(""));
  });
}

async function lookInto(index, unsure, candidates) {
  const cells = await Promise.all(candidates.map((number) => index.cells(number)));
  candidates.forEach(function (number, n) {
    const folded = cells[n].map((cell) => index.folding.fold(cell[2]));
    for (const one of unsure) {
      if (!folded.some((text) => alternativeIn(one.text, text))) one.scores[number] = -1;
    }
  });
}

async function verify(index, text, candidates) {
  const unsure = candidates.filter((number) => text.scores[number] >= 0);
  const wanted = new Set(unsure);
  const all = unsure.length ? await Promise.all(text.pieces.map((piece) => startsOf(index, piece, wanted))) : [];
  for (const number of unsure) {
    const [first, ...others] = all.map((starts) => starts.get(number) || new Set());
    if (!Array.from(first).some((start) => others.every((one) => one.has(start)))) text.scores[number] = -1;
  }
}

async function startsOf(index, { piece, lists }, wanted) {
  const out = new Map();
  await Promise.all(lists.map(async function (list) {
    const { counts, start, positions } = await positionsOf(index, list);
    let at = start;
    list.documents.forEach(function (number, n) {
      const end = at + counts[n];
      if (wanted.has(number)) {
        const kept = out.get(number) || new Set();
        for (; at < end; at++) kept.add(positions[at] - piece.offset);
        out.set(number, kept);
      }
      at = end;
    });
  }));
  return out;
}

async function positionsOf(index, { file, entry }) {
  let first = 0;
  let held = 0;
  while (entry.place >= first + file.files[held].count) first += file.files[held++].count;
  const { name, count } = file.files[held];
  const placed = file.entries.filter((one) => one.place >= first && one.place < first + count);
  const { terms, positions } = await index.file(name, (payload) => readPositions(payload, placed));
  return { ...terms[entry.place - first], positions };
}

function relax(index, answer, pieces) {
  const kept = new Map(pieces.map((one) => [`${one.piece.prefix} ${one.piece.text}`, one]));
  const counts = new Int32Array(index.size);
  const { scores: sums } = answer;
  for (const { scores } of kept.values()) {
    scores.forEach(function (score, number) {
      if (score < 0) return;
      counts[number] += 1;
      sums[number] += score;
    });
  }
  const best = counts.reduce((most, count) => Math.max(most, count), 0);
  const least = Math.ceil(0.75 * best);
  answer.relaxed = true;
  answer.hints = Array.from(kept.values(), (one) => one.piece.text);
  for (let number = 0; best && number < index.size; number++) if (counts[number] >= least) answer.numbers.push(number);
  answer.numbers.sort((a, b) => counts[b] - counts[a] || sums[b] - sums[a] || index.later(a, b));
  return answer;
}

/* The cells of a document that match (section 7 of FORMAT.md). */



async function matchesOf(index, number, answer) {
  if (!answer.words.length) return [];
  const cells = await index.cells(number);
  const tests = answer.relaxed
    ? Array.from(new Set(answer.hints), (hint) => (folded) => folded.includes(hint))
    : answer.words.map((word) => (folded) => standsIn(word, folded));
  const names = new Map();
  for (const [anchor, , text] of cells) if (!anchor.includes(":")) names.set(anchor, text);
  const sought = soughtBy(answer);
  return matching(index, cells, tests).map((one) => ({
    ...one, name: names.get(one.record) || "", ranges: rangesIn(sought, one.text, index.folding),
  }));
}

function soughtBy(answer) {
  if (!answer.relaxed) return answer.words.flatMap((word) => word.alternatives);
  return answer.hints.map((text) => ({ text, mark: "" }));
}

function matching(index, cells, tests) {
  const found = [];
  const records = new Map();
  cells.forEach(function ([anchor, labels, text, page], place) {
    const folded = index.folding.fold(text);
    const words = tests.map((_, n) => n).filter((n) => tests[n](folded));
    if (!words.length) return;
    const record = anchor.split(":")[0];
    records.set(record, new Set([...(records.get(record) || []), ...words]));
    found.push({ anchor, record, labels, text, page, words: words.length, place });
  });
  const most = (one) => records.get(one.record)?.size ?? 0;
  return found.sort((a, b) => most(b) - most(a) || b.words - a.words || a.place - b.place);
}

/* Facets: filters, counts and orders of what was found (section 10 of FORMAT.md). */


const FACETS = ["year", "body", "region", "form", "stage", "category", "kind", "band"];
const SORTS = ["relevance", "year", "amount", "title"];

async function facetOf(index, name, filters) {
  if (name === "year") {
    const values = index.manifest.years.map(([year]) => ({ id: year, name: year }));
    return { values, column: index.yearPlace, places: alone(values) };
  }
  if (name === "category" || name === "kind") return pairFacet(index, name, filters);
  const { head, values } = await index.column(name);
  const named = /** @type {(string | string[])[]} */ (head)
    .map((one) => (Array.isArray(one) ? { id: one[0], name: one[1] } : { id: one, name: one }));
  return { values: named, column: values, places: alone(named) };
}

const alone = (values) => values.map((_, place) => [place]);

async function pairFacet(index, name, filters) {
  const { head, values } = await index.column("indicators");
  const pairs = /** @type {Pairs} */ (head);
  const [own, other] = name === "category" ? [0, 1] : [1, 0];
  const texts = [pairs.categories, pairs.kinds];
  const chosen = filters[name === "category" ? "kind" : "category"] || [];
  const goes = (pair) => !chosen.length || chosen.includes(texts[other][pair[other]]);
  // The last kind, "", is of indicators that state no target, and no value to choose.
  const told = name === "kind" ? texts[own].filter(Boolean) : texts[own];
  const isTold = (place) => place < told.length;
  const sets = pairs.sets.map((set) => [...new Set(set.filter(goes).map((pair) => pair[own]))].filter(isTold));
  return { values: told.map((one) => ({ id: one, name: one })), column: values, places: sets };
}

async function keeping(index, filters, except) {
  const tests = [];
  for (const name of FACETS) {
    const chosen = filters[name] || [];
    if (!chosen.length || name === except) continue;
    const { values, column, places } = await facetOf(index, name, { ...filters, [except]: [] });
    const wanted = values.map((value) => chosen.includes(value.id));
    const kept = places.map((some) => some.some((place) => wanted[place]));
    tests.push((number) => kept[column[number]]);
  }
  return (number) => tests.every((test) => test(number));
}

async function filtered(index, answer, filters, except = "") {
  return answer.numbers.filter(await keeping(index, filters, except));
}

async function waysOut(index, answer, filters) {
  const ways = [];
  for (const facet of Object.keys(filters)) {
    const count = (await filtered(index, answer, { ...filters, [facet]: [] })).length;
    if (count) ways.push([facet, count]);
  }
  return ways;
}

async function countsOf(index, name, answer, filters) {
  const { values, column, places } = await facetOf(index, name, filters);
  const alike = new Int32Array(places.length);
  for (const number of await filtered(index, answer, filters, name)) alike[column[number]] += 1;
  const counts = new Int32Array(values.length);
  places.forEach((some, n) => some.forEach((place) => (counts[place] += alike[n])));
  return values.map((value, n) => ({ ...value, count: counts[n] }));
}

async function inOrder(index, numbers, answer, sort) {
  if (sort === "relevance") return numbers;
  const place = new Int32Array(index.size);
  answer.numbers.forEach((number, n) => (place[number] = n));
  const size = await sizes(index, sort);
  const sign = sort === "title" ? 1 : -1;
  const equal = answer.relaxed
    ? (a, b) => answer.scores[b] - answer.scores[a] || index.later(a, b)
    : (a, b) => place[a] - place[b];
  return numbers.slice().sort((a, b) => sign * (size(a) - size(b)) || equal(a, b));
}

async function sizes(index, sort) {
  if (sort === "year") return (number) => index.yearRank(number);
  const { values } = await index.column(sort);
  return (number) => values[number];
}

/* What a mistyped word may have meant, read from the texts of documents that come near (section 11 of FORMAT.md). */

const LEAST_SIGNS = 2;
const MOST_SIGNS = 32;
const MOST_SLIPS = 3;
const ALL_SIGNS = /^[\p{L}\p{N}]+$/u;

function nearTexts(word, texts) {
  const signs = Array.from(word);
  const counts = new Map();
  if (signs.length >= LEAST_SIGNS && signs.length <= MOST_SIGNS) {
    for (const text of texts) for (const part of slips(signs, Array.from(text))) counts.set(part, (counts.get(part) || 0) + 1);
  }
  const other = (part) => Number(Array.from(part).length !== signs.length);
  return Array.from(counts).sort((a, b) => other(a[0]) - other(b[0]) || b[1] - a[1]).slice(0, MOST_SLIPS).map(([part]) => part);
}

function slips(word, text) {
  const size = word.length;
  // Of a short word with one sign less or more nothing is left to know it by.
  const sizes = [size, ...(size > 2 ? [size + 1] : []), ...(size > 3 ? [size - 1] : [])];
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

function isSlip(word, text, at, length) {
  if (length !== word.length) {
    const part = text.slice(at, at + length);
    const [short, long] = length < word.length ? [part, word] : [word, part];
    let same = 0;
    while (same < short.length && short[same] === long[same]) same++;
    while (same < short.length && short[same] === long[same + 1]) same++;
    return same === short.length;
  }
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

/* Queries that find something where one found nothing, and the lists whose names come near (section 11 of FORMAT.md). */



const MOST_QUERIES = 5;
const LOOKED_INTO = 8; // documents whose texts are read for near words
const MOST_VALUES = 6;
const NAMED = ["body", "region", "form"];

async function nextQueries(index, words) {
  const wanted = new Set([...withSynonyms(index, words), ...(await withNearWords(index, words))]);
  const found = [];
  for (const query of wanted) {
    if (found.length === MOST_QUERIES) break;
    const answer = await search(index, query);
    if (answer.numbers.length && !answer.relaxed) found.push(query);
  }
  return found;
}

function withSynonyms(index, words) {
  return words.flatMap((word, n) => index.synonyms
    .filter((group) => group.some((one) => index.folding.fold(one) === word.folded))
    .flatMap((group) => group.filter((one) => index.folding.fold(one) !== word.folded))
    .map((other) => replaced(words, n, other)));
}

async function withNearWords(index, words) {
  const out = [];
  for (const [n, word] of words.entries()) {
    const alone = await search(index, quotedOf(word));
    if (alone.numbers.length && !alone.relaxed) continue;
    const numbers = await nearDocuments(index, word.folded);
    const cells = (await Promise.all(numbers.map((number) => index.cells(number)))).flat();
    const texts = cells.map(([, , text]) => index.folding.fold(text));
    out.push(...nearTexts(word.folded, texts).map((other) => replaced(words, n, other)));
  }
  return out;
}

const quotedOf = (word) => (word.quoted ? `"${word.folded}"` : word.folded);

const replaced = (words, at, other) => words.map((word, n) => (n === at ? other : quotedOf(word))).join(" ");

async function nearDocuments(index, text) {
  const signs = Array.from(text);
  const pairs = signs.slice(1).map((sign, n) => signs[n] + sign);
  const counts = new Map();
  for (const terms of [pairs, signs]) {
    for (const term of new Set(terms)) {
      for (const { documents } of await index.lists({ offset: 0, text: term, prefix: false })) {
        for (const number of documents) counts.set(number, (counts.get(number) || 0) + 1);
      }
    }
    if (counts.size) break;
  }
  return Array.from(counts).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LOOKED_INTO).map(([number]) => number);
}

async function nearValues(index, words) {
  const found = [];
  for (const facet of NAMED) {
    const { values } = await facetOf(index, facet, {});
    for (const value of values) {
      const name = index.folding.fold(value.name);
      if (value.id && words.some(({ folded }) => name.includes(folded) || nearTexts(folded, [name]).length)) found.push([facet, value]);
    }
  }
  return found.slice(0, MOST_VALUES);
}

/* The state of the search page, which its address says whole. */



const LONGEST_QUERY = 200; // characters, as many as the field and the command line take

const UNKNOWN = { year: "undated" }; // an empty value in addresses; of all other facets "-"

const toAddress = (facet, id) => id || UNKNOWN[facet] || "-";

const fromAddress = (facet, text) => (text === toAddress(facet, "") ? "" : text);

function readState(search) {
  const query = new URLSearchParams(search);
  const filters = {};
  for (const name of FACETS) {
    const values = query.getAll(name).map((value) => fromAddress(name, value));
    if (values.length) filters[name] = Array.from(new Set(values));
  }
  const sort = SORTS.find((one) => one === query.get("sort")) || SORTS[0];
  const q = Array.from((query.get("q") || "").trim()).slice(0, LONGEST_QUERY).join("");
  return { q, filters, sort, pages: pageNumber(query, "pages") };
}

function writeState(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of FACETS) for (const value of state.filters[name] || []) query.append(name, toAddress(name, value));
  if (state.sort !== SORTS[0]) query.set("sort", state.sort);
  if (state.pages > 1) query.set("pages", String(state.pages));
  return query.toString() ? "?" + query : "";
}

/* The words that the search page shows, and names made of them. */



function amountOf(phrases, text) {
  const value = Number(text);
  const units = phrases.units.split(";").map((one) => one.split(" "));
  const [size, ...unit] = units.find(([least]) => value >= Number(least)) || units[units.length - 1];
  return filled(phrases.amount, { number: figure(value / Number(size)), unit: unit.join(" ") });
}

function bandName(phrases, id, next) {
  const from = amountOf(phrases, id);
  if (!next) return filled(phrases.band_from, { from });
  return filled(Number(id) ? phrases.band_between : phrases.band_below, { from, to: amountOf(phrases, next.id) });
}

const noValue = (phrases, facet) => phrases[`no_${facet}`] || phrases.absent;

function valueName(phrases, facet, value, values) {
  if (!value.id) return noValue(phrases, facet);
  if (facet === "band") return bandName(phrases, value.id, values[values.indexOf(value) + 1]);
  if (facet === "year") return filled(phrases.year_of, { year: value.id });
  if (facet === "kind") return phrases[`kind_${value.id}`];
  return (facet === "stage" && phrases[`stage_${value.id}`]) || value.name || value.id;
}

/* Results: a document with the places in it that match. */



const AROUND = 40; // characters of a text before the first match
const MOST_SHOWN = 180; // characters of a text that a result shows
const MOST_MARKED = 8; // parts of a text that a link marks on its page
const LONGEST_MARKED = 200; // characters of one of them
const PLACES = 3; // items and indicators under a document

function hitsOf(index, answer, numbers) {
  return Promise.all(numbers.map(async function (number) {
    const [card, matches] = await Promise.all([index.card(number), matchesOf(index, number, answer)]);
    return { ...card, matches };
  }));
}

function excerpt(text, ranges) {
  let start = 0;
  if (ranges.length && text.length > MOST_SHOWN) {
    start = Math.max(0, Math.min(ranges[0][0] - AROUND, text.length - MOST_SHOWN));
  }
  let end = Math.min(text.length, start + MOST_SHOWN);
  if (start && /[\uDC00-\uDFFF]/.test(text[start])) start -= 1;
  if (end < text.length && /[\uDC00-\uDFFF]/.test(text[end])) end += 1;
  const parts = [start ? "\u2026" : ""];
  let at = start;
  for (const [from, to] of ranges) {
    if (from >= end || to <= start) continue;
    parts.push(text.slice(at, Math.max(from, at)), made("mark", {}, text.slice(Math.max(from, at), Math.min(to, end))));
    at = Math.min(to, end);
  }
  parts.push(text.slice(at, end), end < text.length ? "\u2026" : "");
  return parts.filter((part) => part !== "");
}

function pageAddress(base, url) {
  const folder = url === "" || url.endsWith("/");
  return base + url + (folder && location.protocol === "file:" ? "index.html" : "");
}

function linkTo(base, hit, match) {
  const marks = new Set(match.ranges.slice(0, MOST_MARKED).map(([from, to]) => match.text.slice(from, to)));
  const query = new URLSearchParams(Array.from(marks, (mark) => ["hl", mark.slice(0, LONGEST_MARKED)]));
  const anchor = "#" + encodeURIComponent(match.anchor).replaceAll("%3A", ":");
  return pageAddress(base, match.page || hit.url) + (marks.size ? "?" + query : "") + anchor;
}

function whereOf(match) {
  const labels = match.labels.split(" \u203a ");
  const own = match.record === "d" || match.anchor === match.record;
  const name = own ? "" : match.name.trim().split(/\s+/).join(" ");
  return (name && !labels.includes(name) ? [name, ...labels] : labels).filter(Boolean).join(" \u203a ");
}

function placeLink({ base, phrases }, hit, match) {
  return made("a", { href: linkTo(base, hit, match), class: "gb-hit-place" },
    made("span", { class: "gb-hit-where" }, whereOf(match) || phrases.text), " ",
    made("span", { class: "gb-hit-text", dir: "auto" }, ...excerpt(match.text, match.ranges)));
}

function otherPlaces(hit) {
  const records = new Map();
  for (const match of hit.matches) if (!records.has(match.record)) records.set(match.record, match);
  return Array.from(records.values()).slice(1);
}

function resultItem(home, hit) {
  const { base, phrases } = home;
  const year = hit.year ? filled(phrases.year_of, { year: hit.year }) : phrases.no_year;
  const item = made("li", { class: "gb-hit" },
    made("h3", { dir: "auto" }, made("a", { href: pageAddress(base, hit.url) }, hit.title || phrases.absent)),
    made("p", { class: "gb-hit-facts" }, ...[hit.body, year, hit.period, hit.form, hit.money].filter(Boolean)
      .flatMap((text, n) => [n ? " \u00b7 " : "", made("bdi", {}, text)])));
  if (hit.matches.length) item.append(made("p", {}, placeLink(home, hit, hit.matches[0])));
  const others = otherPlaces(hit).map((match) => () => made("li", {}, placeLink(home, hit, match)));
  if (!others.length) return item;
  const list = made("ul", {}, ...others.slice(0, PLACES).map((place) => place()));
  item.append(list);
  if (others.length > PLACES) {
    const text = filled(phrases.other_places, { count: figure(others.length - PLACES) });
    const rest = button(text, function () {
      const items = others.slice(PLACES).map((place) => place());
      list.append(...items);
      rest.remove();
      the(items[0], "a", HTMLAnchorElement).focus();
    });
    item.append(rest);
  }
  return item;
}

/* What the search page says around its results: how many, which filters, what to do where nothing is found. */



function foundText({ phrases, state, shown, chosen }, answer, listed) {
  const count = figure(shown.length);
  const first = listed < shown.length ? " " + filled(phrases.first, { count: figure(listed) }) : "";
  if (!shown.length) return phrases.nothing;
  if (answer.relaxed) return filled(phrases.found_near, { count }) + first;
  return filled(!state.q && !chosen.length ? phrases.found_all : phrases.found, { count }) + first;
}

function noticesOf(page, answer, ways) {
  const { phrases } = page;
  const out = [];
  if (answer.relaxed && answer.numbers.length) out.push(made("p", { class: "gb-relaxed" }, phrases.relaxed));
  if (page.shown.length) return out;
  if (!page.chosen.length) return [...out, made("p", {}, phrases.hint)];
  const buttons = ways.map((way) => dropButton(page, way));
  buttons.push(button(filled(phrases.drop_all, { count: figure(answer.numbers.length) }), function () {
    page.go({ filters: {} });
    page.field.focus();
  }));
  const list = made("ul", { class: "gb-buttons" }, ...buttons.map((one) => made("li", {}, one)));
  return [...out, made("p", {}, phrases.drop), list];
}

function nextSteps({ phrases, shown, root }, queries, values) {
  const asked = queries.map((query) => linkItem("?" + new URLSearchParams({ q: query }), query));
  const near = values.map(([facet, { id, name }]) => linkItem(
    "?" + new URLSearchParams({ [facet]: id }), `${phrases[facet]}${phrases.colon}${name}`,
  ));
  const out = [];
  if (asked.length) out.push(made("p", {}, phrases.try_words), made("ul", { class: "gb-buttons gb-next" }, ...asked));
  if (near.length) out.push(made("p", {}, phrases.try_values), made("ul", { class: "gb-buttons gb-next" }, ...near));
  const lists = root.querySelector(".gb-search-static ul");
  if (!shown.length && lists) out.push(made("p", {}, phrases.try_lists), lists.cloneNode(true));
  return out;
}

const linkItem = (href, text) => made("li", {}, made("a", { class: "gb-button", href }, text));

function dropButton(page, [facet, count]) {
  const { phrases } = page;
  const values = page.state.filters[facet].map((id) => page.nameOf(facet, id)).join(phrases.between);
  const text = filled(phrases.drop_one, { facet: phrases[facet], values, count: figure(count) });
  return button(text, () => page.choose(facet, [], true));
}

function activeItems(page) {
  const { phrases } = page;
  return page.chosen.map(function ([facet, id]) {
    const rest = () => page.state.filters[facet].filter((one) => one !== id);
    const drop = button(`${phrases[facet]}${phrases.colon}${page.nameOf(facet, id)}`, () => page.choose(facet, rest(), true));
    drop.prepend(made("span", { class: "gb-hidden" }, filled(phrases.remove, { filter: "" })));
    drop.append(made("span", { "aria-hidden": "true" }, "\u00d7"));
    return made("li", {}, drop);
  });
}

function showError(page, error) {
  const { phrases, status } = page;
  if (error instanceof Missing) status.textContent = phrases.missing;
  else if (error instanceof Unreachable) status.textContent = navigator.onLine ? phrases.unreachable : phrases.offline;
  else {
    status.textContent = phrases.failed;
    console.error(error);
  }
  page.notice.replaceChildren(button(phrases.again, () => page.run(true)));
}

/* The panel of facets: the values of each with the number of documents that choosing it keeps. */



const SOME = 10; // values of a facet before the rest is asked for
const IN_ORDER = ["stage", "kind", "band"]; // facets whose values have an order of their own

async function showFacets(page, wanted) {
  for (const facet of FACETS) {
    const box = the(page.facets, `[data-facet="${facet}"]`, HTMLDetailsElement);
    if (page.state.filters[facet] && !box.open) box.open = true;
    if (box.open) await showFacet(page, box, wanted);
    if (!wanted()) return;
  }
}

async function showFacet(page, box, wanted) {
  const facet = box.dataset.facet || "";
  if (!page.found) return;
  const rows = rowsOf(page, facet, await countsOf(page.found.index, facet, page.found.answer, page.state.filters));
  if (!wanted()) return;
  const whole = box.dataset.all === "yes" || rows.length <= SOME + 2;
  const visible = whole ? rows : rows.filter((row, n) => n < SOME || row.picked);
  const items = visible.map((row) => rowItem(page, facet, row));
  if (!whole) {
    items.push(made("li", {}, button(filled(page.phrases.all_values, { count: figure(rows.length) }), async () => {
      box.dataset.all = "yes";
      await showFacet(page, box, wanted);
      all(box, "input", HTMLInputElement)[visible.length]?.focus();
    })));
  }
  const focused = document.activeElement;
  const value = focused instanceof HTMLInputElement && box.contains(focused) ? focused.value : null;
  the(box, "ul", HTMLUListElement).replaceChildren(...items);
  if (value !== null) all(box, "input", HTMLInputElement).find((input) => input.value === value)?.focus();
}

function rowsOf(page, facet, values) {
  const picked = page.state.filters[facet] || [];
  const rows = values
    .map((value) => ({
      id: value.id, count: value.count, picked: picked.includes(value.id), shown: valueName(page.phrases, facet, value, values),
    }))
    .filter((row) => row.count || row.picked);
  for (const id of picked) {
    if (!values.some((value) => value.id === id)) rows.push({ id, count: 0, picked: true, shown: id || page.phrases.absent });
  }
  if (facet === "year") rows.reverse().sort((a, b) => Number(a.id === "") - Number(b.id === ""));
  else if (!IN_ORDER.includes(facet)) rows.sort((a, b) => b.count - a.count);
  return rows;
}

function rowItem(page, facet, row) {
  const input = made("input", { type: "checkbox", name: facet, value: toAddress(facet, row.id) });
  input.checked = row.picked;
  input.onchange = function () {
    const others = (page.state.filters[facet] || []).filter((id) => id !== row.id);
    page.choose(facet, input.checked ? [...others, row.id] : others);
  };
  return made("li", {}, made("label", {}, input, " ", made("span", {}, row.shown), " ",
    made("small", { class: "gb-count" }, figure(row.count))));
}

/* Downloads of all results, made in the page. */



const AT_ONCE = 24;
const HEADS = ["title", "body", "year", "period", "form", "money", "where", "text", "url"];

async function resultRow({ root, base, phrases }, { index, answer }, number) {
  const [hit] = await hitsOf(index, answer, [number]);
  const match = hit.matches[0];
  return {
    title: hit.title, body: hit.body, year: hit.year, period: hit.period, form: hit.form, money: hit.money,
    where: match ? whereOf(match) || phrases.text : "", text: match ? match.text : "",
    url: (root.dataset.site || base) + (match && match.page || hit.url) + (match ? "#" + match.anchor : ""),
  };
}

async function resultRows(page, found) {
  const { tools, progress } = page;
  tools.setAttribute("aria-busy", "true");
  progress.hidden = false;
  const tell = (done, count) => {
    Object.assign(progress, { max: count, value: done });
  };
  try {
    return await forEach(page.shown, (number) => resultRow(page, found, number), { atOnce: AT_ONCE, tell });
  } finally {
    progress.hidden = true;
    tools.removeAttribute("aria-busy");
  }
}

async function download(page, kind) {
  const { state, found, phrases } = page;
  if (!found) return;
  const named = Object.entries(state.filters).map(([facet, ids]) => [facet, ids.map((id) => page.nameOf(facet, id))]);
  const about = {
    query: state.q, filters: Object.fromEntries(named), sort: state.sort, relaxed: found.answer.relaxed,
    date: found.index.date, count: page.shown.length,
  };
  const address = location.href;
  let results;
  try {
    results = await resultRows(page, found);
  } catch (error) {
    showError(page, error);
    return;
  }
  const filters = Object.entries(about.filters)
    .map(([facet, values]) => `${phrases[facet]}${phrases.colon}${values.join(phrases.between)}`);
  const count = filled(phrases.file_count, { count: about.count });
  const name = fileName([phrases.file, about.query, ...filters, about.date, count]);
  if (kind === "json") save(name + ".json", "application/json", JSON.stringify({ ...about, address, results }, null, 1));
  else save(name + ".csv", "text/csv;charset=utf-8", csv([...headRows(page, about, filters), ...results.map(cellsOf)]));
}

const cellsOf = (row) => HEADS.map((head) => row[head]);

function headRows({ phrases }, about, filters) {
  return [
    [phrases.csv_query, about.query || phrases.csv_none],
    [phrases.csv_filters, filters.join("; ") || phrases.csv_none],
    [phrases.csv_date, about.date || phrases.absent],
    [phrases.csv_count, String(about.count) + (about.relaxed ? " " + phrases.csv_relaxed : "")],
    HEADS.map((head) => phrases[`csv_${head}`]),
  ];
}

/* The search page: its address is its whole state; results, facets and downloads are made from what the index finds. */



const PAGE = 10; // results before more are asked for

class SearchPage {
  constructor(root) {
    this.root = root;
    this.phrases = JSON.parse(root.dataset.words || "");
    this.base = new URL(root.dataset.base || "./", document.baseURI).href;
    this.form = the(root, "form", HTMLFormElement);
    this.field = the(this.form, "[name=q]", HTMLInputElement);
    this.status = the(root, ".gb-search-status", HTMLElement);
    this.notice = the(root, ".gb-search-notice", HTMLElement);
    this.list = the(root, ".gb-search-results", HTMLElement);
    this.more = the(root, ".gb-search-more", HTMLButtonElement);
    this.tools = the(root, ".gb-search-tools", HTMLElement);
    this.sort = the(this.tools, "select", HTMLSelectElement);
    this.progress = the(root, ".gb-search-progress", HTMLProgressElement);
    this.facets = the(root, ".gb-search-facets", HTMLDetailsElement);
    this.active = the(root, ".gb-search-active", HTMLElement);
    this.state = readState(location.search);
    this.found = null;
    this.shown = []; // the numbers of all results, in order
    this.names = new Map(); // the shown names of chosen values, by facet and value
    this.turn = 0;
    this.timer = 0;
    this.typing = false;
  }

  start() {
    the(this.root, ".gb-search-static", HTMLElement).hidden = true;
    the(this.root, ".gb-search-body", HTMLElement).hidden = false;
    if (matchMedia("(min-width: 60em)").matches) {
      this.facets.open = the(this.facets, "details", HTMLDetailsElement).open = true;
    }
    this.showState();
    this.run();
  }

  get chosen() {
    return FACETS.flatMap((facet) => (this.state.filters[facet] || []).map((id) => [facet, id]));
  }

  nameOf(facet, id) {
    return this.names.get(facet + " " + id) || id || noValue(this.phrases, facet);
  }

  async learnNames(index) {
    for (const facet of Object.keys(this.state.filters)) {
      const { values } = await facetOf(index, facet, {});
      for (const value of values) this.names.set(facet + " " + value.id, valueName(this.phrases, facet, value, values));
    }
  }

  go(changes, replace = false) {
    clearTimeout(this.timer);
    this.state = { ...this.state, q: this.field.value.trim(), pages: 1, ...changes };
    showQuery(writeState(this.state), { push: !replace });
    this.run();
  }

  showState() {
    if (this.field.value.trim() !== this.state.q) this.field.value = this.state.q;
    this.sort.value = this.state.sort;
  }

  choose(facet, ids, focus = false) {
    const filters = { ...this.state.filters, [facet]: ids };
    if (!ids.length) delete filters[facet];
    this.typing = false;
    this.go({ filters });
    if (focus) this.field.focus();
  }

  async run(fresh = false) {
    const mine = ++this.turn;
    const wanted = () => mine === this.turn && this.root.isConnected;
    this.list.setAttribute("aria-busy", "true");
    if (!this.found) this.status.textContent = this.phrases.searching;
    try {
      await this.find(wanted, fresh);
    } catch (error) {
      if (!wanted()) return;
      if (error instanceof Missing && !fresh) {
        this.found = null;
        await this.run(true);
        return;
      }
      showError(this, error);
    } finally {
      if (mine === this.turn) this.list.removeAttribute("aria-busy");
    }
  }

  async find(wanted, fresh) {
    const index = await indexOf(this.base, fresh);
    if (!wanted()) return;
    const query = this.state.q;
    if (!this.found || this.found.index !== index || this.found.query !== query) {
      const answer = await search(index, query);
      if (!wanted()) return;
      this.found = { index, query, answer };
    }
    const { answer } = this.found;
    const { filters, sort, pages } = this.state;
    const kept = await inOrder(index, await filtered(index, answer, filters), answer, sort);
    await this.learnNames(index);
    const hits = await hitsOf(index, answer, kept.slice(0, PAGE * pages));
    const ways = kept.length ? [] : await waysOut(index, answer, filters);
    if (!wanted()) return;
    this.shown = kept;
    this.showResults(answer, hits, ways);
    await showFacets(this, wanted);
    if (answer.words.length && (answer.relaxed || !answer.numbers.length)) await this.showNext(index, answer, wanted);
  }

  async showNext(index, answer, wanted) {
    const [queries, values] = await Promise.all([nextQueries(index, answer.words), nearValues(index, answer.words)]);
    if (wanted()) this.notice.append(...nextSteps(this, queries, values));
  }

  showResults(answer, hits, ways) {
    const { list, more, active, shown, state } = this;
    const had = list.children.length;
    list.replaceChildren(...hits.map((hit) => resultItem(this, hit)));
    this.tools.hidden = !shown.length;
    more.hidden = hits.length >= shown.length;
    more.textContent = filled(this.phrases.more, { count: figure(Math.min(PAGE, shown.length - hits.length)) });
    this.notice.replaceChildren(...noticesOf(this, answer, ways));
    active.replaceChildren(...activeItems(this));
    active.hidden = !active.children.length;
    this.status.textContent = foundText(this, answer, hits.length);
    document.title = (this.root.dataset.title || "").replace("{query}", state.q ? state.q + " \u00b7 " : "");
    if (more.dataset.grown && list.children[had]) the(list.children[had], "a", HTMLAnchorElement).focus();
    delete more.dataset.grown;
  }
}

/* What the reader of the search page does: types, chooses, asks for more, goes back. */



const DELAY = 250; // milliseconds after the last key

function listenTo(page) {
  listenToField(page);
  listenToControls(page);
  for (const box of all(page.facets, "details", HTMLDetailsElement)) listenToFacet(page, box);
  for (const link of all(page.root, "[data-example]", HTMLElement)) listenToExample(page, link);
  listenToAddress(page);
}

function listenToField(page) {
  const { form, field } = page;
  let composing = false;
  field.addEventListener("compositionstart", function () {
    composing = true;
    clearTimeout(page.timer);
  });
  field.addEventListener("compositionend", function () {
    composing = false;
    searchLater(page);
  });
  field.addEventListener("input", function (event) {
    if (composing || (event instanceof InputEvent && event.isComposing)) clearTimeout(page.timer);
    else searchLater(page);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (composing) return;
    if (field.value.trim() !== page.state.q) page.go({}, page.typing);
    page.typing = false;
  });
}

function searchLater(page) {
  clearTimeout(page.timer);
  page.timer = setTimeout(function () {
    if (page.field.value.trim() === page.state.q) return;
    page.go({}, page.typing);
    page.typing = true;
  }, DELAY);
}

function listenToControls(page) {
  const { sort, more, tools } = page;
  sort.addEventListener("change", function () {
    page.typing = false;
    page.go({ sort: sort.value });
  });
  more.addEventListener("click", function () {
    more.dataset.grown = "yes";
    page.go({ q: page.state.q, pages: page.state.pages + 1 }, true);
  });
  for (const one of all(tools, "[data-download]", HTMLElement)) {
    one.addEventListener("click", () => download(page, one.dataset.download || ""));
  }
}

function listenToFacet(page, box) {
  box.addEventListener("toggle", function () {
    const mine = page.turn;
    if (!box.open || !page.found || box.querySelector("li")) return;
    showFacet(page, box, () => mine === page.turn).catch((error) => showError(page, error));
  });
}

function listenToExample(page, link) {
  link.addEventListener("click", function (event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    page.field.value = link.dataset.example || "";
    page.typing = false;
    page.go({ filters: {} });
  });
}

function listenToAddress(page) {
  window.addEventListener("popstate", function listen() {
    if (!page.root.isConnected) {
      window.removeEventListener("popstate", listen);
      return;
    }
    clearTimeout(page.timer);
    page.typing = false;
    page.state = readState(location.search);
    page.showState();
    page.run();
  });
}

/* Starts the search page, once for each page that is put in. */


const root = document.querySelector(".gb-search:not([data-ready])");
if (root instanceof HTMLElement) {
  root.dataset.ready = "";
  const page = new SearchPage(root);
  listenTo(page);
  page.start();
}
}
