import { findMetric } from '@/core/metrics/registry';
import type { DigestSchedule, DigestSection } from '@/core/digest/digest';
import type { Filter, Period } from '@/core/query/query';
import { readQuestion } from '@/analyst/grammar/clauses';
import type { Draft, Supposition } from '@/analyst/grammar/draft';
import { asksMoney } from '@/analyst/grammar/twins';
import { tokenize, type Token } from '@/analyst/language/text';
import type { Lexicon } from '@/analyst/language/lexicon';
import { besideFrames, needsBeside, nestedParts } from './beside';
import { comparedMeans } from './shapes';
import { changesNothing, isFollowUp, isRankedAlone, mergeFollowUp, ofEarlier, type Previous } from './follow-up';
import { toFrame, type Frame, type FrameContext } from './frame';
import type { AlertWish } from './alert';
import { adviceDecision, type AdviceWish } from './advice';
import { specialIntent } from './intents';
import { requestDecision } from './requests';
import { chooseMetrics, defaultMetric } from './metrics';
import { resolveNames } from './names';
import { asksChange } from './periods';
import { ambiguousReadings, readingNotes } from './readings';
import { reviewSearch, type ReviewWish } from './reviews';
import { twofoldDecision } from './twofold';
import { unheeded } from './heeded';
import { unreadParts } from './unread-parts';

/** What the analyst does with a question: the calls to make, and how to word what comes back. */
export type Decision =
  | { kind: 'query'; frames: Frame[]; ignored: string[] }
  /** Readings that may differ: all are computed, and asked about only when they do. */
  | { kind: 'readings'; question: string; quality: 'good' | 'bad'; frames: Frame[]; metrics: string[] }
  /** A name of two things or more: all are computed, and asked about only when they differ. */
  | { kind: 'twofold'; said: string; frames: Frame[]; options: TwofoldOption[] }
  /** Whether reviews can be trusted, what to recommend, what goes together, where else to sell. */
  | { kind: 'advice'; wish: AdviceWish }
  /** Somebody wants to be told when a figure passes a limit. */
  | { kind: 'alert'; wish: AlertWish }
  /** Something is to be sent regularly. */
  | { kind: 'digest'; schedule: DigestSchedule; sections: DigestSection[] }
  /** The answer before is to be kept on the dashboard. */
  | { kind: 'pin'; title?: string }
  /** What reviews say about something. */
  | { kind: 'reviews'; search: ReviewWish }
  | { kind: 'why'; frame: Frame; period: Period; compare: Period | 'previousPeriod' | 'previousYear' }
  | { kind: 'whatIf'; metric: string; changes: Supposition[]; period?: Period; filters: Filter[] }
  | { kind: 'overview'; period: Period; compare?: Period; filters: Filter[] }
  | { kind: 'describe'; topic: 'coverage' | 'metrics' }
  /** How up to date the accounts are. */
  | { kind: 'freshness' }
  /** Read the accounts again, all or those of some marketplaces. */
  | { kind: 'sync'; marketplaces: string[] }
  | { kind: 'define'; metric: string }
  | { kind: 'difference'; metric: string; period: Period }
  | { kind: 'missing'; concept: Draft['missing'][number] }
  | { kind: 'badDate'; said: string }
  | { kind: 'social'; topic: 'greeting' | 'thanks' }
  | { kind: 'refuseWrite' }
  | { kind: 'notFound'; name: string }
  /** Words that would narrow the number and that nothing is known about. */
  | { kind: 'unread'; words: string[]; nearest?: string }
  /** Parts that are known each, and that one query cannot hold together. */
  | { kind: 'apart'; parts: string[] }
  /** Words that are known, and that changed nothing in what would be computed. */
  | { kind: 'unheeded'; words: string }
  /** Words that go on from an answer where there is none. */
  | { kind: 'noEarlier' }
  | { kind: 'notUnderstood' };

/** One of two things a name stands for, and the question that names it. */
export interface TwofoldOption {
  dimension: string;
  value: string;
  question: string;
}

export interface DecideContext extends FrameContext {
  lexicon: Lexicon;
  /** Answered questions of the thread, oldest first. */
  thread: readonly Previous[];
  /** What the last answer advised on; absent or null when it counted. */
  advice?: AdviceWish | null;
  /** Looks up an unknown name in the workspace's data. */
  find: (text: string, dimension?: string) => Promise<{ dimension: string; value: string; score: number }[]>;
  /** The measure or group that words mean, when one is near enough. */
  conceptOf: (words: string) => Promise<{ kind: 'metric' | 'dimension'; id: string } | null>;
  /** The product or category that words mean, when one is near enough. */
  findByMeaning: (words: string) => Promise<{ dimension: string; value: string; score: number } | null>;
}

/** Decide what a question asks. What was said and would change nothing is not passed over. */
export async function decide(question: string, context: DecideContext): Promise<Decision> {
  const request = await requestDecision(question, { ...context, decide: (part) => decide(part, { ...context, thread: [], advice: null }) });
  if (request) return request;
  const advice = await adviceDecision(question, context);
  if (advice) return advice;
  const tokens = tokenize(question, context.lexicon.file);
  const again = (said: readonly Token[]): Promise<Decision> => decideOn(question, said, context);
  const decision = await again(tokens);
  const words = decision.kind === 'query' ? await unheeded(decision, { tokens, context, again }) : null;
  return words === null ? decision : { kind: 'unheeded', words };
}

async function decideOn(question: string, tokens: readonly Token[], context: DecideContext): Promise<Decision> {
  const drafts = readQuestion(tokens, context.lexicon, { ...context.time, anchorYear: anchorYear(context) });
  const isOfFigures = drafts.some(
    (draft) => draft.isWrite || draft.flags.has('howMany') || draft.metrics.some((id) => findMetric(id)?.unit === 'score'),
  );
  const reviews = isOfFigures ? null : await reviewSearch(question, context);
  if (reviews) return reviews;
  const special = specialIntent(drafts, context);
  if (special?.kind === 'whatIf' && special.changes.every(({ part }) => part === undefined)) return withNames(special, drafts, context);
  if (special) return special;
  if (drafts.some((draft) => draft.flags.has('supposed') && draft.suppositions.length === 0)) return { kind: 'unread', words: ['if ...'] };
  const frames: Frame[] = [];
  const ignored: string[] = [];
  for (const draft of drafts) {
    const named = await resolveNames(draft, context);
    if (named.notFound !== null) return { kind: 'notFound', name: named.notFound };
    if (named.restricting.length > 0)
      return { kind: 'unread', words: named.restricting, ...(named.nearest === null ? {} : { nearest: named.nearest }) };
    ignored.push(...named.ignored);
    const chosen = chooseMetrics(draft);
    const isFirst = frames.length === 0;
    const thread = isFirst ? context.thread : [];
    const metrics = ofEarlier(draft, chosen, thread.at(-1));
    if (draft.loose.length > 0) return { kind: 'unread', words: draft.loose.map(({ said }) => said) };
    const why = whyDecision(draft, { metrics, context });
    if (why) return why;
    const readings =
      thread.length > 0 && isFollowUp(draft, metrics) && !standsAlone(draft) ? null : ambiguousReadings(draft, metrics, context);
    if (readings) return { kind: 'readings', question, ...readings };
    const frame = frameOf(draft, { metrics, thread, context });
    if (!frame) continue;
    const last = thread.at(-1);
    if (last && isFollowUp(draft, metrics) && changesNothing(frame, draft, { previous: last, ignored: named.ignored }))
      return { kind: 'unread', words: named.ignored.length > 0 ? named.ignored : [question.trim()] };
    const parts = nestedParts(draft, named.parts);
    const isBeside = needsBeside(draft, parts);
    const unread = unreadParts(draft, frame, isBeside ? parts : []);
    if (unread) return unread;
    if (isRankedAlone(draft) && !frame.query.dimensions?.length && !frame.query.grain && !frame.query.shape)
      return { kind: 'unread', words: [question.trim()] };
    if (isLooseBound(frame))
      return {
        kind: 'unread',
        words: draft.having.map(({ metric, op, value }) => `${findMetric(metric)?.title.toLowerCase() ?? metric} ${op} ${value}`),
      };

    frame.notes.push(...named.notes, ...readingNotes(draft, metrics, frame));
    if (named.twofold && drafts.length === 1) return twofoldDecision(question, frame, { ...named.twofold, file: context.lexicon.file });
    const whole = isFirst ? frame : inherit(frame, frames[0], draft);
    if (draft.flags.has('partOf') && draft.named.length > 0) whole.label = draft.named.map(({ said }) => said).join(', ');
    frames.push(...(isBeside ? besideFrames(whole, parts) : [whole]).flatMap(comparedMeans));
  }
  if (frames.length > 0) return { kind: 'query', frames, ignored };
  return { kind: drafts.some(pointsBack) ? 'noEarlier' : 'notUnderstood' };
}

/** "raise mug prices": words that narrow what is supposed are looked up like all others. */
async function withNames(
  decision: Extract<Decision, { kind: 'whatIf' }>,
  drafts: readonly Draft[],
  context: DecideContext,
): Promise<Decision> {
  for (const draft of drafts) {
    const { notFound, restricting, nearest } = await resolveNames(draft, context);
    if (notFound !== null) return { kind: 'notFound', name: notFound };
    if (restricting.length > 0) return { kind: 'unread', words: restricting, ...(nearest === null ? {} : { nearest }) };
  }
  return { ...decision, filters: drafts.flatMap((draft) => draft.filters) };
}

/** "Which product is best?" names what it asks for, whatever was asked before. */
function standsAlone(draft: Draft): boolean {
  const pointsBackTo = ['those', 'it', 'instead'].some((flag) => draft.flags.has(flag));
  return draft.flags.has('which') && draft.quality !== null && draft.dimensions.length > 0 && draft.openers.size === 0 && !pointsBackTo;
}

/** The year talked about: that of the last answer, when it lies in one. */
function anchorYear({ thread }: DecideContext): number | undefined {
  const period = thread.at(-1)?.query.period;
  return period && period.from.slice(0, 4) === period.to.slice(0, 4) ? Number(period.from.slice(0, 4)) : undefined;
}

/** "Why did sales drop in February?": what drove the change, against the period before unless another is named. */
function whyDecision(draft: Draft, input: { metrics: readonly string[]; context: DecideContext }): Decision | null {
  const { context } = input;
  if (!draft.flags.has('why')) return null;
  const last = context.thread.at(-1);
  const isFollow = input.metrics.length === 0 && last !== undefined;
  if (!isFollow && !asksChange(draft) && draft.periods.length === 0 && input.metrics.length === 0) return null;
  const frame = isFollow
    ? mergeFollowUp(context.thread, draft, { metrics: [], context })
    : toFrame(draft, input.metrics.length > 0 ? input.metrics.slice(0, 1) : ['netSales'], context);
  const { time } = context;
  const period = frame.query.period ?? { from: time.firstDay, to: time.lastDay };
  return { kind: 'why', frame, period, compare: frame.query.compare ?? 'previousPeriod' };
}

function frameOf(draft: Draft, input: { metrics: readonly string[]; thread: readonly Previous[]; context: DecideContext }): Frame | null {
  const { metrics, context, thread } = input;
  if (thread.length > 0 && isFollowUp(draft, metrics)) return mergeFollowUp(thread, draft, { metrics, context });
  if (metrics.length > 0) return toFrame(draft, metrics, context);
  // "and last year?" where nothing was asked before.
  if (context.thread.length === 0 && GOING_ON.some((name) => draft.openers.has(name)) && draft.dimensions.length === 0) return null;
  // "how much money is that" where nothing was shown.
  if (context.thread.length === 0 && asksMoney(draft)) return null;
  if (!asksSomething(draft)) return null;
  const isOfPeople = namesPeople(draft, context);
  const id = isOfPeople ? 'customers' : defaultMetric(draft);
  const frame = toFrame(draft, [id], context);
  const metric = findMetric(frame.query.metrics[0] ?? '');
  const isStated =
    isOfPeople || draft.flags.has('howMany') || draft.counted !== null || (frame.query.shape && frame.query.shape.kind !== 'concentration');
  if (metric && !isStated) frame.notes.push({ key: 'noMeasure', values: { metric: metric.id } });
  return frame;
}

/** "repeat customers on etsy vs shopify, who has more": people are named, so people are counted. */
function namesPeople({ named }: Draft, { lexicon }: DecideContext): boolean {
  return named.some(({ dimension, said }) => {
    const noun = tokenize(said, lexicon.file).at(-1)?.lemma ?? '';
    const isPerson = (lexicon.readings.get(noun) ?? []).some((reading) => reading.kind === 'dimension' && reading.id === 'customer');
    return dimension === 'newReturning' && isPerson;
  });
}

const GOING_ON = ['also', 'add', 'change', 'correct', 'all'];

/** "compare them", "show the rest", "and last year?". */
function pointsBack(draft: Draft): boolean {
  if (GOING_ON.some((name) => draft.openers.has(name)) && draft.metrics.length === 0) return true;
  // "top 3 please": three of what.
  if (draft.limit !== null || draft.direction !== null) return true;
  return ['those', 'it', 'rest', 'comparing', 'goBack', 'earlierAnswer'].some((flag) => draft.flags.has(flag));
}

/** A condition on a measure with nothing to test it on ("orders with more than one item"): not answered as if it were not there. */
function isLooseBound({ query }: Frame): boolean {
  return (query.having?.length ?? 0) > 0 && !query.dimensions?.length && !query.grain && !query.shape;
}

function asksSomething(draft: Draft): boolean {
  return (
    draft.dimensions.length > 0 ||
    draft.grain !== null ||
    draft.counted !== null ||
    draft.members !== null ||
    draft.periods.length > 0 ||
    draft.filters.length > 0 ||
    asksChange(draft) ||
    ['cohort', 'histogram', 'timeBetween', 'lapsed', 'biggestOne', 'smallestOne', 'concentrated', 'howMuch'].some((flag) =>
      draft.flags.has(flag),
    )
  );
}

/** A later clause without a period or filter of its own keeps those of the first; a part of what was counted keeps them all. */
function inherit(frame: Frame, first: Frame | undefined, draft: Draft): Frame {
  if (!first || frame === first) return frame;
  const { query } = frame;
  if (draft.periods.length === 0 && first.query.period) query.period = first.query.period;
  const own = query.filters ?? [];
  if (draft.filters.length > 0 && !draft.flags.has('partOf')) return frame;
  const kept = (first.query.filters ?? []).filter(
    ({ dimension, op }) =>
      (op === 'notIn' || !query.dimensions?.includes(dimension)) && own.every((filter) => filter.dimension !== dimension),
  );
  if (kept.length > 0) query.filters = [...kept, ...own];
  return frame;
}
