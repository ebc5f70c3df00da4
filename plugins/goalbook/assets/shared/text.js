/* Texts for readers. */

/**
 * A text with values in place of ``{name}``.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * A number with a comma before every three of its whole digits, and at most three others; what browsers have for it takes long to begin.
 * @param {number} count
 */
export function figure(count) {
  const [whole, ...rest] = String(Math.round(count * 1000) / 1000).split(".");
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ","), ...rest].join(".");
}
