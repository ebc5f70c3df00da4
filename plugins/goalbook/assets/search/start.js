/* Starts the search page, once for each page that is put in. The script stands twice in a page: in the search, of which all is there
   by then, and in the head, where it looks up what the address asks for until that is so. */

import { lookAhead } from "./ahead.js";
import { listenTo } from "./listen.js";
import { SearchPage } from "./page.js";

/** @param {HTMLOrSVGScriptElement | null} script */
function begin(script) {
  if (!(script instanceof HTMLScriptElement)) return;
  const root = script.closest(".gb-search");
  if (!(root instanceof HTMLElement)) {
    lookAhead(new URL(script.dataset.base || "", document.baseURI).href);
  } else if (!("ready" in root.dataset)) {
    root.dataset.ready = "";
    const page = new SearchPage(root);
    listenTo(page);
    page.start();
  }
}

// What runs first stays, so that the page finds what was looked up for it.
globalThis.goalbookSearch ??= begin;
globalThis.goalbookSearch(document.currentScript);
