/* Two to four bodies side by side: which, and of which year, the address says (?body=…&body=…&year=…). */

import { fetchJson } from "../indicators/rows.js";
import { showQuery } from "../shared/address.js";
import { all, onPages, the } from "../shared/dom.js";
import { filled } from "../shared/text.js";
import { showGroup } from "./table.js";

/** @import { BesideBody } from "./table.js" */

class Beside {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.phrases = /** @type {Record<string, string>} */ ({ ...root.dataset });
    this.files = this.phrases.base + this.phrases.files;
    this.form = the(root, "form", HTMLFormElement);
    this.choices = all(this.form, "[name=body]", HTMLSelectElement);
    this.year = the(this.form, "[name=year]", HTMLSelectElement);
    this.status = the(root, ".gb-found", HTMLElement);
    this.groups = all(root, "[data-group]", HTMLElement);
    /** @type {Record<string, Promise<BesideBody>>} */
    this.bodies = {};
    this.turn = 0;
  }

  async start() {
    this.form.hidden = false;
    /** @type {[id: string, name: string][] | null} */
    const names = await fetchJson(`${this.files}.json`).catch(() => null);
    if (!names) {
      this.say(this.phrases.failed);
      return;
    }
    for (const choice of this.choices) choice.append(...names.map(([id, name]) => new Option(name, id)));
    const query = new URLSearchParams(location.search);
    const asked = query.getAll("body");
    this.choices.forEach((choice, n) => { choice.value = names.some(([id]) => id === asked[n]) ? asked[n] : ""; });
    await this.show(query.get("year") || "");
    this.form.addEventListener("change", () => this.change(this.year.value));
    this.form.addEventListener("reset", () => setTimeout(() => this.change("")));
  }

  /** The ids that are chosen, each once. */
  chosen() {
    return Array.from(new Set(this.choices.map((choice) => choice.value).filter(Boolean)));
  }

  /** @param {string} year */
  change(year) {
    const query = new URLSearchParams(this.chosen().map((id) => ["body", id]));
    if (year) query.set("year", year);
    showQuery(query.toString() ? `?${query}` : "");
    void this.show(year);
  }

  /**
   * Shows those that are chosen; what was asked for before and comes later is forgotten.
   * @param {string} year
   */
  async show(year) {
    const turn = ++this.turn;
    const ids = this.chosen();
    for (const id of ids) this.bodies[id] = this.bodies[id] || fetchJson(`${this.files}/${encodeURIComponent(id)}.json`);
    const bodies = await Promise.all(ids.map((id) => this.bodies[id])).catch(() => null);
    if (turn !== this.turn) return;
    if (!bodies) for (const id of ids) delete this.bodies[id];
    this.offerYears(bodies || [], year);
    this.fill(bodies || []);
    const words = bodies && bodies.length > 1 ? filled(this.phrases.shown, { count: bodies.length }) : this.phrases.none;
    this.say(bodies ? words : this.phrases.failed);
  }

  /** @param {BesideBody[]} bodies */
  fill(bodies) {
    const newest = !this.year.value;
    const columns = bodies.map((body) => ({
      body, year: newest ? body.years[0] : body.years.find(({ year }) => year === this.year.value),
    }));
    const how = { base: this.phrases.base, noYear: this.phrases.noYear };
    for (const section of this.groups) {
      const table = the(section, "table", HTMLTableElement);
      section.hidden = columns.length < 2 || !showGroup(table, section.dataset.group || "", columns, how);
    }
  }

  /**
   * The years that the chosen bodies have, newest first.
   * @param {BesideBody[]} bodies
   * @param {string} asked
   */
  offerYears(bodies, asked) {
    const labels = new Map(bodies.flatMap((body) => body.years.map(({ year, label }) => [year, label])));
    const years = Array.from(labels.keys()).sort().reverse();
    this.year.replaceChildren(this.year.options[0], ...years.map((year) => new Option(labels.get(year), year)));
    this.year.value = labels.has(asked) ? asked : "";
  }

  /** @param {string} words */
  say(words) {
    this.status.textContent = words;
  }
}

onPages(function () {
  const root = document.querySelector(".gb-beside:not([data-ready])");
  if (!(root instanceof HTMLElement)) return;
  root.dataset.ready = "";
  void new Beside(root).start();
});
