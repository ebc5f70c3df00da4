/* Search on every page: "/" leads to the field, and whoever comes from a result sees where the words stand. */

import { all, onPages } from "../shared/dom.js";

const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), textarea, select";
const MOST_TEXTS = 20; // parts of an address that are marked

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const at = event.target;
  if (at instanceof HTMLElement && (at.closest(TYPED_INTO) || at.isContentEditable)) return;
  const field = all(document, "[data-gb-find]", HTMLInputElement).find((one) => one.getClientRects().length > 0);
  if (!field) return;
  event.preventDefault();
  // The theme has a use of its own for the key.
  event.stopPropagation();
  field.focus();
  field.select();
}

/**
 * The ranges where a text stands in an element; spaces and line ends don't count.
 * @param {Element} element
 * @param {string} text
 */
function rangesOf(element, text) {
  /** @type {[node: Node, at: number][]} */
  const places = [];
  let whole = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const data = node.nodeValue || "";
    for (let at = 0; at < data.length; at++) {
      if (/\s/.test(data[at])) continue;
      whole += data[at];
      places.push([node, at]);
    }
  }
  const wanted = text.replace(/\s+/g, "");
  const found = [];
  for (let at = wanted ? whole.indexOf(wanted) : -1; at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...places[at]);
    const [last, end] = places[at + wanted.length - 1];
    range.setEnd(last, end + 1);
    found.push(range);
  }
  return found;
}

/** The anchor that the address names, or nothing. */
function anchorOf() {
  const anchor = location.hash.slice(1);
  try {
    return decodeURIComponent(anchor);
  } catch {
    // Not written by a result: taken as it stands.
    return anchor;
  }
}

/** The element of the address's anchor; of a cell without one of its own, its row. */
function targetElement() {
  const anchor = anchorOf();
  if (!anchor) return null;
  const own = document.getElementById(anchor);
  if (own) return own;
  const record = document.getElementById(anchor.split(":")[0]);
  return record ? record.closest("tr") || record : document.querySelector("article");
}

/** Leads from the first page of a long document to the one that has the item or indicator of the address. */
function moveOn() {
  const record = anchorOf().split(":")[0];
  if (!record || document.getElementById(record)) return;
  const holds = (/** @type {HTMLElement} */ link) => (link.dataset.gbAnchors || "").split(" ").includes(record);
  const link = all(document, "[data-gb-anchors]", HTMLAnchorElement).find(holds);
  if (link) location.replace(link.href + location.search + location.hash);
}

/** Marks what the address asks to mark, in the element that it leads to. */
function arrive() {
  moveOn();
  const supported = typeof Highlight !== "undefined" && CSS.highlights;
  if (supported) CSS.highlights.delete("gb-found");
  document.querySelectorAll(".gb-here").forEach((one) => one.classList.remove("gb-here"));
  const texts = new URLSearchParams(location.search).getAll("hl").slice(0, MOST_TEXTS);
  const element = texts.length ? targetElement() : null;
  if (!element) return;
  if (element.localName !== "article") element.classList.add("gb-here");
  const found = texts.flatMap((text) => rangesOf(element, text));
  if (supported && found.length) CSS.highlights.set("gb-found", new Highlight(...found));
  const first = found[0] ? found[0].startContainer.parentElement : element;
  if (first && first !== document.querySelector("article")) first.scrollIntoView({ block: "center" });
}

// Before the theme's own keys, and once for all pages.
window.addEventListener("keydown", onKey, true);
window.addEventListener("hashchange", arrive);
onPages(arrive);
