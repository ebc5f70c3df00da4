/* Files made in the page. */

import { made } from "./dom.js";

const NO_NAME = /[\\/:*?"<>|\p{Cc}：]+/gu; // what names of files may not hold

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay.
 * @param {string} text
 */
function guarded(text) {
  const number = /^\d+$/.test(text.slice(1).replaceAll(",", "").replace(".", "").replace(/%+$/, ""));
  return /^[=+\-@＝＋－＠\t\r]/.test(text) && !number ? "'" + text : text;
}

/** @param {string} text */
const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {string[][]} rows */
export const csv = (rows) => "\uFEFF" + rows.map((row) => row.map((text) => csvCell(guarded(text))).join(",") + "\r\n").join("");

/**
 * @param {string} name
 * @param {string} type
 * @param {string} content
 */
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  made("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/**
 * A name of a file that says what is in it.
 * @param {string[]} parts
 */
export const fileName = (parts) => parts.filter(Boolean).join("_").replace(NO_NAME, "-").slice(0, 120);
