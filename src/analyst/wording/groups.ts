import type { Cell, Row } from '@/core/artifact/artifact';
import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import { wordRowChange } from './changes';
import { dimensionNoun, grainNoun, listed, metricNoun, metricTitle, say } from './say';
import { bucketText, extreme, isLeastFirst, isRate, metricId, ref, than, when, type Sentence } from './seen';

/** Members of a side-by-side sentence, at most. */
const MOST_SIDES = 4;

export function labelOf(row: Row, dimensions: readonly string[]): string {
  return dimensions.map((dimension) => String(row[dimension] ?? '')).join(' \u00b7 ');
}

/** How a value of a dimension is spoken of: "11:00", "4 stars". */
function spoken(row: Row, dimensions: readonly string[], sentence: Sentence): string {
  if (dimensions.length === 1 && dimensions[0] === 'hour') return `${String(row['hour']).padStart(2, '0')}:00`;
  if (dimensions.length === 1 && dimensions[0] === 'reviewScore')
    return say(sentence.language, 'stars', { score: String(row['reviewScore']) });
  return labelOf(row, dimensions);
}

/** Time in order: the sum or rate over all, the highest and the lowest bucket. */
export function wordTrend(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const grain = grainNoun(frame.query.grain, language);
  if (table.rows.length === 0) return say(language, 'noGroup', { dimension: grain });
  if (frame.query.limit === 1 && frame.query.orderBy?.by === `${id}_growth`)
    return say(language, 'trend.change', {
      grain,
      metric: metricNoun(id, language),
      bucket: bucketText(table.rows[0]?.['time'] ?? null, sentence),
      change: ref(sentence, 0, `${id}_growth`),
      value: ref(sentence, 0, id),
      when: when(sentence),
    });
  if (frame.isSuperlative || frame.query.limit === 1) {
    return say(language, isLeastFirst(frame) ? 'trend.lowest' : 'trend.highest', {
      grain,
      metric: metricNoun(id, language),
      bucket: bucketText(table.rows[0]?.['time'] ?? null, sentence),
      value: ref(sentence, 0, id),
      when: when(sentence),
    });
  }
  // Of a list that is cut, the last one is not the least.
  if (frame.query.orderBy?.by === id && frame.query.limit !== undefined && table.rows.length > 1)
    return say(language, isLeastFirst(frame) ? 'ranking.ascending' : 'ranking', {
      metric: metricTitle(id, language),
      by: grain,
      when: when(sentence),
      name: bucketText(table.rows[0]?.['time'] ?? null, sentence),
      value: ref(sentence, 0, id),
      rest: listed(
        table.rows.slice(1, 3).map((row, at) => `${bucketText(row['time'] ?? null, sentence)} (${ref(sentence, at + 1, id)})`),
        language,
      ),
      cut: '',
    });
  const ranked = isOfEach(sentence) ? `${id}_share` : id;
  const high = extreme(sentence, ranked, true);
  const low = extreme(sentence, ranked, false);
  const total =
    table.total?.[id] == null ? '' : say(language, isRate(id) ? 'trend.overall' : 'trend.inAll', { total: ref(sentence, 'total', id) });
  const values = {
    metric: metricTitle(id, language),
    grain,
    when: when(sentence),
    total,
    high: bucketText(high.values['time'] ?? null, sentence),
    highValue: ranked === id ? ref(sentence, high.row, id) : member(sentence, high.row, id),
    low: bucketText(low.values['time'] ?? null, sentence),
    lowValue: ranked === id ? ref(sentence, low.row, id) : member(sentence, low.row, id),
  };
  return say(language, high.row === low.row ? 'trend.one' : 'trend', values);
}

/** The most for each group over the whole time: series are told apart by their own sums. */
export function wordSeries(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const dimensions = frame.query.dimensions ?? [];
  const names = [...new Set(table.rows.map((row) => labelOf(row, dimensions)))];
  const high = extreme(sentence, id, true);
  const { leading } = frame.query;
  const isLeast = leading && (leading.direction === 'asc') !== (findMetric(id)?.isBookedNegative === true);
  const cut = leading
    ? say(language, isLeast ? 'series.least' : 'series.most', { count: String(leading.groups), metric: metricNoun(id, language) })
    : '';
  const text = say(language, 'series', {
    metric: metricTitle(id, language),
    grain: grainNoun(frame.query.grain, language),
    when: when(sentence),
    names:
      names.length <= 4
        ? listed(names, language)
        : say(language, 'andMore', { names: names.slice(0, 3).join(', '), more: String(names.length - 3) }),
    name: labelOf(high.values, dimensions),
    bucket: bucketText(high.values['time'] ?? null, sentence),
    value: ref(sentence, high.row, id),
  });
  return cut === '' ? text : `${text} ${cut}`;
}

export function wordRanking(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const dimensions = frame.query.dimensions ?? [];
  const subject = {
    metric: metricTitle(id, language),
    by: listed(
      dimensions.map((one) => dimensionNoun(one, language)),
      language,
    ),
    when: when(sentence),
  };
  const name = (row: Row): string => spoken(row, dimensions, sentence);
  if (table.rows.length === 0) return say(language, 'noGroup', { dimension: dimensionNoun(dimensions[0] ?? '', language) });
  const rankedBy = frame.query.orderBy?.by ?? '';
  if (rankedBy.startsWith(`${id}_change`) && table.rows.length > 1) return wordChangeRanking(sentence, subject);
  if (rankedBy.startsWith(`${id}_change`))
    return say(language, 'changeRanking.one', {
      ...subject,
      metric: metricNoun(id, language),
      first: changeMember(sentence, 0, table.rows[0] ?? {}),
      than: than(sentence),
    });
  if (table.rows.length === 1)
    return say(language, isLeastFirst(frame) ? 'ranking.lowest' : 'ranking.highest', {
      ...subject,
      metric: metricNoun(id, language),
      name: name(table.rows[0] ?? {}),
      value: member(sentence, 0, id),
    });
  if (frame.place !== undefined && table.rows.length === frame.place)
    return say(language, 'ranking.place', {
      ...subject,
      place: String(frame.place),
      name: name(table.rows.at(-1) ?? {}),
      value: member(sentence, frame.place - 1, id),
      before: listed(
        table.rows.slice(0, -1).map((row, at) => `${name(row)} (${member(sentence, at, id)})`),
        language,
      ),
    });
  if (frame.query.metrics.length > 1 && table.rows.length <= MOST_SIDES && !frame.query.having?.length) return wordSides(sentence);
  const isNamed = (frame.query.filters ?? []).some(
    (filter) => (filter.op ?? 'in') === 'in' && (filter.values?.length ?? 0) > 1 && dimensions.includes(filter.dimension),
  );
  const hasOrder = !frame.query.orderBy && (isNamed || dimensions.some((dimension) => findDimension(dimension)?.isOrdered));
  if (hasOrder || table.rows.length === 2) {
    const high = extreme(sentence, id, true);
    const low = extreme(sentence, id, false);
    const ends = say(language, 'ranking.ends', {
      ...subject,
      high: name(high.values),
      highValue: member(sentence, high.row, id),
      low: name(low.values),
      lowValue: member(sentence, low.row, id),
    });
    // "orders from London or Manchester": both together may be what was asked for.
    const isSummed = isNamed && table.total?.[id] != null && !isRate(id) && table.totalRows === table.rows.length;
    return isSummed ? `${ends}${say(language, 'ranking.all', { count: ref(sentence, 'total', id) })}` : ends;
  }
  const rest = [1, 2]
    .filter((index) => table.rows[index])
    .map((index) => `${name(table.rows[index] ?? {})} (${member(sentence, index, id)})`);
  const cut = table.totalRows > table.rows.length ? say(language, 'ranking.all', { count: String(table.totalRows) }) : '';
  return say(language, isLeastFirst(frame) ? 'ranking.ascending' : 'ranking', {
    ...subject,
    name: name(table.rows[0] ?? {}),
    value: member(sentence, 0, id),
    rest: listed(rest, language),
    cut,
  });
}

/** The rows hold each a part of their own whole: "5 star share by channel". */
const isOfEach = ({ frame }: Sentence): boolean =>
  frame.query.transforms?.some((transform) => transform.kind === 'share' && transform.of !== undefined) === true;

/** A member's figure with its share and change, where there are such columns. */
function member(sentence: Sentence, index: number, id: string): string {
  if (isOfEach(sentence)) return `${ref(sentence, index, `${id}_share`)} (${ref(sentence, index, id)})`;
  const share = sentence.table.columns.some((column) => column.id === `${id}_share`) ? ` (${ref(sentence, index, `${id}_share`)})` : '';
  return `${ref(sentence, index, id)}${share}${wordRowChange(sentence, index, id)}`;
}

/** "grew the most": the first of the ranking by its change, and the other end. */
function wordChangeRanking(sentence: Sentence, subject: Record<string, string>): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const column = frame.query.orderBy?.by ?? `${id}_change`;
  const isFalling = frame.query.orderBy?.direction === 'asc';
  const first = changeMember(sentence, 0, table.rows[0] ?? {});
  const other = extreme(sentence, column, isFalling);
  return say(language, isFalling ? 'changeRanking.fall' : 'changeRanking.rise', {
    ...subject,
    than: than(sentence),
    first,
    other: changeMember(sentence, other.row, other.values),
  });
}

function changeMember(sentence: Sentence, row: number, values: Row): string {
  const id = metricId(sentence);
  return say(sentence.language, 'changeRanking.member', {
    name: labelOf(values, sentence.frame.query.dimensions ?? []),
    change: ref(sentence, row, sentence.frame.query.orderBy?.by ?? `${id}_change`),
    from: ref(sentence, row, `${id}_previous`),
    to: ref(sentence, row, id),
  });
}

/** Two entities over several measures: one line a measure. */
function wordSides(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const dimensions = frame.query.dimensions ?? [];
  const lines = frame.query.metrics.map((id) =>
    say(language, 'sides.line', {
      metric: metricTitle(id, language),
      members: table.rows
        .map((row, index) => `${spoken(row, dimensions, sentence)} **${ref(sentence, index, id)}**${wordRowChange(sentence, index, id)}`)
        .join(', '),
    }),
  );
  return say(language, 'sides', { lines: lines.join(' '), when: when(sentence) });
}

export function wordPerGroup(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const id = metricId(sentence);
  const group = frame.query.limitPer ?? '';
  const others = (frame.query.dimensions ?? []).filter((dimension) => dimension !== group);
  const isOfTime = group === 'time';
  const name = (row: Row): string =>
    [
      ...others.map((one) => String(row[one] ?? '')),
      ...(frame.query.grain && !isOfTime ? [bucketText(row['time'] ?? null, sentence)] : []),
    ].join(' \u00b7 ');
  const seen = new Set<Cell>();
  const parts: string[] = [];
  table.rows.forEach((row, index) => {
    if (seen.has(row[group] ?? null)) return;
    seen.add(row[group] ?? null);
    parts.push(
      say(language, 'perGroup.member', {
        group: isOfTime ? bucketText(row['time'] ?? null, sentence) : String(row[group]),
        name: name(row),
        value: ref(sentence, index, id),
      }),
    );
  });
  return say(language, isLeastFirst(frame) ? 'perGroup.lowest' : 'perGroup.highest', {
    by: listed(
      [
        ...others.map((one) => dimensionNoun(one, language)),
        ...(frame.query.grain && !isOfTime ? [grainNoun(frame.query.grain, language)] : []),
      ],
      language,
    ),
    metric: metricNoun(id, language),
    when: when(sentence),
    members: parts.join('; '),
  });
}
