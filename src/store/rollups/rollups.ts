import type { AttributeId, CountedId, FactId } from '@/core/metrics/define-metric';
import type { Basis } from '@/core/query/query';
import { SOURCES, type Source } from '../sql/sources';

/**
 * The rollups there are, smallest first. Each is its fact added up by a few keys: how its rows are computed from the base
 * tables, and which attributes of the fact its rows still have. A question is read from the first that covers it.
 */
export interface Rollup {
  cube: 'ledgerDay' | 'ledgerProductMonth' | 'ledgerPlaceMonth' | 'orderDay';
  fact: FactId;
  grain: 'day' | 'month';
  /** Bases whose rows differ. */
  bases: readonly Basis[];
  /** Key columns besides day, connection, currency and status: SQL over the base tables. */
  keys: Readonly<Record<string, string>>;
  /**
   * How its money is kept: in each currency, which can be converted to any other at the rate of the day, and in the
   * workspace's currency, the only way a month can be read.
   */
  money: readonly ('amountMinor' | 'converted')[];
  /** Attributes over its rows `r`. */
  attributes: Source['attributes'];
  /** What can be counted without repetition over its rows. */
  counted: Partial<Record<CountedId, string>>;
}

const COMMON: Source['attributes'] = {
  marketplace: ['x.marketplace', 'connection'],
  connection: ['x.name', 'connection'],
  orderStatus: ['r.status::text'],
  currency: ['r.currency'],
};

const BASES: readonly Basis[] = ['event', 'order'];

export const ROLLUPS: readonly Rollup[] = [
  {
    cube: 'orderDay',
    fact: 'orders',
    grain: 'day',
    bases: ['order'],
    keys: { isFirst: 'o."isFirst"', hasItems: 'o."itemCount" > 0' },
    money: [],
    attributes: {
      ...COMMON,
      hasItems: ['r."hasItems"'],
      newReturning: [`CASE WHEN r."isFirst" THEN 'new' WHEN NOT r."isFirst" THEN 'returning' END`],
    },
    counted: {},
  },
  {
    cube: 'ledgerDay',
    fact: 'ledger',
    grain: 'day',
    bases: BASES,
    keys: { kind: 'l.kind' },
    money: ['amountMinor', 'converted'],
    attributes: { ...COMMON, kind: ['r.kind'] },
    counted: {},
  },
  {
    cube: 'ledgerPlaceMonth',
    fact: 'ledger',
    grain: 'month',
    bases: BASES,
    keys: { kind: 'l.kind', country: 'o."shipCountry"', region: 'o."shipRegion"' },
    money: ['converted'],
    attributes: { ...COMMON, kind: ['r.kind'], customerCountry: ['r.country'], customerRegion: ['r.region'] },
    counted: { customerCountry: 'r.country', customerRegion: 'r.region' },
  },
  {
    cube: 'ledgerProductMonth',
    fact: 'ledger',
    grain: 'month',
    bases: BASES,
    keys: { kind: 'l.kind', productId: 'l."productId"' },
    money: ['converted'],
    attributes: {
      ...COMMON,
      kind: ['r.kind'],
      product: ['p.title', 'product'],
      sku: ['p.sku', 'product'],
      category: ['p.category', 'product'],
      vendor: ['p.vendor', 'product'],
    },
    counted: { product: 'r."productId"', sku: 'p.sku', category: 'p.category', vendor: 'p.vendor' },
  },
];

/** Attributes that a row of a day has, and a row of a month has not. */
export const CLOCK_ATTRIBUTES: ReadonlySet<AttributeId> = new Set(['weekday', 'dayKind']);

/** The base table a rollup is computed from, and its day on a basis. */
export function baseOf(rollup: Rollup, basis: Basis): { from: string; day: string } {
  const source = SOURCES[rollup.fact];
  const order = rollup.fact === 'orders' ? '' : ` JOIN "UnifiedOrder" o ON o."workspaceId" = {ws} AND o.id = ${source.orderId ?? 'NULL'}`;
  return { from: `${source.from}${order}`, day: source.day?.[basis] ?? 'NULL' };
}
