/* What the reader of the search page does: types, chooses, asks for more, goes back. */

import { all } from "../shared/dom.js";
import { download } from "./download.js";
import { showError } from "./notices.js";
import { showFacet } from "./panel.js";
import { readState } from "./state.js";

/** @import { SearchPage } from "./page.js" */

const DELAY = 250; // milliseconds after the last key

/** @param {SearchPage} page */
export function listenTo(page) {
  listenToField(page);
  listenToControls(page);
  for (const box of all(page.facets, "details", HTMLDetailsElement)) listenToFacet(page, box);
  for (const link of all(page.root, "[data-example]", HTMLElement)) listenToExample(page, link);
  listenToAddress(page);
}

/** @param {SearchPage} page */
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

/**
 * Searches when no key has come for a while.
 * @param {SearchPage} page
 */
function searchLater(page) {
  clearTimeout(page.timer);
  page.timer = setTimeout(function () {
    if (page.field.value.trim() === page.state.q) return;
    page.go({}, page.typing);
    page.typing = true;
  }, DELAY);
}

/** @param {SearchPage} page */
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

/**
 * Values of a facet are counted when it is opened first.
 * @param {SearchPage} page
 * @param {HTMLDetailsElement} box
 */
function listenToFacet(page, box) {
  box.addEventListener("toggle", function () {
    const mine = page.turn;
    if (!box.open || !page.found || box.querySelector("li")) return;
    showFacet(page, box, () => mine === page.turn).catch((error) => showError(page, error));
  });
}

/**
 * @param {SearchPage} page
 * @param {HTMLElement} link
 */
function listenToExample(page, link) {
  link.addEventListener("click", function (event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    page.field.value = link.dataset.example || "";
    page.typing = false;
    page.go({ filters: {} });
  });
}

/** @param {SearchPage} page */
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
