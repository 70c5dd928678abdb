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
  /** It can be counted in several ways: answers say which one is taken (`note.reading.<id>` of the language files). */
  namesReading?: boolean;
  /** The attribute of an order that says how many of its members the order holds. */
  withinOrder?: AttributeId;
  /** All values there are, in their order, for dimensions that are a closed list. */
  values?: readonly string[];
  /** Values shown when people ask by it without naming values. */
  only?: readonly string[];
}

export const ALL_FACTS: readonly FactId[] = ['ledger', 'orders', 'payments', 'shipments', 'reviews', 'inventory'];

export function defineDimension(dimension: Dimension): Dimension {
  return dimension;
}

/** Parts of the day in order, six hours each, the first from 6:00. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening', 'night'] as const;
export const DAY_KINDS = ['weekday', 'weekend'] as const;

/** The part of the day an hour (0 to 23) belongs to. */
export function dayPartOf(hour: number): (typeof DAY_PARTS)[number] {
  return DAY_PARTS[(Math.floor(hour / 6) + 3) % 4] ?? 'night';
}

/** Weekday names by ISO number, the values of the weekday dimension in order. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
