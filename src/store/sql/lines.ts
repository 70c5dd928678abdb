import type { AttributeId, FactId } from '@/core/metrics/define-metric';
import { isBridged, type Plan } from '@/core/query/plan';
import { conditionSql } from './conditions';
import type { Parameters } from './parameters';
import { LINE_ATTRIBUTES, NO_SELLER, productJoin, type Lines } from './sources';

/** How a plan reaches the lines behind a fact's rows. */
export interface LinesSql {
  /** Join of the lines it groups by. */
  join: string;
  /** Condition of its filters on lines. */
  condition: string;
  attribute: (id: AttributeId) => string;
}

/** The lines of a row are joined where the plan groups by them, and looked up where it only filters by them. */
export function linesSql(plan: Plan, fact: FactId, { lines, parameters }: { lines: Lines | null; parameters: Parameters }): LinesSql {
  const dimensions = plan.dimensions.filter((dimension) => isBridged(fact, dimension.id));
  const filters = plan.filters.filter((filter) => isBridged(fact, filter.attribute));
  const attribute = (id: AttributeId): string => `lines."${id}"`;
  if (!lines || dimensions.length + filters.length === 0) return { join: '', condition: '', attribute };
  const { own, key, rowKey } = lines;
  const conditions = (): string[] => filters.map((filter) => conditionSql(LINE_ATTRIBUTES[filter.attribute] ?? 'NULL', filter, parameters));
  const period = periodSql(plan, parameters);
  // Lines that pass the filters on them, of the period's rows.
  const within = period === '' ? [] : [`${key} IN (${lines.within[plan.basis]} ${period})`];
  const rows = [lines.from, ...within, ...conditions()].join(' AND ');
  if (dimensions.length === 0) {
    const holds = `${rowKey} IN (SELECT ${key} FROM ${rows})`;
    if (!own) return { join: '', condition: holds, attribute };
    const ofOwn = [`"UnifiedProduct" p CROSS JOIN ${NO_SELLER} WHERE p."workspaceId" = {ws}`, ...conditions()].join(' AND ');
    return { join: '', condition: `CASE WHEN ${own} IS NULL THEN ${holds} ELSE ${own} IN (SELECT p.id FROM ${ofOwn}) END`, attribute };
  }
  const columns = dimensions.map(({ id }) => `${LINE_ATTRIBUTES[id]} AS "${id}"`);
  const joined = `JOIN (SELECT DISTINCT ${[`${key} AS row_key`, ...columns].join(', ')} FROM ${rows}) lines ON lines.row_key = ${rowKey}`;
  if (!own) return { join: joined, condition: '', attribute };
  return {
    join: [`LEFT ${joined} AND ${own} IS NULL`, productJoin(own)[1], `CROSS JOIN ${NO_SELLER}`].join('\n    '),
    condition: `CASE WHEN ${own} IS NULL THEN lines.row_key IS NOT NULL ELSE ${conditions().join(' AND ') || 'true'} END`,
    attribute: (id) => `CASE WHEN ${own} IS NULL THEN ${attribute(id)} ELSE ${LINE_ATTRIBUTES[id]} END`,
  };
}

/** The period of a plan as a condition on a day before it; empty when there is none. */
export function periodSql({ period }: Plan, parameters: Parameters): string {
  return period ? `BETWEEN ${parameters.add(period.from, 'date')} AND ${parameters.add(period.to, 'date')}` : '';
}
