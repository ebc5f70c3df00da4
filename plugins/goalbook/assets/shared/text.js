/* Texts for readers. */

/**
 * A text with values in place of ``{name}``.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @param {number} count */
export const figure = (count) => count.toLocaleString("en-US");
