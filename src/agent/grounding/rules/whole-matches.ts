import { DIMENSIONS } from '@/core/dimensions/registry';
import type { Table } from '@/core/artifact/artifact';
import type { Evidence, Finding, Rule, Statement } from '../contract';
import { found } from '../contract';
import { dimensionOf } from '../members';

const ID = 'whole';

/** Words people use for the groups of a table: titles and synonyms of its dimensions. */
export function groupWords(table: Table): string[] {
  const ids = table.columns.filter((column) => column.role === 'dimension').map(dimensionOf);
  const words = DIMENSIONS.filter((dimension) => ids.includes(dimension.id)).flatMap((dimension) => [
    dimension.title,
    ...dimension.synonyms,
  ]);
  const times = table.columns.filter((column) => column.role === 'time').flatMap((column) => column.grain ?? []);
  const singular = [...words, ...times].map((word) => word.toLowerCase().replace(/ies$/, 'y').replace(/s$/, ''));
  return [...new Set(singular)];
}

/** "products", "countries": any form of the words of a table's groups, as a pattern. */
export function groupPattern(table: Table): string | null {
  const words = groupWords(table).map((word) => `${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/y$/, '(?:y|ie)')}s?`);
  return words.length === 0 ? null : `(?:${words.join('|')})`;
}

/** Chosen on purpose: the first ones of a ranking may be counted as such. */
const CHOSEN = /\b(?:top|first|best|leading|largest|biggest|highest|worst|bottom|lowest|smallest|shown|listed|these|below|above|other)\b/i;
/** A ranking among all is one of all, also when only its first rows are shown. */
const AMONG = /\b(?:of|among|across|out of|not|for|over|from|than|ahead of|nearly|almost)\s$/i;

/** A table whose rows were cut must not be spoken of as all there is. */
export const wholeMatches: Rule = {
  id: ID,
  check(statement, evidence) {
    return [...checkCut(statement, evidence), ...checkRowAsWhole(statement)];
  },
};

function checkCut(statement: Statement, evidence: Evidence): Finding[] {
  return evidence.tables
    .filter((table) => !table.complete || table.totalRows > table.rows.length)
    .flatMap((table): Finding[] => {
      const group = groupPattern(table);
      // The same groups may be complete in another table of the turn.
      if (
        group === null ||
        evidence.tables.some(
          (other) => other !== table && other.complete && groupPattern(other) === group && other.rows.length > table.rows.length,
        )
      )
        return [];
      const wholes = new RegExp(
        `\\b(?:all(?: of)?(?: the| your| our)?|every|each of (?:the|your)|the (?:full|complete|entire|whole) (?:list|set|range) of|no other|the only|only)\\s(?:\\w+\\s){0,1}${group}(?![\\p{L}])`,
        'giu',
      );
      const counts = new RegExp(`(?<![\\d.,])(?:${table.rows.length})\\s(?:\\w+\\s){0,2}?${group}(?![\\p{L}])`, 'giu');
      const isCounted = (match: RegExpMatchArray): boolean =>
        CHOSEN.test(statement.plain.slice(Math.max(0, (match.index ?? 0) - 30), (match.index ?? 0) + match[0].length));
      const isAmong = (match: RegExpMatchArray): boolean => AMONG.test(statement.plain.slice(0, match.index));
      const hits = [
        ...[...statement.plain.matchAll(wholes)].filter((match) => !isAmong(match)),
        ...[...statement.plain.matchAll(counts)].filter((match) => !isCounted(match)),
      ];
      return hits.slice(0, 1).map((match) => cut(statement, match, table));
    });
}

function cut(statement: Statement, match: RegExpMatchArray, table: Table): Finding {
  const start = match.index ?? 0;
  return found(
    statement,
    { start, end: start + match[0].length },
    ID,
    `The result shows ${table.rows.length} of ${table.totalRows} rows: it is not the whole.`,
  );
}

/** "In total [[t1/0/sales]]": one row of many given as the sum of all. */
function checkRowAsWhole(statement: Statement): Finding[] {
  const { plain, members, times } = statement;
  if (members.length > 0 || times.some((mention) => mention.grain !== 'range')) return [];
  return statement.claims.flatMap((claim): Finding[] => {
    const [cell] = claim.cells;
    const isRow =
      claim.cells.length > 0 &&
      claim.cells.every(({ row, table, column }) => row !== 'total' && table.rows.length > 1 && hasKeys(table) && column.role === 'metric');
    const lead = plain.slice(Math.max(0, claim.start - 60), claim.start);
    const tail = plain.slice(claim.end, claim.end + 24);
    const isWhole =
      /\b(?:in total|total(?:ed|led|s)?|altogether|overall|all together|in all|combined|across all|all of (?:the|your)|in sum|sum of)\b[^.;]*$/i.test(
        lead,
      ) || /^\s*(?:in total|altogether|overall|in all|combined|all together)\b/i.test(tail);
    if (!cell || !isRow || !isWhole || /\b(?:of|out of)\s(?:a |the )?total|total (?:sales|discounts?|fees?|payouts?)/i.test(lead))
      return [];
    return [found(statement, claim, ID, `${claim.text} is one row of ${cell.table.rows.length}, not the total.`)];
  });
}

const hasKeys = (table: Table): boolean => table.columns.some((column) => column.role === 'dimension' || column.role === 'time');
