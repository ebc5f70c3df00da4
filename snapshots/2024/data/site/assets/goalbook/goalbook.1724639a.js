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

/* Buttons that need a script: print, copy the table, copy the citation. Without it they aren't shown. */


function sayCopied() {
  const status = document.querySelector("[data-gb-status]");
  if (status instanceof HTMLElement) status.textContent = status.dataset.done || "";
}

function copyText(text) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).then(sayCopied, () => {});
    return;
  }
  // Without HTTPS there is only the old way.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  if (document.execCommand("copy")) sayCopied();
  area.remove();
}

const printedText = (cell) => (cell.querySelector(".gb-absent") ? "" : cell.innerText.replace(/ *\n */g, " "));

function tableText(table) {
  const grid = Array.from(table.rows, () => []);
  const cuts = [];
  Array.from(table.rows).forEach(function (row, y) {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      const text = printedText(cell);
      for (const line of grid.slice(y, y + cell.rowSpan)) {
        for (let column = x; column < x + cell.colSpan; column += 1) line[column] = text;
      }
      if (cell.classList.contains("gb-cut")) cuts.push([y, y + cell.rowSpan, x]);
    }
  });
  // A label that begins in the head rows has its text below them.
  for (const [first, end, column] of cuts) {
    for (const line of grid.slice(first, end)) line[column] = grid[end][column];
  }
  return grid.map((line) => line.join("\t")).join("\n");
}

function onClick(selector, work) {
  for (const one of all(document, selector, HTMLElement)) {
    one.hidden = false;
    one.onclick = work;
  }
}

onPages(function () {
  onClick("[data-gb-print]", () => window.print());
  onClick("[data-gb-copy-cite]", () => copyText(the(document, "[data-gb-cite]", HTMLElement).textContent || ""));
  const tables = all(document, ".gb-paper table", HTMLTableElement);
  if (tables.length) onClick("[data-gb-copy-table]", () => copyText(tables.map(tableText).join("\n")));
});

/* Search on every page: "/" leads to the field, and whoever comes from a result sees where the words stand. */


const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), textarea, select";
const MOST_TEXTS = 20; // parts of an address that are marked

function onKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const at = event.target;
  if (at instanceof HTMLElement && (at.closest(TYPED_INTO) || at.isContentEditable)) return;
  const field = all(document, "[data-gb-find]", HTMLInputElement).find((one) => one.getClientRects().length > 0);
  if (!field) return;
  event.preventDefault();
  // The theme has a use of its own for the key.
  event.stopPropagation();
  field.focus();
  field.select();
}

function rangesOf(element, text) {
  const places = [];
  let whole = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const data = node.nodeValue || "";
    for (let at = 0; at < data.length; at++) {
      if (/\s/.test(data[at])) continue;
      whole += data[at];
      places.push([node, at]);
    }
  }
  const wanted = text.replace(/\s+/g, "");
  const found = [];
  for (let at = wanted ? whole.indexOf(wanted) : -1; at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...places[at]);
    const [last, end] = places[at + wanted.length - 1];
    range.setEnd(last, end + 1);
    found.push(range);
  }
  return found;
}

function anchorOf() {
  const anchor = location.hash.slice(1);
  try {
    return decodeURIComponent(anchor);
  } catch {
    // Not written by a result: taken as it stands.
    return anchor;
  }
}

function targetElement() {
  const anchor = anchorOf();
  if (!anchor) return null;
  const own = document.getElementById(anchor);
  if (own) return own;
  const record = document.getElementById(anchor.split(":")[0]);
  return record ? record.closest("tr") || record : document.querySelector("article");
}

function moveOn() {
  const record = anchorOf().split(":")[0];
  if (!record || document.getElementById(record)) return;
  const holds = (/** @type {HTMLElement} */ link) => (link.dataset.gbAnchors || "").split(" ").includes(record);
  const link = all(document, "[data-gb-anchors]", HTMLAnchorElement).find(holds);
  if (link) location.replace(link.href + location.search + location.hash);
}

function arrive() {
  moveOn();
  const supported = typeof Highlight !== "undefined" && CSS.highlights;
  if (supported) CSS.highlights.delete("gb-found");
  document.querySelectorAll(".gb-here").forEach((one) => one.classList.remove("gb-here"));
  const texts = new URLSearchParams(location.search).getAll("hl").slice(0, MOST_TEXTS);
  const element = texts.length ? targetElement() : null;
  if (!element) return;
  if (element.localName !== "article") element.classList.add("gb-here");
  const found = texts.flatMap((text) => rangesOf(element, text));
  if (supported && found.length) CSS.highlights.set("gb-found", new Highlight(...found));
  const first = found[0] ? found[0].startContainer.parentElement : element;
  if (first && first !== document.querySelector("article")) first.scrollIntoView({ block: "center" });
}

// Before the theme's own keys, and once for all pages.
window.addEventListener("keydown", onKey, true);
window.addEventListener("hashchange", arrive);
onPages(arrive);

/* On the page for addresses that aren't there: the nearest ones that are. Without a script, or without an answer, its lists stand alone. */


const MOST = 5;
const DEEPEST = 4;

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let n = 1; n <= other.length; n++) {
      next.push(Math.min(row[n] + 1, next[n - 1] + 1, row[n - 1] + Number(one[at - 1] !== other[n - 1])));
    }
    row = next;
  }
  return row[other.length];
}

async function pageAbove(address, root) {
  let at = address.href.split(/[?#]/)[0].replace(/(\/|\/index\.html|\.html)$/, "");
  for (let n = 0; n < DEEPEST && at.length > root.length; n++) {
    at = at.slice(0, at.lastIndexOf("/"));
    const page = at.length <= root.length ? root : at + "/";
    const answer = await fetch(page);
    if (answer.ok) return [page, new DOMParser().parseFromString(await answer.text(), "text/html")];
  }
  return null;
}

function nearest(page, found, wanted) {
  const links = new Map();
  for (const link of Array.from(found.querySelectorAll(".md-content a[href]"))) {
    const to = new URL(link.getAttribute("href") || "", page).href.split(/[?#]/)[0];
    const words = (link.textContent || "").trim();
    if (to.startsWith(page) && to !== page && /(\/|\.html)$/.test(to) && words && !links.has(to)) links.set(to, words);
  }
  const own = (found.querySelector("h1")?.textContent || "").trim().split(/\s*\n/)[0];
  const sorted = Array.from(links).sort((a, b) => distance(a[0], wanted) - distance(b[0], wanted));
  return [...sorted.slice(0, MOST), ...(own ? [[page, own]] : [])];
}

onPages(async function () {
  const home = document.querySelector("[data-gb-missing] a");
  const box = document.querySelector(".gb-nearest");
  if (!(home instanceof HTMLAnchorElement) || !(box instanceof HTMLElement) || location.protocol === "file:") return;
  const root = new URL("./", home.href).href;
  const wanted = location.href.split(/[?#]/)[0].slice(0, 300);
  const above = await pageAbove(new URL(wanted), root).catch(() => null);
  if (!above) return;
  const items = nearest(...above, wanted).map(([href, text]) => made("li", {}, made("a", { href }, text)));
  the(box, "ul", HTMLElement).replaceChildren(...items);
  box.hidden = !items.length;
});

/* Rows of the list of all indicators: those of the page's table, and all of them from files. */



const AT_ONCE = 4;
const NUMBER = /-?\d+(\.\d+)?/;
const fetchedRows = new Map(); // by where they came from: kept when the theme changes pages without loading

const foldCase = (text) => text.normalize("NFKC").toLowerCase();

function numberOf(text) {
  const match = NUMBER.exec(text);
  return match ? Number(match[0]) : NaN;
}

function finished(row, place) {
  const texts = [row.name, row.target, row.category, row.trail, row.shown, row.year, row.document];
  return Object.assign(row, { place, value: numberOf(row.number), text: foldCase(texts.join("\n")) });
}

function rowsOfTable(body, absent) {
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

async function fetchJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  return answer.json();
}

function allRows(base, chunks, tell) {
  const from = new URL(base + "indicators/", document.baseURI).href;
  const known = fetchedRows.get(from);
  if (known) return known;
  const reading = readChunks(from, new URL(base || "./", document.baseURI).href, chunks, tell);
  reading.catch(() => fetchedRows.delete(from));
  fetchedRows.set(from, reading);
  return reading;
}

async function readChunks(from, home, chunks, tell) {
  const names = Array.from({ length: chunks }, (_, n) => `${from}rows-${n + 1}.json`);
  const found = await forEach(names, fetchJson, { atOnce: AT_ONCE, tell });
  const rows = [];
  for (const chunk of found) {
    for (const row of rowsOfChunk(chunk, home, rows.length)) rows.push(row);
    await breath();
  }
  return rows;
}

/* What the reader of the list asks for: filters, an order and a page of what is found. The address says it. */



const FILTERS = ["q", "body", "year", "category", "kind"];
const WRITTEN = [...FILTERS, "sort", "order"];
const UNDATED = "undated";
const NOTHING = { q: "", body: "", year: "", category: "", kind: "", sort: "", order: "" };

function readAddress(columns) {
  const query = new URLSearchParams(location.search);
  const state = { ...NOTHING, page: pageNumber(query, "page") };
  for (const name of WRITTEN) state[name] = query.get(name) || "";
  if (!columns.includes(state.sort)) state.sort = "";
  if (state.order !== "desc") state.order = "";
  return state;
}

function writeAddress(state) {
  const query = new URLSearchParams(location.search);
  for (const name of WRITTEN) {
    if (state[name]) query.set(name, state[name]);
    else query.delete(name);
  }
  if (state.page > 1) query.set("page", String(state.page));
  else query.delete("page");
  showQuery(query.toString() ? "?" + query : "", { hash: location.hash });
}

const isIdle = (state) => !state.sort && FILTERS.every((name) => !state[name].trim());

function matcher(state) {
  const words = foldCase(state.q).split(/\s+/).filter(Boolean);
  const body = foldCase(state.body.trim());
  const within = state.category + " \u203a ";
  return (row) =>
    (!state.kind || row.kind === state.kind) &&
    (!state.year || (row.year || UNDATED) === state.year) &&
    (!state.category || row.category === state.category || row.category.startsWith(within)) &&
    (!body || row.body === body || foldCase(row.shown).includes(body)) &&
    (!words.length || words.every((word) => row.text.includes(word)));
}

/* Puts many rows in order without holding up the page. */



const SLICE = 12; // milliseconds of work before the page may answer again
const RUN_LENGTH = 256; // rows that are put in order at once
const MERGED = 512; // rows that are merged at once
const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
const ranked = new WeakMap(); // the ranks of texts, by rows and column

function turns(wanted) {
  let since = performance.now();
  return async function () {
    if (performance.now() - since > SLICE) {
      await breath();
      since = performance.now();
    }
    return wanted();
  };
}

async function sorted(list, compare, turn) {
  let runs = [];
  for (let at = 0; at < list.length; at += RUN_LENGTH) {
    runs.push(list.slice(at, at + RUN_LENGTH).sort(compare));
    if (!(await turn())) return null;
  }
  while (runs.length > 1) {
    const longer = [];
    for (let at = 0; at < runs.length; at += 2) {
      const merged = at + 1 < runs.length ? await merge(runs[at], runs[at + 1], compare, turn) : runs[at];
      if (!merged) return null;
      longer.push(merged);
    }
    runs = longer;
  }
  return runs[0] || [];
}

async function merge(left, right, compare, turn) {
  const out = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    out.push(compare(right[r], left[l]) < 0 ? right[r++] : left[l++]);
    if (out.length % MERGED === 0 && !(await turn())) return null;
  }
  return out.concat(left.slice(l), right.slice(r));
}

async function ranksOf(rows, key, turn) {
  const known = ranked.get(rows) || new Map();
  ranked.set(rows, known);
  if (!known.has(key)) {
    const texts = await sorted(Array.from(new Set(rows.map((row) => row[key]))), collator.compare, turn);
    if (!texts) return null;
    known.set(key, new Map(texts.map((text, n) => [text, n])));
  }
  return known.get(key);
}

async function sizesOf(rows, key, turn) {
  if (key === "number") return (row) => row.value;
  const ranks = await ranksOf(rows, key, turn);
  return ranks && ((row) => (row[key] ? ranks.get(row[key]) : NaN));
}

async function sortedBy(kept, rows, by, turn) {
  const size = await sizesOf(rows, by.key, turn);
  if (!size) return null;
  const sign = by.down ? -1 : 1;
  const keyed = kept.map((row) => ({ row, size: size(row) }));
  const compare = (a, b) => Number(Number.isNaN(a.size)) - Number(Number.isNaN(b.size)) || sign * (a.size - b.size) || 0;
  const done = await sorted(keyed, compare, turn);
  return done && done.map((one) => one.row);
}

/* The form that filters the list. */



function fieldOf(form, name) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) return field;
  throw new Error(`no field ${name}`);
}

function filtersOf(form) {
  const values = FILTERS.map((name) => [name, fieldOf(form, name).value]);
  return /** @type {Record<Filter, string>} */ (Object.fromEntries(values));
}

const hasOption = (select, value) => Array.from(select.options).some((one) => one.value === value);

function showFilters(form, state, absent) {
  for (const name of FILTERS) {
    const field = fieldOf(form, name);
    if (state[name] && field instanceof HTMLSelectElement && !hasOption(field, state[name])) {
      field.add(new Option(state[name] === UNDATED ? absent : state[name], state[name]));
    }
    if (field.value !== state[name]) field.value = state[name];
  }
}

function optionsOf(rows) {
  const categories = rows.flatMap(function (row) {
    const labels = row.category ? row.category.split(" \u203a ") : [];
    return labels.map((_, n) => labels.slice(0, n + 1).join(" \u203a "));
  });
  const each = (texts) => Array.from(new Set(texts));
  return {
    years: each(rows.map((row) => row.year)), bodies: each(rows.map((row) => row.shown)), categories: each(categories),
  };
}

function showOptions(form, options, absent) {
  const years = options.years.slice().sort().reverse().map((year) => new Option(year || absent, year || UNDATED));
  const categories = options.categories.slice().sort(collator.compare).map((text) => new Option(text || absent, text));
  addOptions(fieldOf(form, "year"), years);
  addOptions(fieldOf(form, "category"), categories);
  const bodies = options.bodies.slice().sort(collator.compare);
  the(form, "datalist", HTMLDataListElement).replaceChildren(...bodies.map((text) => new Option(text, text)));
}

function addOptions(field, options) {
  if (!(field instanceof HTMLSelectElement)) return;
  for (const option of options) if (!hasOption(field, option.value)) field.add(option);
}

/* The list of all indicators: sorts by any column and filters. Where the list has several pages, all its rows are fetched on
   first use; where they can't be, only the rows of the page are sorted and filtered, and the page says so. */



const PER_PAGE = 200;

const textsOf = (row, absent) => [
  row.name || absent, row.target, row.number, row.unit, row.category, row.trail, row.shown, row.year || absent, row.document,
];

function tableRow(row, absent, label) {
  const [name, printed, ...texts] = textsOf(row, absent);
  const head = made("th", { scope: "row", dir: "auto" }, made("a", { href: row.href }, name));
  const target = made("td", { dir: "auto", "data-gb-label": label }, printed);
  return made("tr", {}, head, target, ...texts.map((text) => made("td", { dir: "auto" }, text)));
}

class IndicatorList {
  constructor(root) {
    this.root = root;
    this.phrases = /** @type {Record<string, string>} */ ({ ...root.dataset });
    this.form = the(root, "form", HTMLFormElement);
    this.order = the(root, "#gb-sort", HTMLSelectElement); // where cards have no heads to sort by
    this.saver = the(root, "[data-exactly]", HTMLButtonElement);
    this.table = the(root, "table", HTMLTableElement);
    this.printed = this.table.tBodies[0];
    this.own = root.querySelector("nav:not([hidden])"); // the pages of the list as it is printed
    this.pages = the(root, ".gb-found-pages", HTMLElement);
    this.status = the(root, ".gb-found", HTMLElement);
    this.progress = the(root, "progress", HTMLProgressElement);
    this.heads = all(this.table, "th[data-key]", HTMLElement);
    this.total = Number(this.phrases.total);
    this.complete = this.printed.rows.length === this.total;
    this.here = rowsOfTable(this.printed, this.phrases.absent);
    this.state = readAddress(this.heads.map((head) => head.dataset.key || ""));
    this.found = [];
    this.turn = 0;
    this.timer = 0;
  }

  async start() {
    this.form.hidden = false;
    the(this.root, ".gb-exactly", HTMLElement).hidden = false;
    this.update();
    const own = optionsOf(this.here);
    const whole = this.complete ? own : await fetchJson(this.phrases.base + "indicators/facets.json").catch(() => own);
    showOptions(this.form, whole, this.phrases.absent);
  }

  showState() {
    showFilters(this.form, this.state, this.phrases.absent);
    for (const head of this.heads) {
      const direction = this.state.order ? "descending" : "ascending";
      head.setAttribute("aria-sort", head.dataset.key === this.state.sort ? direction : "none");
    }
    this.order.value = this.state.order ? `${this.state.sort} ${this.state.order}` : this.state.sort;
  }

  async rowsToUse() {
    const { phrases, progress, status, here } = this;
    if (this.complete) return [here, true];
    progress.removeAttribute("value");
    progress.hidden = false;
    const tell = (done, count) => {
      Object.assign(progress, { max: count, value: done });
      status.textContent = filled(phrases.reading, { done, count });
    };
    try {
      return [await allRows(phrases.base, Number(phrases.chunks), tell), true];
    } catch {
      return [here, false];
    } finally {
      progress.hidden = true;
    }
  }

  async update() {
    const mine = ++this.turn;
    this.showState();
    writeAddress(this.state);
    if (isIdle(this.state)) {
      this.showPrinted();
      return;
    }
    const [rows, whole] = await this.rowsToUse();
    const found = await this.find(rows, turns(() => mine === this.turn && this.root.isConnected));
    if (!found) return;
    this.found = found;
    this.showFound(whole);
  }

  async find(rows, turn) {
    const fits = matcher(this.state);
    const kept = [];
    for (const row of rows) {
      if (fits(row)) kept.push(row);
      if (row.place % 256 === 0 && !(await turn())) return null;
    }
    const key = /** @type {"" | "number" | TextColumn} */ (this.state.sort);
    const found = key ? await sortedBy(kept, rows, { key, down: this.state.order === "desc" }, turn) : kept;
    return (await turn()) ? found : null;
  }

  showPager(printed) {
    if (this.own instanceof HTMLElement) this.own.hidden = !printed;
    this.pages.hidden = printed || this.pageCount === 1;
  }

  get pageCount() {
    return Math.max(1, Math.ceil(this.found.length / PER_PAGE));
  }

  showPrinted() {
    this.table.tBodies[0].replaceWith(this.printed);
    this.showPager(true);
    this.status.textContent = filled(this.phrases.every, { count: figure(this.total) });
  }

  showFound(whole) {
    const { found, state, phrases, pageCount } = this;
    state.page = Math.min(state.page, pageCount);
    const first = (state.page - 1) * PER_PAGE;
    const rows = found.slice(first, first + PER_PAGE).map((row) => tableRow(row, phrases.absent, phrases.target));
    this.table.tBodies[0].replaceWith(made("tbody", {}, ...rows));
    this.showPager(false);
    const pageOf = filled(phrases.pageOf, { number: state.page, count: pageCount });
    the(this.root, ".gb-found-page", HTMLElement).textContent = pageOf;
    for (const one of all(this.pages, "button", HTMLButtonElement)) {
      const back = one.dataset.go === "first" || one.dataset.go === "previous";
      one.disabled = state.page === (back ? 1 : pageCount);
    }
    const words = [found.length ? filled(phrases.found, { count: figure(found.length) }) : phrases.nothing];
    if (pageCount > 1) words.push(pageOf);
    if (!whole) words.unshift(phrases.pageOnly);
    this.status.textContent = words.join(" ");
    writeAddress(state);
  }

  readForm() {
    clearTimeout(this.timer);
    const values = filtersOf(this.form);
    if (Object.entries(values).some(([name, value]) => value !== this.state[/** @type {keyof typeof values} */ (name)])) {
      this.state.page = 1;
    }
    Object.assign(this.state, values);
  }

  change(values = {}) {
    this.readForm();
    Object.assign(this.state, { page: 1 }, values);
    this.update();
  }

  sortBy(key) {
    if (this.state.sort !== key) this.change({ sort: key, order: "" });
    else if (!this.state.order) this.change({ order: "desc" });
    else this.change({ sort: "", order: "" });
  }

  async saveFound() {
    this.readForm();
    const idle = isIdle(this.state);
    const rows = idle ? (await this.rowsToUse())[0] : this.found;
    const heads = this.heads.map((head) => head.textContent || "");
    const filters = FILTERS.map((name) => this.state[name]);
    const name = fileName([this.saver.dataset.exactly || "", ...filters, figure(rows.length)]);
    const lines = rows.map((row) => [...textsOf(row, this.phrases.absent), new URL(row.href, document.baseURI).href]);
    save(name + ".csv", "text/csv;charset=utf-8", csv([[...heads, "URL"], ...lines]));
  }

  go(where) {
    this.readForm();
    const { page } = this.state;
    const pages = new Map([["first", 1], ["previous", Math.max(1, page - 1)], ["next", page + 1], ["last", this.pageCount]]);
    this.state.page = pages.get(where) ?? page;
    this.update();
    the(this.root, ".gb-scroll", HTMLElement).focus();
  }
}

/* Starts the list of all indicators, once for each page that is put in, and hears what its reader does. */


const DELAY = 200; // milliseconds after the last key

function listenTo(list) {
  const { form } = list;
  for (const head of list.heads) {
    const sorter = made("button", { type: "button", class: "gb-sort" }, head.textContent || "");
    sorter.addEventListener("click", () => list.sortBy(head.dataset.key || ""));
    head.replaceChildren(sorter);
  }
  const changeLater = (delay) => {
    clearTimeout(list.timer);
    list.timer = setTimeout(() => list.change(), delay);
  };
  form.addEventListener("input", function (event) {
    if (event instanceof InputEvent && event.isComposing) clearTimeout(list.timer);
    else changeLater(event.target instanceof HTMLSelectElement ? 0 : DELAY);
  });
  list.saver.addEventListener("click", () => list.saveFound());
  list.order.addEventListener("change", function () {
    const [sort, order = ""] = list.order.value.split(" ");
    list.change({ sort, order });
  });
  form.addEventListener("compositionend", () => changeLater(DELAY));
  form.addEventListener("compositionstart", () => clearTimeout(list.timer));
  form.addEventListener("reset", () => list.change(NOTHING));
  for (const one of all(list.pages, "[data-go]", HTMLElement)) {
    one.addEventListener("click", () => list.go(one.dataset.go || ""));
  }
}

onPages(function () {
  const root = document.querySelector(".gb-indicators:not([data-ready])");
  if (!(root instanceof HTMLElement)) return;
  root.dataset.ready = "";
  const list = new IndicatorList(root);
  listenTo(list);
  list.start();
});
}
