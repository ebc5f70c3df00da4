/* The page's address. */

/**
 * The number of a page in a query, from 1.
 * @param {URLSearchParams} query
 * @param {string} name
 */
export const pageNumber = (query, name) => Math.max(1, Math.floor(Number(query.get(name))) || 1);

/**
 * Shows another query in the address; with ``push`` the one before stays behind the browser's way back.
 * @param {string} search From its "?", or nothing.
 * @param {{ hash?: string, push?: boolean }} [how]
 */
export function showQuery(search, { hash = "", push = false } = {}) {
  if (search === location.search) return;
  const address = location.pathname + search + hash;
  try {
    if (push) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
  } catch {
    // A browser may keep the address of a page that was opened from a disk as it is.
  }
}
