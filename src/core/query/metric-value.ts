import type { Cell, Unit } from '@/core/artifact/artifact';
import { WEEKDAYS, type Dimension } from '@/core/dimensions/define-dimension';
import type { FieldId, Metric } from '@/core/metrics/define-metric';
import { divideRounded, exactToNumber, roundExact, type Exact } from '@/core/model/exact';
import { marketplaceName } from '@/core/model/marketplaces';
import { toMajor } from '@/core/model/money';
import type { LeafRow } from './evaluate';

/** Seconds to days for the fields that are stored in seconds. */
const FIELD_SCALE: Partial<Record<FieldId, number>> = { deliveryDays: 86_400, handlingDays: 86_400, transitDays: 86_400, lateDays: 86_400 };

/** What people read for a stored dimension value. */
export function dimensionLabel(dimension: Dimension, value: string | number | null): Cell {
  if (value === null) return dimension.nullLabel ?? 'unknown';
  if (dimension.id === 'weekday') return WEEKDAYS[Number(value) - 1] ?? String(value);
  if (dimension.id === 'marketplace') return marketplaceName(String(value));
  return value;
}

/** The value of a metric from its leaves; null where it is not defined (nothing to divide by). */
export function metricValue(metric: Metric, leafIds: readonly string[], source: { leafRow: LeafRow; currency: string }): number | null {
  const value = (id: string | undefined): Exact => (id === undefined ? 0n : (source.leafRow.values[id] ?? 0n));
  const { measure } = metric;
  if (measure.kind !== 'ratio')
    return leafNumber(value(leafIds[0]), metric.unit, {
      currency: source.currency,
      field: measure.kind === 'sum' ? measure.field : undefined,
    });
  const numerator = value(leafIds[0]) * BigInt(measure.sign);
  const denominator = value(leafIds[1] ?? leafIds[0]);
  if (denominator === 0n) return null;
  if (metric.unit === 'money')
    return toMajor(denominator < 0n ? divideRounded(-numerator, -denominator) : divideRounded(numerator, denominator), source.currency);
  const field = measure.numerator.kind === 'sum' ? measure.numerator.field : undefined;
  const scaled = Number(numerator) / Number(denominator) / (FIELD_SCALE[field ?? 'amount'] ?? 1);
  // -0 would print as a signed zero.
  return round(scaled, metric.unit === 'ratio' ? 8 : 6) + 0;
}

function leafNumber(value: Exact, unit: Unit, context: { currency: string; field: FieldId | undefined }): number {
  if (unit === 'money') return toMajor(roundExact(value), context.currency);
  return round(exactToNumber(value) / (FIELD_SCALE[context.field ?? 'amount'] ?? 1), 6) + 0;
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
