/* What the search page says around its results: how many, which filters, what to do where nothing is found. */

import { button, made } from "../shared/dom.js";
import { figure, filled } from "../shared/text.js";
import { Missing, Unreachable } from "./files.js";

/** @import { Value, WayOut } from "./facets.js" */
/** @import { SearchPage } from "./page.js" */
/** @import { Answer } from "./query.js" */

/**
 * How many documents were found, and how many of them are shown.
 * @param {SearchPage} page
 * @param {Answer} answer
 * @param {number} listed
 */
export function foundText({ phrases, state, shown, chosen }, answer, listed) {
  const count = figure(shown.length);
  const first = listed < shown.length ? " " + filled(phrases.first, { count: figure(listed) }) : "";
  if (!shown.length) return state.q || chosen.length ? phrases.nothing : phrases.empty;
  if (answer.relaxed) return filled(phrases.found_near, { count }) + first;
  return filled(!state.q && !chosen.length ? phrases.found_all : phrases.found, { count }) + first;
}

/**
 * @param {SearchPage} page
 * @param {Answer} answer
 * @param {WayOut[]} ways
 */
export function noticesOf(page, answer, ways) {
  const { phrases } = page;
  const out = [];
  if (answer.relaxed && answer.numbers.length) out.push(made("p", { class: "gb-relaxed" }, phrases.relaxed));
  if (page.shown.length) return out;
  if (!page.chosen.length) return page.state.q ? [...out, made("p", {}, phrases.hint)] : out;
  const buttons = ways.map((way) => dropButton(page, way));
  buttons.push(button(filled(phrases.drop_all, { count: figure(answer.numbers.length) }), function () {
    page.go({ filters: {} });
    page.field.focus();
  }));
  const list = made("ul", { class: "gb-buttons" }, ...buttons.map((one) => made("li", {}, one)));
  return [...out, made("p", {}, phrases.drop), list];
}

/**
 * Queries and values that come near, as links, and where nothing is shown the lists of the site.
 * @param {SearchPage} page
 * @param {string[]} queries
 * @param {[facet: string, value: Value][]} values
 */
export function nextSteps({ phrases, shown, root }, queries, values) {
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

/**
 * @param {string} href
 * @param {string} text
 */
const linkItem = (href, text) => made("li", {}, made("a", { class: "gb-button", href }, text));

/**
 * @param {SearchPage} page
 * @param {WayOut} way
 */
function dropButton(page, [facet, count]) {
  const { phrases } = page;
  const values = page.state.filters[facet].map((id) => page.nameOf(facet, id)).join(phrases.between);
  const text = filled(phrases.drop_one, { facet: phrases[facet], values, count: figure(count) });
  return button(text, () => page.choose(facet, [], true));
}

/**
 * The chosen values, each with a way to drop it.
 * @param {SearchPage} page
 */
export function activeItems(page) {
  const { phrases } = page;
  return page.chosen.map(function ([facet, id]) {
    const rest = () => page.state.filters[facet].filter((one) => one !== id);
    const drop = button(`${phrases[facet]}${phrases.colon}${page.nameOf(facet, id)}`, () => page.choose(facet, rest(), true));
    drop.prepend(made("span", { class: "gb-hidden" }, filled(phrases.remove, { filter: "" })));
    drop.append(made("span", { "aria-hidden": "true" }, "×"));
    return made("li", {}, drop);
  });
}

/**
 * @param {SearchPage} page
 * @param {unknown} error
 */
export function showError(page, error) {
  const { phrases, status } = page;
  if (error instanceof Missing) status.textContent = phrases.missing;
  else if (error instanceof Unreachable) status.textContent = navigator.onLine ? phrases.unreachable : phrases.offline;
  else {
    status.textContent = phrases.failed;
    console.error(error);
  }
  page.notice.replaceChildren(button(phrases.again, () => page.run(true)));
}
