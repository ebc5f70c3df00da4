/* The search page: its address is its whole state; results, facets and downloads are made from what the index finds. */

import { showQuery } from "../shared/address.js";
import { the } from "../shared/dom.js";
import { figure, filled } from "../shared/text.js";
import { PAGE, resultsOf } from "./ahead.js";
import { FACETS, facetOf, waysOut } from "./facets.js";
import { Missing } from "./files.js";
import { indexOf } from "./index.js";
import { runLater } from "./later.js";
import { activeItems, foundText, nextSteps, noticesOf, showError } from "./notices.js";
import { showFacets } from "./panel.js";
import { noValue, valueName } from "./names.js";
import { nearValues, nextQueries } from "./next.js";
import { hitOf, resultItem } from "./results.js";
import { readState, writeState } from "./state.js";

/** @import { WayOut } from "./facets.js" */
/** @import { Index } from "./index.js" */
/** @import { Phrases } from "./names.js" */
/** @import { Answer } from "./query.js" */
/** @import { SearchState } from "./state.js" */
/** @typedef {{ index: Index, query: string, answer: Answer }} Found */

export class SearchPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Phrases} */
    this.phrases = JSON.parse(root.dataset.words || "");
    this.base = new URL(root.dataset.base || "./", document.baseURI).href;
    this.form = the(root, "form", HTMLFormElement);
    this.field = the(this.form, "[name=q]", HTMLInputElement);
    this.status = the(root, ".gb-search-status", HTMLElement);
    this.notice = the(root, ".gb-search-notice", HTMLElement);
    this.list = the(root, ".gb-search-results", HTMLElement);
    this.more = the(root, ".gb-search-more", HTMLButtonElement);
    this.tools = the(root, ".gb-search-tools", HTMLElement);
    this.sort = the(this.tools, "select", HTMLSelectElement);
    this.progress = the(root, ".gb-search-progress", HTMLProgressElement);
    this.facets = the(root, ".gb-search-facets", HTMLDetailsElement);
    this.active = the(root, ".gb-search-active", HTMLElement);
    this.state = readState(location.search);
    /** @type {Found | null} */
    this.found = null;
    /** @type {number[]} */
    this.shown = []; // the numbers of all results, in order
    /** @type {Map<string, string>} */
    this.names = new Map(); // the shown names of chosen values, by facet and value
    this.turn = 0;
    this.timer = 0;
    this.typing = false;
  }

  start() {
    the(this.root, ".gb-search-static", HTMLElement).hidden = true;
    the(this.root, ".gb-search-body", HTMLElement).hidden = false;
    if (matchMedia("(min-width: 60em)").matches) {
      this.facets.open = the(this.facets, "details", HTMLDetailsElement).open = true;
    }
    this.showState();
    this.run();
  }

  /** The chosen values as pairs of facet and value. */
  get chosen() {
    return FACETS.flatMap((facet) => (this.state.filters[facet] || []).map((id) => [facet, id]));
  }

  /**
   * @param {string} facet
   * @param {string} id
   */
  nameOf(facet, id) {
    return this.names.get(facet + " " + id) || id || noValue(this.phrases, facet);
  }

  /** @param {Index} index */
  async learnNames(index) {
    for (const facet of Object.keys(this.state.filters)) {
      const { values } = await facetOf(index, facet, {});
      for (const value of values) this.names.set(facet + " " + value.id, valueName(this.phrases, facet, value, values));
    }
  }

  /**
   * Changes the state and its address, and searches; with ``replace`` the state before is forgotten.
   * @param {Partial<SearchState>} changes
   * @param {boolean} [replace]
   */
  go(changes, replace = false) {
    clearTimeout(this.timer);
    this.state = { ...this.state, q: this.field.value.trim(), pages: 1, ...changes };
    showQuery(writeState(this.state), { push: !replace });
    this.run();
  }

  showState() {
    if (this.field.value.trim() !== this.state.q) this.field.value = this.state.q;
    this.sort.value = this.state.sort;
  }

  /**
   * Filters by the values of a facet.
   * @param {string} facet
   * @param {string[]} ids
   * @param {boolean} [focus] Whether what had the focus goes with the filter.
   */
  choose(facet, ids, focus = false) {
    const filters = { ...this.state.filters, [facet]: ids };
    if (!ids.length) delete filters[facet];
    this.typing = false;
    this.go({ filters });
    if (focus) this.field.focus();
  }

  /**
   * Searches and shows what is found, unless another search has begun by then.
   * @param {boolean} [fresh] Whether the site was published anew.
   */
  async run(fresh = false) {
    const mine = ++this.turn;
    const wanted = () => mine === this.turn && this.root.isConnected;
    this.list.setAttribute("aria-busy", "true");
    this.list.toggleAttribute("data-stale", this.list.children.length > 0);
    if (!this.found) this.status.textContent = this.phrases.searching;
    try {
      await this.find(wanted, fresh);
    } catch (error) {
      if (!wanted()) return;
      if (error instanceof Missing && !fresh) {
        this.found = null;
        await this.run(true);
        return;
      }
      showError(this, error);
    } finally {
      if (mine === this.turn) for (const name of ["aria-busy", "data-stale"]) this.list.removeAttribute(name);
      runLater();
    }
  }

  /**
   * @param {() => boolean} wanted
   * @param {boolean} fresh
   */
  async find(wanted, fresh) {
    const index = await indexOf(this.base, fresh);
    if (!wanted()) return;
    const { q: query, filters } = this.state;
    const { answer, kept, listed } = await resultsOf(index, this.state);
    if (!wanted()) return;
    this.found = { index, query, answer };
    await this.learnNames(index);
    const items = listed.map(async (number) => resultItem(this, await hitOf(index, number, answer)));
    const all = Promise.all(items);
    // Where nothing is shown yet, the first result doesn't wait for the others.
    const first = await (this.list.children.length ? all : Promise.race([Promise.all(items.slice(0, 1)), all]));
    const ways = kept.length ? [] : await waysOut(index, answer, filters);
    if (!wanted()) return;
    this.shown = kept;
    this.showResults(answer, first, listed.length, ways);
    const others = (await all).slice(first.length);
    if (!wanted()) return;
    this.list.append(...others);
    await showFacets(this, wanted);
    if (answer.words.length && (answer.relaxed || !answer.numbers.length)) await this.showNext(index, answer, wanted);
  }

  /**
   * Shows what else could be asked where no document holds every word.
   * @param {Index} index
   * @param {Answer} answer
   * @param {() => boolean} wanted
   */
  async showNext(index, answer, wanted) {
    const [queries, values] = await Promise.all([nextQueries(index, answer.words), nearValues(index, answer.words)]);
    if (wanted()) this.notice.append(...nextSteps(this, queries, values));
  }

  /**
   * @param {Answer} answer
   * @param {HTMLElement[]} items
   * @param {number} listed How many of the results are listed once the others have come.
   * @param {WayOut[]} ways
   */
  showResults(answer, items, listed, ways) {
    const { list, more, active, shown, state } = this;
    const had = list.children.length;
    list.replaceChildren(...items);
    list.removeAttribute("data-stale");
    this.tools.hidden = !shown.length;
    more.hidden = listed >= shown.length;
    more.textContent = filled(this.phrases.more, { count: figure(Math.min(PAGE, shown.length - listed)) });
    this.notice.replaceChildren(...noticesOf(this, answer, ways));
    active.replaceChildren(...activeItems(this));
    active.hidden = !active.children.length;
    this.status.textContent = foundText(this, answer, listed);
    document.title = (this.root.dataset.title || "").replace("{query}", state.q ? state.q + " · " : "");
    if (more.dataset.grown && list.children[had]) the(list.children[had], "a", HTMLAnchorElement).focus();
    delete more.dataset.grown;
  }
}
