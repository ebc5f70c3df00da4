/* Tables of bodies side by side: a row a thing that is told, a column a body. */

import { made } from "../shared/dom.js";

/** @typedef {[text: string, url?: string, of?: string]} Said A text; its link below the site's root, and whose it is. */
/** @typedef {[label: string, said: Said[]]} Line */
/** @typedef {{ year: string, label: string, groups: Record<string, Line[]> }} BodyYear */
/** @typedef {{ name: string, url: string, years: BodyYear[] }} BesideBody */
/** @typedef {{ body: BesideBody, year: BodyYear | undefined }} Column */

/**
 * Labels of some columns once each, in the order in which they come, with the cells of each column.
 * @param {Line[][]} columns
 */
function byLabel(columns) {
  /** @type {Map<string, (Said[] | undefined)[]>} */
  const found = new Map();
  columns.forEach(function (lines, n) {
    for (const [label, said] of lines) {
      const cells = found.get(label) || [];
      cells[n] = said;
      found.set(label, cells);
    }
  });
  return found;
}

/**
 * @param {Said} said
 * @param {string} base
 */
function saidLine([text, url, of], base) {
  const line = made(url ? "div" : "span", { dir: "auto" }, text);
  if (url) line.append(" ", made("small", {}, made("a", { href: base + url }, of || "")));
  return line;
}

/**
 * The head of a column: the body, and the year that is told of it.
 * @param {Column} column
 * @param {string} base
 * @param {string} noYear
 */
function headOf({ body, year }, base, noYear) {
  const link = made("a", { href: base + body.url }, body.name);
  return made("th", { scope: "col" }, link, " ", made("small", {}, year ? year.label : noYear));
}

/**
 * Shows one group of lines; gives whether there are any. What several have in common is all that is told of targets, of other
 * lines all: whoever hasn't one has none of it.
 * @param {HTMLTableElement} table
 * @param {string} group
 * @param {Column[]} columns
 * @param {{ base: string, noYear: string }} how
 */
export function showGroup(table, group, columns, { base, noYear }) {
  const first = table.tHead?.rows[0].cells[0];
  if (!first) return false;
  table.tHead?.rows[0].replaceChildren(first, ...columns.map((column) => headOf(column, base, noYear)));
  const shared = group === "targets";
  const rows = [];
  for (const [label, cells] of byLabel(columns.map(({ year }) => (year ? year.groups[group] : [])))) {
    if (shared && cells.filter(Boolean).length < 2) continue;
    const row = made("tr", {}, made("th", { scope: "row", dir: "auto" }, label));
    columns.forEach(function ({ body, year }, n) {
      const told = (cells[n] || []).map((said) => saidLine(said, base));
      const none = year && !shared ? ["0"] : [];
      row.append(made("td", { "data-gb-label": body.name }, ...(told.length ? told : none)));
    });
    rows.push(row);
  }
  table.tBodies[0].replaceChildren(...rows);
  return rows.length > 0;
}
