/* On the page for addresses that aren't there: the nearest ones that are. Without a script, or without an answer, its lists stand alone. */

import { made, onPages, the } from "../shared/dom.js";

const MOST = 5;
const DEEPEST = 4;

/**
 * How many signs two texts differ in, as whoever types sees it.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let n = 1; n <= other.length; n++) {
      next.push(Math.min(row[n] + 1, next[n - 1] + 1, row[n - 1] + Number(one[at - 1] !== other[n - 1])));
    }
    row = next;
  }
  return row[other.length];
}

/**
 * The nearest page above an address that is there, read.
 * @param {URL} address
 * @param {string} root The address of the site's root.
 * @returns {Promise<[string, Document] | null>}
 */
async function pageAbove(address, root) {
  let at = address.href.split(/[?#]/)[0].replace(/(\/|\/index\.html|\.html)$/, "");
  for (let n = 0; n < DEEPEST && at.length > root.length; n++) {
    at = at.slice(0, at.lastIndexOf("/"));
    const page = at.length <= root.length ? root : at + "/";
    const answer = await fetch(page);
    if (answer.ok) return [page, new DOMParser().parseFromString(await answer.text(), "text/html")];
  }
  return null;
}

/**
 * The links of a page that lead below it, those with the nearest addresses first.
 * @param {string} page
 * @param {Document} found
 * @param {string} wanted
 */
function nearest(page, found, wanted) {
  /** @type {Map<string, string>} */
  const links = new Map();
  for (const link of Array.from(found.querySelectorAll(".md-content a[href]"))) {
    const to = new URL(link.getAttribute("href") || "", page).href.split(/[?#]/)[0];
    const words = (link.textContent || "").trim();
    if (to.startsWith(page) && to !== page && /(\/|\.html)$/.test(to) && words && !links.has(to)) links.set(to, words);
  }
  const own = (found.querySelector("h1")?.textContent || "").trim().split(/\s*\n/)[0];
  const sorted = Array.from(links).sort((a, b) => distance(a[0], wanted) - distance(b[0], wanted));
  return [...sorted.slice(0, MOST), ...(own ? [[page, own]] : [])];
}

onPages(async function () {
  const home = document.querySelector("[data-gb-missing] a");
  const box = document.querySelector(".gb-nearest");
  if (!(home instanceof HTMLAnchorElement) || !(box instanceof HTMLElement) || location.protocol === "file:") return;
  const root = new URL("./", home.href).href;
  const wanted = location.href.split(/[?#]/)[0].slice(0, 300);
  const above = await pageAbove(new URL(wanted), root).catch(() => null);
  if (!above) return;
  const items = nearest(...above, wanted).map(([href, text]) => made("li", {}, made("a", { href }, text)));
  the(box, "ul", HTMLElement).replaceChildren(...items);
  box.hidden = !items.length;
});
