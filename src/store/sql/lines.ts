import type { FactId } from '@/core/metrics/define-metric';
import { isBridged, type Plan } from '@/core/query/plan';
import { conditionSql } from './conditions';
import type { Parameters } from './parameters';
import { LINE_ATTRIBUTES, OWN_PRODUCT, type Lines } from './sources';

interface LinesContext {
  lines: Lines | null;
  parameters: Parameters;
}

/** How a plan reaches the lines behind a fact's rows: the join of what it groups by, or the condition of its filters on them. */
export function linesSql(plan: Plan, fact: FactId, { lines, parameters }: LinesContext): { join: string; condition: string } {
  const dimensions = plan.dimensions.filter((dimension) => isBridged(fact, dimension.id));
  const filters = plan.filters.filter((filter) => isBridged(fact, filter.attribute));
  const conditions = (): string[] => filters.map((filter) => conditionSql(LINE_ATTRIBUTES[filter.attribute] ?? 'NULL', filter, parameters));
  /** Lines that pass the filters on them, of the period's rows. */
  const rowsOf = (by: Pick<Lines, 'from' | 'key' | 'within'>): string => {
    const period = periodSql(plan, parameters);
    const within = period === '' ? '' : ` AND ${by.key} IN (${by.within[plan.basis]} ${period})`;
    return [`${by.from}${within}`, ...conditions()].join(' AND ');
  };
  if (lines && dimensions.length > 0) {
    const columns = dimensions.map((dimension) => `${LINE_ATTRIBUTES[dimension.id]} AS "${dimension.id}"`);
    const distinct = `SELECT DISTINCT ${[`${lines.key} AS row_key`, ...columns].join(', ')} FROM ${rowsOf(lines)}`;
    return { join: `JOIN (${distinct}) lines ON lines.row_key = ${lines.rowKey}`, condition: '' };
  }
  if (!lines || filters.length === 0) return { join: '', condition: '' };
  const holds = (by: Omit<Lines, 'filtered'>): string => `${by.rowKey} IN (SELECT ${by.key} FROM ${rowsOf(by)})`;
  const { filtered } = lines;
  if (!filtered) return { join: '', condition: holds(lines) };
  const own = [OWN_PRODUCT, ...conditions()].join(' AND ');
  return {
    join: '',
    condition: `CASE WHEN ${filtered.own} IS NULL THEN ${holds(filtered)} ELSE ${filtered.own} IN (SELECT p.id FROM ${own}) END`,
  };
}

/** The period of a plan as a condition on a day before it; empty when there is none. */
export function periodSql({ period }: Plan, parameters: Parameters): string {
  return period ? `BETWEEN ${parameters.add(period.from, 'date')} AND ${parameters.add(period.to, 'date')}` : '';
}
