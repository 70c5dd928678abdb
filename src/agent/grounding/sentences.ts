/** Words before which a full stop does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|vs|approx|no|st|dr|mr|mrs|ms|inc|ltd|co|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|avg|max|min|oz|in|ca|cf|etc|[a-z])\.$/i;
const REFERENCE = /\[\[[^[\]\n]*\]\]/g;

/**
 * Cut prose into sentences with their offsets. Lines and list items are sentences; a full stop inside a number, a
 * reference or a name does not end one.
 * @param isName tells whether an offset lies inside a name of the data ("St. Louis").
 */
export function splitSentences(prose: string, isName: (offset: number) => boolean): { text: string; offset: number }[] {
  const sentences: { text: string; offset: number }[] = [];
  const references = [...prose.matchAll(REFERENCE)].map((match) => [match.index, match.index + match[0].length] as const);
  const isInside = (at: number): boolean => isName(at) || references.some(([from, to]) => at >= from && at < to);
  let start = 0;
  const close = (end: number): void => {
    const text = prose.slice(start, end);
    if (text.trim() !== '') sentences.push({ text, offset: start });
    start = end;
  };
  for (let at = 0; at < prose.length; at += 1) {
    const letter = prose[at] ?? '';
    if (letter === '\n') close(at + 1);
    else if (/[.!?。！？]/.test(letter) && !isInside(at) && isEnd(prose, start, at)) close(at + 1);
  }
  close(prose.length);
  return sentences;
}

function isEnd(prose: string, start: number, at: number): boolean {
  const rest = /^["'”’)*_\]]*(\s+|$)(.?)/su.exec(prose.slice(at + 1, at + 12));
  if (!rest) return false;
  const [, , next = ''] = rest;
  // A small letter goes on with the sentence.
  if (/\p{Ll}/u.test(next)) return false;
  // The mark of a list item ("1.") begins a sentence.
  if (/^\s*\d{1,2}$/.test(prose.slice(start, at))) return false;
  return prose[at] !== '.' || !ABBREVIATION.test(prose.slice(Math.max(start, at - 8), at + 1));
}

/**
 * The sentence with emphasis and code marks as blanks and references as U+FFFC (object replacement characters), so that
 * patterns see words only. Same length.
 */
export function toPlain(sentence: string): string {
  return sentence.replace(REFERENCE, (match) => '\ufffc'.repeat(match.length)).replace(/[*_`~]/g, ' ');
}

/** Blank out stretches, keeping offsets. */
export function blank(text: string, spans: readonly { start: number; end: number }[]): string {
  let out = text;
  for (const { start, end } of spans) out = out.slice(0, start) + ' '.repeat(end - start) + out.slice(end);
  return out;
}
