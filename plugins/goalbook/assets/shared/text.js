/* Texts for readers. */

/**
 * A text with values in place of ``{name}``.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * A number with a comma before every three of its whole digits; what browsers have for it takes long to begin.
 * @param {number} count
 */
export const figure = (count) => String(count).replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",");
