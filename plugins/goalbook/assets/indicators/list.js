/* The list of all indicators: sorts by any column and filters. Where the list has several pages, all its rows are fetched on
   first use; where they can't be, only the rows of the page are sorted and filtered, and the page says so. */

import { all, made, the } from "../shared/dom.js";
import { csv, fileName, save } from "../shared/save.js";
import { figure, filled } from "../shared/text.js";
import { filtersOf, optionsOf, showFilters, showOptions } from "./form.js";
import { sortedBy, turns } from "./order.js";
import { allRows, fetchJson, rowsOfTable } from "./rows.js";
import { FILTERS, isIdle, matcher, readAddress, writeAddress } from "./state.js";

/** @import { Row, TextColumn } from "./rows.js" */
/** @import { Turn } from "./order.js" */
/** @import { ListState } from "./state.js" */

const PER_PAGE = 200;

/**
 * The texts of a row in the order of the columns.
 * @param {Row} row
 * @param {string} absent
 */
const textsOf = (row, absent) => [
  row.name || absent, row.target, row.number, row.unit, row.category, row.trail, row.shown, row.year || absent, row.document,
];

/**
 * @param {Row} row
 * @param {string} absent
 * @param {string} label What a card says before the target.
 */
function tableRow(row, absent, label) {
  const [name, printed, ...texts] = textsOf(row, absent);
  const head = made("th", { scope: "row", dir: "auto" }, made("a", { href: row.href }, name));
  const target = made("td", { dir: "auto", "data-gb-label": label }, printed);
  return made("tr", {}, head, target, ...texts.map((text) => made("td", { dir: "auto" }, text)));
}

export class IndicatorList {
  /** @param {HTMLElement} root */
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
    /** @type {Row[]} */
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

  /**
   * The rows to sort and filter, and whether they are all of the list.
   * @returns {Promise<[rows: Row[], whole: boolean]>}
   */
  async rowsToUse() {
    const { phrases, progress, status, here } = this;
    if (this.complete) return [here, true];
    progress.removeAttribute("value");
    progress.hidden = false;
    /** @type {(done: number, count: number) => void} */
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

  /** Shows what the state asks for, unless another is asked for by then. */
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

  /**
   * The rows that the state asks for, or null where it has changed by then.
   * @param {Row[]} rows
   * @param {Turn} turn
   */
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

  /** @param {boolean} printed Whether the list stands as it is printed, with its own pages. */
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

  /** @param {boolean} whole Whether all rows of the list were looked through. */
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

  /** What stands in the form counts at once when something else is done. */
  readForm() {
    clearTimeout(this.timer);
    const values = filtersOf(this.form);
    if (Object.entries(values).some(([name, value]) => value !== this.state[/** @type {keyof typeof values} */ (name)])) {
      this.state.page = 1;
    }
    Object.assign(this.state, values);
  }

  /** @param {Partial<ListState>} [values] */
  change(values = {}) {
    this.readForm();
    Object.assign(this.state, { page: 1 }, values);
    this.update();
  }

  /**
   * Up, then down, then back to the order of the list.
   * @param {string} key
   */
  sortBy(key) {
    if (this.state.sort !== key) this.change({ sort: key, order: "" });
    else if (!this.state.order) this.change({ order: "desc" });
    else this.change({ sort: "", order: "" });
  }

  /** Saves the rows that are found, in their order: as a table what the page shows of them, each with its address. */
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

  /** @param {string} where "first", "previous", "next" or "last". */
  go(where) {
    this.readForm();
    const { page } = this.state;
    const pages = new Map([["first", 1], ["previous", Math.max(1, page - 1)], ["next", page + 1], ["last", this.pageCount]]);
    this.state.page = pages.get(where) ?? page;
    this.update();
    the(this.root, ".gb-scroll", HTMLElement).focus();
  }
}
