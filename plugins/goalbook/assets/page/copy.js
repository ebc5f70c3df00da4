/* Buttons that need a script: print, copy the table, copy the citation. Without it they aren't shown. */

import { all, onPages, the } from "../shared/dom.js";

function sayCopied() {
  const status = document.querySelector("[data-gb-status]");
  if (status instanceof HTMLElement) status.textContent = status.dataset.done || "";
}

/** @param {string} text */
function copyText(text) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).then(sayCopied, () => {});
    return;
  }
  // Without HTTPS there is only the old way.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  if (document.execCommand("copy")) sayCopied();
  area.remove();
}

/**
 * What the original prints in a cell: nothing where the page says that it is lost.
 * @param {HTMLTableCellElement} cell
 */
const printedText = (cell) => (cell.querySelector(".gb-absent") ? "" : cell.innerText.replace(/ *\n */g, " "));

/**
 * Cells by tabs and rows by lines, merged cells repeated, so that a spreadsheet takes it.
 * @param {HTMLTableElement} table
 */
function tableText(table) {
  /** @type {string[][]} */
  const grid = Array.from(table.rows, () => []);
  /** @type {[first: number, end: number, column: number][]} */
  const cuts = [];
  Array.from(table.rows).forEach(function (row, y) {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      const text = printedText(cell);
      for (const line of grid.slice(y, y + cell.rowSpan)) {
        for (let column = x; column < x + cell.colSpan; column += 1) line[column] = text;
      }
      if (cell.classList.contains("gb-cut")) cuts.push([y, y + cell.rowSpan, x]);
    }
  });
  // A label that begins in the head rows has its text below them.
  for (const [first, end, column] of cuts) {
    for (const line of grid.slice(first, end)) line[column] = grid[end][column];
  }
  return grid.map((line) => line.join("\t")).join("\n");
}

/**
 * @param {string} selector
 * @param {() => void} work
 */
function onClick(selector, work) {
  for (const one of all(document, selector, HTMLElement)) {
    one.hidden = false;
    one.onclick = work;
  }
}

onPages(function () {
  onClick("[data-gb-print]", () => window.print());
  onClick("[data-gb-copy-cite]", () => copyText(the(document, "[data-gb-cite]", HTMLElement).textContent || ""));
  const tables = all(document, ".gb-paper table", HTMLTableElement);
  if (tables.length) onClick("[data-gb-copy-table]", () => copyText(tables.map(tableText).join("\n")));
});
