/* The words that the search page shows, and names made of them. */

import { figure, filled } from "../shared/text.js";

/** @import { Value } from "./facets.js" */
/** @typedef {Record<string, string>} Phrases Texts of the page by their keys. */

/**
 * An amount of money in the largest unit that it fills.
 * @param {Phrases} phrases
 * @param {string} text
 */
function amountOf(phrases, text) {
  const value = Number(text);
  const units = phrases.units.split(";").map((one) => one.split(" "));
  const [size, ...unit] = units.find(([least]) => value >= Number(least)) || units[units.length - 1];
  return filled(phrases.amount, { number: figure(value / Number(size)), unit: unit.join(" ") });
}

/**
 * A band of amounts, which ends where the next begins.
 * @param {Phrases} phrases
 * @param {string} id
 * @param {Value | undefined} next
 */
function bandName(phrases, id, next) {
  const from = amountOf(phrases, id);
  if (!next) return filled(phrases.band_from, { from });
  return filled(Number(id) ? phrases.band_between : phrases.band_below, { from, to: amountOf(phrases, next.id) });
}

/**
 * What a facet says where a document has no value of it.
 * @param {Phrases} phrases
 * @param {string} facet
 */
export const noValue = (phrases, facet) => phrases[`no_${facet}`] || phrases.absent;

/**
 * The name of a value among the values of its facet.
 * @param {Phrases} phrases
 * @param {string} facet
 * @param {Value} value
 * @param {Value[]} values
 */
export function valueName(phrases, facet, value, values) {
  if (!value.id) return noValue(phrases, facet);
  if (facet === "band") return bandName(phrases, value.id, values[values.indexOf(value) + 1]);
  if (facet === "year") return filled(phrases.year_of, { year: value.id });
  if (facet === "kind") return phrases[`kind_${value.id}`];
  return (facet === "stage" && phrases[`stage_${value.id}`]) || value.name || value.id;
}
