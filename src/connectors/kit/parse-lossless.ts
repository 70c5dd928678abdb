/** Strings are skipped; of numbers, only long ones may be rounded. */
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g;

/**
 * Parse JSON without rounding: whole numbers of 16 digits and more, and those with a fraction that a float would change,
 * become strings as they are written.
 * @throws SyntaxError when it is no JSON.
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_LONG_NUMBER, (match) => (isRounded(match) ? `"${match}"` : match)));
}

function isRounded(match: string): boolean {
  if (/^-?\d{16,}$/.test(match)) return true;
  return /^-?\d+\.\d+$/.test(match) && String(Number(match)) !== match.replace(/\.?0+$/, '');
}
