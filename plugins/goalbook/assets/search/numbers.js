/* Runs and numbers (section 3 of FORMAT.md): 1,579.00 and 1579 are the same number. */

/** A run of digits and Latin letters, with the points and commas between its digits. */
export const RUN = /[0-9a-z](?:[0-9a-z]|[.,](?<=[0-9].)(?=[0-9]))*/g;
const NUMBER = /^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$/;

/** @param {string} text A folded text. */
export const runsOf = (text) => text.match(RUN) || [];

/** @param {string} run */
export const isNumber = (run) => NUMBER.test(run);

/** @param {string} text A folded text. */
export const hasNumber = (text) => runsOf(text).some(isNumber);

/**
 * A number without separators of thousands and zeros at its end; another run as it is.
 * @param {string} run
 */
export function evenNumber(run) {
  const match = NUMBER.exec(run);
  if (!match) return run;
  const whole = match[1].replaceAll(",", "");
  return match[2] ? (whole + match[2]).replace(/0+$/, "").replace(/\.$/, "") : whole;
}

/** @param {string} folded */
export const even = (folded) => folded.replace(RUN, evenNumber);

/**
 * The even text of a folded one, where it differs and is no number alone; else nothing.
 * @param {string} folded
 */
export function evenText(folded) {
  const evened = even(folded);
  return evened === folded || isNumber(folded) ? "" : evened;
}
