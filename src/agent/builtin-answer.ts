import type { AdviceWish } from '@/analyst/frames/advice';
import { decide, type Decision } from '@/analyst/frames/decide';
import type { Previous } from '@/analyst/frames/follow-up';
import type { Frame } from '@/analyst/frames/frame';
import { resolveMetric } from '@/analyst/frames/metrics';
import { grainFor } from '@/analyst/frames/periods';
import { wordAdvice } from '@/analyst/wording/advice';
import { wordAlert } from '@/analyst/wording/alert';
import { wordAnswer } from '@/analyst/wording/answer';
import {
  wordDifference,
  wordOverview,
  wordReadings,
  wordWhatIf,
  wordWhy,
  wordWithoutData,
  type Spoken,
  type Speaker,
} from '@/analyst/wording/decisions';
import { detectLanguage } from '@/analyst/language/detect';
import { LANGUAGES, languageOf } from '@/analyst/language/language-file';
import { wordRefusal } from '@/analyst/wording/notes';
import { wordDigest } from '@/analyst/wording/digest';
import { wordPin } from '@/analyst/wording/pin';
import { wordFreshness, wordSync } from '@/analyst/wording/freshness';
import { wordReviews } from '@/analyst/wording/reviews';
import { wordTwofold } from '@/analyst/wording/twofold';
import { localeOf, say } from '@/analyst/wording/say';
import type { SeenOutput } from '@/analyst/wording/seen';
import { followUpsFor } from '@/analyst/wording/suggest';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { daysInclusive } from '@/core/model/calendar';
import type { ToolContext } from '@/tools/kit';
import { callOf } from './advice-calls';
import { lookUps, openAnalystSession } from './analyst-session';
import type { PresentAnswer } from './present-answer';

interface ToolCall {
  toolName: string;
  input: object;
}

/** A step of the built-in analyst: calls to make, or the finished words. */
export type AnalystStep = { kind: 'calls'; calls: ToolCall[] } | { kind: 'answer'; text: string; present: PresentAnswer };

/** Rows shown around a one-row answer. */
const CONTEXT_ROWS = 12;
/** Days a period must have for its course to be drawn. */
const SHORTEST_TREND = 7;
/** Measures of an overview, in general words. */
const OVERVIEW = ['netSales', 'orders', 'averageOrderValue', 'unitsSold', 'customers', 'returnRate', 'averageReviewScore'] as const;

type Session = Awaited<ReturnType<typeof openAnalystSession>>;

/** First step: read the question. Second step, with the outputs: word the answer. Deterministic, so both agree. */
export async function stepAnalyst(
  context: ToolContext,
  turn: {
    question: string;
    asked: readonly string[];
    thread: readonly Previous[];
    advice: AdviceWish | null;
    outputs: readonly SeenOutput[] | null;
  },
): Promise<AnalystStep> {
  // A short question ("por mes?") is in the language of the one before it.
  const fallback = languageOf(context.workspace.locale).language;
  const ofThread = turn.asked.reduce((language, question) => detectLanguage(question, language).language, fallback);
  const language = detectLanguage(turn.question, ofThread);
  const session = await openAnalystSession(context, language);
  const decision = await decide(turn.question, {
    ...session.frame,
    lexicon: session.lexicon,
    thread: turn.thread,
    advice: turn.advice,
    ...lookUps(context, language),
  });
  const speaker: Speaker = { language, locale: localeOf(language, context.workspace.locale), workspace: context.workspace };
  if (turn.outputs === null) {
    const calls = callsFor(decision, context);
    if (calls.length > 0) return { kind: 'calls', calls };
  }
  return toStep(wordDecision(decision, { session, speaker, outputs: turn.outputs ?? [] }), speaker);
}

function toStep(spoken: Spoken, { language, locale, workspace }: Speaker): AnalystStep {
  const present = {
    kind: spoken.kind,
    followUps: spoken.followUps,
    options: spoken.options,
    ...(locale === workspace.locale && language === LANGUAGES[0] ? {} : { locale }),
  };
  return { kind: 'answer', text: spoken.text, present };
}

function queryCall(frame: Frame): ToolCall {
  return { toolName: 'queryMetrics', input: { ...frame.query, ...(frame.chart ? { chart: frame.chart } : {}) } };
}

/** What is drawn around a one-row answer: the ranking around a superlative, the course of a total over its period. */
function contextFrame(frame: Frame): Frame | null {
  if (frame.query.shape) return null;
  if (!frame.isSuperlative) return trendFrame(frame);
  const query = { ...frame.query, limit: frame.query.limitPer ? 5 : CONTEXT_ROWS };
  const dimensions = query.dimensions ?? [];
  // Months and hours are read in their own order.
  if (query.grain || dimensions.includes('hour') || dimensions.includes('weekday')) {
    const { orderBy: _order, limit: _limit, ...rest } = query;
    return { ...frame, query: rest, isSuperlative: false };
  }
  return { ...frame, query, isSuperlative: false };
}

/** The course of one figure over the period asked for, when that is long enough to have one. */
function trendFrame(frame: Frame): Frame | null {
  const { query } = frame;
  const metric = findMetric(query.metrics[0] ?? '');
  const isTotal = query.metrics.length === 1 && !query.dimensions?.length && !query.grain && !query.compare && !query.transforms?.length;
  const hasHistory = metric !== undefined && leavesOf(metric.measure).every((leaf) => leaf.fact !== 'inventory');
  if (!isTotal || !hasHistory || !query.period) return null;
  if (daysInclusive(query.period.from, query.period.to) < SHORTEST_TREND) return null;
  return { ...frame, query: { ...query, grain: grainFor(query.period) } };
}

function callsFor(decision: Decision, { workspace }: ToolContext): ToolCall[] {
  switch (decision.kind) {
    case 'query':
      return decision.frames.flatMap((frame) => {
        const around = contextFrame(frame);
        return around ? [queryCall(frame), queryCall(around)] : [queryCall(frame)];
      });
    case 'readings':
    case 'twofold':
      return decision.frames.map(queryCall);
    case 'why': {
      const { query } = decision.frame;
      const dimension = query.dimensions?.[0];
      const input = { metric: query.metrics[0], period: decision.period, compare: decision.compare, filters: query.filters ?? [] };
      return [{ toolName: 'explainChange', input: dimension ? { ...input, dimension } : input }];
    }
    case 'whatIf': {
      const { kind: _kind, ...input } = decision;
      return [{ toolName: 'whatIf', input }];
    }
    case 'digest':
      return [{ toolName: 'scheduleDigest', input: { schedule: decision.schedule, sections: decision.sections } }];
    case 'alert':
      return [{ toolName: 'createAlert', input: decision.wish }];
    case 'pin':
      return [{ toolName: 'pinAnswer', input: decision.title === undefined ? {} : { title: decision.title } }];
    case 'advice':
      return [callOf(decision.wish)];
    case 'reviews':
      return [{ toolName: 'searchReviews', input: decision.search }];
    case 'overview': {
      const metrics = OVERVIEW.map((id) => resolveMetric(id, [], workspace));
      return [
        {
          toolName: 'queryMetrics',
          input: { metrics, period: decision.period, compare: decision.compare ?? 'previousPeriod', filters: decision.filters },
        },
      ];
    }
    case 'describe':
      return [{ toolName: 'describeData', input: { topic: decision.topic } }];
    case 'freshness':
      return [{ toolName: 'checkFreshness', input: {} }];
    case 'sync':
      return [{ toolName: 'syncNow', input: { marketplaces: decision.marketplaces } }];
    case 'difference':
      return [{ toolName: 'explainDifference', input: { metric: decision.metric, between: 'bases', period: decision.period } }];
    case 'define':
    case 'missing':
    case 'badDate':
    case 'social':
    case 'refuseWrite':
    case 'notFound':
    case 'unheeded':
    case 'unread':
    case 'apart':
    case 'noEarlier':
    case 'notUnderstood':
      return [];
  }
}

interface WordContext {
  session: Session;
  speaker: Speaker;
  outputs: readonly SeenOutput[];
}

function wordDecision(decision: Decision, words: WordContext): Spoken {
  const { speaker, outputs } = words;
  switch (decision.kind) {
    case 'query':
      return wordQuery(decision, words);
    case 'readings':
      return wordReadings(decision, outputs, speaker);
    case 'twofold':
      return wordTwofold(decision, outputs, speaker);
    case 'digest':
      return wordDigest(decision, outputs[0], speaker);
    case 'alert':
      return wordAlert(decision.wish, outputs[0], speaker);
    case 'pin':
      return wordPin(outputs[0], speaker);
    case 'advice':
      return wordAdvice(decision.wish, outputs[0], speaker);
    case 'reviews':
      return wordReviews(decision, outputs[0], speaker);
    case 'why':
      return wordWhy(decision, outputs[0], speaker);
    case 'whatIf':
      return wordWhatIf(decision, outputs[0], speaker);
    case 'overview':
      return wordOverview(decision, outputs, speaker);
    case 'describe':
      return wordDescribe(words);
    case 'freshness':
      return wordFreshness(outputs[0], speaker);
    case 'sync':
      return wordSync(outputs[0], speaker);
    case 'difference':
      return wordDifference(outputs[0], speaker);
    case 'define':
    case 'missing':
    case 'badDate':
    case 'social':
    case 'refuseWrite':
    case 'notFound':
    case 'unheeded':
    case 'unread':
    case 'apart':
    case 'noEarlier':
    case 'notUnderstood':
      return (
        wordWithoutData(decision, speaker) ?? { kind: 'refusal', text: say(speaker.language, 'notUnderstood'), followUps: [], options: [] }
      );
  }
}

function wordQuery(decision: Extract<Decision, { kind: 'query' }>, { session, speaker, outputs }: WordContext): Spoken {
  const { language } = speaker;
  const texts: string[] = [];
  const refusals: string[] = [];
  let at = 0;
  for (const frame of decision.frames) {
    const output = outputs[at];
    at += contextFrame(frame) ? 2 : 1;
    if (!output) continue;
    if (output.refusal) refusals.push(wordRefusal(output.refusal, speaker));
    else texts.push(wordAnswer(frame, output, speaker));
  }
  const ignored =
    decision.ignored.length > 0 ? [say(language, 'ignored', { words: decision.ignored.map((word) => `"${word}"`).join(', ') })] : [];
  const [first] = decision.frames;
  const followUps = first ? followUpsFor(first, session.coverage, language) : [];
  if (texts.length === 0)
    return {
      kind: 'refusal',
      text: [...refusals, ...ignored].join(' '),
      followUps: [say(language, 'ask.data'), ...followUps.slice(0, 1)],
      options: [],
    };
  return { kind: 'answer', text: [...texts, ...refusals, ...ignored].join('\n\n'), followUps, options: [] };
}

function wordDescribe({ session, speaker, outputs }: WordContext): Spoken {
  const { language } = speaker;
  const table = outputs[0]?.tables[0];
  if (!table) return { kind: 'refusal', text: say(language, 'describe.empty'), followUps: [], options: [] };
  const isCoverage = table.total?.['orders'] !== undefined;
  const text = isCoverage
    ? say(language, 'describe.coverage', {
        orders: `[[${table.id}/total/orders]]`,
        from: session.coverage.firstDay ?? '',
        to: session.coverage.lastDay ?? '',
      })
    : say(language, 'describe.metrics');
  const followUps = ['ask.revenueByMonth', 'ask.topProducts', ...(isCoverage ? ['ask.what'] : [])].map((key) => say(language, key));
  return { kind: 'answer', text, followUps, options: [] };
}
