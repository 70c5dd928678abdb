import type { Lexicon } from '@/analyst/language/lexicon';
import { numberOf, tokenize, type Token } from '@/analyst/language/text';
import type { AlertCondition, AlertSettings } from '@/core/alerts/alert';
import { findMetric } from '@/core/metrics/registry';
import { presetOf } from '@/core/query/period';
import { filterSchema } from '@/core/query/query';
import type { DecideContext, Decision } from './decide';
import { rateOf } from './metrics';
import { phrasesIn, type RequestSpan } from './request-phrases';

/** What a request asks to be told of. */
export type AlertWish = Pick<AlertSettings, 'metric' | 'filters' | 'each' | 'condition'> & { period?: AlertSettings['period'] };

/** Words of a side and its number may stand so far apart: "pass more than 8 %". */
const NEAR = 3;

/**
 * "Tell me when returns on Etsy pass 8 %", "alert me if any product is out of stock": what is watched, and its limit.
 * Null when nobody wants to be told.
 * @param decide reads what is left without the request and the limit.
 */
export async function alertDecision(
  question: string,
  { lexicon, time, decide }: Pick<DecideContext, 'lexicon' | 'time'> & { decide(question: string): Promise<Decision> },
): Promise<Decision | null> {
  const tokens = tokenize(question, lexicon.file);
  const spans = phrasesIn(tokens, lexicon);
  const tells = spans.find(({ names }) => names.includes('tellWhen'));
  if (!tells) return null;
  const limit = limitIn(tokens, spans, lexicon);
  const rest = tokens.filter((_, place) => !isWithin(place, tells) && !(limit && isWithin(place, limit)));
  const anyAt = spans.find(({ names, start }) => names.includes('any') && rest[0] === tokens[start]);
  const subject = (anyAt ? rest.slice(anyAt.end - anyAt.start) : rest).map(({ raw }) => raw).join(' ');
  const asked = await decide(subject);
  if (asked.kind !== 'query' || asked.frames.length !== 1) return { kind: 'unread', words: [subject === '' ? question : subject] };
  const [frame] = asked.frames;
  const [metric] = frame?.query.metrics ?? [];
  if (!frame || metric === undefined) return { kind: 'unread', words: [subject] };
  const [having] = frame.query.having ?? [];
  const watched = limit?.isPercent ? inPercent(metric) : metric;
  const condition = limit ? conditionOf(limit, watched) : having && toCondition(having);
  if (!condition) return { kind: 'unread', words: [question.trim()] };
  const [each = null, ...others] = frame.query.dimensions ?? [];
  if (others.length > 0 || frame.query.grain) return { kind: 'unread', words: [subject] };
  const { period } = frame.query;
  const preset = period ? presetOf(period, time.today, time.weekStart) : undefined;
  if (period && !preset) return { kind: 'unread', words: [`${period.from} – ${period.to}`] };
  return {
    kind: 'alert',
    wish: {
      metric: watched,
      filters: (frame.query.filters ?? []).map((filter) => filterSchema.parse(filter)),
      each,
      condition,
      ...(preset ? { period: preset } : {}),
    },
  };
}

const isWithin = (place: number, { start, end }: { start: number; end: number }): boolean => place >= start && place < end;

interface Limit {
  is: AlertCondition['is'];
  value: number;
  isPercent: boolean;
  start: number;
  end: number;
}

/** "passes 8 %", "drop below $500": the side and the number, nearest to each other. */
function limitIn(tokens: readonly Token[], spans: readonly RequestSpan[], { file }: Lexicon): Limit | null {
  for (const span of spans) {
    const is = span.names.includes('above') ? 'above' : span.names.includes('below') ? 'below' : null;
    if (is === null) continue;
    const after = Array.from({ length: NEAR }, (_, step) => span.end + step);
    // "8 % übersteigt": where verbs come last the number stands before.
    const before = Array.from({ length: NEAR }, (_, step) => span.start - 1 - step);
    for (const place of [...after, ...before]) {
      const token = tokens[place];
      const number = numberOf(token, file);
      if (token === undefined || number === null) continue;
      const isApart = ['%', 'percent', 'prozent'].includes(tokens[place + 1]?.text ?? '');
      const end = place + (isApart ? 2 : 1);
      const isPercent = isApart || token.text.includes('%');
      return { is, value: number, isPercent, start: Math.min(span.start, place), end: Math.max(span.end, end) };
    }
  }
  return null;
}

const inPercent = (metric: string): string => findMetric(metric)?.asRate ?? rateOf(metric);

/** A rate of "8 %", or of "8", is a fraction; no other figure is a percentage. */
function conditionOf({ is, value, isPercent }: Limit, metric: string): AlertCondition | undefined {
  const isRatio = findMetric(metric)?.unit === 'ratio';
  if (isPercent && !isRatio) return undefined;
  return { is, value: isRatio && (isPercent || value > 1) ? value / 100 : value };
}

/** "out of stock" brings its own limit: at most nothing is less than one. */
function toCondition({ op, value }: { op: string; value: number | 'average' }): AlertCondition | undefined {
  if (value === 'average') return undefined;
  if (op === 'gt') return { is: 'above', value };
  if (op === 'lt') return { is: 'below', value };
  if (op === 'lte' && Number.isInteger(value)) return { is: 'below', value: value + 1 };
  return op === 'gte' && Number.isInteger(value) ? { is: 'above', value: value - 1 } : undefined;
}
