/* The scripts of the page's end: the theme's, which take a slow device longer than all of the search, wait until it has found something. */

import { all, made } from "../shared/dom.js";

/** Runs the scripts that wait, once. */
export async function runLater() {
  const waiting = document.querySelector("template#gb-later");
  if (!(waiting instanceof HTMLTemplateElement)) return;
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", runLater, { once: true });
    return;
  }
  const scripts = all(waiting.content, "script", HTMLScriptElement)
    .map((one) => made("script", { src: one.getAttribute("src") || "" }));
  const loaded = scripts.map((script) => new Promise(function (resolve) {
    script.async = false; // each after the one before
    script.onload = script.onerror = resolve;
  }));
  waiting.replaceWith(...scripts);
  await Promise.all(loaded);
  // The theme begins with an event that is over by now. No page whose other code listens to it has scripts that wait.
  document.dispatchEvent(new Event("DOMContentLoaded"));
}
