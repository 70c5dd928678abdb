import type { AttributeId, CountedId, FactId, FieldId } from '@/core/metrics/define-metric';
import type { Basis } from '@/core/query/query';
import { SOURCES, type Source } from '../sql/sources';
import type { Visits } from '../sql/visits';

/**
 * The rollups there are, smallest first. Each is its fact added up by a few keys: how its rows are computed from the base
 * tables, and which attributes of the fact its rows still have. A question is read from the one that covers it and leaves the
 * fewest days to the base tables; of several from the first.
 */
export interface Rollup {
  cube: string;
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
  /** Fields that are added up and no money: their sums, and with `countsValues` how many rows have a value. */
  fields: readonly Exclude<FieldId, 'amount'>[];
  countsValues?: boolean;
  /** Attributes over its rows `r`. */
  attributes: Source['attributes'];
  /** What can be counted without repetition over its rows. */
  counted: Partial<Record<CountedId, string>>;
  /** Its orders have the months of the visits before them: people are counted from the first day of a month on. */
  visits?: Visits;
}

const BASES: readonly Basis[] = ['event', 'order'];

/** What every rollup is asked by. */
const COMMON: Source['attributes'] = {
  marketplace: ['x.marketplace', 'connection'],
  connection: ['x.name', 'connection'],
  orderStatus: ['r.status::text'],
  currency: ['r.currency'],
};

const NEW_RETURNING: Source['attributes'] = {
  newReturning: [`CASE WHEN r."isFirst" THEN 'new' WHEN NOT r."isFirst" THEN 'returning' END`],
};
const PLACE: Source['attributes'] = { customerCountry: ['r.country'], customerRegion: ['r.region'] };
const PLACE_KEYS = { country: 'o."shipCountry"', region: 'o."shipRegion"' };
const STATE: Source['attributes'] = { ...NEW_RETURNING, paymentMethod: ['r."paymentMethod"'], deliveryStatus: ['r."deliveryStatus"'] };
const STATE_KEYS = { isFirst: 'o."isFirst"', paymentMethod: 'o."paymentMethod"', deliveryStatus: 'o."deliveryStatus"' };

const monthOf = (day: string): string => `date_trunc('month', ${day}::timestamp)::date`;

/** Orders added up by some keys more. */
function ordersBy(cube: string, grain: Rollup['grain'], more: Pick<Rollup, 'keys' | 'attributes' | 'visits'>): Rollup {
  return {
    ...more,
    cube,
    fact: 'orders',
    grain,
    bases: ['order'],
    keys: { ...more.keys, hasItems: 'o."itemCount" > 0' },
    money: [],
    fields: [],
    attributes: { ...COMMON, ...more.attributes, hasItems: ['r."hasItems"'] },
    counted: {},
  };
}

/** The ledger added up by some keys more. */
function ledgerBy(cube: string, grain: Rollup['grain'], more: Pick<Rollup, 'keys' | 'attributes' | 'counted'>): Rollup {
  return {
    cube,
    fact: 'ledger',
    grain,
    bases: BASES,
    keys: { kind: 'l.kind', ...more.keys },
    money: grain === 'day' ? ['amountMinor', 'converted'] : ['converted'],
    fields: ['quantity'],
    attributes: { ...COMMON, kind: ['r.kind'], ...more.attributes },
    counted: more.counted,
  };
}

/** Parcels added up by some keys more. */
function shipmentsBy(cube: string, grain: Rollup['grain'], more: Pick<Rollup, 'keys' | 'attributes'>): Rollup {
  return {
    cube,
    fact: 'shipments',
    grain,
    bases: BASES,
    keys: { ...more.keys, carrier: 's.carrier', deliveryStatus: 'o."deliveryStatus"' },
    money: [],
    fields: ['deliveryDays', 'handlingDays', 'transitDays', 'lateDays'],
    countsValues: true,
    attributes: { ...COMMON, ...more.attributes, carrier: ['r.carrier'], deliveryStatus: ['r."deliveryStatus"'] },
    counted: {},
  };
}

/** Payments added up by how they were made. */
const PAYMENTS: Rollup = {
  cube: 'paymentMonth',
  fact: 'payments',
  grain: 'month',
  bases: BASES,
  keys: { paymentMethod: 'm.method' },
  money: ['converted'],
  fields: ['installments'],
  countsValues: true,
  attributes: { ...COMMON, paymentMethod: ['r."paymentMethod"'] },
  counted: {},
};

export const ROLLUPS: readonly Rollup[] = [
  PAYMENTS,
  ordersBy('orderStateMonth', 'month', { keys: STATE_KEYS, attributes: STATE }),
  ordersBy('orderPlaceMonth', 'month', { keys: PLACE_KEYS, attributes: PLACE }),
  ordersBy('orderHourMonth', 'month', { keys: { hour: 'o."orderedHour"' }, attributes: {} }),
  ordersBy('orderVisitMonth', 'month', {
    keys: { isFirst: STATE_KEYS.isFirst, previousMonth: monthOf('o."previousDay"'), earlierMonth: monthOf('o."earlierDay"') },
    attributes: NEW_RETURNING,
    visits: { previous: 'r."previousMonth"', earlier: 'r."earlierMonth"' },
  }),
  ordersBy('orderDay', 'day', { keys: { isFirst: STATE_KEYS.isFirst }, attributes: NEW_RETURNING }),
  shipmentsBy('shipmentPlaceMonth', 'month', { keys: PLACE_KEYS, attributes: PLACE }),
  shipmentsBy('shipmentDay', 'day', { keys: {}, attributes: {} }),
  ledgerBy('ledgerStateMonth', 'month', { keys: STATE_KEYS, attributes: STATE, counted: {} }),
  ledgerBy('ledgerPlaceMonth', 'month', {
    keys: PLACE_KEYS,
    attributes: PLACE,
    counted: { customerCountry: 'r.country', customerRegion: 'r.region' },
  }),
  ledgerBy('ledgerDay', 'day', { keys: {}, attributes: {}, counted: {} }),
  ledgerBy('ledgerProductMonth', 'month', {
    keys: { productId: 'l."productId"' },
    attributes: {
      product: ['p.title', 'product'],
      sku: ['p.sku', 'product'],
      category: ['p.category', 'product'],
      vendor: ['p.vendor', 'product'],
    },
    counted: { product: 'r."productId"', sku: 'p.sku', category: 'p.category', vendor: 'p.vendor' },
  }),
];

/** Attributes that a row of a day has, and a row of a month has not. */
export const DAY_ATTRIBUTES: ReadonlySet<AttributeId> = new Set(['weekday', 'dayKind', 'date']);
/** Attributes that a row with the hour has. */
export const HOUR_ATTRIBUTES: ReadonlySet<AttributeId> = new Set(['hour', 'dayPart']);

/** The base rows a rollup is computed from, their name, and their day on a basis. */
export function baseOf(rollup: Rollup, basis: Basis): { from: string; base: string; day: string } {
  const source = SOURCES[rollup.fact];
  const order = rollup.fact === 'orders' ? '' : ` JOIN "UnifiedOrder" o ON o."workspaceId" = {ws} AND o.id = ${source.orderId ?? 'NULL'}`;
  return { from: `${source.from}${order}`, base: source.from.split(' ').at(-1) ?? '', day: source.day?.[basis] ?? 'NULL' };
}

/** Column that counts the rows where a field has a value; the sum of its values is in the column of its name. */
export const countColumn = (field: FieldId): string => `${field}Count`;
