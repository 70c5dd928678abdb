import { findMetric } from '@/core/metrics/registry';
import type { QueryInput } from '@/core/query/query';
import { draftClause, type Draft } from './draft';
import { chooseMetrics, resolveMetric, toFrame, type Frame, type FrameContext } from './frame';
import { isFollowUp, mergeFollowUp, type Previous } from './follow-up';
import type { Lexicon, MissingConcept } from './lexicon';
import { tagQuestion, type Tagged } from './tag';
import { editDistance, fold, tokenize, type Token } from './text';

/** What the analyst does with a question: the calls to make, and how to word what comes back. */
export type Decision =
  | { kind: 'query'; frames: Frame[]; ignored: string[] }
  /** Readings that may differ: all are computed, and asked about only when they do. */
  | { kind: 'readings'; word: string; frames: Frame[]; metrics: string[] }
  | { kind: 'describe'; topic: 'coverage' | 'metrics' }
  | { kind: 'define'; metric: string }
  | { kind: 'difference'; metric: string; period: { from: string; to: string } }
  | { kind: 'missing'; concept: MissingConcept }
  | { kind: 'refuseWrite' }
  | { kind: 'notFound'; name: string }
  | { kind: 'notUnderstood' };

export interface DecideContext extends FrameContext {
  lexicon: Lexicon;
  previous: Previous | null;
  /** Looks up an unknown name in the workspace's data. */
  find: (text: string) => Promise<{ dimension: string; value: string; score: number }[]>;
}

/** A name counts as found from this similarity on. */
const FOUND_SCORE = 0.6;

/** Decide what a question asks. */
export async function decide(question: string, context: DecideContext): Promise<Decision> {
  const clauses = splitClauses(tokenize(question)).map((tokens) => tagQuestion(tokens, context.lexicon, context.time));
  const drafts = mergeModifiers(clauses.map((tagged) => ({ tagged, draft: draftClause(tagged) })));
  const whole = drafts.map((entry) => entry.draft);
  const special = specialIntent(question, whole, context);
  if (special) return special;
  const frames: Frame[] = [];
  const ignored: string[] = [];
  for (const { draft, text } of drafts) {
    const named = await resolveNames(draft, context);
    if (named.notFound) return { kind: 'notFound', name: named.notFound };
    ignored.push(...named.ignored);
    const metrics = chooseMetrics(draft, text);
    const readings = ambiguousReadings(draft, metrics, { question: text, context });
    if (readings) return readings;
    const earlier: Previous | null = frames.at(-1) ? { query: frames.at(-1)?.query ?? { metrics: [] }, leaders: {} } : context.previous;
    const frame = frameOf(draft, { metrics, text, context, earlier: frames.length === 0 ? earlier : null });
    if (frame) {
      frame.notes.push(...named.taken);
      frames.push(inherit(frame, frames[0], draft));
    }
  }
  if (frames.length === 0) return { kind: 'notUnderstood' };
  return { kind: 'query', frames, ignored };
}

interface ClauseDraft {
  tagged: Tagged;
  draft: Draft;
}

/** Cut at sentence ends and where a joined clause asks anew ("... and how are the scores distributed"). */
function splitClauses(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]?.text;
    const asksAnew = before === 'and' && ['how', 'what', 'which', 'who', 'when', 'where', 'show', 'compare'].includes(token.text);
    if (clauses.length === 0 || token.startsClause || asksAnew) clauses.push([]);
    clauses.at(-1)?.push({ ...token, startsClause: clauses.at(-1)?.length === 0 });
  });
  return clauses;
}

/** Clauses with no measure of their own ("Top 5.", "Only states with at least 100 orders") qualify the one before. */
function mergeModifiers(entries: readonly ClauseDraft[]): { draft: Draft; text: string }[] {
  const merged: { draft: Draft; text: string }[] = [];
  for (const { tagged, draft } of entries) {
    const text = tagged.tokens.map((token) => token.text).join(' ');
    const last = merged.at(-1);
    const asksNew = draft.metrics.length > 0 || draft.missing.length > 0 || draft.isWrite;
    if (!last || (asksNew && !isModifier(draft))) merged.push({ draft, text });
    else mergeInto(last.draft, draft);
  }
  return merged;
}

function isModifier(draft: Draft): boolean {
  return draft.flags.has('only') && draft.metrics.length === 0;
}

function mergeInto(target: Draft, extra: Draft): void {
  target.having.push(...extra.having);
  target.filters.push(...extra.filters);
  target.periods.push(...extra.periods);
  target.limit ??= extra.limit;
  target.grain ??= extra.grain;
  target.chart ??= extra.chart;
  target.compare ??= extra.compare;
  target.direction ??= extra.direction;
  target.quality ??= extra.quality;
  // "Only states with at least 100 orders" names again what is asked by.
  for (const dimension of extra.dimensions) if (!target.dimensions.includes(dimension)) target.dimensions.push(dimension);
  for (const flag of extra.flags) target.flags.add(flag);
  target.unknown.push(...extra.unknown);
  target.missing.push(...extra.missing);
  if (extra.limit !== null) target.isSingular = false;
}

function specialIntent(question: string, drafts: readonly Draft[], context: DecideContext): Decision | null {
  const flags = new Set(drafts.flatMap((draft) => [...draft.flags]));
  const metrics = drafts.flatMap((draft) => draft.metrics);
  if (drafts.some((draft) => draft.isWrite)) return { kind: 'refuseWrite' };
  const concept = drafts.flatMap((draft) => draft.missing)[0];
  if (concept) return { kind: 'missing', concept };
  const folded = fold(question);
  if (flags.has('describe') && metrics.length === 0)
    return { kind: 'describe', topic: /data|sync|fresh|connect/.test(folded) ? 'coverage' : 'metrics' };
  const only = metrics[0];
  const asksValue = drafts.some((draft) => draft.dimensions.length > 0 || draft.filters.length > 0 || draft.periods.length > 0);
  if (flags.has('define') && only && !asksValue && /mean|defin|calculat|comput/.test(folded))
    return { kind: 'define', metric: resolveMetric(only, [], context.workspace) };
  if (flags.has('difference')) {
    const period = drafts.flatMap((draft) => draft.periods)[0]?.period ?? { from: context.time.firstDay, to: context.time.lastDay };
    return { kind: 'difference', metric: only ?? 'netSales', period };
  }
  return null;
}

/** Unknown words may be names in the data: then they filter. A quoted or capitalised name that is not there is said so. */
async function resolveNames(
  draft: Draft,
  context: DecideContext,
): Promise<{ ignored: string[]; taken: string[]; notFound: string | null }> {
  const ignored: string[] = [];
  const taken: string[] = [];
  for (const name of draft.unknown) {
    if (/^\d+$/.test(name)) {
      ignored.push(name);
      continue;
    }
    const match = (await context.find(name)).find((candidate) => candidate.score >= FOUND_SCORE && isSameName(name, candidate.value));
    if (match) {
      addFilterValue(draft, match);
      if (match.value.toLowerCase() !== name.toLowerCase()) taken.push(`"${name}" is taken as "${match.value}".`);
    } else if (/^[\p{Lu}\d][\p{L}\d]+/u.test(name) && draft.metrics.length > 0) return { ignored, taken, notFound: name };
    else ignored.push(name);
  }
  return { ignored, taken, notFound: null };
}

/** Every word said is a word of the name, give or take a slip in a long one: "cost" is not "Costa Rica". */
function isSameName(said: string, value: string): boolean {
  const words = tokenize(value.replace(/[_-]+/g, ' ')).map((token) => token.lemma);
  return tokenize(said).every(({ lemma }) =>
    words.some((word) => word === lemma || (lemma.length >= 6 && editDistance(lemma, word, 2) <= (lemma.length >= 9 ? 2 : 1))),
  );
}

/** Several names of one dimension are compared, side by side. */
function addFilterValue(draft: Draft, match: { dimension: string; value: string }): void {
  const known = draft.filters.find((filter) => filter.dimension === match.dimension && filter.op === 'in');
  if (!known) {
    draft.filters.push({ dimension: match.dimension, op: 'in', values: [match.value] });
    return;
  }
  known.values.push(match.value);
  if (!draft.dimensions.includes(match.dimension)) draft.dimensions.unshift(match.dimension);
}

/** "Which product is best?" with no measure: several measures fit. */
function ambiguousReadings(draft: Draft, metrics: readonly string[], input: { question: string; context: DecideContext }): Decision | null {
  const { context } = input;
  if (metrics.length > 0 || draft.quality === null || draft.dimensions.length === 0) return null;
  const entry = context.lexicon.ambiguous.find((candidate) => draft.dimensions.some((id) => candidate.dimensions.includes(id)));
  if (!entry) return null;
  const frames = entry.readings.map((id) => {
    const frame = toFrame(draft, [id], context);
    // A mean over a handful of reviews ranks nothing.
    if (findMetric(id)?.minimumSample) {
      const sample = resolveMetric('reviewCount', [], context.workspace);
      frame.query.having = [...(frame.query.having ?? []), { metric: sample, op: 'gte', value: findMetric(id)?.minimumSample ?? 0 }];
      if (!frame.query.metrics.includes(sample)) frame.query.metrics.push(sample);
    }
    return frame;
  });
  return { kind: 'readings', word: draft.quality === 'good' ? 'best' : 'worst', frames, metrics: [...entry.readings] };
}

function frameOf(
  draft: Draft,
  input: { metrics: readonly string[]; text: string; context: DecideContext; earlier: Previous | null },
): Frame | null {
  const { metrics, context, earlier } = input;
  if (earlier && isFollowUp(draft, metrics, input.text)) return mergeFollowUp(earlier, draft, { metrics, context });
  if (metrics.length > 0) return toFrame(draft, metrics, context);
  const asksSomething =
    draft.dimensions.length > 0 ||
    draft.grain !== null ||
    draft.flags.has('cohort') ||
    draft.flags.has('histogram') ||
    (draft.periods.length > 0 && draft.filters.length + draft.periods.length > 0) ||
    draft.filters.length > 0;
  if (!asksSomething) return null;
  const frame = toFrame(draft, [defaultMetric(draft, input.text)], context);
  const metric = findMetric(frame.query.metrics[0] ?? '');
  if (metric && !frame.query.shape && !draft.flags.has('howMany'))
    frame.notes.push(`No measure was named; this takes ${metric.title.toLowerCase()}.`);
  return frame;
}

/** What is counted when no measure is named: units for "how many mugs did we sell", orders for other counts, else sales. */
function defaultMetric(draft: Draft, text: string): string {
  if (!draft.flags.has('howMany')) return 'netSales';
  return /\b(sell|sold|selling|sells|move|moved)\b/.test(text) ? 'unitsSold' : /\bhow much\b/.test(text) ? 'netSales' : 'orders';
}

/** A later clause without a period or filter of its own keeps those of the first. */
function inherit(frame: Frame, first: Frame | undefined, draft: Draft): Frame {
  if (!first || frame === first) return frame;
  const query: QueryInput = frame.query;
  if (draft.periods.length === 0 && first.query.period) frame.query.period = first.query.period;
  if (!query.filters?.length && first.query.filters?.length) frame.query.filters = first.query.filters;
  return frame;
}
