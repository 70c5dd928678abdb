/** Strings are skipped; of numbers, those of more digits than a float surely keeps are of interest. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/g;

/** A float keeps 15 digits of any number, and its shortest text shows them again. */
const KEPT_DIGITS = 15;

/**
 * Parse JSON without rounding: numbers of 16 digits and more, ids as well as amounts, become strings as they are written.
 * @throws SyntaxError when it is no JSON.
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_NUMBER, (match) => (isLongNumber(match) ? `"${match}"` : match)));
}

function isLongNumber(match: string): boolean {
  return match.length > KEPT_DIGITS && /^-?\d+(\.\d+)?$/.test(match) && match.replace(/\D/g, '').length > KEPT_DIGITS;
}
