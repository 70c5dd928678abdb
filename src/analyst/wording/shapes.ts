import { addGrain, grainLabel } from '@/core/model/calendar';
import { findMetric } from '@/core/metrics/registry';
import { labelToDay } from '@/core/query/finish';
import { wordMembers } from './members';
import { dimensionNoun, grainNoun, metricNoun, metricTitle, say } from './say';
import type { Row } from '@/core/artifact/artifact';
import { bucketText, extreme, metricId, ref, when, type Sentence } from './seen';

/** Sentences of results that are not one aggregate per group, by shape. */
export const SHAPE_WORDING: Readonly<Record<string, (sentence: Sentence) => string>> = {
  cohort: wordCohort,
  distribution: wordDistribution,
  quantile: wordQuantile,
  orderValueCount: wordOrderValueCount,
  quotient: wordQuotient,
  gap: wordGap,
  perBucket: wordPerBucket,
  countGroups: wordCountGroups,
  members: wordMembers,
  concentration: wordConcentration,
  orderGap: wordOrderGap,
  lapsed: wordLapsed,
};

function wordCohort(sentence: Sentence): string {
  const { language, frame } = sentence;
  const { row: index, values: row } = extreme(sentence, 'customers', true);
  const shape = frame.query.shape?.kind === 'cohort' ? frame.query.shape : null;
  const grain = shape?.grain ?? 'month';
  const inGrain: Sentence = { ...sentence, frame: { ...frame, query: { ...frame.query, grain } } };
  const asked = `p${shape?.at ?? 0}`;
  if (shape?.at !== undefined && sentence.table.rows.length === 1 && typeof row[asked] === 'number')
    return say(language, 'cohort.at', {
      customers: ref(sentence, 0, 'customers'),
      bucket: bucketText(row['time'] ?? null, inGrain),
      share: ref(sentence, 0, asked),
      later: bucketText(grainLabel(addGrain(labelToDay(String(row['time'])), grain, shape.at), grain), inGrain),
    });
  const later =
    typeof row['p1'] === 'number'
      ? say(language, 'cohort.later', { share: ref(sentence, index, 'p1'), grain: grainNoun(grain, language) })
      : '';
  return say(language, 'cohort', { customers: ref(sentence, index, 'customers'), bucket: bucketText(row['time'] ?? null, inGrain), later });
}

function wordDistribution(sentence: Sentence): string {
  const { row: index, values: row } = extreme(sentence, 'orders', true);
  return say(sentence.language, 'distribution', {
    when: when(sentence),
    bin: String(row['bin']),
    orders: ref(sentence, index, 'orders'),
    all: ref(sentence, 'total', 'orders'),
    share: ref(sentence, index, 'orders_share'),
  });
}

function wordQuantile(sentence: Sentence): string {
  const { frame, language } = sentence;
  const at = frame.query.shape?.kind === 'quantile' ? frame.query.shape.at : 0.5;
  const which = at === 0.5 ? 'median' : at === 1 ? 'largest' : at === 0 ? 'smallest' : 'rank';
  return say(language, `quantile.${which}`, {
    value: ref(sentence, 0, 'orderValue'),
    orders: ref(sentence, 0, 'orders'),
    when: when(sentence),
  });
}

function wordOrderValueCount(sentence: Sentence): string {
  const { frame, language } = sentence;
  const op = frame.query.shape?.kind === 'orderValueCount' ? frame.query.shape.op : 'gt';
  const cell = (column: string): string => ref(sentence, 0, column);
  return say(language, `orderValueCount.${op}`, {
    orders: cell('orders'),
    all: cell('all'),
    share: cell('share'),
    bound: cell('bound'),
    when: when(sentence),
  });
}

function wordPerBucket(sentence: Sentence): string {
  const { frame, language, table } = sentence;
  const id = metricId(sentence);
  const grain = frame.query.shape?.kind === 'perBucket' ? frame.query.shape.grain : 'day';
  const first = (frame.query.dimensions ?? [])[0];
  const values = { metric: metricTitle(id, language), grain: grainNoun(grain, language), when: when(sentence) };
  if (first)
    return say(language, 'perBucket.group', { ...values, name: String(table.rows[0]?.[first] ?? ''), value: ref(sentence, 0, id) });
  return say(language, table.columns.some((column) => column.id === 'total') ? 'perBucket' : 'perBucket.mean', {
    ...values,
    value: ref(sentence, 0, id),
    total: ref(sentence, 0, 'total'),
    buckets: ref(sentence, 0, 'buckets'),
  });
}

/** A part of something, or a mean over units; of groups the first ones. */
function wordQuotient(sentence: Sentence): string {
  const { frame, language, table } = sentence;
  const [top = '', bottom = ''] = frame.query.metrics;
  const isPart = table.columns.find((column) => column.id === 'quotient')?.unit === 'ratio';
  const by = [...(frame.query.grain ? ['time'] : []), ...(frame.query.dimensions ?? [])];
  const values = { metric: metricTitle(top, language), unit: metricNoun(bottom, language), when: when(sentence) };
  const side = isPart ? 'share' : 'mean';
  const name = (row: Row): string =>
    by.map((id) => (id === 'time' ? bucketText(row['time'] ?? null, sentence) : String(row[id] ?? ''))).join(' \u00b7 ');
  if (by.length === 0 || table.rows.length === 1) {
    const single = say(language, `quotient.${side}`, {
      ...values,
      value: ref(sentence, 0, 'quotient'),
      total: ref(sentence, 0, top),
      count: ref(sentence, 0, bottom),
    });
    return by.length === 0 ? single : `**${name(table.rows[0] ?? {})}:** ${single}`;
  }
  const isNegative = !isPart && findMetric(top)?.isBookedNegative === true;
  const high = extreme(sentence, 'quotient', !isNegative);
  const low = extreme(sentence, 'quotient', isNegative);
  return say(language, `quotient.${side}Of`, {
    ...values,
    name: name(high.values),
    value: ref(sentence, high.row, 'quotient'),
    low: name(low.values),
    lowValue: ref(sentence, low.row, 'quotient'),
  });
}

/** Two members and what lies between them. */
function wordGap(sentence: Sentence): string {
  const { frame, language, table } = sentence;
  const row = table.rows[0] ?? {};
  const id = metricId(sentence);
  const values = {
    metric: metricTitle(id, language),
    when: when(sentence),
    name: String(row[frame.query.dimensions?.[0] ?? ''] ?? ''),
    value: ref(sentence, 0, id),
    other: String(row['other'] ?? ''),
    otherValue: ref(sentence, 0, 'otherValue'),
    gap: ref(sentence, 0, 'gap'),
    percent: ref(sentence, 0, 'gapPct'),
  };
  return say(language, row['gapPct'] === null ? 'gap.plain' : 'gap', values);
}

function wordCountGroups(sentence: Sentence): string {
  const { frame, language } = sentence;
  const isTime = frame.query.grain !== undefined;
  return say(language, isTime ? 'countBuckets' : 'countGroups', {
    grain: grainNoun(frame.query.grain, language),
    groups: ref(sentence, 0, 'groups'),
    all: ref(sentence, 0, 'all'),
    dimension: dimensionNoun(frame.query.dimensions?.[0] ?? '', language),
    when: when(sentence),
  });
}

function wordConcentration(sentence: Sentence): string {
  const { frame, language } = sentence;
  const shape = frame.query.shape?.kind === 'concentration' ? frame.query.shape : null;
  return say(language, shape?.reach === undefined ? 'concentration.top' : 'concentration.reach', {
    leaders: ref(sentence, 0, 'leaders'),
    groups: ref(sentence, 0, 'groups'),
    leaderShare: ref(sentence, 0, 'leaderShare'),
    share: ref(sentence, 0, 'share'),
    value: ref(sentence, 0, 'value'),
    metric: metricNoun(metricId(sentence), language),
    dimension: dimensionNoun(frame.query.dimensions?.[0] ?? '', language),
    when: when(sentence),
  });
}

function wordOrderGap(sentence: Sentence): string {
  return say(sentence.language, when(sentence) === '' ? 'orderGap' : 'orderGap.of', {
    customers: ref(sentence, 0, 'customers'),
    mean: ref(sentence, 0, 'meanDays'),
    median: ref(sentence, 0, 'medianDays'),
    when: when(sentence),
  });
}

function wordLapsed(sentence: Sentence): string {
  const { table } = sentence;
  return say(sentence.language, 'lapsed', {
    lapsed: ref(sentence, 0, 'lapsed'),
    customers: ref(sentence, 0, 'customers'),
    share: ref(sentence, 0, 'share'),
    days: ref(sentence, 0, 'days'),
    asOf: bucketText(table.rows[0]?.['asOf'] ?? null, sentence),
  });
}
