/* The search page: its address is its whole state; results, facets and downloads are made from what the reader finds. */
(function () {
  "use strict";

  const { FACETS, SORTS, toAddress, fromAddress } = GoalbookSearch;
  const PAGE = 10;
  const DELAY = 250; // milliseconds after the last key
  const SOME = 10; // values of a facet before the rest is asked for
  const AT_ONCE = 24;
  const AROUND = 40; // characters of a text before the first match
  const MOST = 180; // characters of a text that a result shows
  const PLACES = 3; // items and indicators under a document
  const opened = new Map(); // indexes by the address of their site

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const figure = (count) => count.toLocaleString("en-US");

  function made(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  /* The index of a site, opened once; ``fresh`` where it was published anew. */
  function indexOf(base, fresh) {
    if (fresh || !opened.has(base)) {
      const opening = GoalbookSearch.open(base, fresh);
      opening.catch(() => opened.get(base) === opening && opened.delete(base));
      opened.set(base, opening);
    }
    return opened.get(base);
  }

  function readState(search) {
    const query = new URLSearchParams(search);
    const filters = {};
    for (const name of FACETS) {
      const values = query.getAll(name).map((value) => fromAddress(name, value));
      if (values.length) filters[name] = Array.from(new Set(values));
    }
    const sort = SORTS.includes(query.get("sort")) ? query.get("sort") : SORTS[0];
    const pages = Math.max(1, Math.floor(Number(query.get("pages"))) || 1);
    return { q: (query.get("q") || "").trim(), filters, sort, pages };
  }

  function written(state) {
    const query = new URLSearchParams();
    if (state.q) query.set("q", state.q);
    for (const name of FACETS) for (const value of state.filters[name] || []) query.append(name, toAddress(name, value));
    if (state.sort !== SORTS[0]) query.set("sort", state.sort);
    if (state.pages > 1) query.set("pages", state.pages);
    return query.toString() ? "?" + query : "";
  }

  /* A part of a text around its first match, with the matches in it as ranges. */
  function excerpt(text, ranges) {
    let start = 0;
    if (ranges.length && text.length > MOST) start = Math.max(0, Math.min(ranges[0][0] - AROUND, text.length - MOST));
    let end = Math.min(text.length, start + MOST);
    if (start && /[\uDC00-\uDFFF]/.test(text[start])) start -= 1;
    if (end < text.length && /[\uDC00-\uDFFF]/.test(text[end])) end += 1;
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

  /* ``work`` for every one of ``list``, some at once, in the order of the list. */
  async function each(list, work, tell) {
    const out = [];
    let next = 0;
    let done = 0;
    async function on() {
      while (next < list.length) {
        const n = next++;
        out[n] = await work(list[n]);
        tell(++done, list.length);
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, () => on().catch((error) => { next = list.length; throw error; })));
    return out;
  }

  /* A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay. */
  function guarded(text) {
    const number = /^\d+$/.test(text.slice(1).replaceAll(",", "").replace(".", "").replace(/%+$/, ""));
    return /^[=+\-@\t\r]/.test(text) && !number ? "'" + text : text;
  }

  const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = (rows) => "\uFEFF" + rows.map((row) => row.map((text) => csvCell(guarded(text))).join(",") + "\r\n").join("");

  function save(name, type, content) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    made("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  function View(root) {
    const words = JSON.parse(root.dataset.words);
    const base = new URL(root.dataset.base || "./", document.baseURI).href;
    const find = (name) => root.querySelector(`.gb-search-${name}`);
    const form = root.querySelector("form");
    const field = form.elements.q;
    const [status, notice, list, more, tools, facets, active, progress] =
      ["status", "notice", "results", "more", "tools", "facets", "active", "progress"].map(find);
    const sort = tools.querySelector("select");
    let state = readState(location.search);
    let index = null;
    let answer = null;
    let shown = []; // the numbers of all results, in order
    let names = new Map(); // the shown names of chosen values, by facet and value
    let turn = 0;
    let timer = 0;
    let typing = false;

    // ---- Words

    function amount(text) {
      const value = Number(text);
      const units = words.units.split(";").map((one) => one.split(" "));
      const [size, ...unit] = units.find(([size]) => value >= Number(size)) || units[units.length - 1];
      return filled(words.amount, { number: figure(value / Number(size)), unit: unit.join(" ") });
    }

    function named(facet, value, values) {
      if (facet === "band" && value.id) {
        const place = values.indexOf(value);
        const next = values[place + 1];
        if (!next) return filled(words.band_from, { from: amount(value.id) });
        return filled(Number(value.id) ? words.band_between : words.band_below, { from: amount(value.id), to: amount(next.id) });
      }
      if (!value.id) return words[`no_${facet}`] || words.absent;
      if (facet === "year") return filled(words.year_of, { year: value.id });
      if (facet === "kind") return words[`kind_${value.id}`];
      return (facet === "stage" && words[`stage_${value.id}`]) || value.name || value.id;
    }

    const chosen = () => FACETS.flatMap((facet) => (state.filters[facet] || []).map((id) => [facet, id]));
    const nameOf = (facet, id) => names.get(facet + " " + id) || id || words[`no_${facet}`] || words.absent;

    async function learnNames() {
      for (const facet of FACETS) {
        if (!state.filters[facet]) continue;
        const { values } = await index.facet(facet, {});
        for (const value of values) names.set(facet + " " + value.id, named(facet, value, values));
      }
    }

    // ---- State and address

    function go(changes, replace) {
      clearTimeout(timer);
      state = { ...state, q: field.value.trim(), pages: 1, ...changes };
      const address = location.pathname + written(state);
      if (address !== location.pathname + location.search) {
        try {
          history[replace ? "replaceState" : "pushState"](replace ? history.state : null, "", address);
        } catch {
          // A browser may keep the address of a page that was opened from a disk as it is.
        }
      }
      run();
    }

    function showState() {
      if (field.value.trim() !== state.q) field.value = state.q;
      sort.value = state.sort;
    }

    function choose(facet, ids, focus) {
      const filters = { ...state.filters, [facet]: ids };
      if (!ids.length) delete filters[facet];
      typing = false;
      go({ filters });
      if (focus) field.focus();
    }

    // ---- Running

    async function run(fresh = false) {
      const mine = ++turn;
      const wanted = () => mine === turn && root.isConnected;
      list.setAttribute("aria-busy", "true");
      if (!answer) status.textContent = words.searching;
      try {
        const opening = await indexOf(base, fresh);
        if (!wanted()) return;
        if (index !== opening || !answer || answer.query !== state.q) {
          const found = await opening.search(state.q);
          if (!wanted()) return;
          index = opening;
          answer = Object.assign(found, { query: state.q });
        }
        const kept = await index.sorted(await index.filtered(answer, state.filters), answer, state.sort);
        await learnNames();
        const hits = await hitsOf(kept.slice(0, PAGE * state.pages));
        const ways = kept.length ? [] : await waysOut();
        if (!wanted()) return;
        shown = kept;
        showResults(hits, ways);
        await showFacets(wanted);
      } catch (error) {
        if (!wanted()) return;
        if (error instanceof GoalbookSearch.Missing && !fresh) {
          answer = null;
          await run(true);
          return;
        }
        showError(error);
      } finally {
        if (mine === turn) list.removeAttribute("aria-busy");
      }
    }

    function hitsOf(numbers) {
      return Promise.all(numbers.map(async function (number) {
        const [card, matches] = await Promise.all([index.card(number), index.matches(number, answer)]);
        return { ...card, matches };
      }));
    }

    /* What would be found without one of the filters, or without any. */
    async function waysOut() {
      const ways = [];
      for (const facet of Object.keys(state.filters)) {
        const count = (await index.filtered(answer, { ...state.filters, [facet]: [] })).length;
        if (count) ways.push([facet, count]);
      }
      return ways;
    }

    // ---- Results

    /* On a disk nothing shows the page of a folder. */
    function pageOf(url) {
      const here = url === "" || url.endsWith("/") ? url + (location.protocol === "file:" ? "index.html" : "") : url;
      return base + here;
    }

    function linkTo(hit, match) {
      if (!match) return pageOf(hit.url);
      const marks = new Set(match.ranges.slice(0, 8).map(([from, to]) => match.text.slice(from, to)));
      const query = new URLSearchParams(Array.from(marks, (mark) => ["hl", mark.slice(0, 200)]));
      return pageOf(hit.url) + (marks.size ? "?" + query : "") + "#" + encodeURIComponent(match.anchor).replaceAll("%3A", ":");
    }

    /* The labels of a cell, after the name of its item or indicator where they don't say it. */
    function whereOf(match) {
      const labels = match.labels.split(" › ");
      const name = match.record === "d" || match.anchor === match.record ? "" : match.name.trim().split(/\s+/).join(" ");
      return (name && !labels.includes(name) ? [name, ...labels] : labels).filter(Boolean).join(" › ");
    }

    function place(hit, match) {
      return made("a", { href: linkTo(hit, match), class: "gb-hit-place" },
        made("span", { class: "gb-hit-where" }, whereOf(match) || words.text), " ",
        made("span", { class: "gb-hit-text" }, ...excerpt(match.text, match.ranges)));
    }

    /* The best cell of the document, and the best of every other item and indicator. */
    function places(hit) {
      const first = hit.matches[0];
      const records = new Map();
      for (const match of hit.matches) if (!records.has(match.record)) records.set(match.record, match);
      if (first) records.delete(first.record);
      return [first, Array.from(records.values())];
    }

    function result(hit) {
      const item = made("li", { class: "gb-hit" });
      const facts = [hit.body, hit.year ? filled(words.year_of, { year: hit.year }) : words.no_year, hit.form, hit.money];
      item.append(
        made("h3", {}, made("a", { href: pageOf(hit.url) }, hit.title || words.absent)),
        made("p", { class: "gb-hit-facts" }, facts.filter(Boolean).join(" · ")));
      const [first, others] = places(hit);
      if (first) item.append(made("p", {}, place(hit, first)));
      if (others.length) {
        const sub = made("ul", {}, ...others.slice(0, PLACES).map((match) => made("li", {}, place(hit, match))));
        item.append(sub);
        if (others.length > PLACES) {
          const button = made("button", { type: "button", class: "gb-button" },
            filled(words.other_places, { count: figure(others.length - PLACES) }));
          button.onclick = function () {
            const rest = others.slice(PLACES).map((match) => made("li", {}, place(hit, match)));
            sub.append(...rest);
            button.remove();
            rest[0].querySelector("a").focus();
          };
          item.append(button);
        }
      }
      return item;
    }

    function showResults(hits, ways) {
      const had = list.children.length;
      const grown = more.dataset.grown === "yes";
      list.replaceChildren(...hits.map(result));
      tools.hidden = !shown.length;
      more.hidden = hits.length >= shown.length;
      more.textContent = filled(words.more, { count: figure(Math.min(PAGE, shown.length - hits.length)) });
      notice.replaceChildren(...noticed(ways));
      showActive();
      const count = figure(shown.length);
      const said = !shown.length ? words.nothing
        : answer.relaxed ? filled(words.found_near, { count })
        : !state.q && !chosen().length ? filled(words.found_all, { count })
        : filled(words.found, { count });
      status.textContent = said + (hits.length < shown.length ? " " + filled(words.first, { count: figure(hits.length) }) : "");
      document.title = root.dataset.title.replace("{query}", state.q ? state.q + " · " : "");
      if (grown && list.children[had]) list.children[had].querySelector("a").focus();
      delete more.dataset.grown;
    }

    function button(text, work) {
      const element = made("button", { type: "button", class: "gb-button" }, text);
      element.onclick = work;
      return element;
    }

    function noticed(ways) {
      const out = [];
      if (answer.relaxed && answer.numbers.length) out.push(made("p", { class: "gb-relaxed" }, words.relaxed));
      if (shown.length) return out;
      if (!chosen().length) return [...out, made("p", {}, words.hint)];
      out.push(made("p", {}, words.drop));
      const dropped = ways.map(([facet, count]) => button(
        filled(words.drop_one, {
          facet: words[facet], values: state.filters[facet].map((id) => nameOf(facet, id)).join(words.between),
          count: figure(count),
        }),
        () => choose(facet, [], true)));
      dropped.push(button(filled(words.drop_all, { count: figure(answer.numbers.length) }), () => {
        go({ filters: {} });
        field.focus();
      }));
      out.push(made("ul", { class: "gb-buttons" }, ...dropped.map((one) => made("li", {}, one))));
      return out;
    }

    function showActive() {
      active.replaceChildren(...chosen().map(function ([facet, id]) {
        const text = `${words[facet]}${words.colon}${nameOf(facet, id)}`;
        const drop = button(text, () => choose(facet, state.filters[facet].filter((one) => one !== id), true));
        drop.prepend(made("span", { class: "gb-hidden" }, filled(words.remove, { filter: "" })));
        drop.append(made("span", { "aria-hidden": "true" }, "×"));
        return made("li", {}, drop);
      }));
      active.hidden = !active.children.length;
    }

    function showError(error) {
      const text = error instanceof GoalbookSearch.Missing ? words.missing
        : error instanceof GoalbookSearch.Unreachable ? (navigator.onLine ? words.unreachable : words.offline)
        : words.failed;
      status.textContent = text;
      notice.replaceChildren(button(words.again, () => run(true)));
      if (!(error instanceof GoalbookSearch.Missing || error instanceof GoalbookSearch.Unreachable)) console.error(error);
    }

    // ---- Facets

    async function showFacets(wanted) {
      for (const facet of FACETS) {
        const box = facets.querySelector(`[data-facet="${facet}"]`);
        if (state.filters[facet] && !box.open) box.open = true;
        if (box.open) await showFacet(box, facet, wanted);
        if (!wanted()) return;
      }
    }

    async function showFacet(box, facet, wanted) {
      const values = await index.counts(facet, answer, state.filters);
      if (!wanted()) return;
      const picked = state.filters[facet] || [];
      const rows = values
        .map((value) => ({ ...value, shown: named(facet, value, values), picked: picked.includes(value.id) }))
        .filter((value) => value.count || value.picked);
      for (const id of picked) {
        if (!values.some((value) => value.id === id)) rows.push({ id, shown: id || words.absent, picked: true, count: 0 });
      }
      if (facet === "year") rows.reverse().sort((a, b) => (a.id === "") - (b.id === ""));
      else if (!["stage", "kind", "band"].includes(facet)) rows.sort((a, b) => b.count - a.count);
      const all = box.dataset.all === "yes" || rows.length <= SOME + 2;
      const visible = all ? rows : rows.filter((row, n) => n < SOME || row.picked);
      const focused = box.contains(document.activeElement) && document.activeElement.value;
      const items = visible.map((row) => facetRow(facet, row));
      if (!all) {
        items.push(made("li", {}, button(filled(words.all_values, { count: figure(rows.length) }), async () => {
          box.dataset.all = "yes";
          await showFacet(box, facet, wanted);
          box.querySelectorAll("input")[visible.length]?.focus();
        })));
      }
      box.querySelector("ul").replaceChildren(...items);
      if (focused !== false) {
        Array.from(box.querySelectorAll("input")).find((input) => input.value === focused)?.focus();
      }
    }

    function facetRow(facet, row) {
      const input = made("input", { type: "checkbox", name: facet, value: toAddress(facet, row.id) });
      input.checked = row.picked;
      input.onchange = function () {
        const others = (state.filters[facet] || []).filter((id) => id !== row.id);
        choose(facet, input.checked ? [...others, row.id] : others);
      };
      return made("li", {}, made("label", {}, input, " ", made("span", {}, row.shown), " ",
        made("small", { class: "gb-count" }, figure(row.count))));
    }

    // ---- Downloads

    async function rows() {
      tools.setAttribute("aria-busy", "true");
      progress.hidden = false;
      try {
        const numbers = shown;
        return await each(numbers, async function (number) {
          const hit = (await hitsOf([number]))[0];
          const match = hit.matches[0];
          const url = (root.dataset.site || base) + hit.url + (match ? "#" + match.anchor : "");
          return {
            title: hit.title, body: hit.body, year: hit.year, form: hit.form, money: hit.money,
            where: match ? whereOf(match) || words.text : "", text: match ? match.text : "", url,
          };
        }, (done, count) => {
          progress.max = count;
          progress.value = done;
        });
      } finally {
        progress.hidden = true;
        tools.removeAttribute("aria-busy");
      }
    }

    async function download(kind) {
      const about = {
        query: state.q,
        filters: Object.fromEntries(Object.entries(state.filters).map(([facet, ids]) => [facet, ids.map((id) => nameOf(facet, id))])),
        sort: state.sort, relaxed: answer.relaxed, date: index.date, count: shown.length,
      };
      const address = location.href;
      let results;
      try {
        results = await rows();
      } catch (error) {
        showError(error);
        return;
      }
      const filters = Object.entries(about.filters).map(([facet, values]) => `${words[facet]}${words.colon}${values.join(words.between)}`);
      const count = filled(words.file_count, { count: about.count });
      const name = [words.file, about.query, ...filters, about.date, count].filter(Boolean).join("_")
        .replace(/[\\/:*?"<>|\u0000-\u001f：]+/g, "-").slice(0, 120);
      if (kind === "json") {
        save(name + ".json", "application/json", JSON.stringify({ ...about, address, results }, null, 1));
        return;
      }
      const heads = ["title", "body", "year", "form", "money", "where", "text", "url"];
      save(name + ".csv", "text/csv;charset=utf-8", csv([
        [words.csv_query, about.query || words.csv_none],
        [words.csv_filters, filters.join("; ") || words.csv_none],
        [words.csv_date, about.date || words.absent],
        [words.csv_count, String(about.count) + (about.relaxed ? " " + words.csv_relaxed : "")],
        heads.map((head) => words[`csv_${head}`]),
        ...results.map((row) => heads.map((head) => row[head])),
      ]));
    }

    // ---- What the reader does

    function later() {
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (field.value.trim() === state.q) return;
        go({}, typing);
        typing = true;
      }, DELAY);
    }

    let composing = false;
    field.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
    field.addEventListener("compositionend", () => { composing = false; later(); });
    field.addEventListener("input", (event) => (event.isComposing || composing ? clearTimeout(timer) : later()));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (composing) return;
      if (field.value.trim() !== state.q) go({}, typing);
      typing = false;
    });
    sort.addEventListener("change", () => { typing = false; go({ sort: sort.value }); });
    more.addEventListener("click", () => {
      more.dataset.grown = "yes";
      go({ q: state.q, pages: state.pages + 1 }, true);
    });
    tools.addEventListener("click", (event) => event.target.dataset.download && download(event.target.dataset.download));
    facets.querySelectorAll("details").forEach((box) => box.addEventListener("toggle", function () {
      const mine = turn;
      if (!box.open || !answer || box.querySelector("li")) return;
      showFacet(box, box.dataset.facet, () => mine === turn).catch(showError);
    }));
    root.querySelectorAll("[data-example]").forEach((link) => link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      field.value = link.dataset.example;
      typing = false;
      go({ filters: {} });
    }));
    window.addEventListener("popstate", function listen() {
      if (!root.isConnected) {
        window.removeEventListener("popstate", listen);
        return;
      }
      clearTimeout(timer);
      typing = false;
      state = readState(location.search);
      showState();
      run();
    });

    find("static").hidden = true;
    find("body").hidden = false;
    if (matchMedia("(min-width: 60em)").matches) facets.open = facets.querySelector("details").open = true;
    showState();
    run();
  }

  const root = document.querySelector(".gb-search:not([data-ready])");
  if (root) {
    root.dataset.ready = "";
    View(root);
  }
})();
