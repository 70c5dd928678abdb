import { isAllowed, COMPARATOR } from '../allowances';
import type { Evidence, Figure, Finding, MeasureMention, NumberMention, Rule, Statement } from '../contract';
import { found } from '../contract';
import { directionOf } from '../directions';
import { baseWords, isCalled, metricOf } from '../measures';
import { isAbout } from '../members';
import { allFigures, isUnitRight } from '../read-statements';

const ID = 'number';

/** Every number, in digits or words, must be a figure of a result, in its unit. */
export const numberKnown: Rule = {
  id: ID,
  check(statement, evidence) {
    return [
      ...statement.numbers.flatMap((number): Finding[] =>
        number.form === 'part' || number.form === 'multiple'
          ? checkPart(statement, number, evidence)
          : checkNumber(statement, number, evidence),
      ),
      ...checkVague(statement, evidence),
      ...checkMajority(statement, evidence),
    ];
  },
};

function checkNumber(statement: Statement, number: NumberMention, evidence: Evidence): Finding[] {
  const cells = statement.claims.find((claim) => claim.kind === 'number' && claim.start === number.start)?.cells ?? [];
  if (cells.some((cell) => isUnitRight(number, cell.column))) return [];
  if (isAllowed(number, statement, evidence) || isNearThreshold(statement, number, evidence)) return [];
  const [cell] = cells;
  if (cell)
    return [
      found(
        statement,
        number,
        'unit',
        `"${number.text}" has the wrong unit or currency: the result holds ${unitOf(cell)}. Refer to its cell.`,
      ),
    ];
  return [found(statement, number, ID, `"${number.text}" is in no result. Refer to a cell, or leave it out.`)];
}

function unitOf({ column }: Figure): string {
  switch (column.unit) {
    case 'money':
      return `an amount in ${column.currency ?? 'its currency'}`;
    case 'ratio':
      return 'a share (percent)';
    case 'days':
      return 'days';
    case 'score':
      return 'a score';
    case 'count':
    case 'none':
      return 'a count';
  }
}

/** "More than 1,300 orders" for 1,352: true, and as near as its zeros allow. */
function isNearThreshold(statement: Statement, number: NumberMention, evidence: Evidence): boolean {
  const before = statement.plain.slice(Math.max(0, number.start - 40), number.start);
  const comparator = COMPARATOR.exec(before) ?? /\b(?:(just over|well over)|(nearly|almost|just under|close to))\s$/i.exec(before);
  if (!comparator) return false;
  const step =
    number.form === 'word'
      ? 10 ** Math.floor(Math.log10(Math.max(number.value, 1)))
      : 10 ** (/0*$/.exec(String(number.value))?.[0].length ?? 0);
  return allFigures(evidence).some((figure) => {
    if (!isUnitRight(number, figure.column)) return false;
    const value = Math.abs(number.isPercent ? Number(figure.value) * 100 : Number(figure.value));
    const gap = comparator[1] === undefined ? number.value - value : value - number.value;
    return gap >= 0 && gap < step;
  });
}

/** Shares and multiples in words are as rough as people say them: a twentieth of the whole, a tenth of the multiple. */
const PART_SLACK = 0.05;
const MULTIPLE_SLACK = 0.1;

function checkPart(statement: Statement, number: NumberMention, evidence: Evidence): Finding[] {
  if (/\?\s*$/.test(statement.text)) return [];
  const before = statement.plain.slice(Math.max(0, number.start - 24), number.start);
  const comparator = COMPARATOR.exec(before) ?? /\b(?:(just over|well over)|(nearly|almost|just under|close to))\s$/i.exec(before);
  const side = comparator && (comparator[1] === undefined ? -1 : 1);
  // "Nearly half" is nearer to it than "less than half".
  const reach = /\b(?:nearly|almost|just|close)\b/i.test(comparator?.[0] ?? '') ? 0.08 : 0.17;
  const slack = number.form === 'part' ? PART_SLACK * Math.max(number.value, 0.4) : MULTIPLE_SLACK * number.value;
  const isNear = (value: number): boolean => isWithin(number, value, { side, reach }) || Math.abs(value - number.value) <= slack;
  const noun = statement.measures.find(
    (mention) => mention.start >= number.end && /^\sof\s(?:[\p{L}]+\s){0,2}$/u.test(statement.plain.slice(number.end, mention.start)),
  );
  const figures = allFigures(evidence).filter((figure) => isOfSentence(figure, statement) && (!noun || isShareOf(figure, noun)));
  const isCourse = directionOf(statement.plain) !== 0;
  const shares = figures.flatMap(({ column, value }): number[] => {
    if (typeof value !== 'number' || column.unit !== 'ratio') return [];
    const isChange = column.derivation === 'changePct' || column.derivation === 'growth';
    return number.form === 'multiple' ? (isChange ? [1 + value] : []) : isChange ? (isCourse ? [Math.abs(value)] : []) : [value];
  });
  if (shares.some(isNear) || quotients(figures, statement, evidence).some(isNear)) return [];
  return [found(statement, number, ID, `"${number.text}" is no share or multiple that a result holds. Refer to a cell, or leave it out.`)];
}

/** "Over a third", "nearly half": on that side of it, and nearer to it than to the next such share. */
function isWithin({ value, form }: NumberMention, actual: number, limits: { side: 1 | -1 | null; reach: number }): boolean {
  if (limits.side === null) return false;
  const gap = (actual - value) * limits.side;
  return gap >= 0 && gap < (form === 'part' ? limits.reach : 0.5 * value);
}

/** "Half of orders": the figure is orders, or a share of them. */
function isShareOf(figure: Figure, noun: MeasureMention): boolean {
  return isCalled(metricOf(figure) ?? '', noun) || baseWords(figure)?.test(noun.text) === true;
}

/** The sentence names a row, and this figure is of another one. */
function isOfSentence(figure: Figure, { members }: Statement): boolean {
  const named = members.flatMap((mention) => mention.values);
  return named.length === 0 || named.some((value) => isAbout(figure, value) === true);
}

/** How figures of one measure relate: row to total, named row to named row, value to comparison. */
function quotients(figures: readonly Figure[], statement: Statement, evidence: Evidence): number[] {
  const named = statement.members.flatMap((mention) => mention.values);
  const isNamed = (figure: Figure): boolean => named.some((value) => isAbout(figure, value) === true);
  const isClaimed = (figure: Figure): boolean =>
    statement.claims.some((claim) =>
      claim.cells.some((cell) => cell.table === figure.table && cell.row === figure.row && cell.column === figure.column),
    );
  const isSpokenOf = (figure: Figure): boolean => isNamed(figure) || isClaimed(figure);
  const metrics = figures.filter((figure) => figure.column.role === 'metric');
  const spokenOf = metrics.filter(isSpokenOf);
  const alone = metrics.filter((figure) => figure.table.rows.length === 1 && !spokenOf.includes(figure));
  return [...spokenOf, ...alone].flatMap((a) => {
    const value = Number(a.value);
    const total = a.table.totals?.[a.column.id];
    const before = (a.row === 'total' ? a.table.totals : a.table.rows[a.row])?.[`${a.column.id}_previous`];
    const isWhole = a.row !== 'total' && typeof total === 'number' && a.column.unit !== 'ratio' && evidence.tables.includes(a.table);
    return [
      ...(isWhole && spokenOf.includes(a) ? [value / total] : []),
      ...(typeof before === 'number' && before !== 0 ? [value / before] : []),
      ...(spokenOf.includes(a) ? spokenOf.filter((b) => b !== a && b.column === a.column).map((b) => value / Number(b.value)) : []),
    ];
  });
}

/** "Thousands of orders": there must be that many. */
const VAGUE = /\b(tens of thousands|hundreds of thousands|dozens|hundreds|thousands|millions|billions)\b/gi;
const LEAST: Readonly<Record<string, number>> = {
  dozens: 24,
  hundreds: 200,
  thousands: 1500,
  'tens of thousands': 15_000,
  'hundreds of thousands': 150_000,
  millions: 1.5e6,
  billions: 1.5e9,
};

function checkVague(statement: Statement, evidence: Evidence): Finding[] {
  const figures = allFigures(evidence);
  return [...statement.plain.matchAll(VAGUE)].flatMap((match): Finding[] => {
    const end = match.index + match[0].length;
    const noun = statement.measures.find((mention) => mention.start >= end && mention.start - end < 12);
    const fitting = noun ? figures.filter((figure) => isCalled(metricOf(figure) ?? '', noun)) : figures;
    const highest = Math.max(0, ...fitting.map(({ value }) => Math.abs(Number(value))));
    if (highest >= (LEAST[match[1]?.toLowerCase() ?? ''] ?? 0)) return [];
    return [found(statement, { start: match.index, end }, ID, `"${match[0]}" is more than any result holds.`)];
  });
}

const MAJORITY = /\b(?:a|the)\s(?:vast\s|large\s|great\s)?majority of\b|\bmost of (?=(?:your|the|our|all)\b)/gi;

/** "Most of your sales came from SP": the rows named must hold more than half of the whole. */
function checkMajority(statement: Statement, evidence: Evidence): Finding[] {
  const [match] = statement.plain.matchAll(MAJORITY);
  const named = statement.members.filter((mention) => !mention.isExcluded && !mention.isObject).flatMap((mention) => mention.values);
  if (!match || named.length === 0) return [];
  const measures = statement.measures.filter((mention) => mention.start >= match.index);
  const figures = allFigures(evidence).filter(
    (figure) => figure.column.role === 'metric' && figure.column.unit !== 'ratio' && named.some((value) => isAbout(figure, value) === true),
  );
  const fitting = figures.filter((figure) => measures.some((mention) => isCalled(metricOf(figure) ?? '', mention)));
  const columns = new Map<unknown, { sum: number; total: number }>();
  for (const { table, column, value } of fitting.length > 0 ? fitting : figures) {
    const total = table.totals?.[column.id];
    if (typeof total !== 'number') continue;
    columns.set(column, { sum: (columns.get(column)?.sum ?? 0) + Number(value), total });
  }
  if (columns.size === 0 || [...columns.values()].some(({ sum, total }) => sum / total > 0.5)) return [];
  const span = { start: match.index, end: match.index + match[0].length };
  return [found(statement, span, ID, 'It is less than half of the whole.')];
}
