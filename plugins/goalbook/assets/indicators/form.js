/* The form that filters the list. */

import { the } from "../shared/dom.js";
import { collator } from "./order.js";
import { FILTERS, UNDATED } from "./state.js";

/** @import { Row } from "./rows.js" */
/** @import { Filter, ListState } from "./state.js" */
/** @typedef {{ years: string[], bodies: string[], categories: string[] }} Options The values that can be chosen. */

/**
 * The field of a filter.
 * @param {HTMLFormElement} form
 * @param {Filter} name
 */
function fieldOf(form, name) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) return field;
  throw new Error(`no field ${name}`);
}

/**
 * What stands in the form.
 * @param {HTMLFormElement} form
 */
export function filtersOf(form) {
  const values = FILTERS.map((name) => [name, fieldOf(form, name).value]);
  return /** @type {Record<Filter, string>} */ (Object.fromEntries(values));
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
const hasOption = (select, value) => Array.from(select.options).some((one) => one.value === value);

/**
 * Shows the filters of a state; a value that can't be chosen, from an address, is added to those that can.
 * @param {HTMLFormElement} form
 * @param {ListState} state
 * @param {string} absent
 */
export function showFilters(form, state, absent) {
  for (const name of FILTERS) {
    const field = fieldOf(form, name);
    if (state[name] && field instanceof HTMLSelectElement && !hasOption(field, state[name])) {
      field.add(new Option(state[name] === UNDATED ? absent : state[name], state[name]));
    }
    if (field.value !== state[name]) field.value = state[name];
  }
}

/**
 * @param {Row[]} rows
 * @returns {Options}
 */
export function optionsOf(rows) {
  const categories = rows.flatMap(function (row) {
    const labels = row.category ? row.category.split(" › ") : [];
    return labels.map((_, n) => labels.slice(0, n + 1).join(" › "));
  });
  /** @type {(texts: string[]) => string[]} */
  const each = (texts) => Array.from(new Set(texts));
  return {
    years: each(rows.map((row) => row.year)), bodies: each(rows.map((row) => row.shown)), categories: each(categories),
  };
}

/**
 * Adds the values that can be chosen to the fields, newest years first.
 * @param {HTMLFormElement} form
 * @param {Options} options
 * @param {string} absent
 */
export function showOptions(form, options, absent) {
  const years = options.years.slice().sort().reverse().map((year) => new Option(year || absent, year || UNDATED));
  const categories = options.categories.slice().sort(collator.compare).map((text) => new Option(text || absent, text));
  addOptions(fieldOf(form, "year"), years);
  addOptions(fieldOf(form, "category"), categories);
  const bodies = options.bodies.slice().sort(collator.compare);
  the(form, "datalist", HTMLDataListElement).replaceChildren(...bodies.map((text) => new Option(text, text)));
}

/**
 * @param {HTMLSelectElement | HTMLInputElement} field
 * @param {HTMLOptionElement[]} options
 */
function addOptions(field, options) {
  if (!(field instanceof HTMLSelectElement)) return;
  for (const option of options) if (!hasOption(field, option.value)) field.add(option);
}
