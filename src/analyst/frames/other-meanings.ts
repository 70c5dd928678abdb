import type { Draft } from '@/analyst/grammar/draft';
import { fold, tokenize } from '@/analyst/language/text';
import type { DecideContext } from './decide';
import type { ResolvedNames } from './names';

/** A value of a dimension that bears a name. */
export interface Named {
  dimension: string;
  value: string;
}

/** Dimensions whose members bear each other's names: a state and its capital, a category and a product of it. */
const TWOFOLD: Readonly<Record<string, string>> = {
  customerCity: 'customerRegion',
  customerRegion: 'customerCity',
  category: 'product',
  product: 'category',
};

/** What else a name stands for, unless the question says which of both is meant. */
export async function otherMeaning(
  draft: Draft,
  { said, taken }: { said: string; taken: Named },
  context: DecideContext,
): Promise<ResolvedNames['twofold']> {
  const dimension = TWOFOLD[taken.dimension];
  const isSaid = draft.saidDimensions.has(taken.dimension) || (dimension !== undefined && draft.saidDimensions.has(dimension));
  if (dimension === undefined || isSaid || said.length <= SHORTEST_NAME) return null;
  const other = bareName(said, dimension, context) ?? (await findExact(said, dimension, context));
  const others = other ? [other] : dimension === 'customerRegion' ? namesBeginning(said, dimension, context) : [];
  return others.length > 0 ? { said, taken, others } : null;
}

/** "rio grande" for the states Rio Grande do Norte and Rio Grande do Sul. */
function namesBeginning(said: string, dimension: string, { lexicon }: DecideContext): Named[] {
  const start = `${tokenize(said, lexicon.file)
    .map((token) => token.lemma)
    .join(' ')} `;
  const values = [...lexicon.readings]
    .filter(([key]) => key.startsWith(start))
    .flatMap(([, readings]) =>
      readings.flatMap((reading) => (reading.kind === 'value' && reading.dimension === dimension ? [reading.value] : [])),
    );
  return [...new Set(values)].map((value) => ({ dimension, value }));
}

/** Codes ("SP") and the like name one thing only. */
const SHORTEST_NAME = 3;

async function findExact(said: string, dimension: string, context: DecideContext): Promise<Named | null> {
  const found = (await context.find(said)).find((one) => one.dimension === dimension && fold(one.value) === fold(said));
  return found ? { dimension, value: found.value } : null;
}

/** "sao paulo" for the state the language calls "state of Sao Paulo". */
function bareName(said: string, dimension: string, { lexicon }: DecideContext): Named | null {
  const words = tokenize(said, lexicon.file).map((token) => token.lemma);
  for (const [key, readings] of lexicon.readings) {
    const value = readings.find((reading) => reading.kind === 'value' && reading.dimension === dimension);
    if (value?.kind !== 'value') continue;
    const rest = key.split(' ').filter((word) => !words.includes(word));
    const isWhole = words.every((word) => key.split(' ').includes(word));
    const isGroupWord = rest.every(
      (word) =>
        lexicon.stop.has(word) ||
        (lexicon.readings.get(word) ?? []).some((reading) => reading.kind === 'dimension' && reading.id === dimension),
    );
    if (isWhole && isGroupWord) return { dimension, value: value.value };
  }
  return null;
}

/** "the city of sao paulo": of names in several dimensions, the one whose word is said. */
export function asSaid(draft: Draft, matches: readonly Named[], text: string, context: DecideContext): readonly Named[] {
  const [match] = matches;
  const dimension = TWOFOLD[match?.dimension ?? ''];
  if (!match || dimension === undefined || matches.length > 1) return matches;
  if (draft.saidDimensions.has(match.dimension) || !draft.saidDimensions.has(dimension)) return matches;
  const other = bareName(text, dimension, context);
  return other ? [other] : matches;
}
