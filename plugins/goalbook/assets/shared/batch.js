/* Much work, without holding up the page or the server. */

/**
 * ``work`` for every one of a list, some at once, in the order of the list. The first failure ends it.
 * @template T, R
 * @param {T[]} list
 * @param {(one: T) => Promise<R>} work
 * @param {{ atOnce: number, tell: (done: number, count: number) => void }} how
 */
export async function forEach(list, work, { atOnce, tell }) {
  /** @type {R[]} */
  const out = [];
  let next = 0;
  let done = 0;
  let failed = false;
  async function workOn() {
    while (next < list.length && !failed) {
      const n = next++;
      out[n] = await work(list[n]);
      if (!failed) tell(++done, list.length);
    }
  }
  /** @type {(error: unknown) => never} */
  const stop = (error) => {
    failed = true;
    throw error;
  };
  await Promise.all(Array.from({ length: atOnce }, () => workOn().catch(stop)));
  return out;
}

/** Gives way to the page. */
export const breath = () => new Promise((resume) => setTimeout(resume));
