/* Search on every page: "/" leads to the field, and whoever comes from a result sees where the words stand. */
(function () {
  "use strict";

  function seen(element) {
    return element.getClientRects().length > 0;
  }

  function onKey(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const at = event.target;
    if (at instanceof Element && (at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select") || at.isContentEditable)) return;
    const field = Array.from(document.querySelectorAll("[data-gb-find]")).find(seen);
    if (!field) return;
    event.preventDefault();
    // The theme has a use of its own for the key.
    event.stopPropagation();
    field.focus();
    field.select();
  }

  /* The ranges where a text stands in an element; spaces and line ends don't count. */
  function ranges(element, text) {
    const places = [];
    let whole = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at++) {
        if (/\s/.test(node.data[at])) continue;
        whole += node.data[at];
        places.push([node, at]);
      }
    }
    const wanted = text.replace(/\s+/g, "");
    const found = [];
    for (let at = wanted ? whole.indexOf(wanted) : -1; at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(places[at][0], places[at][1]);
      const [last, end] = places[at + wanted.length - 1];
      range.setEnd(last, end + 1);
      found.push(range);
    }
    return found;
  }

  /* The element of an anchor; of a cell without one of its own, its row. */
  function target() {
    let anchor = location.hash.slice(1);
    try {
      anchor = decodeURIComponent(anchor);
    } catch {
      // Not written by a result: taken as it stands.
    }
    if (!anchor) return null;
    const own = document.getElementById(anchor);
    if (own) return own;
    const record = document.getElementById(anchor.split(":")[0]);
    return record ? record.closest("tr") || record : document.querySelector("article");
  }

  function arrive() {
    const supported = typeof Highlight !== "undefined" && CSS.highlights;
    if (supported) CSS.highlights.delete("gb-found");
    document.querySelectorAll(".gb-here").forEach((one) => one.classList.remove("gb-here"));
    const texts = new URLSearchParams(location.search).getAll("hl").slice(0, 20);
    const element = texts.length ? target() : null;
    if (!element) return;
    if (element.localName !== "article") element.classList.add("gb-here");
    const found = texts.flatMap((text) => ranges(element, text));
    if (supported && found.length) CSS.highlights.set("gb-found", new Highlight(...found));
    const first = found[0] ? found[0].startContainer.parentElement : element;
    if (first !== document.querySelector("article")) first.scrollIntoView({ block: "center" });
  }

  // Before the theme's own keys, and once for all pages.
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("hashchange", arrive);
  if (typeof document$ !== "undefined") document$.subscribe(arrive);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
