import type { Lexicon } from '@/analyst/language/lexicon';
import { tokenize } from '@/analyst/language/text';
import type { Decision } from './decide';
import { phrasesIn } from './request-phrases';

/**
 * "Pin this", "add this to my dashboard", "pin this as Monthly sales": the answer before is to be kept, under a name when
 * one is said. Null when anything else is said, too.
 */
export function pinDecision(question: string, lexicon: Lexicon): Decision | null {
  const tokens = tokenize(question, lexicon.file);
  const spans = phrasesIn(tokens, lexicon);
  if (!spans.some(({ names }) => names.includes('pinThis'))) return null;
  const named = spans.find(({ start, names }) => start > 0 && names.includes('pinAs'));
  const said = named ? tokens.slice(named.end) : [];
  const end = said.length > 0 && named ? named.start : tokens.length;
  const isAll = tokens
    .slice(0, end)
    .every((_, place) => spans.some(({ start, end: after, names }) => place >= start && place < after && names.some(isOfPins)));
  if (!isAll) return null;
  const title = said.map(({ raw }) => raw).join(' ');
  return { kind: 'pin', ...(title === '' ? {} : { title }) };
}

const isOfPins = (name: string): boolean => name === 'pinThis' || name === 'pinFill';
