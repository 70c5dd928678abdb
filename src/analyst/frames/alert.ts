import type { LanguageFile } from '@/analyst/language/language-file';
import type { Lexicon } from '@/analyst/language/lexicon';
import { numberOf, tokenize, type Token } from '@/analyst/language/text';
import { isOfPeriod, type AlertCondition, type AlertSettings } from '@/core/alerts/alert';
import { findMetric } from '@/core/metrics/registry';
import type { Grain } from '@/core/model/calendar';
import { isOver, presetOf } from '@/core/query/period';
import { filterSchema } from '@/core/query/query';
import type { DecideContext, Decision } from './decide';
import type { Frame } from './frame';
import { rateOf } from './metrics';
import { phrasesIn, type RequestSpan } from './request-phrases';

/** What a request asks to be told of. */
export type AlertWish = Pick<AlertSettings, 'metric' | 'filters' | 'each' | 'condition'> & { period?: AlertSettings['period'] };

/** Words of a side and its number may stand so far apart: "drop by more than 8 %". */
const NEAR = 4;

/** What a change is watched over when no days are named. */
const DAYS_OF_CHANGE: AlertSettings['period'] = 'last_7_days';

/** Days that are not over are watched as the last whole ones of their length: a morning against a day is always a fall. */
const WHOLE: Partial<Record<AlertSettings['period'], AlertSettings['period']>> = {
  today: 'yesterday',
  this_week: 'last_7_days',
  this_month: 'last_30_days',
  this_quarter: 'last_90_days',
  this_year: 'last_365_days',
};
/** "weekly sales": the last whole one. */
const LAST_OF: Partial<Record<Grain, AlertSettings['period']>> = {
  day: 'yesterday',
  week: 'last_week',
  month: 'last_month',
  quarter: 'last_quarter',
  year: 'last_year',
};

type AskContext = Pick<DecideContext, 'lexicon' | 'time'> & { decide(question: string): Promise<Decision> };

/**
 * "Tell me when returns on Etsy pass 8 %", "alert me if any product is out of stock", "let me know when weekly sales drop
 * 20 %": what is watched, and its limit. Null when nobody wants to be told.
 * @param decide reads what is left without the request and the limit.
 */
export async function alertDecision(question: string, { lexicon, time, decide }: AskContext): Promise<Decision | null> {
  const tokens = tokenize(question, lexicon.file);
  const spans = phrasesIn(tokens, lexicon);
  const tells = spans.find(({ names }) => names.includes('tellWhen'));
  if (!tells) return null;
  const limit = limitIn(tokens, spans, lexicon);
  const places = [...tokens.keys()].filter((place) => !isWithin(place, tells) && !(limit && isWithin(place, limit)));
  const any = spans.find(
    ({ names, start }) => places.includes(start) && (names.includes('anyOf') || (start === places[0] && names.includes('any'))),
  );
  const subject = subjectOf(tokens, { places, any, file: lexicon.file });
  const unread = (...words: string[]): Decision => ({ kind: 'unread', words });
  const asked = await decide(subject);
  const [frame] = asked.kind === 'query' ? asked.frames : [];
  if (asked.kind !== 'query' || !frame || asked.frames.length !== 1) return unread(subject === '' ? question : subject);
  const wish = limit?.isChange ? changeOf(limit, frame, time) : figureOf(limit, frame, time);
  // "Any product" that was not understood must not become all of them.
  const isMissed = any?.names.includes('anyOf') === true && wish?.each === null;
  return wish && !isMissed ? { kind: 'alert', wish } : unread(subject === '' ? question.trim() : `${subject} …`);
}

/** What is left of the request, as a question: "any product is out of stock" without its "any", "sales of any product" of each. */
function subjectOf(
  tokens: readonly Token[],
  { places, any, file }: { places: readonly number[]; any: RequestSpan | undefined; file: LanguageFile },
): string {
  const each = file.requests['each']?.[0] ?? '';
  const words = places.flatMap((place) => {
    if (!any || !isWithin(place, any)) return [tokens[place]?.raw ?? ''];
    const isDropped = any.start === places[0] && any.names.includes('any');
    return place === any.start && !isDropped ? [each] : [];
  });
  return words.join(' ');
}

/** A figure that passes a limit. */
function figureOf(limit: Limit | null, { query }: Frame, time: AskContext['time']): AlertWish | null {
  const [metric] = query.metrics;
  const [having] = query.having ?? [];
  if (metric === undefined || query.grain || query.compare) return null;
  const watched = limit?.isPercent ? inPercent(metric) : metric;
  const condition = limit ? conditionOf(limit, watched) : having && toCondition(having);
  const preset = query.period ? presetOf(query.period, time.today, time.weekStart) : undefined;
  if (!condition || (query.period && !preset)) return null;
  return wishOf(query, { metric: watched, condition, ...(preset ? { period: preset } : {}) });
}

/** A figure that moves by a share of what it was. */
function changeOf({ is, value, isPercent }: Limit, { query }: Frame, time: AskContext['time']): AlertWish | null {
  const [metric] = query.metrics;
  if (metric === undefined || !isPercent || typeof query.compare === 'object' || !isOfPeriod(metric)) return null;
  const named = query.period ? presetOf(query.period, time.today, time.weekStart) : query.grain ? LAST_OF[query.grain] : DAYS_OF_CHANGE;
  const period = named && (WHOLE[named] ?? named);
  if (!period || !isOver(period)) return null;
  const share = value / 100;
  const condition = { is, value: is === 'below' ? -share : share, against: query.compare ?? 'previousPeriod' };
  return wishOf(query, { metric, condition, period });
}

function wishOf({ dimensions = [], filters = [] }: Frame['query'], rest: Omit<AlertWish, 'each' | 'filters'>): AlertWish | null {
  const [each = null, ...others] = dimensions;
  return others.length > 0 ? null : { ...rest, each, filters: filters.map((filter) => filterSchema.parse(filter)) };
}

const isWithin = (place: number, { start, end }: { start: number; end: number }): boolean => place >= start && place < end;

interface Limit {
  is: AlertCondition['is'];
  value: number;
  isPercent: boolean;
  /** Of the change rather than the figure. */
  isChange: boolean;
  start: number;
  end: number;
}

/** What the words of a limit say of it; a change is looked for first: "um mehr als 20 % fällt" is no figure above 20 %. */
const WAYS = [
  ['rise', { is: 'above', isChange: true }],
  ['fall', { is: 'below', isChange: true }],
  ['above', { is: 'above', isChange: false }],
  ['below', { is: 'below', isChange: false }],
] as const;

/** "passes 8 %", "drop below $500", "drop by 20 %": the side and the number, nearest to each other. */
function limitIn(tokens: readonly Token[], spans: readonly RequestSpan[], lexicon: Lexicon): Limit | null {
  const found = WAYS.flatMap(([name, way]) =>
    spans.filter(({ names }) => names.includes(name)).flatMap((span) => limitAt(span, { tokens, spans, lexicon, way }) ?? []),
  );
  return found.find(({ isChange, isPercent }) => !isChange || isPercent) ?? null;
}

interface Words {
  tokens: readonly Token[];
  spans: readonly RequestSpan[];
  lexicon: Lexicon;
  way: Pick<Limit, 'is' | 'isChange'>;
}

function limitAt(span: RequestSpan, { tokens, spans, lexicon: { file }, way }: Words): Limit | null {
  const after = Array.from({ length: NEAR }, (_, step) => span.end + step);
  // "8 % übersteigt": where verbs come last the number stands before.
  const before = Array.from({ length: NEAR }, (_, step) => span.start - 1 - step);
  for (const place of [...after, ...before]) {
    const token = tokens[place];
    const value = numberOf(token, file);
    if (token === undefined || value === null) continue;
    const isApart = ['%', 'percent', 'prozent'].includes(tokens[place + 1]?.text ?? '');
    const isPercent = isApart || token.text.includes('%');
    const start = startOfMeasure(Math.min(span.start, place), spans);
    return { ...way, value, isPercent, start, end: Math.max(span.end, place + (isApart ? 2 : 1)) };
  }
  return null;
}

/** "by more than", "um": words that lead to a measure belong to it. */
function startOfMeasure(start: number, spans: readonly RequestSpan[]): number {
  const lead = spans.find(({ names, end }) => names.includes('byMoreThan') && end === start);
  return lead ? startOfMeasure(lead.start, spans) : start;
}

const inPercent = (metric: string): string => findMetric(metric)?.asRate ?? rateOf(metric);

/** A rate of "8 %", or of "8", is a fraction; no other figure is a percentage. */
function conditionOf({ is, value, isPercent }: Limit, metric: string): AlertCondition | undefined {
  const isRatio = findMetric(metric)?.unit === 'ratio';
  if (isPercent && !isRatio) return undefined;
  return { is, value: isRatio && (isPercent || value > 1) ? value / 100 : value, against: null };
}

/** "out of stock" brings its own limit: at most nothing is less than one. */
function toCondition({ op, value }: { op: string; value: number | 'average' }): AlertCondition | undefined {
  if (value === 'average') return undefined;
  const against = null;
  if (op === 'gt') return { is: 'above', value, against };
  if (op === 'lt') return { is: 'below', value, against };
  if (op === 'lte' && Number.isInteger(value)) return { is: 'below', value: value + 1, against };
  return op === 'gte' && Number.isInteger(value) ? { is: 'above', value: value - 1, against } : undefined;
}
