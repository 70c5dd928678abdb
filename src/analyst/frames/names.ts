import type { Draft, UnknownRun } from '@/analyst/grammar/draft';
import { namesOf } from '@/analyst/language/value-names';
import { editDistance, fold, numberOf, tokenize } from '@/analyst/language/text';
import type { DecideContext } from './decide';
import type { Note } from './frame';
import { asSaid, otherMeaning, type Named } from './other-meanings';

/** A name is preferred from this similarity on. */
const FOUND_SCORE = 0.6;

export interface ResolvedNames {
  /** Words left out of account, and words that would narrow the number. */
  ignored: string[];
  restricting: string[];
  notes: Note[];
  /** Names looked up in the data, each with all that bear it. */
  parts: NamedPart[];
  /** A name that stands for something else, too: what it was taken for, and the other. */
  twofold: { said: string; taken: Named; others: Named[] } | null;
  /** A name written as such that is not in the data. */
  notFound: string | null;
  /** The name nearest in meaning to words that are refused. */
  nearest: string | null;
}

/**
 * Unknown words may be names in the data: then they filter. A quoted or capitalised name that is not there is said so.
 * Words that match nothing are returned, for the answer to say or to refuse.
 */
export async function resolveNames(draft: Draft, context: DecideContext): Promise<ResolvedNames> {
  const resolved: ResolvedNames = { ignored: [], restricting: [], notes: [], parts: [], twofold: null, notFound: null, nearest: null };
  for (const { said, ...taken } of draft.named) resolved.twofold ??= await otherMeaning(draft, { said, taken }, context);
  const chains = new Map<string, boolean>();
  // Of words that stand together as one name: chains of which a part was found, and the parts that were not.
  const halves = { found: new Set<string>(), left: [] as { chain: string; text: string }[] };
  for (const { text, longer, chain, isRestricting, isGroup, isExcepted, of } of draft.unknown) {
    if (of !== undefined) {
      const member = await findMember(text, of, context);
      if (!member) return { ...resolved, notFound: text };
      addNames(draft, [member], isExcepted);
      continue;
    }
    const wholes = longer ? await findNames(longer.text, context) : [];
    if (longer && wholes.length > 0) {
      dropValues(draft, longer.values);
      addNames(draft, wholes, isExcepted);
      if (!isExcepted) resolved.parts.push(partOf(longer.text, wholes));
      if (wholes.length > 1) resolved.notes.push(takenNote(longer.text, wholes));
      continue;
    }
    if (longer && isOtherName(text, longer.values, context)) continue;
    if (chain !== null && chains.get(chain)) continue;
    const chained = chain === null || chains.has(chain) ? [] : await findNames(chain, context);
    if (chain !== null) chains.set(chain, chained.length > 0);
    const own = async (): Promise<Named[]> => (isGroup || /^\d+$/.test(text) ? [] : findNames(text, context));
    const found = chained.length > 0 ? chained : await own();
    const matches = asSaid(draft, found.length > 0 || isGroup ? found : nearValue(text, context), text, context);
    if (matches.length > 0) {
      addNames(draft, matches, isExcepted);
      if (chain !== null && chained.length === 0) halves.found.add(chain);
      const said = chained.length > 0 && chain !== null ? chain : text;
      if (!isExcepted) resolved.parts.push(partOf(said, matches));
      resolved.notes.push(takenNote(said, matches));
      const [taken] = matches;
      if (taken && matches.length === 1) resolved.twofold ??= await otherMeaning(draft, { said, taken }, context);
    } else if (await takeBySense(draft, { text, isRestricting, isGroup, isExcepted }, { context, resolved })) continue;
    else if (/^[\p{Lu}\d][\p{L}\d]+/u.test(text) && !/^\d+$/.test(text) && draft.size > 1) return { ...resolved, notFound: text };
    else {
      (isRestricting ? resolved.restricting : resolved.ignored).push(text);
      if (chain !== null) halves.left.push({ chain, text });
    }
  }
  // "rabbit nite light": all lights are another number.
  const lost = halves.left.filter(({ chain }) => halves.found.has(chain)).map(({ text }) => text);
  resolved.ignored = resolved.ignored.filter((text) => !lost.includes(text));
  resolved.restricting = [...new Set([...resolved.restricting, ...lost])];
  return resolved;
}

/** The member of a group that bears a number. */
async function findMember(text: string, dimension: string, context: DecideContext): Promise<Named | null> {
  for (const id of dimension === 'product' ? ['sku', 'product'] : [dimension]) {
    const found = (await context.find(text, id)).find(({ value }) => value === text || value.endsWith(`(${text})`));
    if (found) return { dimension: id, value: found.value };
  }
  return null;
}

/** Letters a word must have to be a slip of a name. */
const LONG_NAME = 5;
/** Values that are words of the language: a slip in them is one of its words. */
const NAMELESS = new Set([
  'weekday',
  'dayPart',
  'dayKind',
  'newReturning',
  'reviewScore',
  'deliveryStatus',
  'orderStatus',
  'currency',
  'product',
]);

/** "shopfy", "germny": one slip from one name the grammar knows. */
function nearValue(text: string, { lexicon }: DecideContext): Named[] {
  const [token, ...more] = tokenize(text, lexicon.file);
  if (!token || more.length > 0 || token.lemma.length < LONG_NAME || token.isQuoted) return [];
  const found = new Map<string, Named>();
  for (const [key, readings] of lexicon.readings) {
    if (key[0] !== token.lemma[0] || key.length < LONG_NAME || editDistance(token.lemma, key, 1) > 1) continue;
    for (const reading of readings)
      if (reading.kind === 'value' && !NAMELESS.has(reading.dimension))
        found.set(`${reading.dimension} ${reading.value}`, { dimension: reading.dimension, value: reading.value });
  }
  return found.size === 1 ? [...found.values()] : [];
}

/** From here on a word says a name in another form; below, the name is only near. */
const SURE = 0.95;

/**
 * Words that are no name: what they mean, when something of the trade is near enough. A measure when none is named, a group
 * behind "by", and a product or category where the words would otherwise be refused; the answer says what they were taken for.
 */
async function takeBySense(
  draft: Draft,
  { text, isRestricting, isGroup, isExcepted }: Pick<UnknownRun, 'text' | 'isRestricting' | 'isGroup' | 'isExcepted'>,
  { context, resolved }: { context: DecideContext; resolved: ResolvedNames },
): Promise<boolean> {
  const { file } = context.lexicon;
  // "all three", "the second one": numbers mean no thing.
  if (tokenize(text, file).every((token) => numberOf(token, file) !== null)) return false;
  const concept = await context.conceptOf(text);
  if (concept?.kind === 'metric' && draft.metrics.length === 0 && !isGroup) {
    draft.metrics.push(concept.id);
    resolved.notes.push({ key: 'takenAsMeasure', values: { said: text, metric: concept.id } });
    return true;
  }
  if (concept?.kind === 'dimension' && isGroup && !draft.dimensions.includes(concept.id)) {
    draft.dimensions.push(concept.id);
    resolved.notes.push({ key: 'takenAsGroup', values: { said: text, dimension: concept.id } });
    return true;
  }
  const near = isRestricting && !isGroup ? await context.findByMeaning(text) : null;
  if (near && near.score < SURE) resolved.nearest ??= near.value;
  if (!near || near.score < SURE) return false;
  addNames(draft, [near], isExcepted);
  if (!isExcepted) resolved.parts.push(partOf(text, [near]));
  resolved.notes.push(takenNote(text, [near]));
  return true;
}

/** A name said, and the values it stands for. */
export interface NamedPart {
  said: string;
  dimension: string;
  values: string[];
}

/** Names said in the sentence; all stand in the query. */
const MOST_SAID = 4;

function addNames(draft: Draft, matches: readonly Named[], isExcepted: boolean): void {
  for (const match of matches) addFilterValue(draft, match, { isExcepted, isOneName: matches.length > 1 });
}

const partOf = (said: string, matches: readonly Named[]): NamedPart => ({
  said,
  dimension: matches[0]?.dimension ?? '',
  values: matches.map(({ value }) => value),
});

function takenNote(said: string, matches: readonly Named[]): Note {
  const taken = matches.slice(0, MOST_SAID).map(({ value }) => value);
  const more = matches.length - taken.length;
  const values = { said, taken: taken.join(', '), dimension: matches[0]?.dimension ?? '', ...(more > 0 ? { more: String(more) } : {}) };
  return { key: matches.length > 1 ? 'takenAsAll' : 'takenAs', values };
}

/** "rio (RJ)": another name, or a part of one, of the value beside it. */
function isOtherName(text: string, values: readonly Named[], { lexicon }: DecideContext): boolean {
  const spoken = tokenize(text, lexicon.file).map((token) => token.lemma);
  return values.some((value) =>
    namesOf(value, lexicon.file).some((name) => {
      const words = tokenize(name, lexicon.file).map((token) => token.lemma);
      return spoken.every((word) => words.includes(word));
    }),
  );
}

/** Parts of a longer name are no values of their own. */
function dropValues(draft: Draft, values: readonly { dimension: string; value: string }[]): void {
  for (const { dimension, value } of values)
    for (const filter of draft.filters)
      if (filter.dimension === dimension) filter.values = filter.values.filter((known) => known !== value);
  draft.filters = draft.filters.filter((filter) => filter.values.length > 0 || filter.op === 'isNull' || filter.op === 'notNull');
}

/** Values that bear the name: one, or several of one dimension that hold all its words ("soy candle"). */
export async function findNames(text: string, context: DecideContext): Promise<{ dimension: string; value: string }[]> {
  const candidates = (await context.find(text)).filter((candidate) => isSameName(text, candidate, context));
  const best = candidates.find((candidate) => candidate.score >= FOUND_SCORE) ?? candidates[0];
  if (!best) return [];
  if (fold(best.value) === fold(text)) return [best];
  return candidates.filter((candidate) => candidate.dimension === best.dimension);
}

/** Every word said is a word of the name, give or take a slip in a long one: "cost" is not "Costa Rica". */
function isSameName(said: string, { dimension, value }: Named, context: DecideContext): boolean {
  const { file } = context.lexicon;
  const words = tokenize(value.replace(/[_-]+/g, ' '), file).map((token) => token.lemma);
  const spoken = tokenize(said, file);
  // "number one" names nothing.
  if (spoken.every(({ text, lemma }) => numberOf({ text }, file) !== null || context.lexicon.stop.has(lemma)))
    return fold(said) === fold(value);
  // One short word of a longer name is no name ("pay" is not "shop pay"), but a kind of product ("mugs").
  const shortest = dimension === 'product' ? 3 : 5;
  if (spoken.length === 1 && words.length > 1 && (spoken[0]?.lemma.length ?? 0) < shortest) return false;
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
