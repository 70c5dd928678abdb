/** Strings are skipped; whole numbers of 16 digits and more may lie beyond 2^53. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Parse JSON without rounding ids: whole numbers of 16 digits and more become strings.
 * @throws SyntaxError when it is no JSON.
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_LONG_INTEGER, (match) => (match.startsWith('"') ? match : `"${match}"`)));
}
