import { findDimension, DIMENSIONS } from '@/core/dimensions/registry';
import { WEEKDAYS, type Dimension } from '@/core/dimensions/define-dimension';
import { AppError } from '@/core/errors';
import { leavesOf, type AttributeId, type Condition, type FactId, type Leaf, type Metric } from '@/core/metrics/define-metric';
import { METRICS, findMetric } from '@/core/metrics/registry';
import { PROFILES } from '@/core/metrics/profiles';
import type { Grain } from '@/core/model/calendar';
import { findMarketplaceId } from '@/core/model/marketplaces';
import type { Workspace } from '@/core/model/workspace';
import type { Basis, Filter, Period, Query } from './query';

export interface PlannedLeaf {
  /** Name of its column in results: m0, m1, ... */
  id: string;
  leaf: Leaf;
  isMoney: boolean;
}

/**
 * A query made neutral: what to read, without how. The SQL compiler (store/sql) and the in-memory reference
 * (evaluate.ts) execute the same plan and must agree to the last digit.
 */
export interface Plan {
  metrics: { metric: Metric; leafIds: string[] }[];
  leaves: PlannedLeaf[];
  dimensions: Dimension[];
  grain: Grain | null;
  weekStart: number;
  period: Period | null;
  filters: Condition[];
  basis: Basis;
  currency: string;
}

/** Attributes reached through the lines of an order: one row may have several values. */
const LINE_ATTRIBUTES: ReadonlySet<AttributeId> = new Set(['product', 'sku', 'category', 'vendor', 'seller', 'sellerRegion']);
const FACTS_OF_LINES: ReadonlySet<FactId> = new Set(['orders', 'shipments', 'reviews']);

/** True for attributes of what is sold, reached through the lines of an order. */
export function isOfLines(attribute: string): boolean {
  return LINE_ATTRIBUTES.has(attribute as AttributeId);
}

/** True when a row of the fact can have several values of the attribute. */
export function isBridged(fact: FactId, attribute: AttributeId): boolean {
  return LINE_ATTRIBUTES.has(attribute) && FACTS_OF_LINES.has(fact);
}

/** Facts of a plan in a stable order. */
export function factsOf(plan: Plan): FactId[] {
  return [...new Set(plan.leaves.map((planned) => planned.leaf.fact))];
}

/**
 * Plan a query for a workspace.
 * @throws AppError not_supported, naming what cannot be asked and what can.
 */
export function planQuery(query: Query, workspace: Workspace): Plan {
  const metrics = query.metrics.map(getMetric);
  const dimensions = query.dimensions.map(getDimension);
  const leaves: PlannedLeaf[] = [];
  const planned = metrics.map((metric) => ({ metric, leafIds: leavesOf(metric.measure).map((leaf) => addLeaf(leaves, leaf)) }));
  const filters = toConditions(query.filters);
  for (const dimension of dimensions) {
    const isNamed = query.filters.some((filter) => filter.dimension === dimension.id);
    if (dimension.only && !isNamed) filters.push({ attribute: dimension.id, op: 'in', values: dimension.only });
  }
  for (const metric of metrics)
    assertReachable(metric, [...dimensions, ...allFilters(query).map((filter) => getDimension(filter.dimension))], query.grain);
  return {
    metrics: planned,
    leaves,
    dimensions,
    grain: query.grain ?? null,
    weekStart: workspace.weekStart,
    period: query.period ?? null,
    filters,
    basis: query.basis ?? PROFILES[workspace.profile].basis,
    currency: query.currency ?? workspace.currency,
  };
}

/** Filters of the query and of the conditions on its members. */
const allFilters = ({ filters, shape }: Query): Filter[] => [
  ...filters,
  ...(shape.kind === 'members' ? shape.conditions.flatMap((condition) => condition.filters) : []),
];

function addLeaf(leaves: PlannedLeaf[], leaf: Leaf): string {
  const key = JSON.stringify(leaf);
  const known = leaves.find((candidate) => JSON.stringify(candidate.leaf) === key);
  if (known) return known.id;
  const id = `m${leaves.length}`;
  leaves.push({ id, leaf, isMoney: leaf.kind === 'sum' && leaf.field === 'amount' });
  return id;
}

function getMetric(id: string): Metric {
  const metric = findMetric(id);
  if (metric) return metric;
  throw new AppError('not_supported', `There is no metric "${id}".`, {
    field: 'metrics',
    remedy: `Metrics: ${METRICS.map((known) => known.id).join(', ')}.`,
  });
}

function getDimension(id: string): Dimension {
  const dimension = findDimension(id);
  if (dimension) return dimension;
  throw new AppError('not_supported', `There is no dimension "${id}".`, {
    field: 'dimensions',
    remedy: `Dimensions: ${DIMENSIONS.map((known) => known.id).join(', ')}.`,
  });
}

/** Filters as conditions on what the facts store. */
export function toConditions(filters: readonly Filter[]): Condition[] {
  return filters.map(toCondition);
}

/** Filter values as the facts store them: marketplace ids, weekday numbers. */
function toCondition(filter: Filter): Condition {
  const attribute = getDimension(filter.dimension).id;
  switch (filter.op) {
    case 'isNull':
    case 'notNull':
      return { attribute, op: filter.op, values: [] };
    case 'gte':
    case 'lte': {
      const bound = Number(filter.values[0]);
      if (filter.values.length !== 1 || Number.isNaN(bound)) {
        throw new AppError('invalid_input', `The filter on ${attribute} needs exactly one number.`, { field: 'filters' });
      }
      return { attribute, op: filter.op, values: [bound] };
    }
    case 'in':
    case 'notIn':
      if (filter.values.length === 0)
        throw new AppError('invalid_input', `The filter on ${attribute} names no value.`, { field: 'filters' });
      return { attribute, op: filter.op, values: filter.values.map((value) => toStored(attribute, value)) };
  }
}

function toStored(attribute: AttributeId, value: string | number): string | number {
  if (attribute === 'marketplace') return findMarketplaceId(String(value)) ?? value;
  if (attribute === 'weekday') {
    const index = WEEKDAYS.findIndex((name) => name.toLowerCase() === String(value).toLowerCase());
    return index >= 0 ? index + 1 : Number(value);
  }
  if (getDimension(attribute).type === 'number') return Number(value);
  return value;
}

function assertReachable(metric: Metric, dimensions: readonly Dimension[], grain: Grain | undefined): void {
  for (const { fact } of leavesOf(metric.measure)) {
    const unreachable = dimensions.find((dimension) => !dimension.facts.includes(fact));
    if (unreachable) {
      const others = DIMENSIONS.filter((dimension) => dimension.facts.includes(fact)).map((dimension) => dimension.title.toLowerCase());
      throw new AppError('not_supported', `${metric.title} cannot be split by ${unreachable.title.toLowerCase()}.`, {
        field: 'dimensions',
        remedy: `It can be asked by ${others.join(', ')}.`,
      });
    }
    if (fact === 'inventory' && grain) {
      throw new AppError('not_supported', `${metric.title} is a figure of now: it has no history.`, {
        field: 'grain',
        remedy: 'Ask it without a time axis.',
      });
    }
  }
}
