import type { Table } from '@/core/artifact/artifact';
import type { Evidence, Figure, Finding, MemberMention, Statement } from '../contract';
import { found } from '../contract';
import { DIRECTION, directionOf, isBookedNegative } from '../directions';
import { isCalled, metricOf } from '../measures';
import { isAbout } from '../members';
import { allFigures } from '../read-statements';
import { bucketDays, overlaps } from '../times';

/** Sentences that say how things went, or which is more, without a figure: checked against the results. */
export function changesWithoutFigure(statement: Statement, evidence: Evidence, rule: string): Finding[] {
  if (statement.numbers.length > 0 || /\?\s*$/.test(statement.text)) return [];
  return [...checkComparison(statement, evidence, rule), ...checkChangeSaid(statement, evidence, rule)].slice(0, 1);
}

/** Figures the sentence can be about: of the measure it names, when it names one. */
function relevant(statement: Statement, figures: readonly Figure[]): Figure[] {
  const { measures } = statement;
  if (measures.length === 0) return [...figures];
  const named = figures.filter((figure) => measures.some((mention) => isCalled(metricOf(figure) ?? '', mention)));
  return named.length > 0 ? named : [...figures];
}

/** "Sales rose": the change of the one row, or of the row named, must have that sign; from bucket to bucket, too. */
function checkChangeSaid(statement: Statement, evidence: Evidence, rule: string): Finding[] {
  const said = directionOf(statement.plain);
  const word = [...statement.plain.matchAll(DIRECTION)].at(-1);
  if (said === 0 || !word || /\bthan\b/i.test(statement.plain)) return [];
  const span = { start: word.index, end: word.index + word[0].length };
  const buckets = bucketsNamed(statement, evidence);
  if (buckets.length > 0) {
    if (buckets.some(([a, b]) => a === b || Math.sign(b - a) === said)) return [];
    return [found(statement, span, rule, 'The result shows the opposite course between these dates.')];
  }
  const members = statement.members.filter((mention) => !mention.isExcluded && !mention.isObject);
  const changes = relevant(statement, allFigures(evidence)).filter(
    (figure) =>
      (figure.column.derivation === 'change' || figure.column.derivation === 'changePct') &&
      figure.row !== 'total' &&
      !isBookedNegative(figure) &&
      (members.length > 0
        ? members.some((mention) => mention.values.some((value) => isAbout(figure, value) === true))
        : figure.table.rows.length === 1),
  );
  if (changes.length > 0)
    return changes.some((figure) => figure.value === 0 || Math.sign(Number(figure.value)) === said)
      ? []
      : [found(statement, span, rule, `The result shows the opposite of "${word[0]}".`)];
  return [];
}

/** First and last figure between two dates named ("from January to March"), for each result that holds both. */
function bucketsNamed(statement: Statement, evidence: Evidence): [number, number][] {
  const range = statement.times.find((mention) => mention.grain === 'range' && /\b(?:to|and|until|through)\b|[–-]/.test(mention.text));
  const span = range?.spans[0];
  return span && statement.members.length === 0 ? evidence.tables.flatMap((table) => endsOf(table, span, statement)) : [];
}

function endsOf(table: Table, span: { from: string; to: string }, statement: Statement): [number, number][] {
  const time = table.columns.find((column) => column.role === 'time');
  if (!time || table.columns.some((column) => column.role === 'dimension')) return [];
  const rowOn = (day: string): Table['rows'][number] | undefined =>
    table.rows.find((row) => {
      const days = bucketDays(row[time.id], time.grain);
      return days !== null && overlaps(days, { from: day, to: day });
    });
  const [first, last] = [rowOn(span.from), rowOn(span.to)];
  return table.columns.flatMap((column): [number, number][] => {
    const [a, b] = [first?.[column.id], last?.[column.id]];
    const isNamed = statement.measures.length === 0 || statement.measures.some((mention) => isCalled(column.source ?? column.id, mention));
    return column.role === 'metric' && isNamed && typeof a === 'number' && typeof b === 'number' ? [[a, b]] : [];
  });
}

const MORE = /\b(?:more|higher|greater|larger|bigger|better|outsold|outsells|exceeds?|exceeded|beats?|beat|ahead of|above)\b/i;
const LESS = /\b(?:less|lower|fewer|smaller|worse|below|behind|trails?|trailed|lags?|lagged)\b/i;

/** "SP sold more than RJ": the rows of the two must stand so in the measure named. */
function checkComparison(statement: Statement, evidence: Evidence, rule: string): Finding[] {
  const object = statement.members.find((mention) => mention.isObject);
  const subject = object && statement.members.findLast((mention) => mention.end <= object.start && !mention.isExcluded);
  if (!object || !subject) return [];
  const between = statement.plain.slice(subject.end, object.start);
  const said = LESS.test(between) ? -1 : MORE.test(between) ? 1 : 0;
  if (said === 0 || /\b(?:not|n't|no)\b/i.test(between)) return [];
  const named = relevant(statement, allFigures(evidence)).filter((figure) => figure.column.role === 'metric' && !isBookedNegative(figure));
  // "Sold more" without a measure: the one the result is about.
  const figures =
    statement.measures.length > 0
      ? named
      : named.filter((figure) => figure.column === figure.table.columns.find((column) => column.role === 'metric'));
  const objects = figures.filter((figure) => isOf(figure, object));
  const pairs = figures
    .filter((figure) => isOf(figure, subject))
    .flatMap((a) => objects.filter((b) => b.column === a.column).map((b) => Math.sign(Number(a.value) - Number(b.value))));
  if (pairs.length === 0 || pairs.some((sign) => sign === said || sign === 0)) return [];
  return [
    found(
      statement,
      { start: subject.end, end: object.start },
      rule,
      `The result shows the opposite: ${subject.text} and ${object.text} are the other way round.`,
    ),
  ];
}

const isOf = (figure: Figure, mention: MemberMention): boolean => mention.values.some((value) => isAbout(figure, value) === true);
