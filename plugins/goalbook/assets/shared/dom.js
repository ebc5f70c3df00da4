/* Elements of the page. */

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} content
 */
export function made(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/**
 * The first element for a selector, which the page is known to have. Raises Error where it hasn't.
 * @template {Element} E
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} kind
 */
export function the(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} for ${selector}`);
  return found;
}

/**
 * All elements for a selector that are of a kind.
 * @template {Element} E
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E[]}
 */
export function all(root, selector, kind) {
  return Array.from(root.querySelectorAll(selector)).flatMap((one) => (one instanceof kind ? [one] : []));
}

/**
 * Runs once the page stands, and where the theme puts in pages without loading them, for each of those.
 * @param {() => void} work
 */
export function onPages(work) {
  if (typeof document$ !== "undefined") document$.subscribe(work);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
  else work();
}

/**
 * A button with a text on it.
 * @param {string} text
 * @param {() => void} work
 */
export function button(text, work) {
  const element = made("button", { type: "button", class: "gb-button" }, text);
  element.onclick = work;
  return element;
}
