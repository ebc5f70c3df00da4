/* Starts the search page, once for each page that is put in. */

import { listenTo } from "./listen.js";
import { SearchPage } from "./page.js";

const root = document.querySelector(".gb-search:not([data-ready])");
if (root instanceof HTMLElement) {
  root.dataset.ready = "";
  const page = new SearchPage(root);
  listenTo(page);
  page.start();
}
