import type { Finding, Rule } from '../contract';
import { found } from '../contract';
import { CURRENCY_AFTER, PERCENT, TIME_UNIT, currenciesOf, timeUnitOf } from '../numerals';

const ID = 'reference';

const BEFORE =
  /(?:(?<digits>[\d.,]+)|(?<minus>[-\u2212\u2013]|(?:minus|negative)\s)|(?<mark>(?:US|R|CA?|AU?|NZ|HK|S|MX)?\$|[€£₹¥₩]|[A-Z]{3}(?=\s))\s?)$/;
const AFTER = new RegExp(
  `^(?:(?<digits>[.,]?\\d)|\\s?(?<scale>(?:[kKmM]|bn|mn)(?![\\p{L}\\d])|(?:thousand|million|billion|hundred|lakh|crore)s?\\b|[x×]\\b)|\\s?(?<percent>${PERCENT})|\\s?(?<after>${CURRENCY_AFTER})|\\s?(?:${TIME_UNIT})|\\s(?<times>times\\s(?:as|more|higher|the)\\b))`,
  'iu',
);

/** References must name a cell that has a value, and nothing around them may change what it says. */
export const referenceWhole: Rule = {
  id: ID,
  check(statement, evidence) {
    const wrong = statement.claims.flatMap((claim): Finding[] => {
      if (claim.kind !== 'reference') return [];
      const [cell] = claim.cells;
      if (evidence.kind !== 'answer') return [found(statement, claim, ID, `Only answers show results: write this without ${claim.text}.`)];
      if (!cell) return [found(statement, claim, ID, `${claim.text} names no cell of a result.`)];
      if (cell.value === null) return [found(statement, claim, ID, `${claim.text} is a cell without a value.`)];
      const problem = surroundings(statement.plain.slice(0, claim.start), statement.plain.slice(claim.end), {
        value: cell.value,
        column: cell.column,
        locale: evidence.locale,
      });
      return problem === null ? [] : [found(statement, claim, 'unit', `${claim.text} ${problem}`)];
    });
    const broken = /\[\[|\]\]/g;
    const rest = statement.claims.reduce(
      (text, claim) =>
        claim.kind === 'reference' ? text.slice(0, claim.start) + ' '.repeat(claim.end - claim.start) + text.slice(claim.end) : text,
      statement.text,
    );
    const halves = [...rest.matchAll(broken)]
      .slice(0, 1)
      .map((match) =>
        found(statement, { start: match.index, end: match.index + 2 }, ID, 'A reference is not written as [[tableId/row/column]].'),
      );
    return [...wrong, ...halves];
  },
};

interface Shown {
  value: unknown;
  column: { unit: string; currency?: string | undefined };
  locale: string;
}

/** What stands around a reference and does not fit its cell; null when it fits. */
function surroundings(beforeText: string, afterText: string, { value, column, locale }: Shown): string | null {
  const before = BEFORE.exec(beforeText)?.groups ?? {};
  const after = AFTER.exec(afterText);
  const groups = after?.groups ?? {};
  if (before['digits'] !== undefined || groups['digits'] !== undefined) return 'has digits written on to it.';
  if (groups['scale'] !== undefined || groups['times'] !== undefined)
    return 'is a whole figure: no "k", "million" or "times" belongs to it.';
  // A dash between two figures is "to".
  const isSpan = /\ufffc[-\u2212\u2013]$/.test(beforeText);
  if (before['minus'] !== undefined && typeof value === 'number' && value >= 0 && !isSpan) return 'is not negative.';
  for (const mark of [before['mark'], groups['after']]) {
    const currencies = currenciesOf(mark, locale);
    if (currencies !== null && (column.unit !== 'money' || !currencies.includes(column.currency ?? ''))) return `is not in ${mark}.`;
  }
  if (groups['percent'] !== undefined && column.unit !== 'ratio') return 'is not a percentage.';
  const unit = timeUnitOf(
    after?.slice(1).find((group) => group !== undefined && /^(?:sec|min|hour|hr|day|week|month|quarter|year)/i.test(group)),
  );
  if (unit !== null && !(column.unit === 'days' && unit === 'day')) return `is not in ${unit}s.`;
  return null;
}
