import { formatPeriod } from '@/core/artifact/format';
import { addDays } from '@/core/model/calendar';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Frame } from '@/analyst/frames/frame';
import { dimensionNoun, dimensionTitle, grainNoun, listed, metricNoun, say } from './say';
import { metricId, ref, when, type Sentence } from './seen';

/** Names a sentence holds, at most. */
const MOST_NAMED = 10;

type Shape = Extract<NonNullable<Frame['query']['shape']>, { kind: 'members' }>;
type Condition = Shape['conditions'][number];

/** How many members of a group meet every condition, each of which is said. */
export function wordMembers(sentence: Sentence): string {
  const { frame, language } = sentence;
  const shape = frame.query.shape?.kind === 'members' ? frame.query.shape : null;
  const conditions = (shape?.conditions ?? []).map((condition) => wordCondition(sentence, condition));
  const by = frame.query.dimensions?.[0] ?? '';
  if (shape?.list) {
    const { table } = sentence;
    const shown = table.rows.slice(0, MOST_NAMED).map((row) => String(row[by] ?? ''));
    if (shown.length === 0) return say(language, 'noGroup', { dimension: dimensionNoun(by, language) });
    const more = table.totalRows - shown.length;
    const names = more > 0 ? say(language, 'andMore', { names: shown.join(', '), more: String(more) }) : listed(shown, language);
    return say(language, 'members.list', { dimension: dimensionTitle(by, language), conditions: listed(conditions, language), names });
  }
  return say(language, conditions.length > 1 ? 'members' : 'members.one', {
    dimension: dimensionNoun(by, language),
    conditions: listed(conditions, language),
    members: ref(sentence, 0, 'members'),
    base: ref(sentence, 0, 'base'),
    share: ref(sentence, 0, 'share'),
  });
}

function wordCondition(sentence: Sentence, condition: Condition): string {
  const { language, frame } = sentence;
  const key = { some: 'members.some', none: 'members.none', everyBucket: 'members.every' }[condition.is];
  return say(language, key, {
    metric: metricNoun(metricId(sentence), language),
    scope: scopeOf(sentence, [...(frame.query.filters ?? []), ...(condition.filters ?? [])]),
    grain: grainNoun(condition.grain, language),
    when: condition.period ? wordPeriod(sentence, condition.period) : when(sentence),
  });
}

function scopeOf({ language }: Sentence, filters: readonly NonNullable<Condition['filters']>[number][]): string {
  const names = filters
    .filter(({ op, values }) => (op === undefined || op === 'in' || op === 'notIn') && (values ?? []).length > 0)
    .map(({ op, dimension, values }) => {
      const said = (values ?? []).map((value) => (dimension === 'marketplace' ? marketplaceName(String(value)) : String(value))).join(', ');
      return op === 'notIn' ? say(language, 'members.other', { values: said }) : said;
    });
  return names.length === 0 ? '' : say(language, 'members.scope', { values: names.join('; ') });
}

/** A period that begins before there was anything is said by its end. */
function wordPeriod({ language, locale }: Sentence, period: NonNullable<Condition['period']>): string {
  if (period.from < '1901' && period.to > '9998') return '';
  if (period.from < '1901') {
    const next = addDays(period.to, 1);
    return say(language, 'members.before', { day: formatPeriod({ from: next, to: next }, locale) });
  }
  if (period.to > '9999') {
    const last = addDays(period.from, -1);
    return say(language, 'members.after', { day: formatPeriod({ from: last, to: last }, locale) });
  }
  return say(language, period.from === period.to ? 'onDay' : 'inPeriod', { period: formatPeriod(period, locale) });
}
