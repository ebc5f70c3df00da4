/* Results: a document with the places in it that match. */

import { button, made, the } from "../shared/dom.js";
import { figure, filled } from "../shared/text.js";
import { matchesOf } from "./matches.js";

/** @import { Range } from "./fold.js" */
/** @import { Card, Index } from "./index.js" */
/** @import { Match } from "./matches.js" */
/** @import { Phrases } from "./names.js" */
/** @import { Answer } from "./query.js" */
/** @typedef {Card & { matches: Match[] }} Hit A document that was found. */
/** @typedef {{ base: string, phrases: Phrases }} Home The address of the site's root, and the texts of the page. */

const AROUND = 40; // characters of a text before the first match
const MOST_SHOWN = 180; // characters of a text that a result shows
const MOST_MARKED = 8; // parts of a text that a link marks on its page
const LONGEST_MARKED = 200; // characters of one of them
const PLACES = 3; // items and indicators under a document

/**
 * @param {Index} index
 * @param {number} number
 * @param {Answer} answer
 * @returns {Promise<Hit>}
 */
export async function hitOf(index, number, answer) {
  const [card, matches] = await Promise.all([index.card(number), matchesOf(index, number, answer)]);
  return { ...card, matches };
}

/**
 * A part of a text around its first match, with the matches in it marked.
 * @param {string} text
 * @param {Range[]} ranges
 */
function excerpt(text, ranges) {
  let start = 0;
  if (ranges.length && text.length > MOST_SHOWN) {
    start = Math.max(0, Math.min(ranges[0][0] - AROUND, text.length - MOST_SHOWN));
  }
  let end = Math.min(text.length, start + MOST_SHOWN);
  if (start && /[\uDC00-\uDFFF]/.test(text[start])) start -= 1;
  if (end < text.length && /[\uDC00-\uDFFF]/.test(text[end])) end += 1;
  /** @type {(Node | string)[]} */
  const parts = [start ? "…" : ""];
  let at = start;
  for (const [from, to] of ranges) {
    if (from >= end || to <= start) continue;
    parts.push(text.slice(at, Math.max(from, at)), made("mark", {}, text.slice(Math.max(from, at), Math.min(to, end))));
    at = Math.min(to, end);
  }
  parts.push(text.slice(at, end), end < text.length ? "…" : "");
  return parts.filter((part) => part !== "");
}

/**
 * The address of a page of the site. On a disk nothing shows the page of a folder.
 * @param {string} base
 * @param {string} url
 */
function pageAddress(base, url) {
  const folder = url === "" || url.endsWith("/");
  return base + url + (folder && location.protocol === "file:" ? "index.html" : "");
}

/**
 * The address of a match, which says what to mark there.
 * @param {string} base
 * @param {Hit} hit
 * @param {Match} match
 */
function linkTo(base, hit, match) {
  const marks = new Set(match.ranges.slice(0, MOST_MARKED).map(([from, to]) => match.text.slice(from, to)));
  const query = new URLSearchParams(Array.from(marks, (mark) => ["hl", mark.slice(0, LONGEST_MARKED)]));
  const anchor = "#" + encodeURIComponent(match.anchor).replaceAll("%3A", ":");
  return pageAddress(base, match.page || hit.url) + (marks.size ? "?" + query : "") + anchor;
}

/**
 * The labels of a cell, after the name of its item or indicator where they don't say it.
 * @param {Match} match
 */
export function whereOf(match) {
  const labels = match.labels.split(" › ");
  const own = match.record === "d" || match.anchor === match.record;
  const name = own ? "" : match.name.trim().split(/\s+/).join(" ");
  return (name && !labels.includes(name) ? [name, ...labels] : labels).filter(Boolean).join(" › ");
}

/**
 * @param {Home} home
 * @param {Hit} hit
 * @param {Match} match
 */
function placeLink({ base, phrases }, hit, match) {
  return made("a", { href: linkTo(base, hit, match), class: "gb-hit-place" },
    made("span", { class: "gb-hit-where" }, whereOf(match) || phrases.text), " ",
    made("span", { class: "gb-hit-text", dir: "auto" }, ...excerpt(match.text, match.ranges)));
}

/**
 * The best match of every other item and indicator of a document than that of its best match.
 * @param {Hit} hit
 */
function otherPlaces(hit) {
  /** @type {Map<string, Match>} */
  const records = new Map();
  for (const match of hit.matches) if (!records.has(match.record)) records.set(match.record, match);
  return Array.from(records.values()).slice(1);
}

/**
 * @param {Home} home
 * @param {Hit} hit
 */
export function resultItem(home, hit) {
  const { base, phrases } = home;
  const year = hit.year ? filled(phrases.year_of, { year: hit.year }) : phrases.no_year;
  const item = made("li", { class: "gb-hit" },
    made("h3", { dir: "auto" }, made("a", { href: pageAddress(base, hit.url) }, hit.title || phrases.absent)),
    made("p", { class: "gb-hit-facts" }, ...[hit.body, year, hit.period, hit.form, hit.money].filter(Boolean)
      .flatMap((text, n) => [n ? " · " : "", made("bdi", {}, text)])));
  if (hit.matches.length) item.append(made("p", {}, placeLink(home, hit, hit.matches[0])));
  const others = otherPlaces(hit).map((match) => () => made("li", {}, placeLink(home, hit, match)));
  if (!others.length) return item;
  const list = made("ul", {}, ...others.slice(0, PLACES).map((place) => place()));
  item.append(list);
  if (others.length > PLACES) {
    const text = filled(phrases.other_places, { count: figure(others.length - PLACES) });
    const rest = button(text, function () {
      const items = others.slice(PLACES).map((place) => place());
      list.append(...items);
      rest.remove();
      the(items[0], "a", HTMLAnchorElement).focus();
    });
    item.append(rest);
  }
  return item;
}
