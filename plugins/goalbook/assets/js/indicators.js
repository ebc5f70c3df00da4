/* The list of all indicators: sorts by any column and filters. Where the list has several pages, all its rows are fetched on
   first use; where they can't be, only the rows of the page are sorted and filtered, and the page says so. */
(function () {
  "use strict";

  const PER_PAGE = 200;
  const AT_ONCE = 4;
  const SLICE = 12; // milliseconds of work before the page may answer again
  const DELAY = 200; // milliseconds after the last key
  const FILTERS = ["q", "body", "year", "category", "kind"];
  const UNKNOWN = "undated"; // the year that is not stated, in addresses
  const NUMBER = /-?\d+(\.\d+)?/;
  const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
  const fetched = new Map(); // all rows by the address they came from: kept when the theme changes pages without loading
  const ranked = new WeakMap(); // the ranks of texts, by rows and column

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function numberOf(text) {
    const match = NUMBER.exec(text);
    return match ? Number(match[0]) : NaN;
  }

  /* Gives way to the page from time to time; resolves to false once the work is no longer wanted. */
  function turns(wanted) {
    let since = performance.now();
    return async function () {
      if (performance.now() - since > SLICE) {
        await new Promise((resume) => setTimeout(resume));
        since = performance.now();
      }
      return wanted();
    };
  }

  async function sorted(list, compare, turn) {
    let runs = [];
    for (let at = 0; at < list.length; at += 256) {
      runs.push(list.slice(at, at + 256).sort(compare));
      if (!(await turn())) return null;
    }
    while (runs.length > 1) {
      const longer = [];
      for (let at = 0; at < runs.length; at += 2) {
        const merged = at + 1 < runs.length ? await merge(runs[at], runs[at + 1], compare, turn) : runs[at];
        if (!merged) return null;
        longer.push(merged);
      }
      runs = longer;
    }
    return runs[0] || [];
  }

  async function merge(left, right, compare, turn) {
    const out = [];
    let l = 0;
    let r = 0;
    while (l < left.length && r < right.length) {
      out.push(compare(right[r], left[l]) < 0 ? right[r++] : left[l++]);
      if (out.length % 512 === 0 && !(await turn())) return null;
    }
    return out.concat(left.slice(l), right.slice(r));
  }

  /* The texts of a column in order, each with its rank: they are compared once, however often the rows are sorted. */
  async function ranksOf(rows, key, turn) {
    if (!ranked.has(rows)) ranked.set(rows, new Map());
    const known = ranked.get(rows);
    if (!known.has(key)) {
      const texts = await sorted(Array.from(new Set(rows.map((row) => row[key]))), collator.compare, turn);
      if (!texts) return null;
      known.set(key, new Map(texts.map((text, n) => [text, n])));
    }
    return known.get(key);
  }

  /* Numbers by their size, texts by their rank. Whatever has no value comes last, in either direction; equal ones stay in
     the order of the list. */
  async function sortedBy(kept, rows, state, turn) {
    const ranks = state.sort === "number" ? null : await ranksOf(rows, state.sort, turn);
    if (!ranks && state.sort !== "number") return null;
    const sign = state.order ? -1 : 1;
    const size = (row) => (ranks ? (row[state.sort] ? ranks.get(row[state.sort]) : NaN) : row.value);
    const keyed = kept.map((row) => [size(row), row]);
    const compare = (a, b) => Number.isNaN(a[0]) - Number.isNaN(b[0]) || sign * (a[0] - b[0]) || 0;
    const done = await sorted(keyed, compare, turn);
    return done && done.map((pair) => pair[1]);
  }

  function matcher(state) {
    const words = fold(state.q).split(/\s+/).filter(Boolean);
    const body = fold(state.body.trim());
    const within = state.category + " › ";
    return function (row) {
      return (
        (!state.kind || row.kind === state.kind) &&
        (!state.year || (row.year || UNKNOWN) === state.year) &&
        (!state.category || row.category === state.category || row.category.startsWith(within)) &&
        (!body || row.body === body || fold(row.shown).includes(body)) &&
        (!words.length || words.every((word) => row.text.includes(word)))
      );
    };
  }

  function finished(row, place) {
    row.place = place;
    row.value = numberOf(row.number);
    row.text = fold([row.name, row.target, row.category, row.trail, row.shown, row.year, row.document].join("\n"));
    return row;
  }

  function rowsOfTable(body, absent) {
    return Array.from(body.rows, function (tr, place) {
      const [name, target, number, unit, category, trail, shown, year, title] = Array.from(
        tr.cells, (cell) => cell.textContent);
      const href = tr.querySelector("a").getAttribute("href");
      const parts = href.split("#")[0].replace(/(\/|\/index\.html|\.html)$/, "").split("/");
      return finished({
        href, name, target, number, unit, category, trail, shown, document: title, year: year === absent ? "" : year,
        body: parts[parts.length - 2], kind: tr.dataset.kind || "number",
      }, place);
    });
  }

  function rowsOfChunk(chunk, base, first) {
    return chunk.rows.map(function (row, n) {
      const [place, anchor, name, target, number, unit, category, trail, kind] = row;
      const [url, year, body, shown, title] = chunk.documents[place];
      return finished({
        href: base + url + "#" + anchor, name, target, number, unit, category, trail, kind, year, body, shown,
        document: title,
      }, first + n);
    });
  }

  async function json(name) {
    const answer = await fetch(name);
    if (!answer.ok) throw new Error(name);
    return answer.json();
  }

  /* Every row of the list, read once for each address of it; what went wrong can be tried again. */
  function allRows(base, chunks, tell) {
    const from = new URL(base + "indicators/", document.baseURI).href;
    if (!fetched.has(from)) {
      const reading = readChunks(from, base, chunks, tell);
      reading.catch(() => fetched.delete(from));
      fetched.set(from, reading);
    }
    return fetched.get(from);
  }

  async function readChunks(from, base, chunks, tell) {
    const home = new URL(base || "./", document.baseURI).href;
    const found = [];
    let next = 0;
    let done = 0;
    async function readOn() {
      while (next < chunks) {
        const n = next++;
        found[n] = await json(from + "rows-" + (n + 1) + ".json");
        if (next <= chunks) tell(++done, chunks);
      }
    }
    const stop = () => (next = chunks + 1);
    await Promise.all(Array.from({ length: AT_ONCE }, () => readOn().catch((error) => { stop(); throw error; })));
    const rows = [];
    for (const chunk of found) {
      for (const row of rowsOfChunk(chunk, home, rows.length)) rows.push(row);
      await new Promise((resume) => setTimeout(resume));
    }
    return rows;
  }

  function cell(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  function tableRow(row, absent) {
    const tr = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    const link = cell("a", row.name || absent);
    link.href = row.href;
    head.append(link);
    tr.append(head, ...[row.target, row.number, row.unit, row.category, row.trail, row.shown, row.year || absent,
      row.document].map((text) => cell("td", text)));
    return tr;
  }

  function List(root) {
    const data = root.dataset;
    const form = root.querySelector("form");
    const table = root.querySelector("table");
    const printed = table.tBodies[0];
    const own = root.querySelector("nav:not([hidden])");
    const pages = root.querySelector(".gb-found-pages");
    const status = root.querySelector(".gb-found");
    const progress = root.querySelector("progress");
    const heads = Array.from(table.querySelectorAll("th[data-key]"));
    const complete = printed.rows.length === Number(data.total);
    const here = rowsOfTable(printed, data.absent);
    const counted = (text, count) => text.replace("{count}", count.toLocaleString("en-US"));
    const state = { q: "", body: "", year: "", category: "", kind: "", sort: "", order: "", page: 1 };
    let found = [];
    let turn = 0;
    let timer = 0;

    function readAddress() {
      const query = new URLSearchParams(location.search);
      for (const name of [...FILTERS, "sort", "order"]) state[name] = query.get(name) || "";
      if (!heads.some((head) => head.dataset.key === state.sort)) state.sort = "";
      if (state.order !== "desc") state.order = "";
      state.page = Math.max(1, Math.floor(Number(query.get("page"))) || 1);
    }

    function writeAddress() {
      const query = new URLSearchParams(location.search);
      for (const name of [...FILTERS, "sort", "order"]) {
        if (state[name]) query.set(name, state[name]);
        else query.delete(name);
      }
      if (state.page > 1) query.set("page", state.page);
      else query.delete("page");
      const text = query.toString() ? "?" + query : "";
      if (text === location.search) return;
      try {
        history.replaceState(history.state, "", location.pathname + text + location.hash);
      } catch {
        // A browser may keep the address of a page that was opened from a disk as it is.
      }
    }

    function idle() {
      return !state.sort && FILTERS.every((name) => !state[name].trim());
    }

    function showState() {
      for (const name of FILTERS) {
        const field = form.elements[name];
        if (state[name] && field.options && !Array.from(field.options).some((one) => one.value === state[name])) {
          field.add(new Option(state[name] === UNKNOWN ? data.absent : state[name], state[name]));
        }
        if (field.value !== state[name]) field.value = state[name];
      }
      for (const head of heads) {
        const sorting = head.dataset.key === state.sort;
        head.setAttribute("aria-sort", !sorting ? "none" : state.order ? "descending" : "ascending");
      }
    }

    function showOptions(facets) {
      const add = (name, texts, value) => {
        for (const text of texts) {
          if (!Array.from(form.elements[name].options).some((one) => one.value === value(text))) {
            form.elements[name].add(new Option(text || data.absent, value(text)));
          }
        }
      };
      add("year", facets.years.slice().sort().reverse(), (text) => text || UNKNOWN);
      add("category", facets.categories.slice().sort(collator.compare), (text) => text);
      const bodies = facets.bodies.slice().sort(collator.compare);
      root.querySelector("datalist").replaceChildren(...bodies.map((text) => new Option(text, text)));
    }

    function facetsOf(rows) {
      const categories = rows.flatMap((row) => {
        const labels = row.category ? row.category.split(" › ") : [];
        return labels.map((_, n) => labels.slice(0, n + 1).join(" › "));
      });
      const each = (texts) => Array.from(new Set(texts));
      return {
        years: each(rows.map((row) => row.year)),
        bodies: each(rows.map((row) => row.shown)),
        categories: each(categories),
      };
    }

    function tell(done, chunks) {
      progress.max = chunks;
      progress.value = done;
      status.textContent = data.reading.replace("{done}", done).replace("{count}", chunks);
    }

    async function rowsToUse() {
      if (complete) return [here, true];
      progress.removeAttribute("value");
      progress.hidden = false;
      try {
        return [await allRows(data.base, Number(data.chunks), tell), true];
      } catch {
        return [here, false];
      } finally {
        progress.hidden = true;
      }
    }

    async function update() {
      const mine = ++turn;
      showState();
      writeAddress();
      if (idle()) {
        showPrinted();
        return;
      }
      const [rows, whole] = await rowsToUse();
      const next = turns(() => mine === turn && root.isConnected);
      const fits = matcher(state);
      let kept = [];
      for (const row of rows) {
        if (fits(row)) kept.push(row);
        if (row.place % 256 === 0 && !(await next())) return;
      }
      if (state.sort) kept = await sortedBy(kept, rows, state, next);
      if (!kept || !(await next())) return;
      found = kept;
      showFound(whole);
    }

    function showPrinted() {
      table.tBodies[0].replaceWith(printed);
      if (own) own.hidden = false;
      pages.hidden = true;
      status.textContent = counted(data.every, Number(data.total));
    }

    function showFound(whole) {
      const count = Math.max(1, Math.ceil(found.length / PER_PAGE));
      state.page = Math.min(state.page, count);
      const body = document.createElement("tbody");
      const first = (state.page - 1) * PER_PAGE;
      body.append(...found.slice(first, first + PER_PAGE).map((row) => tableRow(row, data.absent)));
      table.tBodies[0].replaceWith(body);
      if (own) own.hidden = true;
      pages.hidden = count === 1;
      const pageOf = data.pageOf.replace("{number}", state.page).replace("{count}", count);
      root.querySelector(".gb-found-page").textContent = pageOf;
      for (const button of pages.querySelectorAll("button")) {
        const back = button.dataset.go === "first" || button.dataset.go === "previous";
        button.disabled = state.page === (back ? 1 : count);
      }
      const words = [found.length ? counted(data.found, found.length) : data.nothing];
      if (count > 1) words.push(pageOf);
      if (!whole) words.unshift(data.pageOnly);
      status.textContent = words.join(" ");
      writeAddress();
    }

    /* What stands in the form counts at once when something else is done. */
    function readForm() {
      clearTimeout(timer);
      const values = FILTERS.map((name) => [name, form.elements[name].value]);
      if (values.some(([name, value]) => value !== state[name])) state.page = 1;
      Object.assign(state, Object.fromEntries(values));
    }

    function change(values) {
      readForm();
      Object.assign(state, { page: 1 }, values);
      update();
    }

    function later(delay) {
      clearTimeout(timer);
      timer = setTimeout(change, delay);
    }

    /* Up, then down, then back to the order of the list. */
    function sortBy(key) {
      if (state.sort !== key) change({ sort: key, order: "" });
      else if (!state.order) change({ order: "desc" });
      else change({ sort: "", order: "" });
    }

    function go(where) {
      const last = Math.ceil(found.length / PER_PAGE);
      readForm();
      state.page = { first: 1, previous: state.page - 1, next: state.page + 1, last: last }[where];
      update();
      root.querySelector(".gb-scroll").focus();
    }

    function listen() {
      for (const head of heads) {
        const button = cell("button", head.textContent);
        button.type = "button";
        button.className = "gb-sort";
        button.addEventListener("click", () => sortBy(head.dataset.key));
        head.replaceChildren(button);
      }
      form.addEventListener("input", function (event) {
        if (event.isComposing) clearTimeout(timer);
        else later(event.target.options ? 0 : DELAY);
      });
      form.addEventListener("compositionend", () => later(DELAY));
      form.addEventListener("compositionstart", () => clearTimeout(timer));
      form.addEventListener("reset", () => change({ q: "", body: "", year: "", category: "", kind: "", sort: "", order: "" }));
      pages.addEventListener("click", (event) => event.target.dataset.go && go(event.target.dataset.go));
    }

    async function start() {
      listen();
      form.hidden = false;
      readAddress();
      update();
      let facets = facetsOf(here);
      if (!complete) facets = await json(data.base + "indicators/facets.json").catch(() => facets);
      showOptions(facets);
    }

    start();
  }

  function init() {
    const root = document.querySelector(".gb-indicators:not([data-ready])");
    if (!root) return;
    root.dataset.ready = "";
    List(root);
  }

  if (typeof document$ !== "undefined") document$.subscribe(init);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", init);
  else init();
})();
