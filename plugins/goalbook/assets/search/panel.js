/* The panel of facets: the values of each with the number of documents that choosing it keeps. */

import { all, button, made, the } from "../shared/dom.js";
import { figure, filled } from "../shared/text.js";
import { FACETS, countsOf } from "./facets.js";
import { valueName } from "./names.js";
import { toAddress } from "./state.js";

/** @import { Value } from "./facets.js" */
/** @import { SearchPage } from "./page.js" */
/** @typedef {{ id: string, shown: string, picked: boolean, count: number }} Row */

const SOME = 10; // values of a facet before the rest is asked for
const IN_ORDER = ["stage", "kind", "band"]; // facets whose values have an order of their own

/**
 * Shows the values of facets that stand open, and opens those with a chosen value.
 * @param {SearchPage} page
 * @param {() => boolean} wanted
 */
export async function showFacets(page, wanted) {
  for (const facet of FACETS) {
    const box = the(page.facets, `[data-facet="${facet}"]`, HTMLDetailsElement);
    if (page.state.filters[facet] && !box.open) box.open = true;
    if (box.open) await showFacet(page, box, wanted);
    if (!wanted()) return;
  }
}

/**
 * @param {SearchPage} page
 * @param {HTMLDetailsElement} box
 * @param {() => boolean} wanted
 */
export async function showFacet(page, box, wanted) {
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

/**
 * The values that are had or chosen, as they are listed.
 * @param {SearchPage} page
 * @param {string} facet
 * @param {(Value & { count: number })[]} values
 */
function rowsOf(page, facet, values) {
  const picked = page.state.filters[facet] || [];
  /** @type {Row[]} */
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

/**
 * @param {SearchPage} page
 * @param {string} facet
 * @param {Row} row
 */
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
