import type { Draft } from '@/analyst/grammar/draft';
import { editDistance, fold, tokenize } from '@/analyst/language/text';
import type { DecideContext } from './decide';
import type { Note } from './frame';

/** A name is preferred from this similarity on. */
const FOUND_SCORE = 0.6;

export interface ResolvedNames {
  /** Words left out of account, and words that would narrow the number. */
  ignored: string[];
  restricting: string[];
  notes: Note[];
  /** A name written as such that is not in the data. */
  notFound: string | null;
}

/**
 * Unknown words may be names in the data: then they filter. A quoted or capitalised name that is not there is said so.
 * Words that match nothing are returned, for the answer to say or to refuse.
 */
export async function resolveNames(draft: Draft, context: DecideContext): Promise<ResolvedNames> {
  const resolved: ResolvedNames = { ignored: [], restricting: [], notes: [], notFound: null };
  for (const { text, longer, isRestricting, isGroup, isExcepted } of draft.unknown) {
    const [whole] = longer ? await findNames(longer.text, context) : [];
    if (longer && whole) {
      dropValues(draft, longer.values);
      addFilterValue(draft, whole, { isExcepted, isOneName: false });
      continue;
    }
    const matches = isGroup || /^\d+$/.test(text) ? [] : await findNames(text, context);
    const [match] = matches;
    if (match) {
      for (const { value } of matches)
        addFilterValue(draft, { dimension: match.dimension, value }, { isExcepted, isOneName: matches.length > 1 });
      const taken = matches.map(({ value }) => value).join(', ');
      resolved.notes.push({
        key: matches.length > 1 ? 'takenAsAll' : 'takenAs',
        values: { said: text, taken, dimension: match.dimension },
      });
    } else if (/^[\p{Lu}\d][\p{L}\d]+/u.test(text) && !/^\d+$/.test(text) && draft.size > 1) return { ...resolved, notFound: text };
    else (isRestricting ? resolved.restricting : resolved.ignored).push(text);
  }
  return resolved;
}

/** Parts of a longer name are no values of their own. */
function dropValues(draft: Draft, values: readonly { dimension: string; value: string }[]): void {
  for (const { dimension, value } of values)
    for (const filter of draft.filters)
      if (filter.dimension === dimension) filter.values = filter.values.filter((known) => known !== value);
  draft.filters = draft.filters.filter((filter) => filter.values.length > 0 || filter.op === 'isNull' || filter.op === 'notNull');
}

/** Values that bear the name: one, or several of one dimension that hold all its words ("soy candle"). */
async function findNames(text: string, context: DecideContext): Promise<{ dimension: string; value: string }[]> {
  const candidates = (await context.find(text)).filter((candidate) => isSameName(text, candidate.value, context));
  const best = candidates.find((candidate) => candidate.score >= FOUND_SCORE) ?? candidates[0];
  if (!best) return [];
  if (fold(best.value) === fold(text)) return [best];
  return candidates.filter((candidate) => candidate.dimension === best.dimension);
}

/** Every word said is a word of the name, give or take a slip in a long one: "cost" is not "Costa Rica". */
function isSameName(said: string, value: string, context: DecideContext): boolean {
  const { file } = context.lexicon;
  const words = tokenize(value.replace(/[_-]+/g, ' '), file).map((token) => token.lemma);
  const spoken = tokenize(said, file);
  // One short word of a longer name is no name ("pay" is not "shop pay").
  if (spoken.length === 1 && words.length > 1 && (spoken[0]?.lemma.length ?? 0) < 5) return false;
  return spoken.every(({ lemma }) =>
    words.some((word) => word === lemma || (lemma.length >= 6 && editDistance(lemma, word, 2) <= (lemma.length >= 9 ? 2 : 1))),
  );
}

/** Several names of one dimension are compared, side by side; excepted ones are left out together. */
function addFilterValue(
  draft: Draft,
  match: { dimension: string; value: string },
  { isExcepted, isOneName }: { isExcepted: boolean; isOneName: boolean },
): void {
  const op = isExcepted ? 'notIn' : 'in';
  const known = draft.filters.find((filter) => filter.dimension === match.dimension && filter.op === op);
  if (!known) {
    draft.filters.push({ dimension: match.dimension, op, values: [match.value] });
    return;
  }
  known.values.push(match.value);
  if (op === 'in' && !isOneName && !draft.flags.has('together') && !draft.dimensions.includes(match.dimension))
    draft.dimensions.unshift(match.dimension);
}
