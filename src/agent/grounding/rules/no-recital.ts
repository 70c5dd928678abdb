import type { Finding, Rule } from '../contract';
import { found } from '../contract';

/** So many words in a row are no coincidence. */
const WORDS = 9;

/** The instructions of the model are not for reading out. */
export const noRecital: Rule = {
  id: 'recital',
  check(statement, evidence) {
    const known = wordsOf(evidence.instructions).join(' ');
    if (known === '') return [];
    const words = wordsOf(statement.text);
    for (let at = 0; at + WORDS <= words.length; at += 1) {
      if (known.includes(words.slice(at, at + WORDS).join(' ')))
        return [
          found(statement, { start: 0, end: statement.text.trimEnd().length }, 'recital', 'Instructions are not part of an answer.'),
        ] satisfies Finding[];
    }
    return [];
  },
};

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) as string[];
}
