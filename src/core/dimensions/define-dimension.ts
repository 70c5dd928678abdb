import type { AttributeId, FactId } from '@/core/metrics/define-metric';

export interface Dimension {
  id: AttributeId;
  title: string;
  synonyms: readonly string[];
  type: 'string' | 'number';
  definition: string;
  /** Facts whose rows reach this dimension. A metric of another fact cannot be asked by it. */
  facts: readonly FactId[];
  /** What a missing value is called. */
  nullLabel?: string;
  /** The values have an order of their own (weekdays, hours, scores): tables follow it. */
  isOrdered?: boolean;
  /** Values shown when people ask by it without naming values. */
  only?: readonly string[];
}

export const ALL_FACTS: readonly FactId[] = ['ledger', 'orders', 'payments', 'shipments', 'reviews', 'inventory'];

export function defineDimension(dimension: Dimension): Dimension {
  return dimension;
}

/** Weekday names by ISO number, the values of the weekday dimension in order. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
