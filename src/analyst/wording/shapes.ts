import { dimensionNoun, grainNoun, metricNoun, metricTitle, say } from './say';
import { bucketText, extreme, metricId, ref, when, type Sentence } from './seen';

/** Sentences of results that are not one aggregate per group, by shape. */
export const SHAPE_WORDING: Readonly<Record<string, (sentence: Sentence) => string>> = {
  cohort: wordCohort,
  distribution: wordDistribution,
  quantile: wordQuantile,
  orderValueCount: wordOrderValueCount,
  perBucket: wordPerBucket,
  countGroups: wordCountGroups,
  concentration: wordConcentration,
  orderGap: wordOrderGap,
  lapsed: wordLapsed,
};

function wordCohort(sentence: Sentence): string {
  const { language, frame } = sentence;
  const { row: index, values: row } = extreme(sentence, 'customers', true);
  const grain = frame.query.shape?.kind === 'cohort' ? (frame.query.shape.grain ?? 'month') : 'month';
  const inGrain: Sentence = { ...sentence, frame: { ...frame, query: { ...frame.query, grain } } };
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
  return say(language, 'perBucket', {
    ...values,
    value: ref(sentence, 0, id),
    total: ref(sentence, 0, 'total'),
    buckets: ref(sentence, 0, 'buckets'),
  });
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
  return say(sentence.language, 'orderGap', {
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
