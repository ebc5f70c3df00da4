/* What the page shows of the index: the answer to its query, and the results in their order. */

import { filtered, inOrder } from "./facets.js";
import { indexOf } from "./index.js";
import { search } from "./query.js";
import { readState } from "./state.js";

/** @import { Index } from "./index.js" */
/** @import { Answer } from "./query.js" */
/** @import { SearchState } from "./state.js" */

/** Results before more are asked for. */
export const PAGE = 10;

/** @type {{ index: Index, query: string, answer: Promise<Answer> } | null} */
let last = null;

/**
 * What a query finds, looked up once as long as nothing else is asked.
 * @param {Index} index
 * @param {string} query
 */
function answerTo(index, query) {
  if (!last || last.index !== index || last.query !== query) {
    const one = { index, query, answer: search(index, query) };
    one.answer.catch(() => last === one && (last = null));
    last = one;
  }
  return last.answer;
}

/**
 * What a state shows: the answer to its query, the documents of it that the filters keep, in order, and those that are listed.
 * @param {Index} index
 * @param {SearchState} state
 */
export async function resultsOf(index, { q, filters, sort, pages }) {
  const answer = await answerTo(index, q);
  const kept = await inOrder(index, await filtered(index, answer, filters), answer, sort);
  return { answer, kept, listed: kept.slice(0, PAGE * pages) };
}

/**
 * Fetches what the state in the address shows, before there is a page to show it. What goes wrong is told by the page.
 * @param {string} base The address of the site's root.
 */
export async function lookAhead(base) {
  try {
    const index = await indexOf(base, false);
    const { listed } = await resultsOf(index, readState(location.search));
    for (const number of listed) index.document(number).catch(() => {});
  } catch {
    // The page asks again.
  }
}
