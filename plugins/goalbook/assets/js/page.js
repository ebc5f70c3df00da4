/* Buttons that need a script: print, copy the table, copy the citation. Without it they aren't shown. */
(function () {
  "use strict";

  function say(text) {
    var status = document.querySelector("[data-gb-status]");
    if (status) status.textContent = text;
  }

  function copied() {
    var status = document.querySelector("[data-gb-status]");
    if (status) say(status.dataset.done);
  }

  function copyText(text) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(copied, function () {});
      return;
    }
    var area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) copied();
    area.remove();
  }

  /* What the original prints in a cell: nothing where the page says that it is lost. */
  function printed(cell) {
    return cell.querySelector(".gb-absent") ? "" : cell.innerText.replace(/ *\n */g, " ");
  }

  /* Cells by tabs and rows by lines, merged cells repeated, so that a spreadsheet takes it. */
  function tableText(table) {
    var grid = [], cuts = [];
    Array.prototype.forEach.call(table.rows, function (row, y) {
      grid[y] = grid[y] || [];
      var x = 0;
      Array.prototype.forEach.call(row.cells, function (cell) {
        while (grid[y][x] !== undefined) x += 1;
        for (var dy = 0; dy < cell.rowSpan; dy += 1) {
          for (var dx = 0; dx < cell.colSpan; dx += 1) {
            grid[y + dy] = grid[y + dy] || [];
            grid[y + dy][x + dx] = printed(cell);
          }
        }
        if (cell.classList.contains("gb-cut")) cuts.push([y, y + cell.rowSpan, x]);
      });
    });
    /* A label that begins in the head rows has its text below them. */
    cuts.forEach(function (cut) {
      for (var y = cut[0]; y < cut[1]; y += 1) grid[y][cut[2]] = grid[cut[1]][cut[2]];
    });
    return grid.map(function (row) { return row.join("\t"); }).join("\n");
  }

  function onClick(selector, work) {
    document.querySelectorAll(selector).forEach(function (button) {
      button.hidden = false;
      button.onclick = work;
    });
  }

  function init() {
    onClick("[data-gb-print]", function () { window.print(); });
    onClick("[data-gb-copy-cite]", function () {
      copyText(document.querySelector("[data-gb-cite]").textContent);
    });
    var tables = document.querySelectorAll(".gb-paper table");
    if (tables.length) {
      onClick("[data-gb-copy-table]", function () {
        copyText(Array.prototype.map.call(tables, tableText).join("\n"));
      });
    }
  }

  if (typeof document$ !== "undefined") document$.subscribe(init);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", init);
  else init();
})();
