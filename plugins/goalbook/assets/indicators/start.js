/* Starts the list of all indicators, once for each page that is put in, and hears what its reader does. */

import { all, made, onPages } from "../shared/dom.js";
import { IndicatorList } from "./list.js";
import { NOTHING } from "./state.js";

const DELAY = 200; // milliseconds after the last key

/** @param {IndicatorList} list */
function listenTo(list) {
  const { form } = list;
  for (const head of list.heads) {
    const sorter = made("button", { type: "button", class: "gb-sort" }, head.textContent || "");
    sorter.addEventListener("click", () => list.sortBy(head.dataset.key || ""));
    head.replaceChildren(sorter);
  }
  /** @type {(delay: number) => void} */
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
