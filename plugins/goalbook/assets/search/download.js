/* Downloads of all results, made in the page. */

import { forEach } from "../shared/batch.js";
import { csv, fileName, save } from "../shared/save.js";
import { filled } from "../shared/text.js";
import { showError } from "./notices.js";
import { hitOf, whereOf } from "./results.js";

/** @import { Found, SearchPage } from "./page.js" */
/**
 * @typedef {object} About What a file says of itself.
 * @property {string} query
 * @property {Record<string, string[]>} filters The names of the chosen values by facet.
 * @property {string} sort
 * @property {boolean} relaxed
 * @property {string} date
 * @property {number} count
 */
/** @typedef {Record<string, string>} ResultRow */

const AT_ONCE = 24;
const HEADS = ["title", "body", "year", "period", "form", "money", "where", "text", "url"];

/**
 * @param {SearchPage} page
 * @param {Found} found
 * @param {number} number
 * @returns {Promise<ResultRow>}
 */
async function resultRow({ root, base, phrases }, { index, answer }, number) {
  const hit = await hitOf(index, number, answer);
  const match = hit.matches[0];
  return {
    title: hit.title, body: hit.body, year: hit.year, period: hit.period, form: hit.form, money: hit.money,
    where: match ? whereOf(match) || phrases.text : "", text: match ? match.text : "",
    url: (root.dataset.site || base) + (match && match.page || hit.url) + (match ? "#" + match.anchor : ""),
  };
}

/**
 * All results, while the page says how far it is.
 * @param {SearchPage} page
 * @param {Found} found
 */
async function resultRows(page, found) {
  const { tools, progress } = page;
  tools.setAttribute("aria-busy", "true");
  progress.hidden = false;
  /** @type {(done: number, count: number) => void} */
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

/**
 * Saves all results as a file.
 * @param {SearchPage} page
 * @param {string} kind "csv" or "json".
 */
export async function download(page, kind) {
  const { state, found, phrases } = page;
  if (!found) return;
  const named = Object.entries(state.filters).map(([facet, ids]) => [facet, ids.map((id) => page.nameOf(facet, id))]);
  /** @type {About} */
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

/** @param {ResultRow} row */
const cellsOf = (row) => HEADS.map((head) => row[head]);

/**
 * What stands above the results in a CSV file: of what they are the answer, and the heads of the columns.
 * @param {SearchPage} page
 * @param {About} about
 * @param {string[]} filters
 */
function headRows({ phrases }, about, filters) {
  return [
    [phrases.csv_query, about.query || phrases.csv_none],
    [phrases.csv_filters, filters.join("; ") || phrases.csv_none],
    [phrases.csv_date, about.date || phrases.absent],
    [phrases.csv_count, String(about.count) + (about.relaxed ? " " + phrases.csv_relaxed : "")],
    HEADS.map((head) => phrases[`csv_${head}`]),
  ];
}
